//! Requests about setting up a device, and what the wizard shows.
//!
//! The wizard is journaled: after a crash, a kill or a lost link, [`OnboardingView`] stands at the
//! step that was reached, with what was known then.
//!
//! A request answers when its step has ended. What went wrong is its answer and also
//! [`OnboardingView::problem`], until something else is tried; so the wizard can draw from the view
//! alone. A step that was left by [`Back`] or [`CancelOnboarding`] answers as if it had succeeded.

use crate::{AppError, Money, PlaceView, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// Opens the wizard, at the step it was left at.
    "start_onboarding" => StartOnboarding {} -> ();
    /// Leaves the wizard and forgets how far it got. What is on chain stays.
    "cancel_onboarding" => CancelOnboarding {} -> ();
    /// Looks for devices on all ports and over Bluetooth. Results arrive in [`OnboardingView::candidates`].
    "find_devices" => FindDevices {} -> ();
    /// Goes on with one of the candidates.
    "choose_device" => ChooseDevice {
        /// [`Candidate::port`].
        port: String,
        /// The word that is printed on the device, where it wants one; else empty.
        proof: String,
    } -> ();
    /// Makes one of the candidates blink or beep, before it is chosen.
    "identify_candidate" => IdentifyCandidate {
        /// [`Candidate::port`] of one that [`can_blink`](Candidate::can_blink).
        port: String,
    } -> ();
    /// Makes the chosen device blink or beep.
    "identify_device" => IdentifyDevice {} -> ();
    /// Asks the device which networks it sees.
    "scan_wifi" => ScanWifi {} -> ();
    /// Gives the device its Wi-Fi and waits until it is online.
    "send_wifi" => SendWifi {
        /// The network's name.
        ssid: String,
        /// Its password; empty for an open one.
        password: String,
    } -> ();
    /// Goes on with the Wi-Fi the device has.
    "keep_wifi" => KeepWifi {} -> ();
    /// Chooses the cell that the device stands in, and what antenna it has there.
    "choose_place" => ChoosePlace {
        /// [`CellView::cell`].
        cell: String,
        /// Its antenna; the default is the one that it came with.
        antenna: AntennaView,
    } -> ();
    /// Asks the device to agree, then claims it, asserts its place and tells its antenna on chain.
    "claim_device" => ClaimDevice {} -> ();
    /// Goes back a step; nothing on chain is undone.
    "back" => Back {} -> ();
    /// Closes the wizard after its last step.
    "finish_onboarding" => FinishOnboarding {} -> ();
}

/// Steps of the wizard, in order. A device without a key is done after its Wi-Fi.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Find the device.
    Find,
    /// Give it Wi-Fi.
    Wifi,
    /// Say where it stands.
    Place,
    /// Claim it.
    Claim,
    /// Done.
    Done,
}

/// What the wizard shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnboardingView {
    /// Where it stands.
    pub step: Step,
    /// What is going on, if anything; everything that takes over a second shows here.
    pub working: Option<Working>,
    /// Why the last thing failed; it can be tried again.
    pub problem: Option<AppError>,
    /// Devices that were found.
    pub candidates: Vec<Candidate>,
    /// Why Bluetooth was not searched, if it was not.
    pub bluetooth: Option<AppError>,
    /// The chosen one.
    pub device: Option<ChosenDevice>,
    /// Networks the device sees, strongest first; none where it cannot tell. `None` before the first scan.
    pub networks: Option<Vec<WifiNetwork>>,
    /// The Wi-Fi it was given.
    pub ssid: Option<String>,
    /// The place it was given.
    pub place: Option<PlaceView>,
    /// The antenna it was given.
    pub antenna: AntennaView,
    /// Whether it is known to cover places by radio; others may do so as well.
    pub is_hotspot: bool,
    /// What claiming costs in all.
    pub fee: Option<Money>,
    /// Where the claim stands.
    pub claim: ClaimProgress,
}

