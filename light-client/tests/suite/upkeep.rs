//! Answers are whole, followed accounts are fresh without waste, and no bytes make the core panic.

use crate::{
    chain::{Chain, DEVICE, NOBODY, OWNER, device, first_page, statement},
    peers::{Honest, Peer},
    simulation::Simulation,
};
use outpost_light_client::core::{Answer, AskError, Input, Question, RequestId, Write};
use outpost_protocol::{
    Amount, DeviceKey, Epoch,
    hash::encode,
    state::{Account, StateKey},
    statement::{Statement, StatementId},
    transaction::{Rejection, SignedTransaction},
    wire::{MAX_KEYS, Refusal, Request, Response},
};
use proptest::prelude::*;

fn following(seed: u64) -> Simulation {
    let mut simulation = Simulation::new(seed, Chain::new(500));
    for name in ["a", "b", "c"] {
        simulation.join(name, Honest);
    }
    simulation.feed(Input::Follow(OWNER));
    simulation.run_for(3_000);
    simulation
}

fn stored_balances(simulation: &Simulation) -> Vec<u128> {
    let balance = |write: &Write| match write {
        Write::Account(account) => Some(account.account.balance.units()),
        _ => None,
    };
    simulation.writes.iter().filter_map(balance).collect()
}

fn stored_epochs(simulation: &Simulation) -> Vec<u64> {
    let epoch = |write: &Write| match write {
        Write::Statement(verified) => Some(verified.statement.id.epoch.0),
        _ => None,
    };
    simulation.writes.iter().filter_map(epoch).collect()
}

fn account_requests(simulation: &Simulation) -> usize {
    let is_account = |request: &&Request| matches!(request, Request::Account { .. });
    simulation.requests.iter().filter(is_account).count()
}

#[test]
fn a_cold_start_is_one_request_and_its_answer_holds_everything() {
    let mut simulation = Simulation::new(1, Chain::new(500));
    let task = simulation.ask(Question::Account(OWNER));
    simulation.join("a", Honest);
    let Ok(Answer::Account(account)) = simulation.answer_to(task) else {
        panic!("no answer");
    };
    assert_eq!(simulation.requests.len(), 1);
    assert_eq!(account.account.balance, Amount::from_units(500));
    assert_eq!(account.devices[0].0, DEVICE);
    assert_eq!(account.at.height, simulation.chain.tip().header.height);
    assert_eq!(stored_epochs(&simulation), [4]);
}

#[test]
fn an_account_that_does_not_exist_is_proven_to_hold_nothing() {
    let mut simulation = Simulation::new(2, Chain::new(500));
    simulation.join("a", Honest);
    let task = simulation.ask(Question::Account(NOBODY));
    let Ok(Answer::Account(account)) = simulation.answer_to(task) else {
        panic!("no answer");
    };
    assert_eq!(account.account, Account::default());
}

#[test]
fn an_account_with_many_devices_is_asked_for_again_until_it_is_whole() {
    let mut chain = Chain::new(500);
    for index in 1..30u8 {
        let key = DeviceKey::Ed25519([index; 32]);
        chain.set(StateKey::OwnedDevice(OWNER, index.into()), &key);
        chain.set(StateKey::Device(key), &device(index.into()));
    }
    // The same key cannot be two devices.
    let key = DeviceKey::Ed25519([77; 32]);
    chain.set(StateKey::OwnedDevice(OWNER, 7), &key);
    chain.set(StateKey::Device(key), &device(7));
    chain.set(StateKey::Device(DEVICE), &device(0));
    let account = Account {
        devices: 30,
        ..Account::default()
    };
    chain.set(StateKey::Account(OWNER), &account);

    let mut simulation = Simulation::new(3, chain);
    simulation.join("a", Honest);
    let task = simulation.ask(Question::Account(OWNER));
    let Ok(Answer::Account(account)) = simulation.answer_to(task) else {
        panic!("no answer");
    };
    assert_eq!(account.devices.len(), 30);
    assert_eq!(account_requests(&simulation), 2);
}

/// A chain on which [`OWNER`] has so many devices.
fn chain_with_devices(devices: u32) -> Chain {
    let mut values = Vec::new();
    for index in 0..devices {
        let mut name = [99; 32];
        name[..4].copy_from_slice(&index.to_le_bytes());
        let key = DeviceKey::Ed25519(name);
        values.push((StateKey::OwnedDevice(OWNER, index), encode(&key)));
        values.push((StateKey::Device(key), encode(&device(index))));
    }
    let account = Account {
        devices,
        slots: devices,
        ..Account::default()
    };
    values.push((StateKey::Account(OWNER), encode(&account)));
    let mut chain = Chain::new(500);
    chain.set_all(values);
    chain
}

