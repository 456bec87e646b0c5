//! Holds audits and exhibits to their rule.

use crate::world::{
    EPOCH_MS, SETTLED_MS, VALIDATORS, WINDOW_MS, World, cell, person, readings, sensor, validator,
};
use outpost_protocol::{
    Amount, Epoch, Hash, NetworkId, Signature,
    bounded::List,
    evidence::{Challenge, ChunkProof, EvidenceRoot, LEAF_BYTES, chunk_of},
    report::{Claim, Report, Resource},
    resources::{
        sensing::readings::{Origin, Reading, claim_of, leaves_of},
        storage::{CHALLENGED_CHUNKS, SECTOR_BYTES, StorageClaim},
    },
    state::{Case, Draw, Equipment, PendingReport, Sheet, SheetId, SheetPage, StateKey},
    statement::{LossReason, StatementId},
    transaction::{Action, Exhibit, MAX_PROOFS, Rejection, ReportId, SignedTransaction},
};

const DRAWN: u64 = EPOCH_MS + WINDOW_MS;
const AUDITS_CLOSE: u64 = DRAWN + 10_000;
const SETTLED: u64 = EPOCH_MS + SETTLED_MS;
/// How many of the validators must doubt a report until it is accused.
const ENOUGH: u8 = VALIDATORS / 3 + 1;

/// Person 0's sensors 0 and 1 reported for epoch 0, and the draw was made.
fn drawn() -> World {
    let mut world = World::new();
    for number in [0, 1] {
        world.install(&person(0), &sensor(number), cell(0));
    }
    world.block(EPOCH_MS, &[]);
    for number in [0, 1] {
        world.take(reported(&world, 0, number, &file()));
    }
    world.block(DRAWN, &[]);
    world
}

/// As [`drawn`], and sensor 0 is accused.
fn accused() -> World {
    let mut world = drawn();
    for number in 0..ENOUGH {
        let audit = validator(number).audit(&world, number, 0, &[id(0)]);
        world.take(audit);
    }
    world
}

fn reported(world: &World, epoch: u64, number: u8, file: &[u8]) -> SignedTransaction {
    sensor(number).sign_report(Report {
        network: world.network(),
        device: sensor(number).key(),
        epoch: Epoch(epoch),
        claim: readings(),
        evidence: EvidenceRoot::of(file).unwrap(),
    })
}

fn file() -> Vec<u8> {
    (0..100 * LEAF_BYTES).map(|at| (at % 251) as u8).collect()
}

fn id(number: u8) -> ReportId {
    ReportId {
        sheet: SheetId {
            owner: person(0).address(),
            page: 0,
        },
        device: sensor(number).key(),
        resource: Resource::Sensing,
    }
}

fn pending(world: &World, epoch: u64, number: u8) -> PendingReport {
    let id = StatementId {
        epoch: Epoch(epoch),
        page: 0,
    };
    let sheet: Sheet = world
        .get(StateKey::Sheet(person(0).address(), id))
        .expect("a sheet");
    let page: SheetPage = world
        .get(StateKey::SheetPage(Epoch(epoch), sheet.page))
        .expect("a page");
    assert!(page.sheets.iter().any(|copy| copy.reports == sheet.reports));
    let mut reports = sheet.reports.into_iter();
    reports
        .find(|report| report.device == sensor(number).key())
        .expect("a report")
}

/// What `file` shows for the next challenges of sensor 0's report.
fn exhibit(world: &World, epoch: u64, file: &[u8]) -> Exhibit {
    let report = pending(world, epoch, 0);
    let draw: Draw = world.get(StateKey::Draw(Epoch(epoch))).expect("a draw");
    let challenges = challenges(&report, epoch, &draw);
    assert!(!challenges.is_empty());
    let answered = match report.case {
        Case::Answered(challenges) => usize::from(challenges),
        _ => 0,
    };
    let proofs: Vec<ChunkProof> = challenges[answered..]
        .iter()
        .take(MAX_PROOFS)
        .map(|challenge| match challenge {
            Challenge::Leaf(index) => ChunkProof::of(file, chunk_of(*index)).unwrap(),
            Challenge::Sector { chunk, .. } => ChunkProof::of(file, *chunk).unwrap(),
        })
        .collect();
    Exhibit {
        network: world.network(),
        epoch: Epoch(epoch),
        report: ReportId {
            resource: report.resource(),
            ..id(0)
        },
        proofs: List::try_from(proofs).unwrap(),
    }
}