/// What the wizard is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Working {
    /// Asking every port, and listening for Bluetooth.
    Searching,
    /// Opening the device and reading who it is.
    Connecting,
    /// Making it blink.
    Identifying,
    /// The device looks for networks.
    ScanningWifi,
    /// The device joins the network.
    JoiningWifi,
    /// Waiting for somebody to confirm at the device.
    WaitingForConfirmation,
    /// Sending the claim.
    SendingClaim,
    /// Waiting until the claim is final and proven.
    WaitingForClaim,
    /// Sending the place.
    SendingPlace,
    /// Waiting until the place is final and proven.
    WaitingForPlace,
    /// Telling the antenna.
    SendingAntenna,
    /// Waiting until the antenna is final and proven.
    WaitingForAntenna,
}

/// How far the claim got; each stage is kept, so that nothing is paid twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimProgress {
    /// Not begun.
    #[default]
    NotBegun,
    /// The device agreed.
    Agreed,
    /// The claim is on chain, proven.
    Claimed,
    /// The place is on chain, proven.
    Placed,
    /// All that was to be told is on chain, proven.
    Complete,
}

/// What a person says of a device's antenna.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AntennaView {
    /// Gain in 0.1 dBi, of another antenna than the one that the device came with: the network is told, for
    /// one more fee. `None`: the one that it came with, of which nothing is said.
    pub gain_decidbi: Option<i16>,
    /// How high it is above the ground, in metres: a note on this machine, as of
    /// [`NoteHeight`](crate::NoteHeight).
    pub height_m: Option<f64>,
}

/// A place where a device may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Names the place to [`ChooseDevice`]: a port such as `/dev/ttyUSB0`, or a Bluetooth address.
    pub port: String,
    /// How it is linked.
    pub link: CandidateLink,
    /// What is known of it.
    pub found: Found,
    /// Whether it is expected to show itself when asked, and to keep nothing of that.
    pub can_blink: bool,
}

/// How a device is linked to this machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CandidateLink {
    /// By a cable.
    Usb {
        /// What the adapter calls itself, if it says.
        label: Option<String>,
    },
    /// By Bluetooth.
    Bluetooth {
        /// How strong its signal is, in dBm: about -50 beside it, -90 far away.
        signal_dbm: Option<i16>,
    },
}

/// What is known of a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// A device answered.
    Device(DeviceInfo),
    /// A device advertises that it can be set up; it says more when it is chosen.
    Advertised {
        /// What it calls itself, if it says.
        name: Option<String>,
        /// Whether it is on a Wi-Fi already.
        online: bool,
    },
    /// Something that talks without being asked. A device of the person's reports what it says.
    Receiver(ReceiverKind),
    /// It could not be asked, and why.
    Problem(AppError),
    /// Nothing that answers.
    Nothing,
}

/// What talks without being asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiverKind {
    /// A GPS receiver.
    Gps,
    /// A smart meter.
    Meter,
    /// A Bluetooth sensor with BTHome.
    Bthome,
}

/// What a device says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceInfo {
    /// Its name; empty where it tells none.
    pub name: String,
    /// Its hardware; empty where it tells none.
    pub hardware: String,
    /// Its firmware's name and version.
    pub firmware: String,
    /// Whether it is on a Wi-Fi already.
    pub online: bool,
}

/// The device that is being set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenDevice {
    /// [`Candidate::port`].
    pub port: String,
    /// `opd1…`; `None`: it has no key, gets its Wi-Fi and cannot be claimed.
    pub address: Option<String>,
    /// What it says of itself.
    pub info: DeviceInfo,
}

/// A network the device sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WifiNetwork {
    /// Its name.
    pub ssid: String,
    /// Signal strength in dBm: about -30 is strong, -90 is weak. `None`: the device does not tell.
    pub signal_dbm: Option<i16>,
    /// Whether it wants a password. `None`: the device does not tell.
    pub secured: Option<bool>,
}
