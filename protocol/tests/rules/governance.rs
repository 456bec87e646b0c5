//! Holds amendments to their rules.

use crate::world::{EPOCH_MS, SETTLED_MS, VALIDATORS, WINDOW_MS, World, parameters, validator};
use outpost_protocol::{
    Amount, Epoch, NetworkId, Timestamp,
    bounded::List,
    genesis::Parameters,
    state::{Changes, Progress, Stage, StateKey, Validators},
    transaction::{Amendment, Rejection, SignedTransaction},
};

fn amendment(world: &World, number: u64, parameters: Parameters) -> Amendment {
    Amendment {
        network: world.network(),
        number,
        parameters,
    }
}

/// Signed by these validators.
fn sign(amendment: Amendment, by: &[u8]) -> SignedTransaction {
    let bytes = amendment.signing_bytes();
    let signatures: Vec<_> = by
        .iter()
        .map(|&number| (number, validator(number).sign_bytes(&bytes)))
        .collect();
    SignedTransaction::Amendment {
        amendment: Box::new(amendment),
        signatures: List::try_from(signatures).unwrap(),
    }
}

/// What becomes of a first amendment that all validators sign.
fn outcome(world: &World, parameters: Parameters) -> Option<Rejection> {
    let all: Vec<u8> = (0..VALIDATORS).collect();
    world.refusal(&sign(amendment(world, 0, parameters), &all))
}

fn roomier() -> Parameters {
    Parameters {
        cell_capacity: 9,
        ..parameters()
    }
}

#[test]
fn three_of_four_validators_change_the_parameters_once() {
    let mut world = World::new();
    let signed = sign(amendment(&world, 0, roomier()), &[0, 2, 3]);
    world.take(signed.clone());
    assert_eq!(world.get(StateKey::Parameters), Some(roomier()));
    let validators: Validators = world.get(StateKey::Validators).unwrap();
    assert_eq!(validators.amendments, 1);
    assert_eq!(world.refusal(&signed), Some(Rejection::BadAmendment));
    world.take(sign(amendment(&world, 1, parameters()), &[0, 1, 2]));
    assert_eq!(world.get(StateKey::Parameters), Some(parameters()));
}

#[test]
fn whoever_is_no_validator_and_whoever_signs_twice_does_not_count() {
    let world = World::new();
    let refused = |by: &[u8]| {
        let refusal = world.refusal(&sign(amendment(&world, 0, roomier()), by));
        assert_eq!(refusal, Some(Rejection::NotByValidators), "{by:?}");
    };
    refused(&[]);
    refused(&[0, 1]);
    refused(&[0, 1, 1]);
    refused(&[2, 1, 0]);
    refused(&[0, 1, VALIDATORS]);
    refused(&[0, 1, 255]);
}

#[test]
fn a_signature_of_another_or_of_something_else_does_not_count() {
    let world = World::new();
    let meant = amendment(&world, 0, roomier());
    let SignedTransaction::Amendment { signatures, .. } = sign(meant.clone(), &[0, 1, 2]) else {
        unreachable!("an amendment was signed");
    };
    let refused = |amendment: &Amendment, signatures| {
        let amendment = Box::new(amendment.clone());
        let signed = SignedTransaction::Amendment {
            amendment,
            signatures,
        };
        assert_eq!(world.refusal(&signed), Some(Rejection::NotByValidators));
    };
    let other = Parameters {
        cell_capacity: 10,
        ..parameters()
    };
    refused(&amendment(&world, 0, other), signatures.clone());
    let mut swapped = signatures.into_vec();
    swapped[2].0 = 3;
    refused(&meant, List::try_from(swapped).unwrap());
}

#[test]
fn an_amendment_is_for_one_network_and_the_next_by_number() {
    let world = World::new();
    let elsewhere = Amendment {
        network: NetworkId([1; 32]),
        ..amendment(&world, 0, roomier())
    };
    let refusal = |amendment| world.refusal(&sign(amendment, &[0, 1, 2]));
    assert_eq!(refusal(elsewhere), Some(Rejection::WrongNetwork));
    let later = amendment(&world, 1, roomier());
    assert_eq!(refusal(later), Some(Rejection::BadAmendment));
}

#[test]
fn epochs_cannot_be_moved_and_parameters_must_be_possible() {
    let world = World::new();
    let refused = |change: fn(&mut Parameters)| {
        let mut parameters = parameters();
        change(&mut parameters);
        assert_eq!(outcome(&world, parameters), Some(Rejection::BadAmendment));
    };
    refused(|it| it.genesis_time = Timestamp(1));
    refused(|it| it.epoch_ms += 1);
    refused(|it| it.cell_capacity = 0);
    refused(|it| it.economy.stale_bonus = 5_000);
    refused(|it| it.emission_cap = Amount::from_units(u128::MAX));
}

#[test]
fn windows_change_only_while_no_epoch_is_in_them() {
    let wider = Parameters {
        report_window_ms: 20_000,
        answer_window_ms: 11_000,
        ..parameters()
    };
    let mut world = World::new();
    let check = |world: &World, is_taken: bool| {
        let refusal = outcome(world, wider.clone());
        assert_eq!(refusal, (!is_taken).then_some(Rejection::BadAmendment));
        assert_eq!(outcome(world, roomier()), None);
    };
    check(&world, true);
    // Reports are taken until 15 s, by the wider window until 20 s.
    world.block(EPOCH_MS + WINDOW_MS - 1, &[]);
    check(&world, true);
    // Closed and drawn for.
    world.block(EPOCH_MS + WINDOW_MS, &[]);
    check(&world, false);
    // Settled.
    world.block(EPOCH_MS + SETTLED_MS, &[]);
    check(&world, true);
}

#[test]
fn a_shorter_window_cuts_no_reports_off() {
    let mut world = World::new();
    let shorter = Parameters {
        report_window_ms: 5_000,
        ..parameters()
    };
    world.block(EPOCH_MS + 4_999, &[]);
    assert_eq!(outcome(&world, shorter.clone()), None);
    world.block(EPOCH_MS + 5_000, &[]);
    assert_eq!(outcome(&world, shorter), Some(Rejection::BadAmendment));
}

#[test]
fn no_parameter_changes_during_a_settlement() {
    let mut world = World::new();
    let mut changes = Changes::default();
    let weighing = Progress {
        stage: Stage::Weighing(1),
        next_to_draw: Epoch(0),
        next_to_settle: Epoch(0),
    };
    changes.put(&StateKey::Progress, &weighing);
    world.state.apply(changes);
    assert_eq!(outcome(&world, roomier()), Some(Rejection::BadAmendment));
}
