//! Holds the neighbours' made-up work to the network's own rules: they are honest, so they are paid.

use super::*;
use craft::Past;
use jobs::{JOBS, JobBytes};
use outpost_job_runner::Runner;
use outpost_protocol::{
    DeviceKey, Epoch, NetworkId,
    evidence::{Challenge, EvidenceRoot, LEAF_BYTES},
    report::{Claim, Resource},
    resources::{
        EpochContext,
        compute::{Job, JobResult, Work, output_hash},
    },
    state::{Case, Device, DeviceRecord, Equipment, PendingReport},
    statement::LossReason,
};
use outpost_simulation::epoch::{Contribution, Memory, Outcome, settle};

const NETWORK: NetworkId = NetworkId([4; 32]);
const OWNERS: u32 = 12;
/// Epochs that are played, and those before them in which nothing can be confirmed yet.
const EPOCHS: std::ops::Range<u64> = 100..112;
const BEGINNING: u64 = 3;

fn schedule(epoch: Epoch) -> Hash {
    Hash::of_encoded("test schedule", &epoch)
}

const FUEL: u64 = 50_000_000;

fn job(place: u32) -> Job {
    let (module, input) = JobBytes::new(Epoch(EPOCHS.start), place).hashes();
    Job {
        payer: AccountAddress([1; 32]),
        module,
        input,
        fuel: FUEL,
        until: Epoch(u64::MAX),
    }
}

fn jobs() -> BTreeMap<u32, Job> {
    (0..JOBS).map(|place| (place, job(place))).collect()
}

fn job_files() -> JobFiles {
    let mut files = JobFiles::default();
    files.turn_to(Epoch(EPOCHS.start));
    files
}

/// What a machine reports for an epoch, given what the network remembers of it.
fn contribution(
    machine: &mut Machine,
    owner: &Person,
    epoch: Epoch,
    record: DeviceRecord,
    files: &JobFiles,
) -> Option<Contribution> {
    let parameters = super::super::parameters(Timestamp(0), 60_000);
    let device = Device {
        owner: owner.address(),
        index: 0,
        slot: 0,
        claimed_at: Timestamp(0),
        cell: machine.cell,
        equipment: machine.craft.equipment(),
        record,
    };
    let made = machine.craft.report(&Past {
        network: NETWORK,
        parameters: &parameters,
        epoch,
        schedule: schedule(epoch),
        next: Some((work(), schedule(epoch.next()))),
        key: machine.device(),
        device: &device,
        jobs: &jobs(),
        files,
    })?;
    let report = PendingReport {
        device: machine.device(),
        owner: device.owner,
        claimed_at: device.claimed_at,
        reported_at: parameters.end_of(epoch),
        cell: device.cell,
        equipment: device.equipment,
        record,
        claim: made.claim,
        evidence: EvidenceRoot::of(&made.evidence).unwrap(),
        case: Case::Undisputed,
    };
    let show = move |challenge| match challenge {
        Challenge::Leaf(leaf) => {
            let start = leaf as usize * LEAF_BYTES;
            Some(made.evidence[start..start + LEAF_BYTES].to_vec())
        }
        Challenge::Sector { .. } => Some(Vec::new()),
    };
    Some(Contribution {
        report,
        is_honest: true,
        show: Box::new(show),
    })
}

fn work() -> Work {
    Work {
        jobs: JOBS,
        runners: OWNERS / 2,
    }
}

/// Every outcome after the beginning, by resource.
fn play() -> BTreeMap<Resource, Vec<Outcome>> {
    let mut neighbours = Neighbours::of_all_kinds([3; 32], OWNERS);
    let parameters = super::super::parameters(Timestamp(0), 60_000);
    let files = job_files();
    let mut memory = Memory::default();
    let mut outcomes: BTreeMap<Resource, Vec<Outcome>> = BTreeMap::new();
    for epoch in EPOCHS.map(Epoch) {
        let mut contributions = Vec::new();
        for household in &mut neighbours.households {
            for machine in &mut household.machines {
                let mut record = memory
                    .devices
                    .get(&machine.device())
                    .copied()
                    .unwrap_or_default();
                let wanted = machine.craft.equipment().sectors_offered;
                while record.sectors.kept_in(epoch) < wanted {
                    record.sectors.add(epoch, 1).unwrap();
                }
                memory.devices.insert(machine.device(), record);
                contributions.extend(contribution(
                    machine,
                    &household.owner,
                    epoch,
                    record,
                    &files,
                ));
            }
        }
        let resources: Vec<Resource> = contributions
            .iter()
            .map(|contribution| contribution.report.resource())
            .collect();
        let context = EpochContext {
            network: NETWORK,
            epoch,
            parameters: &parameters,
            schedule: schedule(epoch),
            work: work(),
            draw: Hash::of_encoded("test draw", &epoch),
        };
        let settled = settle(contributions, &context, &mut memory);
        if epoch.0 >= EPOCHS.start + BEGINNING {
            for (resource, outcome) in resources.into_iter().zip(settled) {
                outcomes.entry(resource).or_default().push(outcome);
            }
        }
    }
    outcomes
}

