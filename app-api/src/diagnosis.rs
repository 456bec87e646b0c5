//! Why a device does not earn, as a ladder that stops at the first rung that fails.
//!
//! The words of a rung are in the translation files under `rung-<key>`, those of what is wrong with it
//! under `fault-<key>` with the attributes `.what`, `.means` and `.next`, and those of why it is not known
//! yet under `unknown-<key>`.

use crate::{AppError, LossKind, call::calls, codes::codes};
use serde::{Deserialize, Serialize};

calls! {
    /// The ladder of a device, from what the network proves now and what was found nearby.
    "diagnose_device" => DiagnoseDevice {
        /// `opd1…`
        device: String,
    } -> Ladder;
    /// Looks for a device over Bluetooth and on all ports, and asks it how it is. What goes on and what
    /// came of it is [`AppView::nearby`](crate::AppView::nearby).
    "check_nearby" => CheckNearby {
        /// `opd1…`
        device: String,
    } -> ();
    /// Leaves a check that goes on.
    "stop_checking_nearby" => StopCheckingNearby {} -> ();
}

codes! {
    /// What a device needs, each for all that come after it.
    Rung {
        /// It is switched on.
        Power = "power",
        /// It answers this machine, over Bluetooth or a cable.
        Bluetooth = "bluetooth",
        /// It is on a Wi-Fi, or on a cable to the router.
        Wifi = "wifi",
        /// It has a way out of the house.
        Internet = "internet",
        /// It reaches the network, and its reports arrive.
        Node = "node",
        /// It is claimed by this account, and the network takes its reports.
        Registration = "registration",
        /// It has a place, in which what it does counts.
        Coverage = "coverage",
        /// Its last epoch counted.
        Epoch = "epoch",
    }
}

codes! {
    /// What is wrong at a rung.
    Fault {
        /// It does not report, and was not heard nearby either.
        NotHeard = "not-heard",
        /// It was heard nearby, and could not be asked.
        NotAnswering = "not-answering",
        /// It is on no Wi-Fi.
        NoWifi = "no-wifi",
        /// It is on a Wi-Fi that gave it no address.
        NoAddress = "no-address",
        /// It says that it does not reach its network.
        NotConnected = "not-connected",
        /// Its storage takes nothing more.
        StorageWorn = "storage-worn",
        /// Epochs were paid without a report of it.
        NoReports = "no-reports",
        /// Nobody claimed it, or it was released.
        NotClaimed = "not-claimed",
        /// Another account owns it.
        OwnedByAnother = "owned-by-another",
        /// The network refuses its reports for a while.
        Suspended = "suspended",
        /// It has no place.
        NoPlace = "no-place",
        /// Where it stands, nothing that it did counted.
        PlaceCountsNothing = "place-counts-nothing",
        /// So many share its cell that it is paid less than half.
        Crowded = "crowded",
        /// It reported, and nothing of that counted.
        NothingCounted = "nothing-counted",
    }
}

codes! {
    /// Why it is not known whether a rung holds.
    Unknown {
        /// Nobody looked nearby yet.
        NotChecked = "not-checked",
        /// It reports, so nobody has to look.
        NotNeeded = "not-needed",
        /// The device does not tell.
        NotTold = "not-told",
        /// It was not found nearby, and this machine has no Bluetooth that works.
        NoBluetoothHere = "no-bluetooth-here",
        /// This app has no proof that is fresh enough.
        AppOffline = "app-offline",
        /// Its first epoch is not over.
        FirstEpoch = "first-epoch",
        /// It is this app itself, which reports what was walked: nothing was paid yet.
        NoWalk = "no-walk",
        /// A rung below fails: that is put right first.
        AfterFailure = "after-failure",
    }
}

codes! {
    /// How it is known that a rung holds.
    Evidence {
        /// It is this app itself.
        Here = "here",
        /// It answered nearby.
        Nearby = "nearby",
        /// It said so nearby.
        Told = "told",
        /// It could not have reported otherwise.
        Reported = "reported",
        /// The network proves it.
        Proven = "proven",
    }
}

impl Rung {
    /// What this app itself needs to be paid for walks: it runs, it has no Wi-Fi of its own to be given, and it
    /// stands nowhere.
    pub const ROAMING: &[Self] = &[Self::Internet, Self::Node, Self::Registration, Self::Epoch];
}

/// The rungs, from the lowest to the highest, each of them once; of this app itself only
/// [`Rung::ROAMING`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// `opd1…`
    pub device: String,
    /// The rungs.
    pub rungs: Vec<RungView>,
}

/// A rung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RungView {
    /// Which.
    pub rung: Rung,
    /// Whether it holds.
    pub state: RungState,
}

/// Whether a rung holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum RungState {
    /// It does.
    Holds {
        /// How that is known.
        evidence: Evidence,
    },
    /// It does not.
    Fails {
        /// What is wrong.
        fault: Fault,
        /// Why nothing counted, where the rules say so.
        loss: Option<LossKind>,
        /// When it ends by itself, where it does: milliseconds since 1970 UTC.
        until_ms: Option<u64>,
    },
    /// Nobody knows.
    Unknown {
        /// Why.
        why: Unknown,
    },
}

/// A check of a device nearby: one that goes on, or the last one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearbyView {
    /// `opd1…`
    pub device: String,
    /// Where it stands.
    pub stage: NearbyStage,
}

/// Where a check of a device nearby stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum NearbyStage {
    /// Asks every port, and listens for Bluetooth.
    Searching,
    /// Asks a device that was heard who it is.
    Asking {
        /// What it calls itself, if it says.
        name: Option<String>,
    },
    /// The device answered.
    Reached {
        /// When: milliseconds since 1970 UTC.
        at_ms: u64,
        /// Whether by a cable.
        by_cable: bool,
        /// Whether it is on a Wi-Fi or another network.
        online: bool,
        /// What it says of itself beside that.
        condition: ConditionView,
    },
    /// It was heard or seen, and could not be asked.
    Failed {
        /// When: milliseconds since 1970 UTC.
        at_ms: u64,
        /// Why.
        problem: AppError,
    },
    /// It was not found.
    NotFound {
        /// When: milliseconds since 1970 UTC.
        at_ms: u64,
        /// Why Bluetooth was not searched, if it was not.
        bluetooth: Option<AppError>,
    },
}

/// What a device says of itself, where it does; a Helium hotspot says all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConditionView {
    /// Whether its network gave it an address.
    pub has_address: Option<bool>,
    /// Whether it reaches its network.
    pub connected: Option<bool>,
    /// Whether others can reach it.
    pub dialable: Option<bool>,
    /// Whether its storage takes what is written.
    pub storage_works: Option<bool>,
    /// Its firmware's version.
    pub firmware: Option<String>,
}
