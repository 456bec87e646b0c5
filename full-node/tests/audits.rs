//! Audits over real connections on this machine: validators that fetch, devices that are honest and
//! others that are not, and a chain that pays or does not.
//!
//! One node makes the blocks of all, since agreement is tested elsewhere; each of the four validators
//! audits by itself.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use borsh::BorshDeserialize;
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_evidence::{Fetcher, Provider, Reach};
use outpost_full_node::{
    audit::Auditor,
    node::{Node, timestamp},
    pool::Taken,
    practice,
    state::Capacity,
};
use outpost_protocol::{
    AccountAddress, Amount, DeviceKey, Epoch, Hash, Signature, Timestamp,
    bounded::List,
    evidence::{Challenge, ChunkProof, EvidenceRoot, chunk_of},
    genesis::{Genesis, Parameters},
    offer::{Offer, SignedOffer},
    randomness::Seed,
    report::{Claim, Report, Resource, SignedReport},
    resources::sensing::readings::{Origin, Reading, claim_of, leaves_of},
    state::{Account, Case, Device, Draw, PendingReport, ReadState as _, Sheet, StateKey},
    statement::{LossReason, Statement, StatementLine},
    transaction::{
        Action, ClaimForm, DeviceClaim, Exhibit, ReportId, SignedTransaction, Transaction,
        claim_signing_bytes,
    },
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, SystemTime},
};

const BLOCK: Duration = Duration::from_millis(50);
const VALIDATORS: u8 = 4;
const READINGS: u32 = 60;
/// Much longer than the test takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

fn parameters() -> Parameters {
    let mut parameters = practice::parameters(now(), 6_000);
    parameters.report_window_ms = 1_000;
    parameters.audit_window_ms = 2_800;
    parameters.answer_window_ms = 1_200;
    parameters.reading_interval_ms = 100;
    parameters.economy.strikes = 2;
    parameters
}

/// What a device does with its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Conduct {
    /// Provides it.
    Honest,
    /// Cannot be reached, and shows it on chain.
    Unreachable,
    /// Has none, and never answers.
    Forgetful,
    /// Provides something made up, and shows it on chain.
    Forging,
}
use Conduct::{Forgetful, Forging, Honest, Unreachable};

/// One of each, in cells far apart.
const DEVICES: [(Conduct, &str); 4] = [
    (Honest, "881f1d4887fffff"),
    (Unreachable, "8839b5442bfffff"),
    (Forgetful, "88268cdac3fffff"),
    (Forging, "887a6e42edfffff"),
];

struct TestDevice {
    conduct: Conduct,
    key: SigningKey,
    provider: Provider,
    files: BTreeMap<Epoch, Vec<u8>>,
    /// How often it was accused and showed evidence.
    shown: Arc<AtomicU32>,
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_bytes(&[number; 32])
}

fn owner() -> SigningKey {
    key(200)
}

fn address(key: &SigningKey) -> AccountAddress {
    AccountAddress(key.verifying_key().to_bytes())
}

fn now() -> Timestamp {
    timestamp(SystemTime::now())
}

fn read<T: BorshDeserialize>(node: &Node, key: &StateKey) -> Option<T> {
    let value = node
        .ledger()
        .with_final_state(|_, state| state.read(key.path()))
        .unwrap()
        .unwrap();
    value.map(|bytes| borsh::from_slice(&bytes).unwrap())
}

/// Makes blocks for ever.
async fn make_blocks(node: Arc<Node>) {
    for view in 1.. {
        tokio::time::sleep(BLOCK).await;
        let parent = node.ledger().newest();
        let time = now().max(Timestamp(parent.timestamp.0 + 1));
        let seed = || {
            Some(Seed {
                era: 0,
                view,
                signature: [7; 48],
            })
        };
        let block = node.propose(parent.hash(), time, seed).unwrap();
        node.finalise(&block, None).unwrap();
    }
}

fn ask(node: &Node, action: Action) {
    let transaction = Transaction {
        network: node.ledger().network(),
        sender: address(&owner()),
        nonce: node.next_nonce(address(&owner())).unwrap(),
        fee: node.ledger().parameters().minimum_fee,
        action,
    };
    let signature = Signature(owner().sign(&transaction.signing_bytes()).to_bytes());
    let signed = SignedTransaction::Account {
        transaction,
        signature,
    };
    node.submit(signed, now()).unwrap().unwrap();
}

