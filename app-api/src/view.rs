//! Everything the UI draws without asking, as one value.

use crate::{
    DeviceChangeView, EarningsTotals, EquipmentView, MappingView, Money, NearbyView, NoticeView,
    OnboardingView, SettingsView, StartStage, WalletView, call::calls,
};
use serde::{Deserialize, Serialize};

calls! {
    /// The view as it is now; later ones arrive as [`Event::View`].
    "view" => GetView {} -> AppView;
    /// A page of the person's devices, those that need attention first.
    "devices" => GetDevices {
        /// How many to leave out.
        skip: u32,
        /// How many at most; 200 are enough for any screen, and more are never sent.
        take: u32,
    } -> DevicesView;
}

/// What the app tells the UI unasked. On the wire its kind is the key of what it says, so that a view can be
/// read as it comes, whatever the order of keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// What to draw from now on.
    View(Box<AppView>),
    /// The app starts a network of its own before there is a view; how far that is.
    Starting(StartStage),
}

/// Everything the UI draws without asking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AppView {
    /// The wallet.
    pub wallet: WalletView,
    /// The network.
    pub network: NetworkView,
    /// Balance and earnings; `None` until something is proven.
    pub money: Option<MoneyView>,
    /// How many devices there are.
    #[serde(default)]
    pub device_counts: DeviceCounts,
    /// The first of the person's devices, those that need attention first; the others are asked for with
    /// [`GetDevices`].
    pub devices: Vec<DeviceView>,
    /// The wizard, while it is open.
    pub onboarding: Option<OnboardingView>,
    /// What the person chose.
    #[serde(default)]
    pub settings: SettingsView,
    /// Changes of devices that are not on chain yet.
    #[serde(default)]
    pub device_changes: Vec<DeviceChangeView>,
    /// What a person who does not look at the window is to be told.
    #[serde(default)]
    pub notices: Vec<NoticeView>,
    /// The link that the app was opened with, until a screen took it: one that
    /// [`Link::parse`](crate::link::Link::parse) reads.
    #[serde(default)]
    pub link: Option<String>,
    /// The check of a device nearby that goes on, or the last one.
    #[serde(default)]
    pub nearby: Option<NearbyView>,
    /// The walk that is recorded, and what is not handed in.
    #[serde(default)]
    pub mapping: MappingView,
}

/// How fresh and how proven a number is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// The block it was proven at.
    pub height: u64,
    /// That block's time, in milliseconds since 1970 UTC.
    pub block_time_ms: u64,
    /// How many peers named the same block or one that builds on it.
    pub peers: u32,
    /// Since when the tip has stood still (milliseconds since 1970 UTC); `None` while it moves.
    pub stale_since_ms: Option<u64>,
}

/// The network, as this device sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkView {
    /// What people call it.
    pub name: String,
    /// Whether tokens are for practice only.
    pub practice: bool,
    /// Peers connected now.
    pub peers: u32,
    /// Whether the light node rests, so that nothing new is fetched (see `pause_on_battery`).
    #[serde(default)]
    pub resting: bool,
    /// The newest verified block; `None` until the first.
    pub tip: Option<Freshness>,
    /// The epoch that is running, and when it ends (milliseconds since 1970 UTC).
    pub epoch: Option<EpochView>,
}

/// An epoch that is running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochView {
    /// Its number.
    pub number: u64,
    /// When it ends.
    pub ends_ms: u64,
    /// When its rewards are paid.
    pub paid_ms: u64,
    /// Its length.
    pub length_ms: u64,
}

/// Balance and earnings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyView {
    /// What the account holds.
    pub balance: Money,
    /// What it earned.
    pub earnings: EarningsTotals,
    /// How fresh and how proven both are.
    pub freshness: Freshness,
}

/// How many devices there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCounts {
    /// In all.
    pub all: u32,
    /// Those that need attention.
    pub in_need: u32,
}

/// A page of devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DevicesView {
    /// How many there are.
    pub counts: DeviceCounts,
    /// The page.
    pub devices: Vec<DeviceView>,
}

/// One of the person's devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// `opd1…`
    pub address: String,
    /// What the person or the device calls it.
    pub name: String,
    /// How it is.
    pub state: DeviceState,
    /// Whether it is this app itself, which records walks: it stands nowhere, and nobody can look for it.
    pub roams: bool,
    /// Its cell, hexadecimal, once asserted.
    pub cell: Option<String>,
    /// What its owner says of its equipment, as it is on chain.
    pub equipment: EquipmentView,
    /// When it was claimed, in milliseconds since 1970 UTC.
    pub claimed_ms: u64,
    /// What it earned over all time.
    pub earned: Money,
    /// The last epoch it reported for.
    pub last_epoch: Option<u64>,
    /// How fresh and how proven this is.
    pub freshness: Freshness,
}

/// How a device is, and so what its person should do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// The network refuses its reports for a while, since its evidence was missing or wrong too often.
    Suspended,
    /// It missed epochs: look at its power and its network.
    Silent,
    /// It has no place, so nothing counts.
    NeedsPlace,
    /// Its first report is to come.
    Waiting,
    /// It reports.
    Working,
}

impl DeviceState {
    /// Whether it earns less than it could until its person does something.
    pub fn needs_attention(self) -> bool {
        match self {
            Self::Suspended | Self::Silent | Self::NeedsPlace => true,
            Self::Waiting | Self::Working => false,
        }
    }
}
