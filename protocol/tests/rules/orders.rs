//! Holds orders to their rule: sectors to keep, and jobs to run.

use crate::world::{
    EPOCH_MS, SETTLED_MS, VALIDATORS, WINDOW_MS, World, cell, person, sensor, validator,
};
use outpost_protocol::{
    Amount, Epoch, Hash,
    bounded::List,
    evidence::{Challenge, ChunkProof, EvidenceRoot},
    report::{Claim, Report, Resource},
    resources::{
        compute::{ComputeClaim, Job, Jobs, MAX_JOBS, RUNS, Work},
        storage::{CHALLENGED_CHUNKS, SECTOR_BYTES, Sector, StorageClaim},
    },
    state::{Case, Draw, Equipment, PendingReport, Sheet, SheetId, StateKey},
    statement::{LossReason, StatementId},
    transaction::{Action, Exhibit, MAX_PROOFS, Rejection, ReportId, SignedTransaction},
};

const DRAWN: u64 = EPOCH_MS + WINDOW_MS;
/// What the world's parameters ask for a sector's epoch, and for a million of fuel.
const PRICE: u128 = 10;

/// Person 0's device 0 offers two sectors, and person 1 has credits.
fn offered() -> World {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    let equipment = Equipment {
        sectors_offered: 2,
        ..Equipment::default()
    };
    let device = sensor(0).key();
    let declare = Action::DeclareEquipment { device, equipment };
    world.take(person(0).sign(&world, declare));
    let amount = Amount::from_units(100_000);
    world.take(person(1).sign(&world, Action::BuyCredits { amount }));
    world
}

fn store(world: &World, root: Hash, epochs: u32) -> SignedTransaction {
    let device = sensor(0).key();
    let action = Action::StoreSector {
        device,
        root,
        epochs,
    };
    person(1).sign(world, action)
}

fn post(world: &World, fuel: u64, epochs: u32) -> SignedTransaction {
    let action = Action::PostJob {
        module: Hash([1; 32]),
        input: Hash([2; 32]),
        fuel,
        epochs,
    };
    person(1).sign(world, action)
}

fn bytes() -> Vec<u8> {
    (0..SECTOR_BYTES as usize)
        .map(|at| (at % 251) as u8)
        .collect()
}

fn root_of(bytes: &[u8]) -> Hash {
    Hash(*blake3::hash(bytes).as_bytes())
}

#[test]
fn a_sector_is_paid_for_in_advance_and_kept_until_its_term_ends() {
    let mut world = offered();
    world.take(store(&world, Hash([7; 32]), 5));
    assert_eq!(world.account(&person(1)).credits, 100_000 - 5 * PRICE);
    let sector: Option<Sector> = world.get(StateKey::Sector(sensor(0).key(), 0));
    let expected = Sector {
        root: Hash([7; 32]),
        payer: person(1).address(),
        until: Epoch(32),
    };
    assert_eq!(sector, Some(expected));
    let sectors = world.device(&sensor(0)).unwrap().record.sectors;
    assert_eq!([31, 32].map(|epoch| sectors.kept_in(Epoch(epoch))), [1, 0]);
}

#[test]
fn a_device_takes_no_more_sectors_than_were_offered() {
    let mut world = offered();
    world.take(store(&world, Hash([7; 32]), 1));
    world.take(store(&world, Hash([8; 32]), 40));
    let third = store(&world, Hash([9; 32]), 1);
    assert_eq!(world.refusal(&third), Some(Rejection::NoRoom));
    // The first one's term is over then.
    world.block(32 * EPOCH_MS, &[]);
    world.take(store(&world, Hash([9; 32]), 1));
}

#[test]
fn sectors_that_cannot_be_kept_or_paid_are_refused() {
    let world = offered();
    let refusal = |epochs| world.refusal(&store(&world, Hash([7; 32]), epochs));
    assert_eq!(refusal(0), Some(Rejection::Nothing));
    assert_eq!(refusal(97), Some(Rejection::NoRoom));
    let balance = 100_000;
    let needed = u128::from(u32::MAX) * PRICE;
    let poor = Rejection::InsufficientCredits { balance, needed };
    assert_eq!(refusal(u32::MAX), Some(poor));
    let unknown = Action::StoreSector {
        device: sensor(5).key(),
        root: Hash([7; 32]),
        epochs: 1,
    };
    let unknown = person(1).sign(&world, unknown);
    assert_eq!(world.refusal(&unknown), Some(Rejection::DeviceUnknown));
}

#[test]
fn a_released_device_keeps_its_list() {
    let mut world = offered();
    world.take(store(&world, Hash([7; 32]), 1));
    let device = sensor(0).key();
    world.take(person(0).sign(&world, Action::ReleaseDevice { device }));
    world.take(person(2).claim(&world, &sensor(0)));
    let sectors = world.device(&sensor(0)).unwrap().record.sectors;
    assert_eq!(sectors.kept_in(Epoch(0)), 1);
}

fn reported(world: &World, claim: Claim) -> SignedTransaction {
    sensor(0).sign_report(Report {
        network: world.network(),
        device: sensor(0).key(),
        epoch: Epoch(0),
        claim,
        evidence: EvidenceRoot::of(&[]).unwrap(),
    })
}

fn pending(world: &World) -> PendingReport {
    let (epoch, page) = (Epoch(0), 0);
    let key = StateKey::Sheet(person(0).address(), StatementId { epoch, page });
    let sheet: Sheet = world.get(key).unwrap();
    sheet.reports.first().unwrap().clone()
}

