//! Requests about mapping: walks that are recorded and handed in, tracks of elsewhere, which cells both renew
//! and what those pay.

use crate::{CellView, Freshness, LastContribution, Money, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// The tracks that are kept.
    "tracks" => GetTracks {} -> TracksView;
    /// Takes a GPX or GeoJSON file over. It is on the disk when this answers.
    "import_track" => ImportTrack {
        /// What the file is called.
        name: String,
        /// What is in it.
        text: String,
    } -> TracksView;
    /// Which cells a track renews, and what they pay.
    "look_at_track" => LookAtTrack {
        /// [`TrackView::id`].
        id: u64,
    } -> TrackCellsView;
    /// Forgets a track.
    "forget_track" => ForgetTrack {
        /// [`TrackView::id`].
        id: u64,
    } -> TracksView;

    /// The walks that were recorded here, and the device that hands them in.
    "walks" => GetWalks {} -> WalksView;
    /// What can be recorded with.
    "receivers" => ListReceivers {} -> ReceiversView;
    /// Has this app's own device belong to the account that is shown, so that walks are paid. Answers once that
    /// is proven.
    "claim_mapping_device" => ClaimMappingDevice {
        /// What the device is called from then on.
        name: String,
    } -> ();
    /// Begins to record, or goes on with the walk that was not ended.
    "record_walk" => RecordWalk {
        /// What to record with.
        receiver: ReceiverChoice,
    } -> ();
    /// Stops listening for a while.
    "pause_walk" => PauseWalk {} -> ();
    /// Ends the walk.
    "end_walk" => EndWalk {} -> ();
    /// Which cells a walk renews, and what they pay.
    "look_at_walk" => LookAtWalk {
        /// [`WalkView::track`]'s id.
        id: u64,
    } -> TrackCellsView;
    /// Writes a walk to a GPX file, and answers with its path.
    "export_walk" => ExportWalk {
        /// [`WalkView::track`]'s id.
        id: u64,
    } -> String;
    /// Deletes a walk.
    ///
    /// # Errors
    /// [`ErrorCode::WorkUnsent`](crate::ErrorCode::WorkUnsent) for one that is not handed in, unless that is
    /// wanted.
    "forget_walk" => ForgetWalk {
        /// [`WalkView::track`]'s id.
        id: u64,
        /// Whether it is deleted though it is not handed in.
        unsent_too: bool,
    } -> WalksView;
}

/// What of mapping is drawn without asking.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MappingView {
    /// The walk that is not ended.
    pub recording: Option<RecordingView>,
    /// What is not handed in.
    pub unsent: UnsentView,
}

/// Walks that are not handed in, which nobody else has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsentView {
    /// How many walks.
    pub walks: u32,
    /// How many of their reports the network has.
    pub done: u32,
    /// Of how many.
    pub of: u32,
}

/// A walk that is being recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordingView {
    /// [`WalkView::track`]'s id.
    pub id: u64,
    /// How it goes on.
    pub state: RecordingState,
    /// What it is recorded with.
    pub receiver: ReceiverChoice,
    /// When it began, in milliseconds since 1970 UTC.
    pub began_ms: u64,
    /// Points so far.
    pub points: u32,
    /// Its length so far, in metres.
    pub metres: f64,
    /// Cells so far.
    pub cells: u32,
    /// The last fix.
    pub fix: Option<FixView>,
    /// How many access points were seen at the last look; `None` where this system does not tell.
    pub around: Option<u32>,
}

/// Where a receiver is, as it says.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FixView {
    /// How far it may be off, in metres.
    pub accuracy_m: f64,
    /// How fast it moves, in metres a second, if it says.
    pub speed_m_s: Option<f64>,
    /// How many satellites it uses, if it says.
    pub satellites: Option<u8>,
}

