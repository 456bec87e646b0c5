//! Proves the pool's rules on a state in memory.

use super::*;
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_protocol::{
    Amount, NetworkId, Signature, Timestamp,
    bounded::List,
    evidence::EvidenceRoot,
    genesis::Genesis,
    report::{Claim, Report, SignedReport},
    resources::sensing::{PARTS, SensingClaim, Spread},
    state::{Changes, Device, DeviceRecord, Equipment, MemoryState},
    transaction::{Action, Transaction},
};

const START: u64 = 1_790_000_000_000;
const EPOCH_MS: u64 = 60_000;

struct Bench {
    pool: Pool,
    state: MemoryState,
    next: BlockContext,
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn account(seed: u8) -> AccountAddress {
    AccountAddress(key(seed).verifying_key().to_bytes())
}

/// Accounts 1 and 2 hold a hundred tokens each.
fn bench() -> Bench {
    let genesis = Genesis {
        name: "test".to_owned(),
        group_key: vec![0; 96],
        parameters: crate::practice::parameters(Timestamp(START), EPOCH_MS),
        validators: List::default(),
        balances: [1, 2]
            .map(|seed| (account(seed), Amount::from_tokens(100)))
            .into(),
    };
    let mut state = MemoryState::default();
    state.apply(genesis.changes().unwrap());
    Bench {
        pool: Pool::default(),
        state,
        next: BlockContext {
            network: genesis.network_id(),
            height: Height(1),
            timestamp: Timestamp(START + 1),
            randomness: None,
        },
    }
}

fn spread(median: i32) -> Spread {
    Spread {
        lowest: median - 50,
        median,
        highest: median + 50,
    }
}

fn transfer(network: NetworkId, from: u8, nonce: u64, tokens: u64) -> SignedTransaction {
    let transaction = Transaction {
        network,
        sender: account(from),
        nonce,
        fee: Amount::from_units(100_000),
        action: Action::Transfer {
            to: account(9),
            amount: Amount::from_tokens(tokens),
        },
    };
    let signature = Signature(key(from).sign(&transaction.signing_bytes()).to_bytes());
    SignedTransaction::Account {
        transaction,
        signature,
    }
}

impl Bench {
    fn add(&mut self, transaction: SignedTransaction) -> Result<Taken, Rejection> {
        self.pool.add(&self.state, self.next, transaction).unwrap()
    }

    fn send(&mut self, from: u8, nonce: u64) -> Result<Taken, Rejection> {
        self.add(transfer(self.next.network, from, nonce, 1))
    }

    fn waiting(&self) -> Vec<(AccountAddress, u64)> {
        let nonces = self.pool.candidates().into_iter();
        nonces
            .filter_map(|candidate| match candidate.transaction() {
                SignedTransaction::Account { transaction, .. } => {
                    Some((transaction.sender, transaction.nonce))
                }
                _ => None,
            })
            .collect()
    }

