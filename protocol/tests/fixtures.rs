//! Pins the bytes of every consensus type, and the hashes that are made of them.
//!
//! `fixtures.txt` has a line for each: what it is, the SHA-256 of the bytes, the bytes. A line that
//! changes is a change of the network's rules: nodes with the old and the new bytes do not agree.

use borsh::BorshSerialize;
use outpost_protocol::{
    AccountAddress, Amount, Block, CellId, Certificate, CertifiedHeader, DeviceKey, Epoch, Hash,
    Header, Height, NetworkId, Signature, Timestamp,
    genesis::{Genesis, Parameters},
    hash::encode,
    header::transactions_root,
    report::{Claim, Report, Resource, SensingClaim, SignedReport},
    state::{Account, Device, PendingReport, Progress, StateKey, Supply},
    statement::{Loss, LossReason, Statement, StatementLine},
    transaction::{
        Action, DeviceClaim, Rejection, SignedTransaction, Transaction, claim_signing_bytes,
    },
    wire::{FinalBlock, Proven, ProvenEntry, Refusal, Request, Response},
};
use sha2::{Digest, Sha256};

const NETWORK: NetworkId = NetworkId([0x11; 32]);
const ACCOUNT: AccountAddress = AccountAddress([0x22; 32]);
const DEVICE: DeviceKey = DeviceKey::Ed25519([0x33; 32]);
const SIGNATURE: Signature = Signature([0x44; 64]);
const EPOCH: Epoch = Epoch(5);

