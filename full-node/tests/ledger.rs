//! What the ledger takes, refuses, proves, and still has after a crash.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use bitvec::{order::Msb0, view::BitView as _};
use commonware_codec::{DecodeExt as _, Encode as _};
use ed25519_dalek::{Signer as _, SigningKey};
use nomt_core::{
    hasher::{Sha2Hasher, ValueHasher as _},
    proof::PathProof,
    trie::LeafData,
};
use outpost_full_node::{
    chain::block::ChainBlock,
    practice,
    state::{BlockError, Capacity, Ledger, LedgerError},
};
use outpost_protocol::{
    AccountAddress, Amount, Block, Certificate, Epoch, Hash, Height, NetworkId, Signature,
    Timestamp,
    authentic::Authentic,
    bounded::List,
    genesis::Genesis,
    header::{HeaderError, content_root},
    randomness::Seed,
    state::{Account, StateKey},
    transaction::{Action, SignedTransaction, Transaction},
    wire::ProvenEntry,
};
use std::collections::BTreeMap;
use tempfile::TempDir;

const NOTHING: [Authentic<SignedTransaction>; 0] = [];
const START: u64 = 1_790_000_000_000;

/// The ledger does not check certificates: that is done before.
fn certificate() -> Certificate {
    Certificate(vec![1; 100])
}

fn payer() -> SigningKey {
    SigningKey::from_bytes(&[5; 32])
}

fn address(key: &SigningKey) -> AccountAddress {
    AccountAddress(key.verifying_key().to_bytes())
}

fn genesis() -> Genesis {
    Genesis {
        name: "test".to_owned(),
        group_key: vec![0; 96],
        parameters: practice::parameters(Timestamp(START), 60_000),
        validators: List::default(),
        balances: BTreeMap::from([(address(&payer()), Amount::from_tokens(1_000))]),
    }
}

fn open(folder: &TempDir) -> Ledger {
    Ledger::open(folder.path(), &genesis(), Capacity::PRACTICE).unwrap()
}

fn new() -> (TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let ledger = open(&folder);
    (folder, ledger)
}

fn time(height: u64) -> Timestamp {
    Timestamp(START + height * 1_000)
}

fn transfer(nonce: u64, to: u8) -> SignedTransaction {
    let transaction = Transaction {
        network: genesis().network_id(),
        sender: address(&payer()),
        nonce,
        fee: Amount::from_units(100_000),
        action: Action::Transfer {
            to: AccountAddress([to; 32]),
            amount: Amount::from_tokens(1),
        },
    };
    let signature = Signature(payer().sign(&transaction.signing_bytes()).to_bytes());
    SignedTransaction::Account {
        transaction,
        signature,
    }
}

fn authentic(transaction: SignedTransaction) -> Authentic<SignedTransaction> {
    Authentic::check(transaction).unwrap()
}

/// The child of `parent` with one transfer.
fn child(ledger: &Ledger, parent: &Block, to: u8) -> Block {
    let height = parent.header.height.next().0;
    let built = ledger
        .build(
            parent.header.hash(),
            time(height),
            || None,
            [authentic(transfer(height - 1, to))],
        )
        .unwrap();
    assert!(built.rejected.is_empty());
    built.block
}

/// The entry's value, checked against the root.
fn verify(root: Hash, entry: &ProvenEntry) -> Option<Vec<u8>> {
    let proof: PathProof = borsh::from_slice(&entry.proof).unwrap();
    let path = entry.key.path();
    let verified = proof
        .verify::<Sha2Hasher>(path.view_bits::<Msb0>(), root.0)
        .unwrap();
    match &entry.value {
        Some(value) => {
            let leaf = LeafData {
                key_path: path,
                value_hash: Sha2Hasher::hash_value(value),
            };
            assert!(verified.confirm_value(&leaf).unwrap());
        }
        None => assert!(verified.confirm_nonexistence(&path).unwrap()),
    }
    entry.value.clone()
}

fn proven_balance(ledger: &Ledger, of: u8) -> (Height, Amount) {
    let key = StateKey::Account(AccountAddress([of; 32]));
    let proven = ledger.prove(&[key]).unwrap().unwrap();
    let value = verify(proven.tip.header.state_root, &proven.entries[0]);
    let account = value.map_or_else(Account::default, |bytes| borsh::from_slice(&bytes).unwrap());
    (proven.tip.header.height, account.balance)
}

