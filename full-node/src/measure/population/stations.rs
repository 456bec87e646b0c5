//! Makes up what radio stations hear of each other: all that stand in the districts around hear each
//! other, each from its own spot in its cell.

use super::{DEVICES_PER_CELL, Population, claims::evidence};
use h3o::{CellIndex, Resolution};
use outpost_protocol::{
    CellId, Hash, Signature,
    bounded::List,
    evidence::EvidenceRoot,
    report::{Claim, Resource},
    resources::coverage::{
        BEACONS, Beacon, CoverageClaim, Heard, MAX_WITNESSED, Turn, claim, flaw, slots,
    },
    state::Equipment,
    tally::ShortId,
};

/// How many districts away a station is heard: some five kilometres.
const DISTRICTS_AROUND: u32 = 2;
/// How far a station stands from the middle of its cell at most, east and north, in metres.
const OFF_METRES: u32 = 300;

impl Population {
    /// What a station reports: of the beacons that it heard, those whose turn it is.
    pub(super) fn heard(&self, number: u32, schedule: &Hash) -> (Claim, EvidenceRoot) {
        let reported = self
            .cell(number)
            .map(|cell| self.reported_from(cell, number, schedule));
        let (claim, heard) = reported.unwrap_or_else(|| {
            let claim = CoverageClaim {
                beacons: BEACONS,
                witnessed: List::default(),
            };
            (claim, Vec::new())
        });
        let leaves = u32::try_from(heard.len()).unwrap_or(u32::MAX);
        (Claim::Coverage(claim), evidence(number, leaves))
    }

    fn reported_from(
        &self,
        cell: CellId,
        number: u32,
        schedule: &Hash,
    ) -> (CoverageClaim, Vec<Heard>) {
        let device = self.device(number);
        let equipment = Equipment::default();
        let mut heard = Vec::new();
        for district in in_turn(ShortId::from(&device), cell, schedule) {
            // All others' turn would be later.
            if heard.len() >= MAX_WITNESSED {
                break;
            }
            let of_district = district
                .cells_of_district()
                .into_iter()
                .flat_map(|there| self.stations_in(there))
                .filter(|sender| *sender != number)
                .filter_map(|sender| self.arrived(sender, number, schedule))
                .filter(|it| flaw(cell, &equipment, &it.witness()).is_none());
            heard.extend(of_district);
        }
        claim(&device, cell, &equipment, BEACONS, heard, schedule)
    }

    fn stations_in(&self, cell: CellId) -> impl Iterator<Item = u32> {
        let first = self
            .places
            .get(&cell)
            .map(|place| place.saturating_mul(DEVICES_PER_CELL));
        let numbers = first.into_iter().flat_map(|first| {
            let after = first.saturating_add(DEVICES_PER_CELL).min(self.devices);
            first..after
        });
        numbers.filter(|number| self.kind(*number) == Resource::Coverage)
    }

    /// The beacon of `sender` as `listener` heard it.
    fn arrived(&self, sender: u32, listener: u32, schedule: &Hash) -> Option<Heard> {
        let (from, to) = (self.cell(sender)?, self.cell(listener)?);
        let device = self.device(sender);
        let [slot, ..] = slots(ShortId::from(&device), schedule);
        let [x, y] = to.way(to.steps_to(from)?)?;
        let [(east, north), (own_east, own_north)] = [sender, listener].map(spot);
        let (x, y) = (x + east - own_east, y + north - own_north);
        let metres = (x * x + y * y).unsigned_abs().isqrt();
        // Light takes 10 ns for 2.998 m.
        let delay_ns = u32::try_from(metres * 10_000 / 2_998).ok()?;
        Some(Heard {
            beacon: Beacon {
                device,
                cell: from,
                slot,
                signature: Signature([0; 64]),
            },
            signal_decidbm: -1_050,
            snr_decidb: 50,
            arrival_ns: u32::from(slot) * 1_000 + delay_ns,
        })
    }
}

/// The districts around a cell in the order in which a listener there reports them, each named by its
/// middle cell.
fn in_turn(listener: ShortId, cell: CellId, schedule: &Hash) -> Vec<CellId> {
    let district = CellIndex::try_from(cell.index())
        .ok()
        .and_then(|cell| cell.parent(Resolution::Seven));
    let around = district.map(|it| it.grid_disk::<Vec<_>>(DISTRICTS_AROUND));
    let mut districts: Vec<CellId> = around
        .into_iter()
        .flatten()
        .filter_map(|it| it.center_child(Resolution::Eight))
        .filter_map(|it| CellId::try_from(u64::from(it)).ok())
        .collect();
    districts.sort_by_cached_key(|&it| Turn::of(listener, listener, it, schedule).district);
    districts
}

/// Where in its cell a station stands, east and north of the middle, in metres.
fn spot(number: u32) -> (i64, i64) {
    let off = |way: &str| {
        let from_edge = Hash::of_encoded("measured spot", &(number, way)).below(2 * OFF_METRES);
        i64::from(from_edge) - i64::from(OFF_METRES)
    };
    (off("east"), off("north"))
}