#[test]
fn the_bytes_of_every_consensus_type_are_as_pinned() {
    let mut fixtures = Fixtures(String::new());
    pin_transactions(&mut fixtures);
    pin_blocks(&mut fixtures);
    pin_state(&mut fixtures);
    pin_wire(&mut fixtures);
    let pinned = include_str!("fixtures.txt");
    for (found, expected) in fixtures.0.lines().zip(pinned.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(fixtures.0, pinned);
}

#[test]
fn a_certified_header_fits_into_400_bytes() {
    let certified = CertifiedHeader {
        header: header(),
        certificate: Certificate(vec![0; 136]),
    };
    assert_eq!(encode(&certified.header).len(), 152);
    assert!(encode(&certified).len() <= 400);
}

struct Fixtures(String);

impl Fixtures {
    fn pin<T: BorshSerialize>(&mut self, name: &str, value: &T) {
        self.pin_bytes(name, &encode(value));
    }

    fn pin_bytes(&mut self, name: &str, bytes: &[u8]) {
        let digest = hex::encode(Sha256::digest(bytes));
        self.0
            .push_str(&format!("{name}: {digest} {}\n", hex::encode(bytes)));
    }
}

fn pin_transactions(fixtures: &mut Fixtures) {
    let claim = DeviceClaim {
        device: DEVICE,
        nonce: [0x55; 16],
        signature: SIGNATURE,
    };
    let transfer = Action::Transfer {
        to: AccountAddress([0x66; 32]),
        amount: Amount::from_units(123_456_789),
    };
    let assert = Action::AssertLocation {
        device: DEVICE,
        cell: cell(),
    };
    let release = Action::ReleaseDevice { device: DEVICE };
    fixtures.pin("transfer", &account_transaction(transfer.clone()));
    fixtures.pin(
        "claim",
        &account_transaction(Action::ClaimDevice(claim.clone())),
    );
    fixtures.pin("location", &account_transaction(assert));
    fixtures.pin("release", &account_transaction(release));
    fixtures.pin("report", &SignedTransaction::Report(report()));

    fixtures.pin_bytes(
        "what a sender signs",
        &transaction(transfer.clone()).signing_bytes(),
    );
    let signed = claim_signing_bytes(NETWORK, ACCOUNT, claim.nonce, DEVICE);
    fixtures.pin_bytes("what a device signs to be claimed", &signed);
    fixtures.pin_bytes(
        "what a device signs to report",
        &report().report.signing_bytes(),
    );
    fixtures.pin("transaction hash", &account_transaction(transfer).hash());
}

fn pin_blocks(fixtures: &mut Fixtures) {
    let block = Block {
        header: header(),
        transactions: vec![SignedTransaction::Report(report())],
    };
    let certified = CertifiedHeader {
        header: header(),
        certificate: Certificate(vec![0x99; 136]),
    };
    fixtures.pin("header", &header());
    fixtures.pin("header hash", &header().hash());
    fixtures.pin("block", &block);
    fixtures.pin("transactions root", &transactions_root(&block.transactions));
    fixtures.pin("root of no transactions", &transactions_root(&[]));
    fixtures.pin("certified header", &certified);
    fixtures.pin("genesis", &genesis());
    fixtures.pin("network id", &genesis().network_id());
    fixtures.pin(
        "genesis header hash",
        &genesis().header(Hash([8; 32])).hash(),
    );
    fixtures.pin_bytes("consensus namespace", &NETWORK.consensus_namespace());
}

fn pin_state(fixtures: &mut Fixtures) {
    fixtures.pin("parameters", &parameters());
    fixtures.pin(
        "supply",
        &Supply {
            minted: Amount::from_units(3),
            burned: Amount::from_units(2),
            emitted: Amount::from_units(1),
        },
    );
    fixtures.pin(
        "progress",
        &Progress {
            next_to_settle: EPOCH,
        },
    );
    fixtures.pin("account", &account());
    fixtures.pin("no account", &Account::default());
    fixtures.pin(
        "device",
        &Device {
            owner: ACCOUNT,
            index: 7,
            claimed_at: Timestamp(8),
            cell: Some(cell()),
            last_report: Some((EPOCH, Resource::Sensing)),
        },
    );
    fixtures.pin(
        "pending report",
        &PendingReport {
            device: DEVICE,
            owner: ACCOUNT,
            claimed_at: Timestamp(8),
            cell: None,
            claim: report().report.claim,
        },
    );
    fixtures.pin("statement", &statement());
    for key in keys() {
        fixtures.pin(&format!("key {key:?}"), &key);
        fixtures.pin_bytes(&format!("path {key:?}"), &key.path());
    }
}

fn pin_wire(fixtures: &mut Fixtures) {
    let requests = [
        ("tip", Request::Tip),
        (
            "account",
            Request::Account {
                address: ACCOUNT,
                devices: 1,
                statements: 2,
            },
        ),
        ("prove", Request::Prove(vec![StateKey::Supply])),
        (
            "submit",
            Request::Submit(Box::new(SignedTransaction::Report(report()))),
        ),
        (
            "blocks",
            Request::Blocks {
                from: Height(1),
                count: 2,
            },
        ),
        ("faucet", Request::Faucet(ACCOUNT)),
        ("genesis", Request::Genesis),
    ];
    for (name, request) in requests {
        fixtures.pin(&format!("request {name}"), &request);
    }
    let tip = CertifiedHeader {
        header: header(),
        certificate: Certificate(vec![0x99; 3]),
    };
    let entries = vec![
        ProvenEntry {
            key: StateKey::Progress,
            value: Some(vec![1, 2]),
            proof: vec![3],
        },
        ProvenEntry {
            key: StateKey::Supply,
            value: None,
            proof: Vec::new(),
        },
    ];
    let blocks = vec![
        FinalBlock {
            block: vec![1],
            certificate: None,
        },
        FinalBlock {
            block: vec![2],
            certificate: Some(Certificate(vec![3])),
        },
    ];
    let responses = [
        ("tip", Response::Tip(tip.clone())),
        ("proven", Response::Proven(Proven { tip, entries })),
        ("taken", Response::Submitted(Ok(Hash([6; 32])))),
        ("blocks", Response::Blocks(blocks)),
        ("genesis", Response::Genesis(vec![1, 2, 3])),
    ];
    for (name, response) in responses {
        fixtures.pin(&format!("response {name}"), &response);
    }
    for rejection in rejections() {
        let name = format!("response {rejection:?}");
        fixtures.pin(&name, &Response::Submitted(Err(rejection)));
    }
    for refusal in [
        Refusal::TooMuch,
        Refusal::NotReady,
        Refusal::NoFaucet,
        Refusal::Fault,
    ] {
        fixtures.pin(
            &format!("response {refusal:?}"),
            &Response::Refused(refusal),
        );
    }
}

#[cfg(test)]
fn cell() -> CellId {
    "881f1d4887fffff".parse().expect("a cell of resolution 8")
}

fn transaction(action: Action) -> Transaction {
    Transaction {
        network: NETWORK,
        sender: ACCOUNT,
        nonce: 9,
        fee: Amount::from_units(1_000),
        action,
    }
}

fn account_transaction(action: Action) -> SignedTransaction {
    SignedTransaction::Account {
        transaction: transaction(action),
        signature: SIGNATURE,
    }
}

fn report() -> SignedReport {
    SignedReport {
        report: Report {
            network: NETWORK,
            device: DEVICE,
            epoch: EPOCH,
            claim: Claim::Sensing(SensingClaim {
                readings: 60,
                temperature_centi: (-150, 2_250),
                humidity_centi: (4_000, 4_500),
            }),
            evidence: Hash([0x77; 32]),
        },
        signature: SIGNATURE,
    }
}

fn header() -> Header {
    Header {
        network: NETWORK,
        height: Height(1),
        parent: Hash([0xaa; 32]),
        timestamp: Timestamp(1_700_000_000_000),
        epoch: EPOCH,
        state_root: Hash([0xbb; 32]),
        transactions_root: Hash([0xcc; 32]),
    }
}

fn parameters() -> Parameters {
    Parameters {
        genesis_time: Timestamp(1_700_000_000_000),
        epoch_ms: 60_000,
        report_window_ms: 15_000,
        minimum_fee: Amount::from_units(1_000),
        first_emission: Amount::from_tokens(100),
        halving_epochs: 10_000,
        emission_cap: Amount::from_tokens(1_000_000),
        reading_interval_ms: 1_000,
        cell_capacity: 2,
    }
}

fn genesis() -> Genesis {
    Genesis {
        name: "pinned".into(),
        group_key: vec![0xdd; 96],
        parameters: parameters(),
        balances: [(ACCOUNT, Amount::from_tokens(5))].into(),
    }
}

fn account() -> Account {
    Account {
        balance: Amount::from_tokens(5),
        nonce: 4,
        devices: 3,
        newest_statement: Some(EPOCH),
    }
}

/// With a loss of every kind.
fn statement() -> Statement {
    let reasons = [
        LossReason::JoinedDuringEpoch,
        LossReason::FewerReadings,
        LossReason::NoLocation,
        LossReason::OutOfRange,
    ];
    Statement {
        account: ACCOUNT,
        epoch: EPOCH,
        previous: Some(Epoch(4)),
        lines: vec![StatementLine {
            device: DEVICE,
            resource: Resource::Sensing,
            cell: Some(cell()),
            possible: 60,
            claimed: 59,
            accepted: 56,
            losses: reasons.map(|reason| Loss { reason, units: 1 }).into(),
            cell_scale: 1_000,
            reward: Amount::from_tokens(1),
        }],
        total: Amount::from_tokens(1),
    }
}

fn keys() -> [StateKey; 10] {
    [
        StateKey::Parameters,
        StateKey::Supply,
        StateKey::Progress,
        StateKey::Account(ACCOUNT),
        StateKey::OwnedDevice(ACCOUNT, 6),
        StateKey::Device(DEVICE),
        StateKey::Statement(ACCOUNT, EPOCH),
        StateKey::PendingReports(EPOCH),
        StateKey::PendingReport(EPOCH, 6),
        StateKey::UsedClaim(DEVICE, [0x55; 16]),
    ]
}

fn rejections() -> [Rejection; 17] {
    let (expected, found) = (1, 2);
    [
        Rejection::Malformed,
        Rejection::WrongNetwork,
        Rejection::BadSignature,
        Rejection::NonceUsed { expected, found },
        Rejection::NonceAhead { expected, found },
        Rejection::FeeTooLow {
            minimum: Amount::from_units(1),
        },
        Rejection::InsufficientBalance {
            balance: Amount::from_units(1),
            needed: Amount::from_units(2),
        },
        Rejection::DeviceAlreadyClaimed { owner: ACCOUNT },
        Rejection::ClaimNotSigned,
        Rejection::DeviceUnknown,
        Rejection::NotTheOwner,
        Rejection::ReportWindowClosed { epoch: EPOCH },
        Rejection::ReportAlreadyMade,
        Rejection::Busy,
        Rejection::TooManyDevices,
        Rejection::ClaimUsed,
        Rejection::ClaimedAfterEpoch { epoch: EPOCH },
    ]
}
