//! Reads the gallery's sample views, so that tests and designers look at the same states.

use outpost_app_api::{AppView, CellsView, EarningsView, EstimateView, Ladder, PlacesView};
use std::path::Path;

/// The sample view of this name.
pub fn view(name: &str) -> AppView {
    read(&format!("views/{name}.json"))
}

/// The sample earnings.
pub fn earnings() -> EarningsView {
    read("earnings.json")
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

/// The sample estimate.
pub fn estimate() -> EstimateView {
    read("estimate.json")
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
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("gallery")
        .join(file);
    let json = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