#[test]
fn every_kind_of_work_is_paid_and_none_is_found_to_be_wrong() {
    use LossReason::{AlreadyFresh, FewerBeacons, FewerJobs, FewerReadings, NoQuorum};
    let outcomes = play();
    let found: Vec<Resource> = outcomes.keys().copied().collect();
    assert_eq!(found, Resource::ALL);
    for (resource, outcomes) in outcomes {
        let accepted: u64 = outcomes.iter().map(|it| it.accepted).sum();
        let possible: u64 = outcomes.iter().map(|it| it.possible).sum();
        assert!(
            accepted * 2 > possible,
            "{resource:?}: {accepted} of {possible}: {:?}",
            outcomes
                .iter()
                .flat_map(|it| &it.losses)
                .collect::<Vec<_>>()
        );
        for (reason, _) in outcomes.iter().flat_map(|it| &it.losses) {
            assert!(
                matches!(
                    reason,
                    AlreadyFresh | FewerBeacons | FewerJobs | FewerReadings | NoQuorum
                ),
                "{resource:?} lost by {reason:?}"
            );
        }
    }
}

/// What a computer reports that is given all jobs, after it ran them in the epoch before.
fn reported(jobs: &BTreeMap<u32, Job>, files: &JobFiles) -> Vec<JobResult> {
    let parameters = super::super::parameters(Timestamp(0), 60_000);
    let device = Device {
        owner: AccountAddress([1; 32]),
        index: 0,
        slot: 0,
        claimed_at: Timestamp(0),
        cell: None,
        equipment: Equipment::default(),
        record: DeviceRecord::default(),
    };
    let work = Work {
        jobs: JOBS,
        runners: JOBS,
    };
    let mut computer = compute::Computer::default();
    let [_, made] = [EPOCHS.start, EPOCHS.start + 1].map(Epoch).map(|epoch| {
        computer.report(&Past {
            network: NETWORK,
            parameters: &parameters,
            epoch,
            schedule: schedule(epoch),
            next: Some((work, schedule(epoch.next()))),
            key: DeviceKey::Ed25519([5; 32]),
            device: &device,
            jobs,
            files,
        })
    });
    match made.unwrap().claim {
        Claim::Compute(claim) => claim.results.to_vec(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_computer_reports_what_the_jobs_modules_compute() {
    let jobs = jobs();
    let reported = reported(&jobs, &job_files());
    assert_eq!(reported.len(), JOBS as usize);
    for JobResult { place, output } in reported {
        let bytes = JobBytes::new(Epoch(EPOCHS.start), place);
        let run = Runner::new()
            .unwrap()
            .run(&bytes.module, &bytes.input, FUEL);
        let expected = Hash(*blake3::hash(&jobs::tests::expected(&bytes.input)).as_bytes());
        assert_eq!(
            output,
            output_hash(&jobs[&place], &expected, run.unwrap().fuel)
        );
    }
}

#[test]
fn a_run_that_fails_is_reported_as_one_and_a_job_without_its_bytes_not_at_all() {
    let mut jobs = jobs();
    for job in jobs.values_mut() {
        job.fuel = 1_000;
    }
    jobs.get_mut(&0).unwrap().input = Hash([9; 32]);
    let reported = reported(&jobs, &job_files());
    assert_eq!(reported.len(), JOBS as usize - 1);
    for JobResult { place, output } in reported {
        assert_eq!(output, output_hash(&jobs[&place], &Hash::ZERO, 1_000));
    }
}
