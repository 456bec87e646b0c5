//! Follows from randomness who beacons when, and whose beacons each listener reports.
//!
//! Nobody can choose either: the schedule is drawn before the epoch begins, from the validators' group
//! signature.

use super::Witness;
use crate::{CellId, Hash, tally::ShortId};

/// Beacon slots of an epoch.
pub const SLOTS: u32 = 1_440;
/// How many of them each device beacons in.
pub const BEACONS: u16 = 4;

/// The slots of an epoch that a device beacons in, in the order in which listeners prefer them.
pub fn slots(device: ShortId, schedule: &Hash) -> [u16; BEACONS as usize] {
    SLOT_TURNS.map(|turn| slot_at(turn, device, schedule))
}

/// Whether a device beacons in a slot.
pub(super) fn is_due(device: ShortId, slot: u16, schedule: &Hash) -> bool {
    // Mostly it is the first.
    let mut turns = SLOT_TURNS.into_iter();
    turns.any(|turn| slot_at(turn, device, schedule) == slot)
}

const SLOT_TURNS: [u8; BEACONS as usize] = [0, 1, 2, 3];

fn slot_at(turn: u8, device: ShortId, schedule: &Hash) -> u16 {
    let drawn = Hash::of_encoded("outpost beacon slot 1", &(schedule, device, turn));
    u16::try_from(drawn.below(SLOTS)).unwrap_or(0)
}

/// What a device's beacon in a slot holds that nobody could know before the schedule was drawn.
pub fn nonce(device: ShortId, slot: u16, schedule: &Hash) -> [u8; 16] {
    let hash = Hash::of_encoded("outpost beacon nonce 1", &(schedule, device, slot));
    hash.0.first_chunk().copied().unwrap_or_default()
}

/// A place in the order in which a listener reports what it heard; the lowest come first.
///
/// The listener's own order of districts decides, and within a district the lots of its devices. So all
/// devices of a district are heard by the same listeners, which can tell them apart or not; and who is not
/// in a listener's list, though devices with a higher turn are, was not heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// The listener's number for the district.
    pub district: u32,
    /// The listener's number for the device.
    pub lot: u32,
}

impl Turn {
    /// After all others: of a listener who reports everything that it heard.
    pub const LAST: Self = Self {
        district: u32::MAX,
        lot: u32::MAX,
    };

    /// When `listener` reports a beacon of `beaconer`, which says that it stands in `cell`.
    pub fn of(listener: ShortId, beaconer: ShortId, cell: CellId, schedule: &Hash) -> Self {
        Self {
            district: district_number(listener, cell.district(), schedule),
            lot: lot_number(listener, beaconer, cell, schedule),
        }
    }

    /// When `listener` reports what it heard.
    pub fn of_witness(listener: ShortId, witness: &Witness, schedule: &Hash) -> Self {
        Self::of(listener, witness.beaconer, witness.cell, schedule)
    }
}

/// `listener`'s number for a [district](CellId::district).
pub(super) fn district_number(listener: ShortId, district: CellId, schedule: &Hash) -> u32 {
    let drawn = (schedule, listener, district);
    Hash::of_encoded("outpost coverage district 1", &drawn).below(u32::MAX)
}

/// `listener`'s number for a device, which says that it stands in `cell`.
pub(super) fn lot_number(
    listener: ShortId,
    beaconer: ShortId,
    cell: CellId,
    schedule: &Hash,
) -> u32 {
    let drawn = (schedule, listener, beaconer, cell);
    Hash::of_encoded("outpost coverage turn 1", &drawn).below(u32::MAX)
}

/// A device's number in this epoch among those of its district.
pub fn lot(device: ShortId, cell: CellId, schedule: &Hash) -> u32 {
    Hash::of_encoded("outpost coverage lot 1", &(schedule, device, cell)).below(u32::MAX)
}
