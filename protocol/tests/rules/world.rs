//! Runs a small network in memory: a state, a clock that tests move, people and their sensors.

use borsh::BorshDeserialize;
use ed25519_dalek::{Signer, SigningKey};
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, Height, NetworkId, P256Key, Signature,
    Timestamp,
    authentic::Authentic,
    bounded::List,
    economy::{Economy, EpochSummary},
    evidence::EvidenceRoot,
    execute::{BlockContext, Changes, Execution, REPORTS_PER_BLOCK, needs_seed},
    genesis::{Genesis, Parameters},
    report::{Claim, Report, SignedReport},
    resources::sensing::{PARTS, SensingClaim, Spread},
    state::{Account, Device, MemoryState, StateKey, Supply},
    statement::Statement,
    transaction::{
        Action, Audit, ClaimForm, DeviceClaim, Rejection, ReportId, SignedTransaction, Transaction,
    },
};
use std::collections::BTreeMap;

pub(crate) const START: Amount = Amount::from_tokens(1_000);
pub(crate) const FEE: Amount = Amount::from_units(1_000);
pub(crate) const EPOCH_MS: u64 = 60_000;
pub(crate) const WINDOW_MS: u64 = 15_000;
/// From an epoch's end until its settlement, if a block draws as soon as it can.
pub(crate) const SETTLED_MS: u64 = WINDOW_MS + 2 * DOUBT_MS;
/// How long evidence can be doubted, and then shown.
const DOUBT_MS: u64 = 10_000;
pub(crate) const PEOPLE: u8 = 4;
pub(crate) const VALIDATORS: u8 = 4;

/// A network whose epochs begin at time 0 and in which everybody holds [`START`].
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) genesis: Genesis,
    pub(crate) state: MemoryState,
    pub(crate) height: Height,
    pub(crate) now: Timestamp,
}

/// Somebody with an account.
#[derive(Clone)]
pub(crate) struct Person(SigningKey);

/// Something with a device key.
#[derive(Clone)]
pub(crate) enum Sensor {
    Ed25519(SigningKey),
    P256(p256::ecdsa::SigningKey),
}

pub(crate) fn person(number: u8) -> Person {
    Person(SigningKey::from_bytes(&[number; 32]))
}

pub(crate) fn validator(number: u8) -> Person {
    Person(SigningKey::from_bytes(&[0x40 | number; 32]))
}

pub(crate) fn sensor(number: u8) -> Sensor {
    Sensor::Ed25519(SigningKey::from_bytes(&[0x80 | number; 32]))
}

/// A sensor whose key is of the kind that secure elements hold.
pub(crate) fn secure_sensor(number: u8) -> Sensor {
    Sensor::P256(p256::ecdsa::SigningKey::from_slice(&[0x40 | number; 32]).unwrap())
}

pub(crate) fn cell(number: u8) -> CellId {
    let cells = ["881f1d4887fffff", "881f1d4885fffff", "881f1d4881fffff"];
    cells[usize::from(number) % cells.len()].parse().unwrap()
}

pub(crate) fn parameters() -> Parameters {
    Parameters {
        genesis_time: Timestamp(0),
        epoch_ms: EPOCH_MS,
        report_window_ms: WINDOW_MS,
        audit_window_ms: DOUBT_MS,
        answer_window_ms: DOUBT_MS,
        minimum_fee: FEE,
        first_emission: Amount::from_tokens(100),
        halving_epochs: 10_000,
        emission_cap: Amount::from_tokens(1_000_000),
        reading_interval_ms: 1_000,
        cell_capacity: 2,
        economy: Economy {
            stale_after: 10,
            stale_bonus: 1_000,
            sector_price: 10,
            fuel_price: 10,
            ..Economy::PRACTICE
        },
    }
}

/// 60 readings of a mild day: all that an epoch has room for.
pub(crate) fn readings() -> Claim {
    Claim::Sensing(mild_day())
}

