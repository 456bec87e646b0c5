//! Plays lazy compute: devices that are given jobs and do not run them.
//!
//! All cheaters are one person's, each under an account of its own, and know which of them were given which
//! job. Three ways to be lazy are played, and the worst of each figure is told:
//! - **guess**: give any result;
//! - **copy**: seal anything, and open what others opened;
//! - **conspire**: where they are the majority of those who were given a job, give one made-up result
//!   without running it, and leave all other jobs out.
//!
//! In [`SharedCompute`] they run each job that any of them was given once, and all give the right result.

use super::{Attack, ErrorRates};
use crate::{
    chance::Chance,
    epoch::{Contribution, Memory, Outcome, settle},
    network::{account, cheaters_among, context, device, parameters, report},
};
use outpost_protocol::{
    AccountAddress, CellId, DeviceKey, Epoch, Hash,
    bounded::List,
    evidence::EvidenceRoot,
    report::{Claim, Resource},
    resources::{
        EpochContext,
        compute::{ComputeClaim, JobResult, QUORUM, Work},
    },
    tally::ShortId,
};
use std::collections::BTreeMap;

const DEVICES: u32 = 1_500;
/// Most of what the devices could run.
const WORK: Work = Work {
    jobs: 1_000,
    runners: DEVICES,
};
const EPOCH: Epoch = Epoch(40);
/// A cell; where jobs are run does not matter.
const CELL: u64 = 0x0881_f1d4_887f_ffff;

/// Jobs that were not run, and have wrong results or copied ones.
pub struct LazyCompute;

/// Jobs that were run once for several who claim to have run them.
pub struct SharedCompute;

impl Attack for LazyCompute {
    fn name(&self) -> &'static str {
        "lazy compute"
    }

    fn resource(&self) -> Resource {
        Resource::Compute
    }

    fn remark(&self) -> &'static str {
        "A result is sealed before any is opened, so none can be copied, and one wrong one costs the epoch. \
         A made-up result passes only where most of those whom chance gave the job conspire."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        let ways = [Way::Guess, Way::Copy, Way::Conspire];
        ways.into_iter()
            .map(|way| play(self.name(), seed, cheaters, way))
            .fold(ErrorRates::default(), |worst, rates| ErrorRates {
                false_accept: worst.false_accept.max(rates.false_accept),
                false_reject: worst.false_reject.max(rates.false_reject),
                short: worst.short.max(rates.short),
            })
    }
}

impl Attack for SharedCompute {
    fn name(&self) -> &'static str {
        "shared compute"
    }

    fn resource(&self) -> Resource {
        Resource::Compute
    }

    fn remark(&self) -> &'static str {
        "Not to be told: the results are right, and somebody ran the job. Whoever secretly has many of the \
         devices saves the runs of those jobs that chance gave to several of them; a tenth of all devices \
         saves a third of its work. The payer gets the right result, from fewer machines than it paid for."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        play(self.name(), seed, cheaters, Way::Share)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Guess,
    Copy,
    Conspire,
    Share,
}

/// A device, and what it was given.
struct Runner {
    device: DeviceKey,
    owner: AccountAddress,
    cheats: bool,
    given: Vec<u32>,
}

/// A result, and how much of the work behind it was not done, from 0 to 1.
struct Claimed {
    result: JobResult,
    fraud: f64,
}

/// How many were given a job, and how many of them cheat.
#[derive(Clone, Copy, Default)]
struct Crew {
    all: usize,
    cheaters: usize,
}

fn play(name: &str, seed: u64, cheaters: f64, way: Way) -> ErrorRates {
    let parameters = parameters();
    let context = EpochContext {
        work: WORK,
        ..context(&parameters, seed, EPOCH)
    };
    let mut chance = Chance::new(seed, name);
    let cheating = cheaters_among(DEVICES as usize, cheaters);
    let runners: Vec<Runner> = (0..DEVICES as usize)
        .map(|number| {
            let device = device(&mut chance);
            let given = WORK.of(&ShortId::from(&device), &context.schedule);
            Runner {
                device,
                owner: account(&mut chance),
                cheats: number < cheating,
                given: given.into_iter().collect(),
            }
        })
        .collect();
    let mut crews = BTreeMap::<u32, Crew>::new();
    for runner in &runners {
        for place in &runner.given {
            let crew = crews.entry(*place).or_default();
            crew.all += 1;
            crew.cheaters += usize::from(runner.cheats);
        }
    }
    let claimed: Vec<Vec<Claimed>> = runners
        .iter()
        .map(|runner| claims(runner, &crews, way, &mut chance))
        .collect();
    let contributions: Option<Vec<Contribution>> = runners
        .iter()
        .zip(&claimed)
        .map(|(runner, claimed)| contribution(runner, claimed, way))
        .collect();
    let contributions = contributions.unwrap_or_default();
    let outcomes = settle(contributions, &context, &mut Memory::default());
    rates(&outcomes, &claimed)
}

