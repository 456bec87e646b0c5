//! Plays storage that was deleted: who is paid to keep sectors keeps a part of them and claims all.
//!
//! Every other cheater keeps the share that pays best against the number of challenges, the others
//! anything from a tenth to nearly all. What is deleted is spread evenly over the chunks of all sectors, so
//! that no sector is missing as a whole. A device that claims all is paid for what it keeps, too: of its
//! pay, the share that it deleted is fraud.

use super::{Attack, ErrorRates};
use crate::{
    chance::Chance,
    epoch::{Contribution, Memory, settle},
    network::{account, cheaters_among, context, device, parameters, report},
};
use outpost_protocol::{
    CellId, Epoch, Hash,
    evidence::{Challenge, EvidenceRoot},
    report::{Claim, Resource},
    resources::storage::{CHALLENGED_CHUNKS, Sectors, StorageClaim},
};

const DEVICES: usize = 2_000;
const SECTORS: u32 = 500;
const EPOCH: Epoch = Epoch(40);
/// A cell; where bytes are kept does not matter.
const CELL: u64 = 0x0881_f1d4_887f_ffff;

/// Storage that was deleted.
pub struct DeletedStorage;

impl Attack for DeletedStorage {
    fn name(&self) -> &'static str {
        "deleted storage"
    }

    fn resource(&self) -> Resource {
        Resource::Storage
    }

    fn remark(&self) -> &'static str {
        "Of 16 challenged chunks none may be missing, so that at best 2.2 % of a cheater's pay is for what it \
         deleted; three failures suspend it. Bytes that their payer can make again, or that are the payer's \
         own on the payer's own device, are not kept by anybody and pass: that costs the sectors' price, \
         which is burned."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        let mut chance = Chance::new(seed, self.name());
        let cheating = cheaters_among(DEVICES, cheaters);
        let shares: Vec<f64> = (0..DEVICES)
            .map(|number| match number {
                honest if honest >= cheating => 1.0,
                even if even % 2 == 0 => most_worthwhile(),
                _ => chance.between(0.1, 0.95),
            })
            .collect();
        let contributions: Option<Vec<Contribution>> = shares
            .iter()
            .map(|&share| contribution(&mut chance, share))
            .collect();
        let parameters = parameters();
        let context = context(&parameters, seed, EPOCH);
        let outcomes = settle(
            contributions.unwrap_or_default(),
            &context,
            &mut Memory::default(),
        );
        let mut rates = ErrorRates::default();
        let mut paid = 0.0;
        let (mut possible, mut refused) = (0.0, 0.0);
        for (outcome, share) in outcomes.iter().zip(shares) {
            let weight = outcome.weight as f64;
            paid += weight;
            rates.false_accept += weight * (1.0 - share);
            if outcome.is_honest {
                possible += outcome.possible as f64;
                refused += (outcome.possible - outcome.accepted) as f64;
            }
        }
        ErrorRates {
            false_accept: rates.false_accept / f64::max(paid, 1.0),
            false_reject: refused / f64::max(possible, 1.0),
            // Whatever is not paid counts as refused.
            short: 0.0,
        }
    }
}

/// The share to keep for which `(1 - p) p^k` is largest.
fn most_worthwhile() -> f64 {
    let challenges = f64::from(CHALLENGED_CHUNKS);
    challenges / (challenges + 1.0)
}

/// A device that keeps this share of its chunks and claims all of its sectors.
fn contribution(chance: &mut Chance, share: f64) -> Option<Contribution> {
    let nothing = EvidenceRoot {
        hash: Hash::ZERO,
        leaves: 0,
    };
    let (key, owner) = (device(chance), account(chance));
    let claim = Claim::Storage(StorageClaim::default());
    let cell = CellId::try_from(CELL).ok()?;
    let mut report = report(key, owner, cell, claim, nothing);
    let mut sectors = Sectors::default();
    for _ in 0..SECTORS {
        sectors.add(EPOCH, 1)?;
    }
    report.record.sectors = sectors;
    // Which chunks are kept follows from a number of the device's own.
    let secret = chance.bytes();
    Some(Contribution {
        report,
        is_honest: share >= 1.0,
        show: Box::new(move |challenge| {
            let Challenge::Sector { sector, chunk } = challenge else {
                return None;
            };
            let place = Hash::of_encoded("kept", &(secret, sector, chunk)).below(1 << 20);
            (f64::from(place) < share * f64::from(1 << 20)).then(|| vec![0; 1_024])
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleting_does_not_pay_and_keeping_is_paid() {
        for cheaters in [0.1, 0.33] {
            let rates = DeletedStorage.play(1, cheaters);
            assert!(rates.false_accept < 0.01, "{rates:?}");
            assert_eq!(rates.false_reject, 0.0);
        }
    }
}