fn check_whole(simulation: &mut Simulation, devices: u32) {
    let task = simulation.ask(Question::Account(OWNER));
    let Ok(Answer::Account(account)) = simulation.answer_to(task) else {
        panic!("no answer");
    };
    let indices: Vec<u32> = account.devices.iter().map(|(_, it)| it.index).collect();
    assert_eq!(indices, Vec::from_iter(0..devices));
}

#[test]
fn more_devices_than_one_answer_holds_are_paged_through() {
    for devices in [62, 63, 189, 190, 400] {
        let mut simulation = Simulation::new(14, chain_with_devices(devices));
        simulation.join("a", Honest);
        check_whole(&mut simulation, devices);
    }
}

/// Proves honestly; before it proves the first page, the owner releases a device.
struct SeesChange {
    changed: Option<Chain>,
}

impl Peer for SeesChange {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        if let (Request::Prove(_), None) = (request, &self.changed) {
            let mut changed = chain.clone();
            let account = Account {
                devices: 99,
                slots: 100,
                nonce: 1,
                ..Account::default()
            };
            changed.set(StateKey::Account(OWNER), &account);
            self.changed = Some(changed);
        }
        Honest.answer(self.changed.as_ref().unwrap_or(chain), request)
    }
}

#[test]
fn devices_that_change_between_two_pages_are_asked_for_again() {
    let mut simulation = Simulation::new(15, chain_with_devices(100));
    simulation.join("a", SeesChange { changed: None });
    check_whole(&mut simulation, 99);
}

#[test]
fn a_followed_accounts_statements_are_walked_to_the_first() {
    for seed in 0..8 {
        assert_eq!(stored_epochs(&following(seed)), [4, 1, 2]);
    }
}

#[test]
fn statements_that_are_stored_already_are_not_fetched_again() {
    let mut simulation = Simulation::new(4, Chain::new(500));
    simulation.join("a", Honest);
    simulation.feed(Input::Known {
        address: OWNER,
        statements: [
            (first_page(4), Some(first_page(2))),
            (first_page(2), Some(first_page(1))),
        ]
        .into(),
    });
    simulation.feed(Input::Follow(OWNER));
    simulation.run_for(3_000);
    assert_eq!(stored_epochs(&simulation), [1]);
}

#[test]
fn an_unchanged_state_root_confirms_an_account_without_a_request() {
    let mut simulation = following(5);
    let asked = account_requests(&simulation);
    for _ in 0..12 {
        simulation.chain.grow();
        simulation.run_for(5_000);
    }
    assert_eq!(account_requests(&simulation), asked);
    let confirmed = simulation
        .writes
        .iter()
        .rev()
        .find_map(|write| match write {
            Write::Confirmed { address, at } => Some((*address, at.height)),
            _ => None,
        });
    let tip = simulation.chain.tip().header.height;
    assert_eq!(confirmed, Some((OWNER, tip)));
}

#[test]
fn a_changed_balance_arrives_by_itself() {
    let mut simulation = following(6);
    simulation.chain.set_balance(700);
    simulation.run_for(12_000);
    assert_eq!(stored_balances(&simulation), [500, 700]);
}

#[test]
fn a_new_statement_arrives_by_itself_and_links_to_the_old_ones() {
    let mut simulation = following(7);
    simulation.chain.set(
        StateKey::Statement(OWNER, first_page(5)),
        &statement(5, Some(4), 9),
    );
    let account = Account {
        balance: Amount::from_units(509),
        nonce: 3,
        devices: 1,
        slots: 1,
        newest_statement: Some(first_page(5)),
        ..Account::default()
    };
    simulation.chain.set(StateKey::Account(OWNER), &account);
    simulation.run_for(12_000);
    assert_eq!(stored_epochs(&simulation), [4, 1, 2, 5]);
}

/// Epochs 1 and 2 with three pages each, paid in another order.
fn chain_with_pages() -> Chain {
    let id = |epoch, page| StatementId {
        epoch: Epoch(epoch),
        page,
    };
    let paid = [id(1, 2), id(1, 0), id(1, 1), id(2, 1), id(2, 2), id(2, 0)];
    let mut chain = Chain::new(500);
    let mut previous = None;
    for id in paid {
        let paid = Statement {
            id,
            previous,
            ..statement(0, None, 1)
        };
        chain.set(StateKey::Statement(OWNER, id), &paid);
        previous = Some(id);
    }
    let account = Account {
        devices: 1,
        slots: 9,
        newest_statement: previous,
        ..Account::default()
    };
    chain.set(StateKey::Account(OWNER), &account);
    chain
}

#[test]
fn an_epochs_statements_are_all_walked_to_whatever_the_order_of_their_pages() {
    let mut simulation = Simulation::new(13, chain_with_pages());
    simulation.join("a", Honest);
    simulation.feed(Input::Follow(OWNER));
    simulation.run_for(3_000);
    let mut epochs = stored_epochs(&simulation);
    epochs.sort_unstable();
    assert_eq!(epochs, [1, 1, 1, 2, 2, 2]);
}

