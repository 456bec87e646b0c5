//! What the app tells a person who does not look at its window: notices, and the state in the tray.
//!
//! The words are the UI's: it puts each of [`AppView::notices`](crate::AppView::notices) into words and hands
//! them back to be raised, once.

use crate::{Money, NotificationKind, TransactionState, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// Raises a notice with the system, and remembers that it was. One that was raised before is not.
    "raise_notice" => RaiseNotice {
        /// [`NoticeView::id`].
        id: String,
        /// Its title.
        title: String,
        /// What it says.
        body: String,
    } -> ();
    /// Says how things are to whoever looks at the tray.
    "describe_tray" => DescribeTray {
        /// How things are, in a line.
        state: String,
        /// What opens the window.
        open: String,
        /// What ends the app.
        quit: String,
        /// Whether something needs attention.
        attention: bool,
    } -> ();
    /// The link was followed, or is of no use: forgets [`AppView::link`](crate::AppView::link).
    "close_link" => CloseLink {} -> ();
}

/// Something to tell a person who does not look at the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// Names it.
    pub id: String,
    /// What it is about.
    pub kind: NotificationKind,
    /// Which device, and what it is called.
    pub device: Option<NoticeDevice>,
    /// How much: was earned, or a transaction takes with its fee.
    pub amount: Option<Money>,
    /// What became of a transaction.
    pub transaction: Option<TransactionState>,
}

/// The device that a notice is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDevice {
    /// `opd1…`
    pub address: String,
    /// What it is called.
    pub name: String,
}

/// How far the app's start is, where it starts a network of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartStage {
    /// Starts the practice network.
    Network,
    /// Starts the simulated device.
    Device,
    /// Opens the data folder.
    App,
}
