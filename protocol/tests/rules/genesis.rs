//! Holds a genesis to what a network can begin with.

use crate::world::{PEOPLE, START, World, parameters, person};
use outpost_protocol::{
    Amount, Epoch, Hash, Height, Timestamp,
    genesis::{Genesis, GenesisError, Parameters, ParametersError},
    hash::encode,
    state::StateKey,
};

#[track_caller]
fn check(edit: impl FnOnce(&mut Parameters), expected: ParametersError) {
    let mut genesis = World::new().genesis;
    edit(&mut genesis.parameters);
    assert_eq!(genesis.changes(), Err(GenesisError::Parameters(expected)));
}

#[test]
fn it_credits_the_balances_and_counts_them_as_minted() {
    let world = World::new();
    let sum = Amount::from_units(START.units() * u128::from(PEOPLE));
    assert_eq!(world.supply().minted, sum);
    assert_eq!(world.supply().emitted, Amount::ZERO);
    assert_eq!(world.account(&person(0)).balance, START);
    assert_eq!(world.get(StateKey::Parameters), Some(parameters()));
}

#[test]
fn its_header_begins_the_chain() {
    let world = World::new();
    let header = world.genesis.header(Hash([5; 32]));
    assert_eq!(header.network, world.genesis.network_id());
    assert_eq!((header.height, header.epoch), (Height(0), Epoch(0)));
    assert_eq!(header.timestamp, Timestamp(0));
    assert_eq!(header.parent, Hash::ZERO);
}

#[test]
fn another_genesis_is_another_network() {
    let world = World::new();
    let mut other = world.genesis.clone();
    other.parameters.epoch_ms += 1;
    assert_ne!(other.network_id(), world.genesis.network_id());
    assert_eq!(Genesis::decode(&encode(&other)), Ok(other));
}

#[test]
fn balances_in_another_order_are_no_genesis() {
    let genesis = World::new().genesis;
    let mut bytes = encode(&genesis);
    assert!(genesis.balances.len() > 1);
    // The balances come last, an address and an amount each.
    let entries = bytes.len() - genesis.balances.len() * 48;
    bytes[entries..].rotate_left(48);
    assert_eq!(Genesis::decode(&bytes), Err(GenesisError::Malformed));
    bytes[entries..].rotate_right(48);
    assert_eq!(Genesis::decode(&bytes), Ok(genesis));
}

#[test]
fn numbers_that_the_rules_cannot_work_with_are_refused() {
    check(|p| p.epoch_ms = 0, ParametersError::EpochLength(0));
    check(
        |p| p.epoch_ms = u64::MAX,
        ParametersError::EpochLength(u64::MAX),
    );
    check(|p| p.report_window_ms = 0, ParametersError::ReportWindow(0));
    check(
        |p| p.report_window_ms = p.epoch_ms,
        ParametersError::ReportWindow(60_000),
    );
    check(
        |p| p.reading_interval_ms = 0,
        ParametersError::ReadingInterval(0),
    );
    check(
        |p| p.reading_interval_ms = p.epoch_ms + 1,
        ParametersError::ReadingInterval(60_001),
    );
    let much = Amount::from_units(1 << 64);
    check(
        |p| p.first_emission = much,
        ParametersError::FirstEmission(much),
    );
    check(|p| p.halving_epochs = 0, ParametersError::NoHalving);
    check(|p| p.cell_capacity = 0, ParametersError::NoCellCapacity);
}

#[test]
fn more_tokens_than_can_be_counted_are_refused() {
    let most = Amount::from_units(u128::MAX);
    let mut genesis = World::new().genesis;
    genesis.parameters.emission_cap = most;
    assert_eq!(genesis.changes(), Err(GenesisError::TooManyTokens));
    let mut genesis = World::new().genesis;
    genesis.balances.insert(person(0).address(), most);
    assert_eq!(genesis.changes(), Err(GenesisError::TooManyTokens));
}
