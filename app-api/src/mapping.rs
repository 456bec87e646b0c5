//! Requests about mapping: tracks that were recorded, which cells they renew and what those pay.

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