fn challenges(report: &PendingReport, epoch: u64, draw: &Draw) -> Vec<Challenge> {
    let rule = report.claim.rule();
    rule.challenges(report, Epoch(epoch), &draw.randomness)
}

fn refusal(world: &World, exhibit: Exhibit) -> Option<Rejection> {
    world.refusal(&SignedTransaction::Exhibit(exhibit))
}

#[test]
fn a_report_is_accused_once_more_than_a_third_of_the_validators_doubt_it() {
    let mut world = drawn();
    for number in 0..ENOUGH {
        assert_ne!(pending(&world, 0, 0).case, Case::Accused);
        world.take(validator(number).audit(&world, number, 0, &[id(0)]));
    }
    assert_eq!(pending(&world, 0, 0).case, Case::Accused);
    assert_eq!(pending(&world, 0, 1).case, Case::Undisputed);
}

#[test]
fn a_validator_does_not_doubt_twice() {
    let mut world = drawn();
    let audit = validator(0).audit(&world, 0, 0, &[id(0)]);
    world.take(audit.clone());
    assert_eq!(world.refusal(&audit), Some(Rejection::Nothing));
    let both = validator(0).audit(&world, 0, 0, &[id(0), id(1), id(1)]);
    world.take(both.clone());
    assert_eq!(pending(&world, 0, 1).case, Case::Doubted(1));
    assert_eq!(world.refusal(&both), Some(Rejection::Nothing));
}

#[test]
fn doubt_of_a_report_that_is_accused_already_does_not_spoil_an_audit() {
    let mut world = accused();
    let late = VALIDATORS - 1;
    let audit = validator(late).audit(&world, late, 0, &[id(0), id(1)]);
    world.take(audit);
    assert_eq!(pending(&world, 0, 0).case, Case::Accused);
    assert_eq!(pending(&world, 0, 1).case, Case::Doubted(1 << late));
}

#[test]
fn only_validators_audit() {
    let world = drawn();
    let foreign = validator(0).audit(&world, 1, 0, &[id(0)]);
    let nobody = validator(VALIDATORS).audit(&world, VALIDATORS, 0, &[id(0)]);
    let SignedTransaction::Audit { audit, .. } = validator(0).audit(&world, 0, 0, &[id(0)]) else {
        unreachable!("an audit was made");
    };
    let unsigned = SignedTransaction::Audit {
        audit: audit.clone(),
        signature: Signature([0; 64]),
    };
    for forged in [foreign, nobody, unsigned] {
        assert_eq!(world.refusal(&forged), Some(Rejection::NotByValidators));
    }
}

#[test]
fn an_audit_names_reports_that_there_are() {
    let world = drawn();
    let mut of_another = id(0);
    of_another.sheet.page = 1;
    let mut other_resource = id(0);
    other_resource.resource = Resource::Energy;
    for unknown in [id(2), of_another, other_resource] {
        let audit = validator(0).audit(&world, 0, 0, &[id(0), unknown]);
        assert_eq!(world.refusal(&audit), Some(Rejection::NoSuchCase));
    }
    let nobody = validator(0).audit(&world, 0, 0, &[]);
    assert_eq!(world.refusal(&nobody), Some(Rejection::Nothing));
}

#[test]
fn a_report_without_evidence_is_not_accused_of_hiding_it() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.block(EPOCH_MS, &[]);
    world.take(reported(&world, 0, 0, &[]));
    world.block(DRAWN, &[]);
    let audit = validator(0).audit(&world, 0, 0, &[id(0)]);
    assert_eq!(world.refusal(&audit), Some(Rejection::NoSuchCase));
}

