//! Holds the rule of compute to its losses.

use super::*;
use crate::{
    DeviceKey,
    genesis::Parameters,
    report::Claim,
    tally::Tally,
    testing::{context, parameters, report},
};
use LossReason::{Dissent, FewerJobs, NoQuorum, NotSealed, SameOwner};

const EPOCH: Epoch = Epoch(4);
const SALT: Salt = [6; 16];

/// Two jobs that all of three devices run.
const WORK: Work = Work {
    jobs: 2,
    runners: 2,
};

fn given(parameters: &Parameters) -> EpochContext<'_> {
    EpochContext {
        work: WORK,
        ..context(parameters, EPOCH)
    }
}

/// A sealed report of the device of this number with these results.
fn ran(number: u8, results: &[(u32, u8)]) -> PendingReport {
    let results: Vec<JobResult> = results
        .iter()
        .map(|&(place, output)| JobResult {
            place,
            output: [output; 16],
        })
        .collect();
    let claim = ComputeClaim {
        results: results.try_into().unwrap(),
        salt: SALT,
        sealed: [0; 16],
    };
    let device = DeviceKey::Ed25519([number; 32]);
    let mut report = PendingReport {
        device,
        owner: AccountAddress([number; 32]),
        ..report(Claim::Compute(claim.clone()))
    };
    report.record.sealed_results = ComputeClaim::seal(&device, EPOCH, &claim.results, &SALT);
    report
}

fn claim_of(report: &PendingReport) -> &ComputeClaim {
    match &report.claim {
        Claim::Compute(claim) => claim,
        _ => unreachable!(),
    }
}

#[track_caller]
fn check(report: &PendingReport, others: &[PendingReport], expected: &[(LossReason, u64)]) {
    let parameters = parameters();
    let context = given(&parameters);
    let mut tallies = Tallies::default();
    for report in others.iter().chain([report]) {
        for (subject, sample) in claim_of(report).samples(report, &context) {
            let tally = tallies
                .0
                .entry(subject)
                .or_insert_with(|| Tally::begin(EPOCH, None));
            tally.take(sample, &context.draw);
        }
    }
    let claim = claim_of(report);
    let mut verdict = claim.screen(report, &context);
    if verdict.accepted() > 0 {
        claim.compare(report, &tallies, &context, &mut verdict);
    }
    assert_eq!(verdict.possible(), 2);
    assert_eq!(verdict.losses(), expected);
}

/// Both jobs' right results, by three others.
fn three() -> Vec<PendingReport> {
    (10..13)
        .map(|number| ran(number, &[(0, 1), (1, 2)]))
        .collect()
}

#[test]
fn who_agrees_with_others_is_paid_for_each_job() {
    check(&ran(1, &[(0, 1), (1, 2)]), &three(), &[]);
}

#[test]
fn jobs_without_a_result_are_lost() {
    check(&ran(1, &[(1, 2)]), &three(), &[(FewerJobs, 1)]);
    check(&ran(1, &[]), &three(), &[(FewerJobs, 2)]);
    // Results of jobs that are not the device's do not make up for it.
    check(&ran(1, &[(1, 2), (7, 2)]), &three(), &[(FewerJobs, 1)]);
}

#[test]
fn results_that_were_not_sealed_are_lost() {
    let whole = || ran(1, &[(0, 1), (1, 2)]);
    let mut report = whole();
    report.record.sealed_results = None;
    check(&report, &three(), &[(NotSealed, 2)]);
    // Somebody else's seal opens for nobody else.
    let mut report = whole();
    report.record.sealed_results = ran(10, &[(0, 1), (1, 2)]).record.sealed_results;
    check(&report, &three(), &[(NotSealed, 2)]);
    let mut report = whole();
    report.claim = ran(1, &[(0, 1), (1, 3)]).claim;
    check(&report, &three(), &[(NotSealed, 2)]);
}

#[test]
fn one_wrong_result_voids_the_epoch() {
    let own = ran(1, &[(0, 1), (1, 9)]);
    check(&own, &three(), &[(Dissent, 1), (Dissent, 1)]);
}

#[test]
fn who_is_outvoted_by_few_loses_the_job_alone() {
    let own = ran(1, &[(0, 1), (1, 9)]);
    let others = [three(), vec![ran(2, &[(0, 1), (1, 9)])]].concat();
    check(&own, &others, &[(Dissent, 1)]);
}

#[test]
fn too_few_or_too_divided_results_tell_nothing() {
    let own = ran(1, &[(0, 1), (1, 2)]);
    check(&own, &three()[..1], &[(NoQuorum, 1), (NoQuorum, 1)]);
    let divided: Vec<_> = (20..23).map(|it| ran(it, &[(0, 7), (1, 2)])).collect();
    let all = [three()[..2].to_vec(), divided].concat();
    check(&own, &all, &[(NoQuorum, 1)]);
}

#[test]
fn an_owner_counts_once_and_is_paid_once() {
    let own = ran(1, &[(0, 1), (1, 2)]);
    let mut mine: Vec<_> = (2..9).map(|it| ran(it, &[(0, 1), (1, 2)])).collect();
    for report in &mut mine {
        report.owner = own.owner;
    }
    check(&own, &mine, &[(NoQuorum, 1), (NoQuorum, 1)]);
    let short = |report: &PendingReport| ShortId::from(&report.device);
    let last = mine.iter().max_by_key(|it| short(it)).unwrap().clone();
    mine.extend(three());
    check(&last, &mine, &[(SameOwner, 1), (SameOwner, 1)]);
}

#[test]
fn a_job_is_given_to_as_many_as_it_needs_on_average() {
    let work = Work {
        jobs: 200,
        runners: 1_000,
    };
    let mut runs = 0;
    for number in 0..1_000_u64 {
        let places = work.of(&ShortId(number.to_le_bytes()), &Hash([1; 32]));
        assert!(places.len() <= MAX_RESULTS);
        assert!(places.iter().all(|&place| place < 200));
        runs += places.len();
    }
    assert!((1_500..=1_700).contains(&runs), "{runs}");
}

#[test]
fn where_there_are_more_jobs_than_can_be_run_some_of_them_wait() {
    let work = Work {
        jobs: 1_000,
        runners: 100,
    };
    let all: BTreeSet<u32> = (0..100_u64)
        .flat_map(|number| work.of(&ShortId(number.to_le_bytes()), &Hash([1; 32])))
        .collect();
    assert!((90..=100).contains(&all.len()), "{}", all.len());
}

#[test]
fn without_jobs_nobody_is_given_any() {
    let none = Work {
        jobs: 0,
        runners: 9,
    };
    assert!(none.of(&ShortId([1; 8]), &Hash([1; 32])).is_empty());
}
