//! Holds headers to following from their parents.

use crate::world::{EPOCH_MS, World, parameters, person, readings, sensor};
use outpost_protocol::{
    Amount, Block, Epoch, Hash, Height, NetworkId, Timestamp,
    authentic::{Authentic, Forged, check_all},
    execute::needs_seed,
    header::HeaderError,
    randomness::Seed,
    transaction::{Action, Rejection, SignedTransaction},
};

/// The genesis block and a child with one transaction, before `edit` spoils the child.
#[track_caller]
fn check(edit: impl FnOnce(&mut Block), expected: Result<(), HeaderError>) {
    let world = World::new();
    let genesis = world.genesis.block(Hash([1; 32]));
    let give = Action::Transfer {
        to: person(1).address(),
        amount: Amount::from_units(1),
    };
    let mut child = Block::child(
        &genesis.header,
        &parameters(),
        Timestamp(EPOCH_MS + 1),
        None,
        vec![person(0).sign(&world, give)],
        Hash([2; 32]),
    );
    edit(&mut child);
    let found = child.check_child_of(&genesis.header, &parameters());
    assert_eq!(found, expected);
}

#[test]
fn a_child_follows_from_its_parent() {
    check(|_| {}, Ok(()));
}

#[test]
fn a_header_of_another_network_height_or_parent_is_refused() {
    let elsewhere = NetworkId([9; 32]);
    check(
        |block| block.header.network = elsewhere,
        Err(HeaderError::WrongNetwork(elsewhere)),
    );
    check(
        |block| block.header.height = Height(2),
        Err(HeaderError::WrongHeight {
            expected: Height(1),
            found: Height(2),
        }),
    );
    check(
        |block| block.header.parent = Hash::ZERO,
        Err(HeaderError::WrongParent),
    );
}

#[test]
fn time_must_pass() {
    check(
        |block| block.header.timestamp = Timestamp(0),
        Err(HeaderError::NotLater {
            parent: Timestamp(0),
            found: Timestamp(0),
        }),
    );
}

#[test]
fn the_epoch_is_that_of_the_timestamp() {
    check(
        |block| block.header.epoch = Epoch(0),
        Err(HeaderError::WrongEpoch {
            expected: Epoch(1),
            found: Epoch(0),
        }),
    );
}

#[test]
fn a_header_commits_to_its_transactions_and_seed() {
    let report = sensor(0).report(&World::new(), 0, readings());
    let seed = Seed {
        era: 0,
        view: 1,
        signature: [5; 48],
    };
    check(
        |block| block.seed = Some(seed),
        Err(HeaderError::WrongContent),
    );
    check(
        |block| block.transactions.clear(),
        Err(HeaderError::WrongContent),
    );
    check(
        |block| block.transactions.push(report),
        Err(HeaderError::WrongContent),
    );
}

#[test]
fn nothing_follows_the_last_height() {
    let world = World::new();
    let mut last = world.genesis.block(Hash([1; 32])).header;
    last.height = Height(u64::MAX);
    let child = Block::child(
        &last,
        &parameters(),
        Timestamp(1),
        None,
        Vec::new(),
        Hash([2; 32]),
    );
    assert!(matches!(
        child.check_child_of(&last, &parameters()),
        Err(HeaderError::WrongHeight { .. })
    ));
}

/// Transactions of every kind that names its signers.
fn signed_by_many(world: &World) -> Vec<SignedTransaction> {
    let give = Action::Transfer {
        to: person(1).address(),
        amount: Amount::from_units(1),
    };
    vec![
        person(0).sign(world, give),
        person(1).claim(world, &sensor(0)),
        sensor(1).report(world, 0, readings()),
    ]
}

#[test]
fn a_blocks_transactions_are_authentic_together_where_each_is_alone() {
    let world = World::new();
    let good = signed_by_many(&world);
    assert_eq!(check_all(&good).unwrap().len(), good.len());
    assert!(check_all(&[]).unwrap().is_empty());

    let check = |index: usize, forge: fn(&mut SignedTransaction), rejection: Rejection| {
        let mut forged = good.clone();
        forge(&mut forged[index]);
        assert_eq!(Authentic::check(&forged[index]), Err(rejection.clone()));
        assert_eq!(check_all(&forged), Err(Forged { index, rejection }));
    };
    let raise_fee = |forged: &mut SignedTransaction| {
        if let SignedTransaction::Account { transaction, .. } = forged {
            transaction.fee = Amount::from_tokens(1);
        }
    };
    let raise_epoch = |forged: &mut SignedTransaction| {
        if let SignedTransaction::Report(signed) = forged {
            signed.report.epoch = Epoch(7);
        }
    };
    check(0, raise_fee, Rejection::BadSignature);
    check(1, raise_fee, Rejection::BadSignature);
    check(2, raise_epoch, Rejection::BadSignature);
}

#[test]
fn a_claim_that_the_device_did_not_agree_to_is_not_authentic() {
    let world = World::new();
    let SignedTransaction::Account { transaction, .. } = person(1).claim(&world, &sensor(0)) else {
        unreachable!()
    };
    // Another person asks for the device with what it signed for the first.
    let stolen = person(2).sign(&world, transaction.action);
    let rejection = Rejection::ClaimNotSigned;
    assert_eq!(Authentic::check(&stolen), Err(rejection.clone()));
    assert_eq!(
        check_all(&[stolen]),
        Err(Forged {
            index: 0,
            rejection
        })
    );
}

#[test]
fn the_first_block_does_not_draw_however_late_it_is() {
    let world = World::new();
    let late = Timestamp(1_000 * EPOCH_MS);
    let draws = |height| needs_seed(&world.state, Height(height), late).unwrap();
    assert!(!draws(1));
    assert!(draws(2));
}