#[test]
fn audits_are_open_from_the_draw_until_they_close() {
    let mut world = drawn();
    let not_now = |epoch| {
        Some(Rejection::NotInAudit {
            epoch: Epoch(epoch),
        })
    };
    let early = validator(0).audit(&world, 0, 1, &[id(0)]);
    assert_eq!(world.refusal(&early), not_now(1));
    let audit = validator(0).audit(&world, 0, 0, &[id(0)]);
    world.block(AUDITS_CLOSE - 1, &[]);
    assert_eq!(world.refusal(&audit), None);
    world.block(AUDITS_CLOSE, &[]);
    assert_eq!(world.refusal(&audit), not_now(0));
}

#[test]
fn an_answer_is_open_until_the_epoch_is_settled() {
    let mut world = accused();
    let shown = exhibit(&world, 0, &file());
    world.block(SETTLED - 1, &[]);
    assert_eq!(refusal(&world, shown.clone()), None);
    world.block(SETTLED, &[]);
    let expected = Rejection::NotInAudit { epoch: Epoch(0) };
    assert_eq!(refusal(&world, shown), Some(expected));
}

#[test]
fn evidence_is_shown_once_and_only_if_it_is_accused() {
    let mut world = drawn();
    let shown = exhibit(&world, 0, &file());
    assert_eq!(refusal(&world, shown.clone()), Some(Rejection::NoSuchCase));
    world = accused();
    world.take(SignedTransaction::Exhibit(shown.clone()));
    assert_ne!(pending(&world, 0, 0).case, Case::Accused);
    assert_eq!(refusal(&world, shown), Some(Rejection::NoSuchCase));
}

#[test]
fn what_is_not_the_evidence_says_nothing() {
    let world = accused();
    let shown = exhibit(&world, 0, &file());
    let mut other = file();
    other.reverse();
    let foreign = exhibit(&world, 0, &other);
    let mut fewer = shown.clone();
    fewer.proofs = shown.proofs[1..].to_vec().try_into().unwrap();
    let mut shuffled = shown.clone();
    let mut proofs = shown.proofs.to_vec();
    proofs.reverse();
    shuffled.proofs = proofs.try_into().unwrap();
    for wrong in [foreign, fewer, shuffled] {
        assert_eq!(refusal(&world, wrong), Some(Rejection::NotTheEvidence));
    }
    let mut elsewhere = shown;
    elsewhere.network = NetworkId([9; 32]);
    assert_eq!(refusal(&world, elsewhere), Some(Rejection::WrongNetwork));
}

#[test]
fn an_accusation_without_an_answer_costs_the_report_and_a_strike() {
    let mut world = accused();
    world.block(SETTLED, &[]);
    let statements = world.statements(&person(0));
    let lost = |number: u8| {
        let line = statements[0]
            .lines
            .iter()
            .find(|line| line.device == sensor(number).key())
            .expect("a line");
        line.losses
            .iter()
            .any(|loss| loss.reason == LossReason::NotShown)
    };
    assert!(lost(0));
    assert!(!lost(1));
    let strikes = |number| world.device(&sensor(number)).unwrap().record.strikes;
    assert_eq!([strikes(0), strikes(1)], [1, 0]);
}

#[test]
fn a_device_that_never_answers_is_suspended() {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    let strikes = u64::from(world.genesis.parameters.economy.strikes);
    for epoch in 0..strikes {
        let end = (epoch + 1) * EPOCH_MS;
        world.block(end, &[]);
        world.take(reported(&world, epoch, 0, &file()));
        world.block(end + WINDOW_MS, &[]);
        for number in 0..ENOUGH {
            world.take(validator(number).audit(&world, number, epoch, &[id(0)]));
        }
        world.block(end + SETTLED_MS, &[]);
    }
    world.block((strikes + 1) * EPOCH_MS, &[]);
    let again = reported(&world, strikes, 0, &file());
    assert!(matches!(
        world.refusal(&again),
        Some(Rejection::Suspended { .. })
    ));
}