/// Device 0's report about the sector it keeps is accused.
fn accused() -> World {
    let mut world = offered();
    world.take(store(&world, root_of(&bytes()), 1));
    world.block(EPOCH_MS, &[]);
    world.take(reported(&world, Claim::Storage(StorageClaim::default())));
    world.block(DRAWN, &[]);
    for number in 0..VALIDATORS / 3 + 1 {
        world.take(validator(number).audit(&world, number, 0, &[id()]));
    }
    world
}

fn id() -> ReportId {
    ReportId {
        sheet: SheetId {
            owner: person(0).address(),
            page: 0,
        },
        device: sensor(0).key(),
        resource: Resource::Storage,
    }
}

/// What `bytes` shows for the challenges from this one on.
fn exhibit(world: &World, bytes: &[u8], first: usize) -> SignedTransaction {
    let report = pending(world);
    let draw: Draw = world.get(StateKey::Draw(Epoch(0))).unwrap();
    let rule = report.claim.rule();
    let challenges = rule.challenges(&report, Epoch(0), &draw.randomness);
    assert_eq!(challenges.len(), CHALLENGED_CHUNKS as usize);
    let proofs: Vec<ChunkProof> = challenges
        .iter()
        .skip(first)
        .take(MAX_PROOFS)
        .map(|challenge| match challenge {
            Challenge::Sector { sector: 0, chunk } => ChunkProof::of(bytes, *chunk).unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    SignedTransaction::Exhibit(Exhibit {
        network: world.network(),
        epoch: Epoch(0),
        report: id(),
        proofs: List::try_from(proofs).unwrap(),
    })
}

/// The losses that the report is settled with.
fn losses(world: &mut World) -> Vec<(LossReason, u64)> {
    world.block(EPOCH_MS + SETTLED_MS, &[]);
    let statements = world.statements(&person(0));
    let line = statements.first().unwrap().lines.first().unwrap();
    assert_eq!(line.resource, Resource::Storage);
    let losses = line.losses.iter();
    losses.map(|loss| (loss.reason, loss.units)).collect()
}

#[test]
fn sectors_are_shown_a_few_chunks_at_a_time() {
    let mut world = accused();
    let bytes = bytes();
    for first in (0..CHALLENGED_CHUNKS as usize).step_by(MAX_PROOFS) {
        assert_ne!(pending(&world).case, Case::Shown);
        world.take(exhibit(&world, &bytes, first));
        // A copy shows nothing new.
        assert!(world.refusal(&exhibit(&world, &bytes, first)).is_some());
    }
    assert_eq!(pending(&world).case, Case::Shown);
    assert_eq!(losses(&mut world), []);
}

#[test]
fn an_answer_that_stops_halfway_is_none() {
    let mut world = accused();
    world.take(exhibit(&world, &bytes(), 0));
    assert_eq!(pending(&world).case, Case::Answered(MAX_PROOFS as u8));
    assert_eq!(losses(&mut world), [(LossReason::NotShown, 1)]);
}

#[test]
fn other_bytes_show_nothing() {
    let world = accused();
    let other = vec![0; SECTOR_BYTES as usize];
    let refusal = world.refusal(&exhibit(&world, &other, 0));
    assert_eq!(refusal, Some(Rejection::NotTheEvidence));
}

#[test]
fn a_job_is_paid_for_all_of_its_runs() {
    let mut world = offered();
    world.take(post(&world, 1_000_001, 3));
    let price = 2 * 3 * u128::from(RUNS) * PRICE;
    assert_eq!(world.account(&person(1)).credits, 100_000 - price);
    for nothing in [post(&world, 0, 3), post(&world, 1, 0)] {
        assert_eq!(world.refusal(&nothing), Some(Rejection::Nothing));
    }
}

#[test]
fn no_more_jobs_are_taken_than_can_be_looked_through() {
    let mut world = offered();
    let mut changes = outpost_protocol::state::Changes::default();
    changes.put(&StateKey::Jobs, &Jobs { places: MAX_JOBS });
    world.state.apply(changes);
    assert_eq!(world.refusal(&post(&world, 1, 1)), Some(Rejection::Busy));
}

#[test]
fn a_draw_schedules_the_jobs_that_are_not_over_for_those_who_reported() {
    let mut world = offered();
    for (fuel, epochs) in [(10, 1), (20, 2), (30, 1), (40, 3)] {
        world.take(post(&world, fuel, epochs));
    }
    world.block(EPOCH_MS, &[]);
    world.take(reported(&world, Claim::Compute(ComputeClaim::default())));
    world.block(DRAWN, &[]);
    let work = |world: &World, epoch| {
        world
            .get::<Draw>(StateKey::Draw(Epoch(epoch)))
            .unwrap()
            .work
    };
    let (jobs, runners) = (4, 1);
    assert_eq!(work(&world, 0), Work { jobs, runners });

    world.block(DRAWN + EPOCH_MS, &[]);
    let (jobs, runners) = (2, 0);
    assert_eq!(work(&world, 1), Work { jobs, runners });
    let left = [0, 1, 2].map(|place| world.get::<Job>(StateKey::Job(place)).map(|job| job.fuel));
    assert_eq!(left, [Some(40), Some(20), None]);

    world.block(DRAWN + 2 * EPOCH_MS, &[]);
    world.block(DRAWN + 3 * EPOCH_MS, &[]);
    assert_eq!(world.get(StateKey::Jobs), Some(Jobs { places: 0 }));
}
