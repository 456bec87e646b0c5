//! Says what a beacon is, and what a device makes of those that it heard.
//!
//! # The rule
//! A beacon names its sender, the sender's cell and the slot, and is signed together with the network, the
//! epoch and a nonce that follows from the schedule. So nobody can make one beforehand, for another slot or
//! in another's name. The evidence of a report has one leaf for each beacon that it names, in that order.

use super::{CoverageClaim, MAX_WITNESSED, Turn, Witness, schedule, signal};
use crate::{
    CellId, DeviceKey, Epoch, Hash, NetworkId, Signature,
    bounded::List,
    evidence::{Flaw, LEAF_BYTES},
    resources::EpochContext,
    state::Equipment,
    tally::ShortId,
};
use borsh::{BorshDeserialize, BorshSerialize};

/// A beacon, as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Beacon {
    /// Who sends it.
    pub device: DeviceKey,
    /// Where the sender stands.
    pub cell: CellId,
    /// Which of the epoch's slots it is sent in.
    pub slot: u16,
    /// The sender's signature of [`signing_bytes`].
    pub signature: Signature,
}

/// A beacon, as it was heard; a leaf of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Heard {
    /// The beacon.
    pub beacon: Beacon,
    /// Received signal strength, in 0.1 dBm.
    pub signal_decidbm: i16,
    /// Signal to noise ratio, in 0.1 dB.
    pub snr_decidb: i16,
    /// When it arrived, in nanoseconds after the slot began, by satellite time.
    pub arrival_ns: u32,
}

/// Which epoch of which network beacons are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Airtime {
    /// The network.
    pub network: NetworkId,
    /// The epoch.
    pub epoch: Epoch,
    /// The epoch's schedule.
    pub schedule: Hash,
}

impl From<&EpochContext<'_>> for Airtime {
    fn from(context: &EpochContext<'_>) -> Self {
        Self {
            network: context.network,
            epoch: context.epoch,
            schedule: context.schedule,
        }
    }
}

/// What a device signs to send a beacon.
pub fn signing_bytes(device: DeviceKey, cell: CellId, slot: u16, air: &Airtime) -> Vec<u8> {
    let nonce = schedule::nonce(ShortId::from(&device), slot, &air.schedule);
    let beacon = (air.network, air.epoch, device, cell, slot, nonce);
    Hash::of_encoded("outpost beacon 1", &beacon).0.to_vec()
}

impl Beacon {
    /// Whether its sender signed it for this epoch and was to send in this slot.
    pub fn is_due(&self, air: &Airtime) -> bool {
        let sender = ShortId::from(&self.device);
        let signed = signing_bytes(self.device, self.cell, self.slot, air);
        schedule::is_due(sender, self.slot, &air.schedule)
            && self.device.verify(&signed, &self.signature)
    }
}

impl Heard {
    /// As a leaf of evidence: the encoding, filled up with zeros.
    pub fn to_leaf(&self) -> [u8; LEAF_BYTES] {
        let mut leaf = [0; LEAF_BYTES];
        // 115 bytes: shorter than a leaf.
        for (to, from) in leaf.iter_mut().zip(crate::hash::encode(self)) {
            *to = from;
        }
        leaf
    }

    /// Reads a leaf.
    pub fn from_leaf(leaf: &[u8]) -> Result<Self, Flaw> {
        let mut rest = leaf;
        let heard = Self::deserialize(&mut rest).map_err(|_| Flaw::Malformed)?;
        if leaf.len() == LEAF_BYTES && rest.iter().all(|byte| *byte == 0) {
            Ok(heard)
        } else {
            Err(Flaw::Malformed)
        }
    }

    /// As a report names it.
    pub fn witness(&self) -> Witness {
        Witness {
            beaconer: ShortId::from(&self.beacon.device),
            cell: self.beacon.cell,
            slot: self.beacon.slot,
            signal_decidbm: self.signal_decidbm,
            snr_decidb: self.snr_decidb,
            arrival_ns: self.arrival_ns,
        }
    }
}

/// The claim of a device that sent so many beacons and heard these of others, none of its owner's, each
/// [due](Beacon::is_due); and what the leaves of its evidence are.
///
/// Of each sender the first beacon is taken. What is impossible, or too near to tell anything, is left
/// out. Then turns decide: see [`Turn`].
pub fn claim(
    device: &DeviceKey,
    cell: CellId,
    equipment: &Equipment,
    sent: u16,
    mut heard: Vec<Heard>,
    schedule: &Hash,
) -> (CoverageClaim, Vec<Heard>) {
    let listener = ShortId::from(device);
    heard.retain(|it| signal::flaw(cell, equipment, &it.witness()).is_none());
    heard.sort_by_cached_key(|it| {
        let turn = Turn::of_witness(listener, &it.witness(), schedule);
        (turn, it.beacon.slot)
    });
    heard.dedup_by_key(|it| it.beacon.device);
    heard.truncate(MAX_WITNESSED);
    let witnessed = heard.iter().map(Heard::witness).collect::<Vec<_>>();
    let claim = CoverageClaim {
        beacons: sent,
        witnessed: List::try_from(witnessed).unwrap_or_default(),
    };
    (claim, heard)
}
