//! Requests about accounts, one's own and watched ones, and about the address book.

use crate::{Money, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// Adds the wallet's next account and shows it. The words bring it back like the others.
    "add_account" => AddAccount {
        /// What to call it; may be empty.
        name: String,
    } -> ();
    /// Shows another account.
    "switch_account" => SwitchAccount {
        /// [`AccountView::address`].
        address: String,
    } -> ();
    /// Calls an account something else.
    "rename_account" => RenameAccount {
        /// [`AccountView::address`].
        address: String,
        /// What to call it; may be empty.
        name: String,
    } -> ();
    /// Watches an account without its keys, and shows it. Needs no wallet.
    "watch_account" => WatchAccount {
        /// Its address, or a link to it.
        address: String,
        /// What to call it; may be empty.
        name: String,
    } -> ();
    /// Watches an account no more.
    "forget_account" => ForgetAccount {
        /// [`AccountView::address`] of a watched account.
        address: String,
    } -> ();
    /// The address book, by name.
    "contacts" => GetContacts {} -> Vec<Contact>;
    /// Puts somebody into the address book, or changes a name there.
    "save_contact" => SaveContact {
        /// Their address, or a link to it.
        address: String,
        /// What to call them.
        name: String,
    } -> ();
    /// Strikes somebody from the address book.
    "remove_contact" => RemoveContact {
        /// [`Contact::address`].
        address: String,
    } -> ();
}

/// An account that the app follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// `op1…`
    pub address: String,
    /// What its person calls it; may be empty.
    pub name: String,
    /// Whether the wallet has its keys.
    pub kind: AccountKind,
    /// Whether it is the one that is shown.
    pub active: bool,
    /// What it held when it was last proven; `None` before that.
    pub balance: Option<Money>,
}

/// Whether the wallet has an account's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccountKind {
    /// It is the wallet's own.
    Own {
        /// Its place among them, from 0.
        index: u16,
    },
    /// It is only watched.
    Watched,
}

/// Somebody in the address book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// `op1…`
    pub address: String,
    /// What the person calls them.
    pub name: String,
}
