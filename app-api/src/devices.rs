//! Requests about devices of the account, and what their owner says of them.

use crate::{DeviceView, EarningsLine, Money, PlaceView, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// All that is known of a device of the account; `None` if the device is not the account's.
    "device" => GetDevice {
        /// `opd1…`
        device: String,
    } -> Option<DeviceDetails>;
    /// Calls a device something else, on this machine only. An empty name is none.
    "rename_device" => RenameDevice {
        /// `opd1…`
        device: String,
        /// What to call it; [`MAX_NAME_CHARS`] characters at most.
        name: String,
    } -> ();
    /// Notes how high a device's antenna is, on this machine only: the network asks for no height.
    "note_height" => NoteHeight {
        /// `opd1…`
        device: String,
        /// Above the ground, in metres, at most [`MAX_HEIGHT_M`]; `None` forgets it.
        height_m: Option<f64>,
    } -> ();
    /// Has the network change something about a device, for one fee, and for nothing if it is so already.
    /// Answers once it is proven; until then, after a kill as well, it is one of
    /// [`AppView::device_changes`](crate::AppView::device_changes).
    "change_device" => ChangeDevice {
        /// `opd1…`
        device: String,
        /// What to change.
        change: DeviceChange,
    } -> ();
    /// Whose a device is, and whom it is offered to.
    "device_ownership" => GetDeviceOwnership {
        /// `opd1…`
        device: String,
    } -> DeviceOwnership;
}

/// What an owner says of a device's equipment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EquipmentView {
    /// Gain of its antenna, in 0.1 dBi.
    pub antenna_gain_decidbi: i16,
    /// What feeds energy in, if anything does. Without one, energy that a meter counts is not paid.
    pub generator: Option<GeneratorView>,
}

/// What feeds energy in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneratorView {
    /// From what.
    pub source: EnergySource,
    /// Most that it can give, in W.
    pub peak_watts: u32,
}

/// Where energy comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnergySource {
    /// The sun.
    Solar,
    /// The wind.
    Wind,
    /// Anything else that can run at any hour, such as water, biogas or a battery.
    Other,
}

/// Highest antenna that can be noted, in metres above the ground: no mast is higher.
pub const MAX_HEIGHT_M: f64 = 1_000.0;

/// Strongest antenna that can be declared, in 0.1 dBi: the network believes no more.
pub const MAX_GAIN_DECIDBI: i16 = 150;

/// Longest name of a device, an account or a contact, in characters.
pub const MAX_NAME_CHARS: usize = 40;

/// All that is known of a device of the account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeviceDetails {
    /// How it is.
    pub device: DeviceView,
    /// Where it stands.
    pub place: Option<PlaceView>,
    /// How high its antenna is above the ground, in metres, as the person noted on this machine.
    pub height_m: Option<f64>,
    /// What a change of it costs.
    pub fee: Money,
    /// Its epochs that were paid, newest first; [`DeviceDetails::MOST_EPOCHS`] at most.
    pub epochs: Vec<DeviceEpoch>,
}

impl DeviceDetails {
    /// How many epochs are told of.
    pub const MOST_EPOCHS: usize = 60;
}

/// What a device did in an epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEpoch {
    /// The epoch.
    pub epoch: u64,
    /// When it ended, in milliseconds since 1970 UTC.
    pub ended_ms: u64,
    /// A line for each resource; none if it did not report.
    pub lines: Vec<EarningsLine>,
}

/// Something that the network is to change about a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum DeviceChange {
    /// It stands somewhere else.
    Move {
        /// [`CellView::cell`](crate::CellView::cell).
        cell: String,
    },
    /// It has this equipment; what it reports is bounded by that.
    Equip {
        /// All of it: what is left out is taken away.
        equipment: EquipmentView,
    },
    /// Another account may take it over, and no other.
    Offer {
        /// `op1…`
        to: String,
    },
    /// Nobody may take it over any more.
    Withdraw,
    /// It becomes this account's, which it is offered to.
    Accept,
    /// It is nobody's any more.
    Release,
    /// It becomes this account's, which it agrees to: only for this app's own device, see
    /// [`ClaimMappingDevice`](crate::ClaimMappingDevice).
    Claim {
        /// Of the agreement: 16 bytes, hexadecimal.
        nonce: String,
    },
}

/// A change that is not on chain yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceChangeView {
    /// `opd1…`
    pub device: String,
    /// What changes.
    pub change: DeviceChange,
}

/// Whose a device is, as the network proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceOwnership {
    /// `opd1…`
    pub device: String,
    /// `op1…`; `None`: nobody's.
    pub owner: Option<String>,
    /// Whom it is offered to: `op1…`
    pub offered_to: Option<String>,
    /// What a change of it costs.
    pub fee: Money,
}