#[test]
fn of_two_proposals_at_one_height_only_the_final_one_goes_on() {
    let (_folder, ledger) = new();
    let genesis = ledger.genesis_block().clone();
    let (one, other) = (child(&ledger, &genesis, 1), child(&ledger, &genesis, 2));
    let (on_one, on_other) = (child(&ledger, &one, 1), child(&ledger, &other, 2));
    assert!(ledger.knows(&on_other.header).unwrap());

    ledger.finalise(&one, Some(certificate())).unwrap();

    assert!(matches!(
        ledger.knows(&other.header),
        Err(BlockError::ConflictsWithFinal)
    ));
    assert!(matches!(
        ledger.execute(&other),
        Err(BlockError::ConflictsWithFinal)
    ));
    assert!(matches!(
        ledger.finalise(&other, Some(certificate())),
        Err(BlockError::ConflictsWithFinal)
    ));
    assert!(matches!(
        ledger.execute(&on_other),
        Err(BlockError::UnknownParent(_))
    ));
    ledger.finalise(&on_one, Some(certificate())).unwrap();
    assert_eq!(
        proven_balance(&ledger, 1),
        (Height(2), Amount::from_tokens(2))
    );
    assert_eq!(proven_balance(&ledger, 2), (Height(2), Amount::ZERO));
}

#[test]
fn a_tampered_block_is_refused() {
    let (_folder, ledger) = new();
    let genesis = ledger.genesis_block().clone();
    // Built elsewhere, so that this ledger has not executed it.
    let (_other_folder, builder) = new();
    let good = child(&builder, &genesis, 1);

    let check = |tamper: fn(&mut Block), refused: fn(&BlockError) -> bool| {
        let mut block = good.clone();
        tamper(&mut block);
        let error = ledger.execute(&block).unwrap_err();
        assert!(refused(&error), "{error}");
    };
    check(
        |block| block.header.state_root = Hash([1; 32]),
        |error| matches!(error, BlockError::WrongState { .. }),
    );
    check(
        |block| block.transactions.clear(),
        |error| matches!(error, BlockError::Header(HeaderError::WrongContent)),
    );
    check(
        |block| block.header.network = NetworkId([0; 32]),
        |error| matches!(error, BlockError::Header(HeaderError::WrongNetwork(_))),
    );
    check(
        |block| block.header.timestamp = Timestamp(START),
        |error| matches!(error, BlockError::Header(HeaderError::NotLater { .. })),
    );
    check(
        |block| block.header.height = Height(2),
        |error| matches!(error, BlockError::Header(HeaderError::WrongHeight { .. })),
    );
    check(
        |block| block.header.parent = Hash([1; 32]),
        |error| matches!(error, BlockError::UnknownParent(_)),
    );
    check(
        |block| {
            // Signed for another receiver.
            if let Some(SignedTransaction::Account { transaction, .. }) =
                block.transactions.first_mut()
            {
                transaction.action = Action::Transfer {
                    to: AccountAddress([66; 32]),
                    amount: Amount::from_tokens(1),
                };
            }
            block.header.content_root = content_root(block.seed, &block.transactions);
        },
        |error| matches!(error, BlockError::Transaction { index: 0, .. }),
    );
    ledger.execute(&good).unwrap();
}

#[test]
fn a_block_that_draws_carries_a_seed_and_no_other_does() {
    let (_folder, ledger) = new();
    let seed = Seed {
        era: 0,
        view: 1,
        signature: [1; 48],
    };
    let one = child(&ledger, &ledger.genesis_block().clone(), 1);
    let build = |timestamp, seed| {
        let built = ledger.build(one.header.hash(), timestamp, || seed, NOTHING);
        built.map(|built| built.block)
    };
    assert_eq!(build(time(2), Some(seed)).unwrap().seed, None);
    let closed = ledger.parameters().reports_close(Epoch(0));
    assert!(matches!(build(closed, None), Err(BlockError::SeedMissing)));
    let two = build(closed, Some(seed)).unwrap();
    assert_eq!(two.seed, Some(seed));

    let check = |mut block: Block, seed, is_expected: fn(&BlockError) -> bool| {
        block.seed = seed;
        block.header.content_root = content_root(seed, &block.transactions);
        let error = ledger.execute(&block).unwrap_err();
        assert!(is_expected(&error), "{error}");
    };
    check(two, None, |error| matches!(error, BlockError::SeedMissing));
    let early = build(time(2), None).unwrap();
    check(early, Some(seed), |error| {
        matches!(error, BlockError::SeedNotDue)
    });
}