/// What a device claims to have found.
fn claims(
    runner: &Runner,
    crews: &BTreeMap<u32, Crew>,
    way: Way,
    chance: &mut Chance,
) -> Vec<Claimed> {
    let honest = |place: u32| Claimed {
        result: result("right", place),
        fraud: 0.0,
    };
    if !runner.cheats {
        return runner.given.iter().map(|&place| honest(place)).collect();
    }
    let crew = |place: &u32| crews.get(place).copied().unwrap_or_default();
    runner
        .given
        .iter()
        .filter_map(|&place| match way {
            Way::Guess => Some(Claimed {
                result: JobResult {
                    place,
                    output: Hash(chance.bytes()).0.first_chunk().copied()?,
                },
                fraud: 1.0,
            }),
            Way::Copy => Some(Claimed {
                fraud: 1.0,
                ..honest(place)
            }),
            Way::Conspire => {
                let Crew { all, cheaters } = crew(&place);
                (cheaters >= QUORUM && cheaters * 2 > all).then(|| Claimed {
                    result: result("wrong", place),
                    fraud: 1.0,
                })
            }
            Way::Share => Some(Claimed {
                fraud: 1.0 - 1.0 / crew(&place).cheaters.max(1) as f64,
                ..honest(place)
            }),
        })
        .collect()
}

fn result(what: &str, place: u32) -> JobResult {
    let hash = Hash::of_encoded(what, &place);
    JobResult {
        place,
        output: hash.0.first_chunk().copied().unwrap_or_default(),
    }
}

fn contribution(runner: &Runner, claimed: &[Claimed], way: Way) -> Option<Contribution> {
    let results: Vec<JobResult> = claimed.iter().map(|it| it.result).collect();
    let results = List::try_from(results).ok()?;
    let salt = [1; 16];
    let copied = runner.cheats && way == Way::Copy;
    // Who copies had nothing to seal yet.
    let sealed = if copied {
        List::default()
    } else {
        results.clone()
    };
    let seal = ComputeClaim::seal(&runner.device, EPOCH, &sealed, &salt);
    let claim = Claim::Compute(ComputeClaim {
        results,
        salt,
        sealed: [0; 16],
    });
    let nothing = EvidenceRoot {
        hash: Hash::ZERO,
        leaves: 0,
    };
    let cell = CellId::try_from(CELL).ok()?;
    let mut report = report(runner.device, runner.owner, cell, claim, nothing);
    report.record.sealed_results = seal;
    Some(Contribution {
        report,
        is_honest: !runner.cheats,
        show: Box::new(|_| None),
    })
}

/// Counts each device's pay as fraud in proportion to the work that it did not do.
fn rates(outcomes: &[Outcome], claimed: &[Vec<Claimed>]) -> ErrorRates {
    let (mut paid, mut fraud) = (0.0, 0.0);
    let (mut possible, mut refused) = (0.0, 0.0);
    for (outcome, claimed) in outcomes.iter().zip(claimed) {
        let weight = outcome.weight as f64;
        let undone: f64 = claimed.iter().map(|it| it.fraud).sum();
        paid += weight;
        fraud += weight * undone / claimed.len().max(1) as f64;
        if outcome.is_honest {
            possible += outcome.possible as f64;
            refused += (outcome.possible - outcome.accepted) as f64;
        }
    }
    ErrorRates {
        false_accept: fraud / f64::max(paid, 1.0),
        false_reject: refused / f64::max(possible, 1.0),
        // Whatever is not paid counts as refused.
        short: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laziness_is_not_paid_and_work_is() {
        let rates = LazyCompute.play(1, 0.1);
        assert!(rates.false_accept < 0.01, "{rates:?}");
        assert!(rates.false_reject < 0.01, "{rates:?}");
    }

    #[test]
    fn sharing_is_paid() {
        let rates = SharedCompute.play(1, 0.1);
        assert!(rates.false_accept > 0.0, "{rates:?}");
        assert!(rates.false_reject < 0.01, "{rates:?}");
    }
}
