//! Settles one epoch's contributions by the network's rules, in memory.
//!
//! The same passes that a full node makes over its state: challenge, gather, weigh. Every contributor is
//! asked to show the leaves that the draw picks; who does not, or shows something wrong, is treated as
//! a report that validators accused, and struck. An attack over several epochs settles them one after
//! the other with the same [`Memory`].

use crate::adversaries::ErrorRates;
use outpost_protocol::{
    DeviceKey, Epoch, Hash,
    evidence::{Challenge, EvidenceRoot, LEAF_BYTES},
    resources::{EpochContext, MAX_SAMPLES, judge, screen},
    rewards::multipliers,
    state::{Case, DeviceRecord, PendingReport},
    statement::LossReason,
    tally::{Subject, Tallies, Tally, TallyId},
    verdict::Verdict,
};
use std::collections::BTreeMap;

/// A report, who made it, and what it can show.
pub struct Contribution {
    /// The report.
    pub report: PendingReport,
    /// Whether the work was done.
    pub is_honest: bool,
    /// What it shows when challenged.
    pub show: Show,
}

/// What a contributor shows when challenged; `None` where it has nothing to show.
pub type Show = Box<dyn Fn(Challenge) -> Option<Vec<u8>>>;

/// Commits to leaves, and shows them when asked.
pub fn evidence(leaves: Vec<[u8; LEAF_BYTES]>) -> (EvidenceRoot, Show) {
    let root = EvidenceRoot {
        hash: Hash(*blake3::hash(leaves.as_flattened()).as_bytes()),
        leaves: u32::try_from(leaves.len()).unwrap_or(u32::MAX),
    };
    let show = move |challenge| match challenge {
        Challenge::Leaf(index) => leaves
            .get(usize::try_from(index).ok()?)
            .map(|leaf| leaf.to_vec()),
        Challenge::Sector { .. } => None,
    };
    (root, Box::new(show))
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
pub struct Memory {
    /// What was said about subjects.
    pub tallies: BTreeMap<TallyId, Tally>,
    /// What is remembered of devices. A device that is not here is taken to be as its report says.
    pub devices: BTreeMap<DeviceKey, DeviceRecord>,
}

/// Settles an epoch; the outcomes are in the order of the contributions.
pub fn settle(
    mut contributions: Vec<Contribution>,
    context: &EpochContext<'_>,
    memory: &mut Memory,
) -> Vec<Outcome> {
    for contribution in &mut contributions {
        admit(&mut contribution.report, context.epoch, memory);
        contribution.report.case = examine(contribution, context);
    }
    let is_suspended = |report: &PendingReport| {
        report
            .record
            .suspended_until
            .is_some_and(|until| context.epoch < until)
    };
    for Contribution { report, .. } in &contributions {
        if !is_suspended(report) {
            gather(report, context, memory);
        }
    }
    contributions
        .iter()
        .map(|contribution| {
            if is_suspended(&contribution.report) {
                return refuse(contribution, context);
            }
            strike(&contribution.report, context, memory);
            let (outcome, verdict) = weigh(contribution, context, memory);
            learn(&contribution.report, &verdict, memory);
            outcome
        })
        .collect()
}

/// Gives the report what the network remembers of its device, and remembers what it says.
fn admit(report: &mut PendingReport, epoch: Epoch, memory: &mut Memory) {
    if let Some(record) = memory.devices.get(&report.device) {
        report.record = *record;
    }
    let remembered = report.claim.rule().remember(epoch, report.record);
    memory.devices.insert(report.device, remembered);
}

/// Remembers that evidence was missing or wrong, and suspends the device when that is repeated.
fn strike(report: &PendingReport, context: &EpochContext<'_>, memory: &mut Memory) {
    let economy = &context.parameters.economy;
    if !matches!(report.case, Case::Accused | Case::Flawed) {
        return;
    }
    if let Some(record) = memory.devices.get_mut(&report.device) {
        record.strikes += 1;
        if record.strikes >= economy.strikes {
            record.strikes = 0;
            let until = context.epoch.0 + 1 + u64::from(economy.suspension);
            record.suspended_until = Some(Epoch(until));
        }
    }
}

/// Remembers what the rule learned of the device.
fn learn(report: &PendingReport, verdict: &Verdict, memory: &mut Memory) {
    if let Some(record) = memory.devices.get_mut(&report.device) {
        *record = report.claim.rule().learn(verdict, *record);
    }
}

/// The outcome for a device that is suspended: its report is not taken.
fn refuse(contribution: &Contribution, context: &EpochContext<'_>) -> Outcome {
    let possible = screen(&contribution.report, context).possible();
    Outcome {
        is_honest: contribution.is_honest,
        possible,
        accepted: 0,
        weight: 0,
        losses: vec![(LossReason::Flawed, possible)],
    }
}

/// Asks for what the draw picks.
fn examine(contribution: &Contribution, context: &EpochContext<'_>) -> Case {
    let report = &contribution.report;
    let rule = report.claim.rule();
    for challenge in rule.challenges(report, context.epoch, &context.draw) {
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
        let mut tally = Tally::begin(context.epoch, memory.tallies.get(&id).cloned());
        change(&mut tally);
        memory.tallies.insert(id, tally);
    };
    if let Some(cell) = rule.home(report) {
        touch(Subject::Cell(cell), &Tally::count_contributor);
    }
    for (subject, sample) in rule.samples(report, context).into_iter().take(MAX_SAMPLES) {
        touch(subject, &|tally| tally.take(sample, &context.draw));
    }
}

fn weigh(
    contribution: &Contribution,
    context: &EpochContext<'_>,
    memory: &Memory,
) -> (Outcome, Verdict) {
    let report = &contribution.report;
    let resource = report.resource();
    let current = |subject: Subject| {
        memory
            .tallies
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
    let outcome = Outcome {
        is_honest: contribution.is_honest,
        possible: verdict.possible(),
        accepted: verdict.accepted(),
        weight: verdict.accepted() * multipliers(home, context).product(),
        losses: verdict.losses().to_vec(),
    };
    (outcome, verdict)
}

/// The share of all pay that goes to fraud, the share of honest units that are refused because the work is
/// doubted, and the share that are short of something.
pub fn error_rates(outcomes: &[Outcome]) -> ErrorRates {
    let weight = |honest: bool| -> f64 {
        outcomes
            .iter()
            .filter(|outcome| outcome.is_honest == honest)
            .map(|outcome| outcome.weight as f64)
            .sum()
    };
    let honest: Vec<&Outcome> = outcomes.iter().filter(|it| it.is_honest).collect();
    let possible: f64 = honest.iter().map(|it| it.possible as f64).sum();
    let lost = |as_shortfall: bool| -> u64 {
        let losses = honest.iter().flat_map(|it| &it.losses);
        let such = losses.filter(|(reason, _)| is_shortfall(*reason) == as_shortfall);
        such.map(|(_, units)| units).sum()
    };
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
    ErrorRates {
        false_accept: share(weight(false), weight(true) + weight(false)),
        false_reject: share(lost(false) as f64, possible),
        short: share(lost(true) as f64, possible),
    }
}

/// Whether a loss says that less was done or less could be confirmed, not that work is doubted. (Who is
/// heard by too few loses `FewerBeacons`, however many beacons it sent.)
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