pub(crate) fn mild_day() -> SensingClaim {
    SensingClaim {
        readings: 60,
        temperature_centi: Spread {
            lowest: 1_800,
            median: 2_000,
            highest: 2_250,
        },
        humidity_centi: Spread {
            lowest: 4_000,
            median: 4_200,
            highest: 4_500,
        },
        course_centi: [2_000; PARTS],
        stray_centi: 250,
    }
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(parameters())
    }

    pub(crate) fn with(parameters: Parameters) -> Self {
        let balances = (0..PEOPLE).map(|n| (person(n).address(), START)).collect();
        let validators = (0..VALIDATORS)
            .map(|n| validator(n).address())
            .collect::<Vec<_>>();
        let genesis = Genesis {
            name: "test".into(),
            group_key: vec![7; 96],
            parameters,
            validators: List::try_from(validators).unwrap(),
            balances,
        };
        let mut state = MemoryState::default();
        state.apply(genesis.changes().unwrap());
        Self {
            genesis,
            state,
            height: Height(0),
            now: Timestamp(0),
        }
    }

    pub(crate) fn network(&self) -> NetworkId {
        self.genesis.network_id()
    }

    /// The context of a block at this time, with randomness if it draws.
    pub(crate) fn context(&self, millis: u64) -> BlockContext {
        let (height, timestamp) = (self.height.next(), Timestamp(millis));
        let draws = needs_seed(&self.state, height, timestamp).unwrap();
        BlockContext {
            network: self.network(),
            height,
            timestamp,
            randomness: draws.then(|| Hash::of("test draw", &millis.to_le_bytes())),
        }
    }

    /// What a block at this time would do, and what becomes of each transaction.
    pub(crate) fn try_block(
        &self,
        millis: u64,
        transactions: &[SignedTransaction],
    ) -> (Changes, Vec<Result<(), Rejection>>) {
        self.try_block_at_pace(millis, transactions, REPORTS_PER_BLOCK)
    }

    fn try_block_at_pace(
        &self,
        millis: u64,
        transactions: &[SignedTransaction],
        pace: usize,
    ) -> (Changes, Vec<Result<(), Rejection>>) {
        let context = self.context(millis);
        let mut execution = Execution::begin_at_pace(&self.state, context, pace).unwrap();
        let outcomes = transactions
            .iter()
            .map(|transaction| execution.apply(Authentic::check(transaction)?).unwrap())
            .collect();
        (execution.finish().unwrap(), outcomes)
    }

    /// Makes a block of what these people ask for, each at the nonce that those before it left; says what becomes
    /// of each.
    pub(crate) fn block_of_errands(
        &mut self,
        millis: u64,
        errands: &[(&Person, Action)],
        pace: usize,
    ) -> Vec<Result<(), Rejection>> {
        let mut nonces = BTreeMap::new();
        let mut execution =
            Execution::begin_at_pace(&self.state, self.context(millis), pace).unwrap();
        let ask = |(who, action): &(&Person, Action)| {
            let next = nonces
                .entry(who.address())
                .or_insert_with(|| self.account(who).nonce);
            let transaction = who.sign_at(self, *next, action.clone());
            let outcome = execution.apply(Authentic::check(&transaction)?).unwrap();
            *next += u64::from(outcome.is_ok());
            outcome
        };
        let outcomes = errands.iter().map(ask).collect();
        let changes = execution.finish().unwrap();
        self.commit(millis, changes);
        outcomes
    }

    fn commit(&mut self, millis: u64, changes: Changes) {
        self.state.apply(changes);
        self.height = self.height.next();
        self.now = Timestamp(millis);
    }

    /// Makes a block at this time.
    pub(crate) fn block(
        &mut self,
        millis: u64,
        transactions: &[SignedTransaction],
    ) -> Vec<Result<(), Rejection>> {
        self.block_at_pace(millis, transactions, REPORTS_PER_BLOCK)
    }

    /// Makes a block that judges so many reports.
    pub(crate) fn block_at_pace(
        &mut self,
        millis: u64,
        transactions: &[SignedTransaction],
        pace: usize,
    ) -> Vec<Result<(), Rejection>> {
        let (changes, outcomes) = self.try_block_at_pace(millis, transactions, pace);
        self.commit(millis, changes);
        outcomes
    }

    /// Makes a block of one transaction now, which must be taken.
    #[track_caller]
    pub(crate) fn take(&mut self, transaction: SignedTransaction) {
        let outcomes = self.block(self.now.0, &[transaction]);
        assert_eq!(outcomes, [Ok(())]);
    }

    /// Says what becomes of a transaction now, and holds a refused one to changing nothing.
    pub(crate) fn refusal(&self, transaction: &SignedTransaction) -> Option<Rejection> {
        let (changes, outcomes) = self.try_block(self.now.0, std::slice::from_ref(transaction));
        let refusal = outcomes.into_iter().find_map(Result::err);
        if refusal.is_some() {
            assert_eq!(changes, self.try_block(self.now.0, &[]).0);
        }
        refusal
    }

    /// Lets `owner` claim a sensor and put it into a cell, now.
    #[track_caller]
    pub(crate) fn install(&mut self, owner: &Person, sensor: &Sensor, place: CellId) {
        self.take(owner.claim(self, sensor));
        let device = sensor.key();
        let locate = Action::AssertLocation {
            device,
            cell: place,
        };
        self.take(owner.sign(self, locate));
    }

    pub(crate) fn get<T: BorshDeserialize>(&self, key: StateKey) -> Option<T> {
        self.state.get(&key).unwrap()
    }

    pub(crate) fn account(&self, person: &Person) -> Account {
        self.get(StateKey::Account(person.address()))
            .unwrap_or_default()
    }

    pub(crate) fn device(&self, sensor: &Sensor) -> Option<Device> {
        self.get(StateKey::Device(sensor.key()))
    }

    /// Makes the blocks in which an epoch's reports are taken, in which it is drawn for, and in which it
    /// is settled.
    #[track_caller]
    pub(crate) fn run_epoch(&mut self, epoch: u64, reports: &[SignedTransaction]) {
        let end = (epoch + 1) * EPOCH_MS;
        let outcomes = self.block(end, reports);
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        self.block(end + WINDOW_MS, &[]);
        self.block(end + SETTLED_MS, &[]);
    }

    /// What a settled epoch paid.
    pub(crate) fn summary(&self, epoch: u64) -> EpochSummary {
        self.get(StateKey::Summary(Epoch(epoch))).unwrap()
    }

    pub(crate) fn supply(&self) -> Supply {
        self.get(StateKey::Supply).unwrap()
    }

    /// The statements of an account, newest first, found by their chain.
    pub(crate) fn statements(&self, person: &Person) -> Vec<Statement> {
        let mut next = self.account(person).newest_statement;
        std::iter::from_fn(|| {
            let key = StateKey::Statement(person.address(), next?);
            let statement: Statement = self.get(key).unwrap();
            next = statement.previous;
            Some(statement)
        })
        .collect()
    }
}