#[test]
fn a_store_that_was_lost_is_filled_again() {
    let mut simulation = following(8);
    simulation.writes.clear();
    simulation.feed(Input::StoreEmptied);
    simulation.run_for(3_000);
    assert_eq!(stored_balances(&simulation), [500]);
    assert_eq!(stored_epochs(&simulation), [4, 1, 2]);
}

#[test]
fn a_question_without_peers_ends_and_says_so() {
    let mut simulation = Simulation::new(9, Chain::new(500));
    let task = simulation.ask(Question::Account(OWNER));
    assert_eq!(simulation.answer_to(task), Err(AskError::NoPeers));
}

#[test]
fn too_many_keys_are_refused_before_anything_is_sent() {
    let mut simulation = Simulation::new(10, Chain::new(500));
    simulation.join("a", Honest);
    let keys = vec![StateKey::Supply; MAX_KEYS + 1];
    let task = simulation.ask(Question::Values(keys));
    let refused = Err(AskError::Refused(Refusal::TooMuch));
    assert_eq!(simulation.answer_to(task), refused);
}

/// Refuses every transaction.
struct RefusesTransactions;

impl Peer for RefusesTransactions {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        match request {
            Request::Submit(_) => Some(encode(&Response::Submitted(Err(Rejection::Busy)))),
            _ => Honest.answer(chain, request),
        }
    }
}

fn report(chain: &Chain) -> Box<SignedTransaction> {
    use outpost_protocol::{
        Hash, Signature,
        evidence::EvidenceRoot,
        report::{Claim, Report, SignedReport},
        resources::sensing::{PARTS, SensingClaim, Spread},
    };
    let spread = |lowest| Spread {
        lowest,
        median: lowest + 50,
        highest: lowest + 100,
    };
    Box::new(SignedTransaction::Report(SignedReport {
        report: Report {
            network: chain.definition().id,
            device: DEVICE,
            epoch: Epoch(5),
            claim: Claim::Sensing(SensingClaim {
                readings: 60,
                temperature_centi: spread(2_000),
                humidity_centi: spread(4_000),
                course_centi: [2_050; PARTS],
                stray_centi: 50,
            }),
            evidence: EvidenceRoot {
                hash: Hash::ZERO,
                leaves: 0,
            },
        },
        signature: Signature([0; 64]),
    }))
}

#[test]
fn one_peer_alone_cannot_refuse_a_transaction_that_another_takes() {
    for seed in 0..8 {
        let mut simulation = Simulation::new(seed, Chain::new(500));
        simulation.join("refuses", RefusesTransactions);
        simulation.join("takes", Honest);
        simulation.run_for(1_000);
        let transaction = report(&simulation.chain);
        let hash = transaction.hash();
        let task = simulation.ask(Question::Submit(transaction));
        assert_eq!(simulation.answer_to(task), Ok(Answer::Taken(hash)));
    }
}

#[test]
fn a_transaction_that_two_peers_refuse_is_refused() {
    let mut simulation = Simulation::new(12, Chain::new(500));
    simulation.join("a", RefusesTransactions);
    simulation.join("b", RefusesTransactions);
    let transaction = report(&simulation.chain);
    let task = simulation.ask(Question::Submit(transaction));
    let refused = Err(AskError::Rejected(Rejection::Busy));
    assert_eq!(simulation.answer_to(task), refused);
}

/// Answers with bytes that a test chose.
struct Says(Vec<u8>);

impl Peer for Says {
    fn answer(&mut self, _: &Chain, _: &Request) -> Option<Vec<u8>> {
        Some(self.0.clone())
    }
}

/// An honest answer with some bytes changed.
fn damaged_answer() -> impl Strategy<Value = Vec<u8>> {
    let request = Request::Account {
        address: OWNER,
        devices: 8,
        statements: 1,
    };
    let bytes = encode(&Chain::new(500).answer(&request));
    let positions = proptest::collection::vec((0..bytes.len(), any::<u8>()), 1..4);
    positions.prop_map(move |changes| {
        let mut bytes = bytes.clone();
        for (position, value) in changes {
            bytes[position] ^= value;
        }
        bytes
    })
}

fn check_never_panics(bytes: Vec<u8>) {
    let mut simulation = Simulation::new(0, Chain::new(500));
    simulation.join("a", Says(bytes.clone()));
    simulation.ask(Question::Account(OWNER));
    simulation.feed(Input::Answered {
        request: RequestId(1),
        bytes,
    });
    simulation.run_for(1_000);
    for balance in stored_balances(&simulation) {
        assert_eq!(balance, 500);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check_never_panics(bytes);
    }

    #[test]
    fn damaged_answers_never_panic_and_never_change_a_balance(bytes in damaged_answer()) {
        check_never_panics(bytes);
    }
}