impl TestDevice {
    async fn new(number: u8, conduct: Conduct) -> Self {
        Self {
            conduct,
            key: key(number),
            provider: Provider::start([number; 32], Reach::Loopback)
                .await
                .unwrap(),
            files: BTreeMap::new(),
            shown: Arc::default(),
        }
    }

    fn device(&self) -> DeviceKey {
        DeviceKey::Ed25519(self.key.verifying_key().to_bytes())
    }

    fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(self.key.sign(bytes).to_bytes())
    }

    fn join(&self, node: &Node, cell: &str) {
        let (network, device) = (node.ledger().network(), self.device());
        let bytes = claim_signing_bytes(network, address(&owner()), [0; 16], device);
        let claim = DeviceClaim {
            device,
            nonce: [0; 16],
            form: ClaimForm::Outpost,
            signature: self.sign(&bytes),
        };
        ask(node, Action::ClaimDevice(claim));
        let cell = cell.parse().unwrap();
        ask(node, Action::AssertLocation { device, cell });
    }

    /// Reports for the epoch that ended last, once.
    async fn report(&mut self, node: &Node) {
        let parameters = node.ledger().parameters();
        let Some(epoch) = parameters.epoch_at(now()).previous() else {
            return;
        };
        if self.files.contains_key(&epoch) {
            return;
        }
        let (claim, file) = self.measure(node, epoch);
        let report = Report {
            network: node.ledger().network(),
            device: self.device(),
            epoch,
            claim,
            evidence: EvidenceRoot::of(&file).unwrap(),
        };
        let signature = self.sign(&report.signing_bytes());
        let signed = SignedTransaction::Report(SignedReport { report, signature });
        if node.submit(signed, now()).unwrap().is_err() {
            return;
        }
        if matches!(self.conduct, Honest | Forging) {
            self.provider.keep(file.clone()).await.unwrap();
            let offer = Offer {
                network: node.ledger().network(),
                device: self.device(),
                made_at: now(),
                provider: self.provider.offered(),
            };
            let signature = self.sign(&offer.signing_bytes());
            let taken = node.take_offer(SignedOffer { offer, signature }, now());
            taken.unwrap().unwrap();
        }
        self.files.insert(epoch, file);
    }

    /// Readings that go up and down a little, each device's otherwise, and what shows them.
    fn measure(&self, node: &Node, epoch: Epoch) -> (Claim, Vec<u8>) {
        let readings: Vec<Reading> = (0..READINGS)
            .map(|number| {
                let noise = Hash::of_encoded("test noise", &(self.device(), epoch, number)).0;
                Reading {
                    offset_ms: number * 100 + 20,
                    temperature_centi: 2_000 + i16::from(noise[0]) / 3,
                    humidity_centi: 4_000 + u16::from(noise[1]),
                }
            })
            .collect();
        let origin = Origin {
            network: node.ledger().network(),
            device: self.device(),
            epoch,
        };
        let mut file = leaves_of(&readings, &origin).concat();
        if self.conduct == Forging {
            file.fill(0x5a);
        }
        (Claim::Sensing(claim_of(&readings).unwrap()), file)
    }

    /// Shows evidence on chain, if it is accused and the device has any.
    fn answer(&self, node: &Node) {
        if self.conduct == Forgetful {
            return;
        }
        for (&epoch, file) in &self.files {
            let Some((id, report)) = self.pending(node, epoch) else {
                continue;
            };
            let Some(draw) = read::<Draw>(node, &StateKey::Draw(epoch)) else {
                continue;
            };
            if report.case != Case::Accused {
                continue;
            }
            let challenges = report
                .claim
                .rule()
                .challenges(&report, epoch, &draw.randomness);
            let proofs: Vec<ChunkProof> = challenges
                .iter()
                .map(|challenge| match challenge {
                    Challenge::Leaf(index) => ChunkProof::of(file, chunk_of(*index)).unwrap(),
                    Challenge::Sector { .. } => panic!("a sensor keeps no sectors"),
                })
                .collect();
            let exhibit = Exhibit {
                network: node.ledger().network(),
                epoch,
                report: id,
                proofs: proofs.try_into().unwrap(),
            };
            let taken = node
                .submit(SignedTransaction::Exhibit(exhibit), now())
                .unwrap();
            if matches!(taken, Ok(Taken::New(_))) {
                self.shown.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    fn pending(&self, node: &Node, epoch: Epoch) -> Option<(ReportId, PendingReport)> {
        let device: Device = read(node, &StateKey::Device(self.device()))?;
        let sheet = device.sheet(epoch);
        let waiting: Sheet = read(node, &StateKey::Sheet(device.owner, sheet))?;
        let report = waiting
            .reports
            .into_iter()
            .find(|report| report.device == self.device())?;
        let id = ReportId {
            sheet: outpost_protocol::state::SheetId {
                owner: device.owner,
                page: sheet.page,
            },
            device: self.device(),
            resource: Resource::Sensing,
        };
        Some((id, report))
    }
}

async fn live(mut device: TestDevice, node: Arc<Node>) {
    loop {
        device.report(&node).await;
        device.answer(&node);
        tokio::time::sleep(BLOCK).await;
    }
}

/// All lines of a device, oldest first.
fn lines(node: &Node, device: DeviceKey) -> Vec<StatementLine> {
    let account: Account = read(node, &StateKey::Account(address(&owner()))).unwrap_or_default();
    let mut next = account.newest_statement;
    let mut lines = Vec::new();
    while let Some(id) = next {
        let statement: Statement = read(node, &StateKey::Statement(address(&owner()), id)).unwrap();
        lines.extend(statement.lines.into_iter().filter(|it| it.device == device));
        next = statement.previous;
    }
    lines.reverse();
    lines
}

fn lost_for(line: &StatementLine, reason: LossReason) -> bool {
    line.losses.iter().any(|loss| loss.reason == reason)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_can_show_evidence_is_paid_and_who_cannot_is_suspended() {
    let folder = tempfile::tempdir().unwrap();
    let operators: Vec<SigningKey> = (100..100 + VALIDATORS).map(key).collect();
    let genesis = Genesis {
        name: "audits".to_owned(),
        group_key: vec![0; 96],
        parameters: parameters(),
        validators: List::try_from(operators.iter().map(address).collect::<Vec<_>>()).unwrap(),
        balances: BTreeMap::from([(address(&owner()), Amount::from_tokens(1_000))]),
    };
    let node = Arc::new(Node::open(folder.path(), genesis, Capacity::PRACTICE).unwrap());
    tokio::spawn(make_blocks(node.clone()));
    let (mut keys, mut shown) = (BTreeMap::new(), BTreeMap::new());
    for (number, (conduct, cell)) in (1..).zip(DEVICES) {
        let device = TestDevice::new(number, conduct).await;
        device.join(&node, cell);
        keys.insert(conduct, device.device());
        shown.insert(conduct, device.shown.clone());
        tokio::spawn(live(device, node.clone()));
    }
    for operator in operators {
        let fetcher = Fetcher::start(operator.to_bytes(), Reach::Loopback)
            .await
            .unwrap();
        tokio::spawn(Auditor::new(node.clone(), operator, fetcher).run());
    }

    let record = |conduct| {
        let device: Option<Device> = read(&node, &StateKey::Device(keys[&conduct]));
        device.map(|device| device.record).unwrap_or_default()
    };
    let suspended = async {
        let goes_free = |cheat: &Conduct| record(*cheat).suspended_until.is_none();
        while [Forgetful, Forging].iter().any(goes_free) {
            tokio::time::sleep(BLOCK).await;
        }
    };
    tokio::time::timeout(PATIENCE, suspended).await.unwrap();

    let was_lost = |conduct, reason| {
        let lines = lines(&node, keys[&conduct]);
        assert!(!lines.is_empty(), "{conduct:?} has no statement");
        lines.iter().any(|line| lost_for(line, reason))
    };
    for paid in [Honest, Unreachable] {
        for reason in [LossReason::NotShown, LossReason::Flawed] {
            assert!(!was_lost(paid, reason), "{paid:?} lost for {reason:?}");
        }
        assert_eq!(record(paid).strikes, 0);
        assert_eq!(record(paid).suspended_until, None);
    }
    assert!(was_lost(Forgetful, LossReason::NotShown));
    assert!(was_lost(Forging, LossReason::Flawed));
    let shown = |conduct| shown[&conduct].load(Ordering::Relaxed);
    assert_eq!(shown(Honest), 0);
    assert!(shown(Unreachable) > 0);
    let paid = lines(&node, keys[&Unreachable]);
    assert!(paid.iter().any(|line| line.reward > Amount::ZERO));
}