#[test]
fn a_block_whose_header_commits_to_other_transactions_is_not_even_decoded() {
    let (_folder, ledger) = new();
    let mut block = child(&ledger, &ledger.genesis_block().clone(), 1);
    let encoded = ChainBlock::new(block.clone()).unwrap().encode();
    assert_eq!(ChainBlock::decode(encoded.clone()).unwrap().block(), &block);
    for cut in 0..encoded.len() {
        assert!(ChainBlock::decode(encoded.slice(..cut)).is_err());
    }
    block.transactions.clear();
    assert!(ChainBlock::new(block).is_none());
}

#[test]
fn proofs_belong_to_the_newest_certified_header_even_when_later_blocks_are_final() {
    let (_folder, ledger) = new();
    assert!(ledger.prove(&[StateKey::Supply]).unwrap().is_none());
    let one = child(&ledger, &ledger.genesis_block().clone(), 1);
    let two = child(&ledger, &one, 1);
    let three = child(&ledger, &two, 1);
    ledger.finalise(&one, Some(certificate())).unwrap();
    ledger.finalise(&two, None).unwrap();
    assert_eq!(ledger.final_height(), Height(2));
    assert_eq!(
        proven_balance(&ledger, 1),
        (Height(1), Amount::from_tokens(1))
    );
    // What is served to other full nodes ends with a certificate, too.
    assert_eq!(ledger.blocks(Height(1), 10).unwrap().len(), 1);

    ledger.finalise(&three, Some(certificate())).unwrap();
    assert_eq!(
        proven_balance(&ledger, 1),
        (Height(3), Amount::from_tokens(3))
    );
    assert_eq!(ledger.blocks(Height(1), 10).unwrap().len(), 3);
}

#[test]
fn what_was_final_is_final_after_reopening() {
    let (folder, ledger) = new();
    let mut parent = ledger.genesis_block().clone();
    for height in 1..=7 {
        let block = child(&ledger, &parent, 1);
        let certificate = (height % 3 == 0).then(certificate);
        ledger.finalise(&block, certificate).unwrap();
        parent = block;
    }
    let next = child(&ledger, &parent, 1);
    drop(ledger);

    let ledger = open(&folder);
    assert_eq!(ledger.newest(), parent.header);
    assert_eq!(
        proven_balance(&ledger, 1),
        (Height(6), Amount::from_tokens(6))
    );
    // Taken again, as the engine gives blocks at least once.
    ledger.finalise(&parent, None).unwrap();
    ledger.finalise(&next, Some(certificate())).unwrap();
    assert_eq!(
        proven_balance(&ledger, 1),
        (Height(8), Amount::from_tokens(8))
    );
}

#[test]
fn a_crash_between_log_and_state_loses_nothing() {
    // The state of an older moment with the log of a newer one is what such a crash leaves.
    let (folder, ledger) = new();
    let one = child(&ledger, &ledger.genesis_block().clone(), 1);
    let two = child(&ledger, &one, 1);
    ledger.finalise(&one, Some(certificate())).unwrap();
    drop(ledger);
    let older = tempfile::tempdir().unwrap();
    copy(&folder.path().join("state"), &older.path().join("state"));
    let ledger = open(&folder);
    ledger.finalise(&two, Some(certificate())).unwrap();
    drop(ledger);
    std::fs::copy(folder.path().join("blocks"), older.path().join("blocks")).unwrap();

    let ledger = open(&older);
    assert_eq!(ledger.newest(), two.header);
    assert_eq!(
        proven_balance(&ledger, 1),
        (Height(2), Amount::from_tokens(2))
    );
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn the_folder_of_another_network_is_refused() {
    let (folder, ledger) = new();
    drop(ledger);
    let mut other = genesis();
    other.name = "other".to_owned();
    assert!(matches!(
        Ledger::open(folder.path(), &other, Capacity::PRACTICE),
        Err(LedgerError::OtherNetwork)
    ));
}

#[test]
fn a_block_without_changes_has_its_parents_state() {
    let (_folder, ledger) = new();
    let mut parent = ledger.genesis_block().clone();
    for height in 1..=3 {
        let built = ledger
            .build(parent.header.hash(), time(height), || None, NOTHING)
            .unwrap();
        assert_eq!(built.block.header.state_root, parent.header.state_root);
        ledger.finalise(&built.block, None).unwrap();
        parent = built.block;
    }
    let block = {
        let built = ledger
            .build(
                parent.header.hash(),
                time(4),
                || None,
                [authentic(transfer(0, 1))],
            )
            .unwrap();
        built.block
    };
    ledger.finalise(&block, Some(certificate())).unwrap();
    assert_eq!(
        proven_balance(&ledger, 1),
        (Height(4), Amount::from_tokens(1))
    );
}