/// How a recording goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordingState {
    /// It is paused, or the app was ended.
    Paused,
    /// Nothing came from the receiver yet.
    Searching,
    /// The receiver does not know where it is.
    NoFix,
    /// Points are kept.
    Recording,
    /// The receiver is gone; it is looked for again.
    Gone,
    /// The phone does not let the app see where it is, or has that switched off.
    NotPermitted,
    /// Points come, and cannot be written down: each that follows is tried.
    NotKept,
}

/// What is recorded with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReceiverChoice {
    /// A GPS receiver on a port.
    Port {
        /// The port.
        port: String,
    },
    /// The phone's own.
    Phone,
}

/// What can be recorded with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiversView {
    /// The phone's own first, then the ports, those with a name first.
    pub receivers: Vec<ReceiverView>,
}

/// Something to record with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiverView {
    /// Names it to [`RecordWalk`].
    pub choice: ReceiverChoice,
    /// What the thing on the port calls itself.
    pub name: Option<String>,
}

/// The walks that were recorded here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WalksView {
    /// What hands them in.
    pub device: MappingDeviceView,
    /// The newest first.
    pub walks: Vec<WalkView>,
}

/// This app as a device of the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingDeviceView {
    /// `opd1…`
    pub address: String,
    /// Whose it is.
    pub owner: DeviceOwner,
    /// What it costs to have it belong to the account; `None` while that is not proven.
    pub fee: Option<Money>,
}

/// Whose this app's device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceOwner {
    /// The account's that is shown.
    Me,
    /// Another account's, which is paid for walks.
    Another,
    /// Nobody's: walks are not paid.
    Nobody,
    /// Not proven now.
    Unknown,
}

/// A walk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WalkView {
    /// Where it went.
    pub track: TrackView,
    /// When it ended; `None` while it goes on.
    pub ended_ms: Option<u64>,
    /// How far it is.
    pub stage: WalkStage,
    /// How many of its reports the network has.
    pub done: u32,
    /// Of how many; more while the walk goes on into further epochs.
    pub of: u32,
    /// How many of its cells are in reports.
    pub claimed_cells: u32,
    /// What was paid for it so far, with what else was mapped in the same epochs.
    pub paid: Money,
}

/// How far a walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WalkStage {
    /// It goes on.
    Recording,
    /// It waits for the end of its epoch, or for the network.
    Waiting,
    /// Its reports are on their way.
    HandingIn,
    /// It is handed in whole.
    Done,
    /// Part of it came too late, or was refused; the rest is handed in.
    PartlyLate,
    /// It came too late, or was refused.
    Late,
    /// Nothing in it counts: it was too short, or nothing was seen around.
    Nothing,
}

impl WalkStage {
    /// Whether something of it is not handed in and still can be.
    pub fn is_unsent(self) -> bool {
        matches!(self, Self::Recording | Self::Waiting | Self::HandingIn)
    }
}

/// The tracks that are kept, on this device only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TracksView {
    /// The newest first.
    pub tracks: Vec<TrackView>,
}

/// A track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackView {
    /// Names it to [`LookAtTrack`].
    pub id: u64,
    /// What its file was called.
    pub name: String,
    /// Its lines: degrees north, degrees east.
    pub lines: Vec<Vec<(f64, f64)>>,
    /// Its length, in metres.
    pub metres: f64,
    /// The cells that it goes through, in the order of travel.
    pub cells: Vec<CellView>,
    /// When it was taken over, in milliseconds since 1970 UTC.
    pub kept_ms: u64,
}

/// What the network proves of the cells of a track.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackCellsView {
    /// [`TrackView::id`].
    pub id: u64,
    /// The cells, in the order of travel.
    pub cells: Vec<MappedCellView>,
    /// What they pay in all, at most.
    pub total: Money,
    /// How fresh and how proven this is.
    pub freshness: Freshness,
}

/// What the network proves of a cell that was or would be mapped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MappedCellView {
    /// The cell.
    pub place: CellView,
    /// When it was mapped last; `None` if never.
    pub last: Option<LastContribution>,
    /// What who maps it now is paid for it at the newest price, if at least two others agree on what they saw
    /// there and no more map it than are paid in full.
    pub at_most: Money,
}
