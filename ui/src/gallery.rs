//! Reads the gallery's sample views, so that tests and designers look at the same states.

use outpost_app_api::{
    AppView, CellsView, DeviceEarningsView, EarningsView, EpochsView, EstimateView, HistoryView,
    Ladder, LinesView, PlacesView, TrackCellsView, WalksView, WaterfallView,
};
use std::path::Path;

/// The sample view of this name.
pub fn view(name: &str) -> AppView {
    read(&format!("views/{name}.json"))
}

/// The sample earnings.
#[derive(serde::Deserialize)]
struct Earnings {
    sums: EarningsView,
    by_device: DeviceEarningsView,
    waterfall: WaterfallView,
    epochs: EpochsView,
    lines: LinesView,
}

/// The sums of the sample earnings.
pub fn earnings() -> EarningsView {
    read::<Earnings>("earnings.json").sums
}

/// The same by device.
pub fn earnings_by_device() -> DeviceEarningsView {
    read::<Earnings>("earnings.json").by_device
}

/// The same as a waterfall.
pub fn waterfall() -> WaterfallView {
    read::<Earnings>("earnings.json").waterfall
}

/// Its epochs.
pub fn epochs() -> EpochsView {
    read::<Earnings>("earnings.json").epochs
}

/// The lines of the newest of them.
pub fn lines() -> LinesView {
    read::<Earnings>("earnings.json").lines
}

/// The sample ladder of this name.
pub fn ladder(name: &str) -> Ladder {
    read(&format!("ladders/{name}.json"))
}

/// The sample cells.
pub fn cells() -> CellsView {
    read("cells.json")
}

/// The sample places.
pub fn places() -> PlacesView {
    read("places.json")
}

/// The cells of the sample track.
pub fn track_cells() -> TrackCellsView {
    read("track-cells.json")
}

/// The sample walks.
pub fn walks() -> WalksView {
    read("walks.json")
}

/// The sample estimate.
pub fn estimate() -> EstimateView {
    read("estimate.json")
}

/// The sample history.
pub fn history() -> HistoryView {
    read("history.json")
}

/// The sample answer to a request.
pub fn answer<T: serde::de::DeserializeOwned>(request: &str) -> T {
    let mut answers: std::collections::BTreeMap<String, serde_json::Value> = read("answers.json");
    let answer = answers.remove(request).unwrap_or_default();
    serde_json::from_value(answer).unwrap_or_else(|error| panic!("{request}: {error}"))
}

/// A state of the gallery.
#[derive(serde::Deserialize)]
pub struct State {
    /// Its name, and its picture's.
    pub name: String,
    /// The sample view.
    pub view: String,
    /// The screen's address.
    pub hash: String,
}

/// All states.
pub fn states() -> Vec<State> {
    read("states.json")
}

fn read<T: serde::de::DeserializeOwned>(file: &str) -> T {
    serde_json::from_str(&text(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A sample as it is written.
pub fn text(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("gallery")
        .join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
