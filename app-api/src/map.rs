//! Requests about places: what the network proves of cells, what a device would earn there, and plans.

use crate::{Freshness, Money, ResourceKind, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// The cell around a place and those next to it, to choose from.
    "preview_place" => PreviewPlace {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    } -> PlaceView;
    /// What the network proves about the cells around a place, for one kind of contribution. Peers learn
    /// which cells are asked for, and nothing finer.
    "explore_cells" => ExploreCells {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
        /// Which contributions are looked at.
        resource: ResourceKind,
    } -> CellsView;
    /// What one more device would earn in a cell.
    "estimate_place" => EstimatePlace {
        /// [`CellView::cell`].
        cell: String,
        /// What it would contribute.
        resource: ResourceKind,
        /// What it costs; without, there is no payback.
        costs: Option<Costs>,
    } -> EstimateView;
    /// Where this machine is, from a GPS receiver on one of its ports.
    "locate" => Locate {} -> PositionView;
    /// Where the person's devices stand, and those that the person thinks of would.
    "places" => GetPlaces {} -> PlacesView;
    /// Notes a device that the person thinks of. It is on the disk when this answers.
    "plan_device" => PlanDevice {
        /// [`CellView::cell`].
        cell: String,
        /// What it would contribute.
        resource: ResourceKind,
        /// What it costs.
        costs: Option<Costs>,
    } -> PlacesView;
    /// Forgets a planned device.
    "forget_plan" => ForgetPlan {
        /// [`PlanView::id`].
        id: u64,
    } -> PlacesView;
}

/// A cell and its neighbours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceView {
    /// The chosen cell.
    pub chosen: CellView,
    /// Those around it.
    pub neighbours: Vec<CellView>,
    /// What radio rules hold in the chosen one.
    pub radio: Option<RadioView>,
}

/// A cell of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellView {
    /// H3 index, hexadecimal.
    pub cell: String,
    /// Its centre: degrees north, degrees east.
    pub centre: (f64, f64),
    /// Its corners, in order: degrees north, degrees east.
    pub boundary: Vec<(f64, f64)>,
}

/// Cells around a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellsView {
    /// Which contributions were looked at.
    pub resource: ResourceKind,
    /// The cells, the nearest first.
    pub cells: Vec<CellStateView>,
    /// How fresh and how proven this is.
    pub freshness: Freshness,
}

/// What the network proves about a cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CellStateView {
    /// The cell.
    pub place: CellView,
    /// How many devices contributed there in the newest epoch that was paid.
    pub devices: u32,
    /// How many are paid in full.
    pub capacity: u32,
    /// When there last was a contribution; `None` if there never was one.
    pub last: Option<LastContribution>,
    /// What the cell would multiply one more device's units by at first, in thousandths.
    pub multiplier: u64,
    /// What one more device would earn in a day, most likely; `None` where nothing is known yet.
    pub a_day: Option<Money>,
}

/// The newest contribution in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastContribution {
    /// The epoch of it.
    pub epoch: u64,
    /// When that epoch ended, in milliseconds since 1970 UTC.
    pub ended_ms: u64,
    /// How many paid epochs there were since: 0 is fresh.
    pub missed: u64,
}

/// What a device costs, in whatever currency the person counts in, with as many decimals as [`Money`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// Its price.
    pub price: u64,
    /// Power that it takes, in milliwatts.
    pub milliwatts: u64,
    /// Price of a kilowatt hour.
    pub kilowatt_hour: u64,
    /// What one token is taken to be worth. Nobody's promise: the person's own guess.
    pub token: u64,
}

/// What one more device would earn. One time in ten it is less than the low end, one time in ten more
/// than the high one, if prices go on to move as they did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstimateView {
    /// In a day.
    pub day: RangeView,
    /// In 30 days.
    pub month: RangeView,
    /// How many devices contributed the same there in the newest epoch that was paid.
    pub neighbours: u32,
    /// How many are paid in full.
    pub capacity: u32,
    /// By what the cell multiplies the device's units in its first epoch, in thousandths.
    pub first_multiplier: u64,
    /// By what it does after that, in thousandths: below 1000 where it is crowded.
    pub multiplier: u64,
    /// How many paid epochs it was made from.
    pub epochs: u32,
    /// Days until it has paid for itself, where its costs are known.
    pub payback: Option<PaybackView>,
    /// What radio rules hold there, for what is heard by radio.
    pub radio: Option<RadioView>,
    /// How fresh and how proven what it was made from is.
    pub freshness: Freshness,
}

/// A range of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangeView {
    /// The 10th of a hundred outcomes in order.
    pub low: Money,
    /// The median.
    pub middle: Money,
    /// The 90th.
    pub high: Money,
}

/// Days until a device has paid for itself; `None` means never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaybackView {
    /// If it earns the most of the range.
    pub soonest: Option<u64>,
    /// If it earns the median.
    pub middle: Option<u64>,
    /// If it earns the least.
    pub latest: Option<u64>,
}

/// The radio rules of a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RadioView {
    /// What the rules are called, such as `EU868`.
    pub plan: String,
    /// The band, in MHz.
    pub band_mhz: (u32, u32),
    /// Most that may be radiated, in 0.1 dBm EIRP.
    pub limit_decidbm: i32,
    /// Most that may go into the antenna, in 0.1 dBm, where that is bounded too.
    pub conducted_decidbm: Option<i32>,
    /// Most gain that the network believes of an antenna, in 0.1 dBi.
    pub believed_gain_decidbi: i32,
    /// Where the numbers are from.
    pub source: String,
}

/// Where this machine is. It stays on this machine; only cells leave it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PositionView {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How far it may be off, in metres.
    pub accuracy_m: f64,
}

/// The person's own places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacesView {
    /// Where devices stand, in the order of the account's list.
    pub devices: Vec<DevicePlaceView>,
    /// Where devices would stand, the oldest plan first.
    pub plans: Vec<PlanView>,
    /// The costs that were typed last, to begin the next with.
    pub costs: Costs,
}

/// Where one of the person's devices stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DevicePlaceView {
    /// `opd1…`
    pub address: String,
    /// What the person or the device calls it.
    pub name: String,
    /// Its cell.
    pub place: CellView,
}

/// A device that the person thinks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanView {
    /// Names it to [`ForgetPlan`].
    pub id: u64,
    /// Where it would stand.
    pub place: CellView,
    /// What it would contribute.
    pub resource: ResourceKind,
    /// What it costs.
    pub costs: Option<Costs>,
    /// When it was noted, in milliseconds since 1970 UTC.
    pub noted_ms: u64,
}
