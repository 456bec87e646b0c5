//! Holds execution on a damaged state to a typed error.

use crate::world::{EPOCH_MS, SETTLED_MS, WINDOW_MS, World, cell, person, readings, sensor};
use outpost_protocol::{
    Amount, Epoch, Hash, Timestamp,
    authentic::Authentic,
    execute::{BlockContext, ExecuteError, Execution, needs_seed},
    hash::encode,
    state::{BUNDLES, Changes, Intake, MemoryState, StateKey},
    statement::StatementId,
    transaction::{Action, SignedTransaction},
};
use proptest::prelude::*;

/// A state that holds a value of every kind, and transactions that read them all.
fn world() -> (World, Vec<SignedTransaction>) {
    let mut world = World::new();
    world.install(&person(0), &sensor(0), cell(0));
    world.install(&person(0), &sensor(1), cell(0));
    let report = sensor(0).report(&world, 0, readings());
    world.run_epoch(0, &[report]);
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

type Outcome = Result<Changes, ExecuteError<std::convert::Infallible>>;

/// Executes blocks with the transactions, with the draw and with the settlement, as far as they go.
fn execute(world: &World, transactions: &[SignedTransaction]) -> Outcome {
    let mut state = world.state.clone();
    let mut all = Changes::default();
    for (millis, transactions) in [
        (2 * EPOCH_MS + 1, transactions),
        (2 * EPOCH_MS + WINDOW_MS, &[]),
        (2 * EPOCH_MS + SETTLED_MS, &[]),
    ] {
        let changes = execute_block(&state, world, millis, transactions)?;
        state.apply(changes.clone());
        all.0.extend(changes.0);
    }
    Ok(all)
}

fn execute_block(
    state: &MemoryState,
    world: &World,
    millis: u64,
    transactions: &[SignedTransaction],
) -> Outcome {
    let (height, timestamp) = (world.height.next(), Timestamp(millis));
    let context = BlockContext {
        network: world.network(),
        height,
        timestamp,
        randomness: needs_seed(state, height, timestamp)?.then_some(Hash([5; 32])),
    };
    let mut execution = Execution::begin(state, context)?;
    for transaction in transactions {
        // A rejection is as good an answer as any here.
        if let Ok(authentic) = Authentic::check(transaction) {
            let _ = execution.apply(authentic)?;
        }
    }
    execution.finish()
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

/// Person 0's sheet of epoch 1.
fn sheet() -> StateKey {
    let id = StatementId {
        epoch: Epoch(1),
        page: 0,
    };
    StateKey::Sheet(person(0).address(), id)
}

/// The page that it is on.
fn page_of_sheets() -> StateKey {
    let intake: Intake = world().0.get(StateKey::Intake(Epoch(1))).unwrap();
    StateKey::SheetPage(Epoch(1), intake.pages().next().unwrap())
}

#[test]
fn more_sheets_than_an_epoch_takes_are_not_begun() {
    let intake = Intake {
        bundles: [u32::MAX; BUNDLES],
        reports: 0,
        runners: 0,
    };
    check(
        StateKey::Intake(Epoch(1)),
        Some(&encode(&intake)),
        ExecuteError::OutOfBounds("an epoch's sheets"),
    );
}

#[test]
fn bytes_that_are_no_value_are_named() {
    let keys = [
        StateKey::Parameters,
        StateKey::Progress,
        StateKey::Supply,
        StateKey::Account(person(0).address()),
        StateKey::Device(sensor(1).key()),
        StateKey::Market,
        StateKey::Intake(Epoch(1)),
        page_of_sheets(),
        sheet(),
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
        StateKey::Market,
        page_of_sheets(),
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
