//! Settles one epoch's contributions by the network's rules, in memory.
//!
//! The same passes that a full node makes over its state: challenge, gather, weigh. Every contributor is
//! asked to show the leaves that the draw picks; who does not, or shows something wrong, is treated as
//! a report that validators accused.

use outpost_protocol::{
    evidence::{Challenge, LEAF_BYTES},
    report::Resource,
    resources::{EpochContext, MAX_SAMPLES, judge, screen},
    rewards::multipliers,
    state::{Case, PendingReport},
    statement::LossReason,
    tally::{Subject, Tallies, Tally, TallyId},
};
use std::collections::BTreeMap;

/// A report, who made it, and what it can show.
pub struct Contribution {
    /// The report.
    pub report: PendingReport,
    /// Whether the work was done.
    pub is_honest: bool,
    /// What it shows when challenged; `None` where it has nothing to show.
    pub show: Box<dyn Fn(Challenge) -> Option<Vec<u8>>>,
}

/// How a contribution was judged.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Whether the work was done.
    pub is_honest: bool,
    /// Units there was room for.
    pub possible: u64,
    /// Units that count.
    pub accepted: u64,
    /// Units that count, times multipliers: what is paid is in proportion to it.
    pub weight: u64,
    /// Why the others do not.
    pub losses: Vec<(LossReason, u64)>,
}

/// What the network remembers between epochs.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<TallyId, Tally>);

/// Settles an epoch; the outcomes are in the order of the contributions.
pub fn settle(
    mut contributions: Vec<Contribution>,
    context: &EpochContext<'_>,
    memory: &mut Memory,
) -> Vec<Outcome> {
    for contribution in &mut contributions {
        contribution.report.case = examine(contribution, context);
    }
    for Contribution { report, .. } in &contributions {
        gather(report, context, memory);
    }
    contributions
        .iter()
        .map(|contribution| weigh(contribution, context, memory))
        .collect()
}

/// Asks for what the draw picks.
fn examine(contribution: &Contribution, context: &EpochContext<'_>) -> Case {
    let report = &contribution.report;
    let rule = report.claim.rule();
    for challenge in rule.challenges(report, &context.draw) {
        let Some(shown) = (contribution.show)(challenge) else {
            return Case::Accused;
        };
        if let Challenge::Leaf(index) = challenge
            && (shown.len() != LEAF_BYTES
                || rule.check_leaf(report, index, &shown, context).is_err())
        {
            return Case::Flawed;
        }
    }
    Case::Undisputed
}

fn gather(report: &PendingReport, context: &EpochContext<'_>, memory: &mut Memory) {
    if screen(report, context).accepted() == 0 {
        return;
    }
    let rule = report.claim.rule();
    let resource = report.resource();
    let mut touch = |subject: Subject, change: &dyn Fn(&mut Tally)| {
        let id = TallyId { resource, subject };
        let mut tally = Tally::begin(context.epoch, memory.0.get(&id));
        change(&mut tally);
        memory.0.insert(id, tally);
    };
    if let Some(cell) = rule.home(report) {
        touch(Subject::Cell(cell), &Tally::count_contributor);
    }
    for (subject, sample) in rule.samples(report, context).into_iter().take(MAX_SAMPLES) {
        touch(subject, &|tally| tally.take(sample, &context.draw));
    }
}

fn weigh(contribution: &Contribution, context: &EpochContext<'_>, memory: &Memory) -> Outcome {
    let report = &contribution.report;
    let resource = report.resource();
    let current = |subject: Subject| {
        memory
            .0
            .get(&TallyId { resource, subject })
            .filter(|tally| tally.epoch == context.epoch)
    };
    let rule = report.claim.rule();
    let tallies = Tallies(
        rule.subjects(report, context)
            .into_iter()
            .filter_map(|subject| Some((subject, current(subject)?.clone())))
            .collect(),
    );
    let verdict = judge(report, &tallies, context);
    let home = rule
        .home(report)
        .and_then(|cell| current(Subject::Cell(cell)));
    Outcome {
        is_honest: contribution.is_honest,
        possible: verdict.possible(),
        accepted: verdict.accepted(),
        weight: verdict.accepted() * multipliers(home, context).product(),
        losses: verdict.losses().to_vec(),
    }
}

/// The share of all pay that goes to fraud, and the share of honest units that are refused for a reason
/// that an honest contributor cannot help.
pub fn error_rates(outcomes: &[Outcome], _resource: Resource) -> (f64, f64) {
    let weight = |honest: bool| -> f64 {
        outcomes
            .iter()
            .filter(|outcome| outcome.is_honest == honest)
            .map(|outcome| outcome.weight as f64)
            .sum()
    };
    let honest: Vec<&Outcome> = outcomes.iter().filter(|it| it.is_honest).collect();
    let possible: f64 = honest.iter().map(|it| it.possible as f64).sum();
    let refused: f64 = honest
        .iter()
        .flat_map(|it| &it.losses)
        .filter(|(reason, _)| !is_shortfall(*reason))
        .map(|(_, units)| *units as f64)
        .sum();
    let paid = weight(true) + weight(false);
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    (share(weight(false), paid), share(refused, possible))
}

/// Whether a loss says that less work was done, not that work is doubted.
fn is_shortfall(reason: LossReason) -> bool {
    use LossReason::{
        AlreadyFresh, FewerBeacons, FewerJobs, FewerReadings, FewerSectors, JoinedDuringEpoch,
        NoLocation, TooSparse,
    };
    matches!(
        reason,
        AlreadyFresh
            | FewerBeacons
            | FewerJobs
            | FewerReadings
            | FewerSectors
            | JoinedDuringEpoch
            | NoLocation
            | TooSparse
    )
}
