//! Says where the devices of a town stand, and what they hear of each other.

use crate::world::sensor;
use outpost_protocol::{
    CellId, Hash, Signature,
    bounded::List,
    resources::coverage::{BEACONS, Beacon, CoverageClaim, Heard, claim, slots},
    tally::ShortId,
};

/// Devices of a neighbourhood: six in the middle and the others two to four kilometres around them.
const NEIGHBOURHOOD: usize = 15;
const MIDDLE: usize = 6;
/// From this number on there are a device of one person and around it some of another.
pub(crate) const RING: usize = 30;
/// Steps from the middle.
const AROUND: [[i32; 2]; NEIGHBOURHOOD - MIDDLE] = [
    [3, 0],
    [0, 3],
    [-3, 0],
    [0, -3],
    [3, 3],
    [-3, -3],
    [4, 1],
    [1, 4],
    [-4, -1],
];
/// The first two devices of a neighbourhood are in one room; the others are apart by so many metres or more.
const APART_METRES: i64 = 150;

/// Where the device of this number stands: each neighbourhood is on a part of the globe of its own.
pub(crate) fn place(number: usize) -> CellId {
    let base_cell = (number / NEIGHBOURHOOD) as u64 * 11 + 22;
    // The cell of resolution 8 in the middle of a base cell: mode 1, all digits 0 but the 7 unused ones.
    let index = 0x0880_0000_001f_ffff | (base_cell << 45);
    let origin = h3o::CellIndex::try_from(index).unwrap();
    let steps = match number {
        RING.. => (number - RING).checked_sub(1),
        _ => (number % NEIGHBOURHOOD).checked_sub(MIDDLE),
    };
    let [i, j] = steps.map_or([0, 0], |around| AROUND[around]);
    let mut here = origin.to_local_ij(origin).unwrap();
    here.coord.i += i;
    here.coord.j += j;
    let there = h3o::CellIndex::try_from(here).unwrap();
    CellId::try_from(u64::from(there)).unwrap()
}

/// Whether two devices hear each other.
fn are_near(one: usize, other: usize) -> bool {
    one / NEIGHBOURHOOD == other / NEIGHBOURHOOD
}

/// What a device reports to have heard of these others.
pub(crate) fn heard(number: usize, others: &[usize], schedule: &Hash) -> CoverageClaim {
    let near = others.iter().filter(|it| are_near(number, **it));
    let heard = near.map(|&sender| arrived(sender, number, schedule));
    let (device, cell) = (sensor(number as u8).key(), place(number));
    let equipment = outpost_protocol::state::Equipment::default();
    let (claim, _) = claim(
        &device,
        cell,
        &equipment,
        BEACONS,
        heard.collect(),
        schedule,
    );
    claim
}

/// A beacon as it arrives; nobody checks its signature before it is challenged.
fn arrived(sender: usize, listener: usize, schedule: &Hash) -> Heard {
    let device = sensor(sender as u8).key();
    let [slot, ..] = slots(ShortId::from(&device), schedule);
    let (from, to) = (place(sender), place(listener));
    let [x, y] = to.way(to.steps_to(from).unwrap()).unwrap();
    let [(east, north), (own_east, own_north)] = [sender, listener].map(spot);
    let (x, y) = (x + east - own_east, y + north - own_north);
    let metres = (x * x + y * y).unsigned_abs().isqrt() as u32;
    Heard {
        beacon: Beacon {
            device,
            cell: from,
            slot,
            signature: Signature([0; 64]),
        },
        signal_decidbm: -1_050,
        snr_decidb: 50,
        arrival_ns: u32::from(slot) * 1_000 + metres * 10_000 / 2_998,
    }
}

/// Where in its cell a device stands, in metres from the middle.
fn spot(number: usize) -> (i64, i64) {
    let place = (number % NEIGHBOURHOOD).saturating_sub(1) as i64;
    (place % 4 * APART_METRES, place / 4 * APART_METRES)
}

/// The same claim of a device in `cell` with something wrong in it.
pub(crate) fn spoil(claim: CoverageClaim, cell: CellId, way: usize) -> CoverageClaim {
    let mut witnessed = claim.witnessed.to_vec();
    let mut beacons = claim.beacons;
    match (way, witnessed.first_mut()) {
        (0, Some(first)) => first.slot = first.slot.wrapping_add(1),
        (1, Some(first)) => first.signal_decidbm = -300,
        (2, Some(first)) => {
            first.cell = cell;
            witnessed.truncate(1);
        }
        (3, _) => beacons = 1,
        _ => witnessed.clear(),
    }
    CoverageClaim {
        beacons,
        witnessed: List::try_from(witnessed).unwrap(),
    }
}