    /// A device of account 1, and its report for epoch 0 in that epoch's window.
    fn report(&mut self, seed: u8, readings: u32) -> SignedTransaction {
        let device = DeviceKey::Ed25519(key(seed).verifying_key().to_bytes());
        let mut changes = Changes::default();
        changes.put(
            &StateKey::Device(device),
            &Device {
                owner: account(1),
                index: 0,
                slot: 0,
                claimed_at: Timestamp(START),
                cell: None,
                equipment: Equipment::default(),
                record: DeviceRecord::default(),
            },
        );
        self.state.apply(changes);
        self.next.timestamp = Timestamp(START + EPOCH_MS + 1);
        let report = Report {
            network: self.next.network,
            device,
            epoch: Epoch(0),
            claim: Claim::Sensing(SensingClaim {
                readings,
                temperature_centi: spread(1_000),
                humidity_centi: spread(5_000),
                course_centi: [1_000; PARTS],
                stray_centi: 0,
            }),
            evidence: EvidenceRoot {
                hash: Hash::ZERO,
                leaves: 0,
            },
        };
        let signature = Signature(key(seed).sign(&report.signing_bytes()).to_bytes());
        SignedTransaction::Report(SignedReport { report, signature })
    }
}

#[test]
fn a_senders_transactions_wait_in_the_order_of_nonces() {
    let mut bench = bench();
    for nonce in 0..5 {
        bench.send(1, nonce).unwrap();
        bench.send(2, nonce).unwrap();
    }
    let of = |sender| {
        let waiting = bench.waiting().into_iter();
        waiting
            .filter(|(waiting, _)| *waiting == sender)
            .map(|(_, nonce)| nonce)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(account(1)), [0, 1, 2, 3, 4]);
    assert_eq!(of(account(2)), [0, 1, 2, 3, 4]);
    assert_eq!(bench.pool.next_nonce(account(1), 0), 5);
    assert_eq!(bench.pool.next_nonce(account(3), 0), 0);
}

#[test]
fn a_gap_in_the_nonces_is_refused_with_the_nonce_that_is_next() {
    let mut bench = bench();
    let ahead = |expected, found| Err(Rejection::NonceAhead { expected, found });
    assert_eq!(bench.send(1, 1), ahead(0, 1));
    bench.send(1, 0).unwrap();
    assert_eq!(bench.send(1, 2), ahead(1, 2));
    bench.send(1, 1).unwrap();
    bench.send(1, 2).unwrap();
    assert_eq!(bench.send(1, 200), ahead(0, 200));
}

#[test]
fn the_same_transaction_again_is_no_error_and_another_in_its_place_is() {
    let mut bench = bench();
    let taken = bench.send(1, 0).unwrap();
    assert_eq!(bench.send(1, 0), Ok(Taken::Known(taken.hash())));
    let other = transfer(bench.next.network, 1, 0, 2);
    let used = Rejection::NonceUsed {
        expected: 1,
        found: 0,
    };
    assert_eq!(bench.add(other), Err(used));
    assert_eq!(bench.pool.len(), 1);
}

#[test]
fn what_a_block_would_refuse_is_refused_with_the_same_reason() {
    let mut bench = bench();
    let network = bench.next.network;
    let foreign = transfer(NetworkId([0; 32]), 1, 0, 1);
    assert_eq!(bench.add(foreign), Err(Rejection::WrongNetwork));
    let mut forged = transfer(network, 1, 0, 1);
    if let SignedTransaction::Account { transaction, .. } = &mut forged {
        transaction.nonce = 1;
    }
    assert_eq!(bench.add(forged), Err(Rejection::BadSignature));
    let dear = transfer(network, 1, 0, 1_000);
    assert!(matches!(
        bench.add(dear),
        Err(Rejection::InsufficientBalance { .. })
    ));
    let broke = transfer(network, 7, 0, 1);
    assert!(matches!(
        bench.add(broke),
        Err(Rejection::InsufficientBalance { .. })
    ));
    assert!(bench.pool.is_empty());
}

#[test]
fn a_device_has_one_report_for_an_epoch() {
    let mut bench = bench();
    let first = bench.report(20, 60);
    let second = bench.report(20, 59);
    let of_another = bench.report(21, 60);
    bench.add(first).unwrap();
    assert_eq!(bench.add(second), Err(Rejection::ReportAlreadyMade));
    bench.add(of_another).unwrap();
    assert_eq!(bench.pool.len(), 2);
}

#[test]
fn what_a_final_block_holds_or_makes_impossible_is_forgotten() {
    let mut bench = bench();
    for nonce in 0..4 {
        bench.send(1, nonce).unwrap();
    }
    bench.send(2, 0).unwrap();
    // Another node's transaction in the place of this pool's second.
    let other = transfer(bench.next.network, 1, 1, 7);
    bench.pool.included(Height(1), &[other]);
    assert_eq!(
        bench.waiting(),
        [(account(1), 2), (account(1), 3), (account(2), 0)]
    );
}

#[test]
fn what_a_proposer_found_impossible_is_forgotten_and_what_is_only_early_stays() {
    let mut bench = bench();
    let early = bench.send(1, 0).unwrap().hash();
    let impossible = bench.send(2, 0).unwrap().hash();
    let ahead = Rejection::NonceAhead {
        expected: 0,
        found: 1,
    };
    bench
        .pool
        .rejected(&[(early, ahead), (impossible, Rejection::DeviceUnknown)]);
    assert_eq!(bench.waiting(), [(account(1), 0)]);
}

#[test]
fn a_transaction_that_no_block_takes_is_forgotten_in_the_end() {
    let mut bench = bench();
    bench.send(1, 0).unwrap();
    bench.pool.included(Height(1 + LIFETIME_BLOCKS), &[]);
    assert_eq!(bench.pool.len(), 1);
    bench.pool.included(Height(2 + LIFETIME_BLOCKS), &[]);
    assert!(bench.pool.is_empty());
    bench.send(1, 0).unwrap();
}