/// Sensor 0 is accused of what `shown` stands for, and shows it.
fn answered(claim: Claim, shown: &[u8]) -> World {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.block(EPOCH_MS, &[]);
    world.take(sensor(0).sign_report(Report {
        network: world.network(),
        device: sensor(0).key(),
        epoch: Epoch(0),
        claim,
        evidence: EvidenceRoot::of(shown).unwrap(),
    }));
    world.block(DRAWN, &[]);
    for number in 0..ENOUGH {
        world.take(validator(number).audit(&world, number, 0, &[id(0)]));
    }
    let exhibit = exhibit(&world, 0, shown);
    world.take(SignedTransaction::Exhibit(exhibit));
    world
}

/// A minute's readings of sensor 0, and what shows them.
fn measured() -> (Claim, Vec<u8>) {
    let readings: Vec<Reading> = (0_u8..60)
        .map(|number| Reading {
            offset_ms: u32::from(number) * 1_000,
            temperature_centi: 2_000 + i16::from(number % 13) * 3,
            humidity_centi: 4_000,
        })
        .collect();
    let origin = Origin {
        network: World::new().network(),
        device: sensor(0).key(),
        epoch: Epoch(0),
    };
    let claim = Claim::Sensing(claim_of(&readings).unwrap());
    (claim, leaves_of(&readings, &origin).concat())
}

#[test]
fn right_evidence_clears_the_report_and_is_paid() {
    let (claim, file) = measured();
    let mut world = answered(claim, &file);
    assert_eq!(pending(&world, 0, 0).case, Case::Shown);
    world.block(SETTLED, &[]);
    assert!(world.statements(&person(0))[0].total > Amount::ZERO);
    assert_eq!(world.device(&sensor(0)).unwrap().record.strikes, 0);
}

#[test]
fn wrong_evidence_costs_the_report_and_a_strike() {
    let (claim, mut file) = measured();
    file.fill(1);
    let mut world = answered(claim, &file);
    assert_eq!(pending(&world, 0, 0).case, Case::Flawed);
    world.block(SETTLED, &[]);
    let statement = &world.statements(&person(0))[0];
    assert_eq!(statement.total, Amount::ZERO);
    assert_eq!(statement.lines[0].losses[0].reason, LossReason::Flawed);
    assert_eq!(world.device(&sensor(0)).unwrap().record.strikes, 1);
}

#[test]
fn many_challenges_are_answered_in_steps_and_in_order() {
    let mut world = World::new();
    let (owner, device) = (person(0), sensor(0).key());
    world.install(&owner, &sensor(0), cell(0));
    let sector: Vec<u8> = (0..SECTOR_BYTES).map(|at| (at % 253) as u8).collect();
    let equipment = Equipment {
        sectors_offered: 1,
        ..Equipment::default()
    };
    let price = world.genesis.parameters.economy.sector_price;
    let amount = Amount::from_units(u128::from(price) * 1_000);
    for action in [
        Action::DeclareEquipment { device, equipment },
        Action::BuyCredits { amount },
        Action::StoreSector {
            device,
            root: Hash(*blake3::hash(&sector).as_bytes()),
            epochs: 1,
        },
    ] {
        world.take(owner.sign(&world, action));
    }
    world.block(EPOCH_MS, &[]);
    world.take(sensor(0).sign_report(Report {
        network: world.network(),
        device,
        epoch: Epoch(0),
        claim: Claim::Storage(StorageClaim::default()),
        evidence: EvidenceRoot::of(&[]).unwrap(),
    }));
    world.block(DRAWN, &[]);
    let id = ReportId {
        resource: Resource::Storage,
        ..id(0)
    };
    for number in 0..ENOUGH {
        world.take(validator(number).audit(&world, number, 0, &[id]));
    }
    let steps = CHALLENGED_CHUNKS as usize / MAX_PROOFS;
    let first = exhibit(&world, 0, &sector);
    for step in 1..=steps {
        world.take(SignedTransaction::Exhibit(exhibit(&world, 0, &sector)));
        let answered = (step * MAX_PROOFS) as u8;
        let expected = if step == steps {
            Case::Shown
        } else {
            Case::Answered(answered)
        };
        assert_eq!(pending(&world, 0, 0).case, expected);
        assert!(refusal(&world, first.clone()).is_some(), "again");
    }
}
