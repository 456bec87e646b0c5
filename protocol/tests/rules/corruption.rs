//! Holds execution on a damaged state to a typed error.

use crate::world::{EPOCH_MS, WINDOW_MS, World, cell, person, readings, sensor};
use outpost_protocol::{
    Amount, Epoch,
    execute::{ExecuteError, Execution},
    state::{Changes, StateKey},
    transaction::{Action, SignedTransaction},
};
use proptest::prelude::*;

/// A state that holds a value of every kind, and transactions that read them all.
fn world() -> (World, Vec<SignedTransaction>) {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.install(&person(0), &sensor(1), cell(0));
    world.block(EPOCH_MS, &[]);
    world.take(sensor(0).report(&world, 0, readings()));
    world.block(EPOCH_MS + WINDOW_MS, &[]);
    world.block(2 * EPOCH_MS, &[]);
    world.take(sensor(0).report(&world, 1, readings()));
    let device = sensor(0).key();
    let give = Action::Transfer {
        to: person(1).address(),
        amount: Amount::from_units(1),
    };
    let transactions = vec![
        sensor(1).report(&world, 1, readings()),
        person(0).sign(&world, Action::ReleaseDevice { device }),
        person(1).claim(&world, &sensor(2)),
        person(2).sign(&world, give),
    ];
    (world, transactions)
}

/// Executes two blocks, as far as they go.
fn execute(
    world: &World,
    transactions: &[SignedTransaction],
) -> Result<Changes, ExecuteError<std::convert::Infallible>> {
    let mut execution = Execution::begin(&world.state, world.context(2 * EPOCH_MS + 1))?;
    for transaction in transactions {
        // A rejection is as good an answer as any here.
        let _ = execution.apply(transaction)?;
    }
    Execution::begin(&world.state, world.context(3 * EPOCH_MS)).map(Execution::finish)
}

#[track_caller]
fn check(key: StateKey, bytes: Option<&[u8]>, expected: ExecuteError<std::convert::Infallible>) {
    let (mut world, transactions) = world();
    match bytes {
        Some(bytes) => world.state.0.insert(key.path(), bytes.to_vec()),
        None => world.state.0.remove(&key.path()),
    };
    assert_eq!(execute(&world, &transactions), Err(expected));
}

#[test]
fn bytes_that_are_no_value_are_named() {
    let keys = [
        StateKey::Parameters,
        StateKey::Progress,
        StateKey::Supply,
        StateKey::Account(person(0).address()),
        StateKey::Device(sensor(1).key()),
        StateKey::PendingReports(Epoch(1)),
        StateKey::PendingReport(Epoch(1), 0),
    ];
    for key in keys {
        check(key.clone(), Some(&[1, 2, 3]), ExecuteError::Corrupt(key));
    }
}

#[test]
fn values_that_must_be_there_are_missed() {
    let keys = [
        StateKey::Parameters,
        StateKey::Progress,
        StateKey::Supply,
        StateKey::OwnedDevice(person(0).address(), 1),
        StateKey::PendingReport(Epoch(1), 0),
    ];
    for key in keys {
        check(key.clone(), None, ExecuteError::Missing(key));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_makes_execution_panic(
        which: prop::sample::Index,
        at: prop::sample::Index,
        bytes in prop::collection::vec(prop_oneof![Just(0_u8), Just(0xff), any::<u8>()], 1..20),
    ) {
        let (mut world, transactions) = world();
        let path = *which.get(&world.state.0.keys().copied().collect::<Vec<_>>());
        let value = world.state.0.get_mut(&path).unwrap();
        let from = at.index(value.len());
        for (byte, damaged) in value[from..].iter_mut().zip(bytes) {
            *byte = damaged;
        }
        // Either way it answers.
        let _ = execute(&world, &transactions);
    }
}