impl Person {
    pub(crate) fn address(&self) -> AccountAddress {
        AccountAddress(self.0.verifying_key().to_bytes())
    }

    /// Signs an action with the next nonce and the least fee.
    pub(crate) fn sign(&self, world: &World, action: Action) -> SignedTransaction {
        self.sign_at(world, world.account(self).nonce, action)
    }

    pub(crate) fn sign_at(&self, world: &World, nonce: u64, action: Action) -> SignedTransaction {
        self.sign_transaction(Transaction {
            network: world.network(),
            sender: self.address(),
            nonce,
            fee: FEE,
            action,
        })
    }

    pub(crate) fn sign_bytes(&self, bytes: &[u8]) -> Signature {
        Signature(self.0.sign(bytes).to_bytes())
    }

    pub(crate) fn sign_transaction(&self, transaction: Transaction) -> SignedTransaction {
        let signature = self.sign_bytes(&transaction.signing_bytes());
        SignedTransaction::Account {
            transaction,
            signature,
        }
    }

    /// Says, as the validator of this number, that it doubts the evidence of these reports.
    pub(crate) fn audit(
        &self,
        world: &World,
        validator: u8,
        epoch: u64,
        accused: &[ReportId],
    ) -> SignedTransaction {
        let audit = Audit {
            network: world.network(),
            validator,
            epoch: Epoch(epoch),
            accused: List::try_from(accused.to_vec()).unwrap(),
        };
        let signature = Signature(self.0.sign(&audit.signing_bytes()).to_bytes());
        SignedTransaction::Audit { audit, signature }
    }

    pub(crate) fn claim(&self, world: &World, sensor: &Sensor) -> SignedTransaction {
        let mut nonce = [self.address().0[0]; 16];
        nonce[..8].copy_from_slice(&world.account(self).nonce.to_le_bytes());
        let claim = sensor.agree(world, self.address(), nonce);
        self.sign(world, Action::ClaimDevice(claim))
    }
}

impl Sensor {
    pub(crate) fn key(&self) -> DeviceKey {
        match self {
            Self::Ed25519(key) => DeviceKey::Ed25519(key.verifying_key().to_bytes()),
            Self::P256(key) => {
                let point = key.verifying_key().to_encoded_point(true);
                let point = point.as_bytes().try_into().unwrap();
                DeviceKey::P256(P256Key::from_compressed(point).unwrap())
            }
        }
    }

    pub(crate) fn sign_bytes(&self, bytes: &[u8]) -> Signature {
        match self {
            Self::Ed25519(key) => Signature(key.sign(bytes).to_bytes()),
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature =
                    p256::ecdsa::signature::Signer::sign(key, bytes);
                Signature::from_p256(signature.to_bytes().into()).unwrap()
            }
        }
    }

    /// Agrees to belong to `owner`.
    pub(crate) fn agree(
        &self,
        world: &World,
        owner: AccountAddress,
        nonce: [u8; 16],
    ) -> DeviceClaim {
        self.agree_in(ClaimForm::Outpost, world.network(), owner, nonce)
    }

    /// Agrees to belong to `owner` on any network and in any form.
    pub(crate) fn agree_in(
        &self,
        form: ClaimForm,
        network: NetworkId,
        owner: AccountAddress,
        nonce: [u8; 16],
    ) -> DeviceClaim {
        let mut claim = DeviceClaim {
            device: self.key(),
            nonce,
            form,
            signature: Signature([0; 64]),
        };
        claim.signature = self.sign_bytes(&claim.signing_bytes(network, owner));
        claim
    }

    pub(crate) fn report(&self, world: &World, epoch: u64, claim: Claim) -> SignedTransaction {
        self.sign_report(Report {
            network: world.network(),
            device: self.key(),
            epoch: Epoch(epoch),
            claim,
            evidence: EvidenceRoot {
                hash: Hash([3; 32]),
                leaves: 8,
            },
        })
    }

    pub(crate) fn sign_report(&self, report: Report) -> SignedTransaction {
        let signature = self.sign_bytes(&report.signing_bytes());
        SignedTransaction::Report(SignedReport { report, signature })
    }
}
