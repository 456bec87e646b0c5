//! Makes a small chain whose group key a test holds, so that headers and proofs are real.

use borsh::BorshSerialize;
use commonware_codec::{Encode as _, varint::UInt};
use commonware_cryptography::{
    bls12381::primitives::{
        group::Private,
        ops::{keypair, sign_message},
        variant::MinSig,
    },
    transcript::{Transcript, Version},
};
use nomt_core::{
    hasher::{NodeHasher as _, Sha2Hasher, ValueHasher as _},
    proof::{PathProof, PathProofTerminal},
    trie::{InternalData, LeafData, Node, TERMINATOR},
    trie_pos::TriePosition,
};
use outpost_protocol::{
    AccountAddress, Amount, Certificate, CertifiedHeader, DeviceKey, Epoch, Hash, Header, Height,
    NetworkDefinition, NetworkId, Timestamp,
    economy::Economy,
    genesis::Parameters,
    hash::encode,
    report::Resource,
    state::{Account, Device, DeviceRecord, Equipment, StateKey},
    statement::{Multipliers, Statement, StatementId, StatementLine},
    wire::{Proven, ProvenEntry, Refusal, Request, Response},
};
use std::{collections::BTreeMap, sync::Mutex};

/// The account that tests ask about: one device and statements for epochs 1, 2 and 4.
pub(crate) const OWNER: AccountAddress = AccountAddress([1; 32]);
/// Its device.
pub(crate) const DEVICE: DeviceKey = DeviceKey::Ed25519([7; 32]);
/// An account that the state does not have.
pub(crate) const NOBODY: AccountAddress = AccountAddress([9; 32]);
/// When the chain begins.
pub(crate) const GENESIS_TIME: u64 = 1_800_000_000_000;
/// Time between blocks.
pub(crate) const BLOCK_MS: u64 = 1_000;

/// A chain, with the state of each of its heights.
#[derive(Clone)]
pub(crate) struct Chain {
    key: Private,
    definition: NetworkDefinition,
    blocks: Vec<Block>,
}

#[derive(Clone)]
struct Block {
    certified: CertifiedHeader,
    state: State,
}

type State = BTreeMap<StateKey, Vec<u8>>;

impl Chain {
    /// A chain of some blocks in which [`OWNER`] has a balance of `balance`.
    pub(crate) fn new(balance: u128) -> Self {
        // Signing takes a while, and tests of many cases begin with the same chain.
        static MADE: Mutex<BTreeMap<u128, Chain>> = Mutex::new(BTreeMap::new());
        let mut made = MADE.lock().unwrap();
        made.entry(balance)
            .or_insert_with(|| Self::make(balance))
            .clone()
    }

    fn make(balance: u128) -> Self {
        let mut rng = Transcript::new(b"outpost test", Version::V1).noise(b"key");
        let (key, public) = keypair::<_, MinSig>(&mut rng);
        let mut chain = Self {
            key,
            definition: NetworkDefinition {
                name: "test".to_owned(),
                id: NetworkId([5; 32]),
                group_key: public.encode().to_vec(),
                peers: Vec::new(),
                practice: true,
            },
            blocks: Vec::new(),
        };
        chain.push(state(balance));
        for _ in 0..20 {
            chain.grow();
        }
        chain
    }

    /// The same group's chain of another network.
    pub(crate) fn of_another_network(balance: u128) -> Self {
        let mut chain = Self::new(balance);
        chain.definition.id = NetworkId([6; 32]);
        let state = chain.blocks.last().unwrap().state.clone();
        chain.push(state);
        chain
    }

    /// What a light node is given.
    pub(crate) fn definition(&self) -> &NetworkDefinition {
        &self.definition
    }

    /// Adds a block that changes nothing.
    pub(crate) fn grow(&mut self) {
        let state = self.blocks.last().unwrap().state.clone();
        self.push(state);
    }

    /// Adds a block that sets a value.
    pub(crate) fn set(&mut self, key: StateKey, value: &impl BorshSerialize) {
        let mut state = self.blocks.last().unwrap().state.clone();
        state.insert(key, encode(value));
        self.push(state);
    }

    /// Adds a block that sets encoded values.
    pub(crate) fn set_all(&mut self, values: Vec<(StateKey, Vec<u8>)>) {
        let mut state = self.blocks.last().unwrap().state.clone();
        state.extend(values);
        self.push(state);
    }

    /// Adds a block in which [`OWNER`] has `balance`.
    pub(crate) fn set_balance(&mut self, balance: u128) {
        let mut account: Account = self.read(&StateKey::Account(OWNER));
        account.balance = Amount::from_units(balance);
        self.set(StateKey::Account(OWNER), &account);
    }

    fn read<T: borsh::BorshDeserialize>(&self, key: &StateKey) -> T {
        borsh::from_slice(&self.blocks.last().unwrap().state[key]).unwrap()
    }

    /// The newest header.
    pub(crate) fn tip(&self) -> CertifiedHeader {
        self.blocks.last().unwrap().certified.clone()
    }

    /// The header so many blocks below the tip.
    pub(crate) fn below_tip(&self, depth: usize) -> CertifiedHeader {
        self.blocks[self.blocks.len() - 1 - depth].certified.clone()
    }

    /// Certifies a header, whatever it says.
    pub(crate) fn certify(&self, header: Header) -> CertifiedHeader {
        let view = UInt(header.height.0 + 3);
        let round = [UInt(0u64).encode(), view.encode()].concat();
        let parent_view = UInt(header.height.0 + 2);
        let proposal = [round.as_slice(), &parent_view.encode(), &header.hash().0].concat();
        let namespace = self.definition.id.consensus_namespace();
        let sign = |suffix: &[u8], message: &[u8]| {
            let namespace = [namespace.as_slice(), suffix].concat();
            sign_message::<MinSig>(&self.key, &namespace, message).encode()
        };
        let vote = sign(b"_FINALIZE", &proposal);
        let seed = sign(b"_SEED", &round);
        CertifiedHeader {
            header,
            certificate: Certificate([proposal.as_slice(), &vote, &seed].concat()),
        }
    }

    fn push(&mut self, state: State) {
        let height = self.blocks.len() as u64;
        let parent = self
            .blocks
            .last()
            .map_or(Hash::ZERO, |block| block.certified.header.hash());
        let certified = self.certify(Header {
            network: self.definition.id,
            height: Height(height),
            parent,
            timestamp: Timestamp(GENESIS_TIME + height * BLOCK_MS),
            epoch: Epoch(height * BLOCK_MS / parameters().epoch_ms),
            state_root: Hash(Trie::of(&state).root()),
            content_root: Hash::ZERO,
        });
        self.blocks.push(Block { certified, state });
    }

    /// An honest answer.
    pub(crate) fn answer(&self, request: &Request) -> Response {
        self.answer_at(0, request)
    }

    /// An honest answer of so many blocks ago.
    pub(crate) fn answer_at(&self, depth: usize, request: &Request) -> Response {
        let block = &self.blocks[self.blocks.len() - 1 - depth];
        match request {
            Request::Tip => Response::Tip(block.certified.clone()),
            Request::Prove(keys) => Response::Proven(block.prove(keys)),
            Request::Account {
                address,
                devices,
                statements,
            } => {
                Response::Proven(block.prove(&block.account_keys(*address, *devices, *statements)))
            }
            Request::Submit(transaction) => Response::Submitted(Ok(transaction.hash())),
            Request::Faucet(address) => Response::Submitted(Ok(Hash(address.0))),
            Request::Blocks { .. } | Request::Genesis | Request::OfferEvidence(_) => {
                Response::Refused(Refusal::NotReady)
            }
        }
    }
}

impl Block {
    fn prove(&self, keys: &[StateKey]) -> Proven {
        let trie = Trie::of(&self.state);
        Proven {
            tip: self.certified.clone(),
            entries: keys
                .iter()
                .map(|key| trie.prove(&self.state, key))
                .collect(),
        }
    }

    fn account_keys(
        &self,
        address: AccountAddress,
        devices: u16,
        statements: u16,
    ) -> Vec<StateKey> {
        let mut keys = vec![StateKey::Parameters, StateKey::Account(address)];
        let Some(account) = self.state.get(&StateKey::Account(address)) else {
            return keys;
        };
        let account: Account = borsh::from_slice(account).unwrap();
        for index in 0..account.devices.min(devices.into()) {
            let owned = StateKey::OwnedDevice(address, index);
            let device: DeviceKey = borsh::from_slice(&self.state[&owned]).unwrap();
            keys.extend([owned, StateKey::Device(device)]);
        }
        let mut next = account.newest_statement;
        for _ in 0..statements {
            let Some(id) = next else { break };
            let key = StateKey::Statement(address, id);
            let statement: Statement = borsh::from_slice(&self.state[&key]).unwrap();
            next = statement.previous;
            keys.push(key);
        }
        keys
    }
}

/// The trie of a state, in memory: its leaves by path.
struct Trie {
    leaves: Vec<LeafData>,
}

impl Trie {
    fn of(state: &State) -> Self {
        let mut leaves: Vec<LeafData> = state
            .iter()
            .map(|(key, value)| LeafData {
                key_path: key.path(),
                value_hash: Sha2Hasher::hash_value(value),
            })
            .collect();
        leaves.sort_by_key(|leaf| leaf.key_path);
        Self { leaves }
    }

    fn root(&self) -> Node {
        node_of(&self.leaves, 0)
    }

    fn prove(&self, state: &State, key: &StateKey) -> ProvenEntry {
        let path = key.path();
        let mut leaves = self.leaves.as_slice();
        let mut siblings = Vec::new();
        while leaves.len() > 1 {
            let depth = siblings.len();
            let (left, right) = split(leaves, depth);
            let (near, far) = if bit(&path, depth) {
                (right, left)
            } else {
                (left, right)
            };
            siblings.push(node_of(far, depth + 1));
            leaves = near;
        }
        let terminal = match (leaves, siblings.len()) {
            ([leaf], _) => PathProofTerminal::Leaf(leaf.clone()),
            (_, 0) => PathProofTerminal::Terminator(TriePosition::new()),
            (_, depth) => {
                PathProofTerminal::Terminator(TriePosition::from_path_and_depth(path, depth as u16))
            }
        };
        let proof = PathProof { terminal, siblings };
        ProvenEntry {
            key: key.clone(),
            value: state.get(key).cloned(),
            proof: borsh::to_vec(&proof).unwrap(),
        }
    }
}

fn node_of(leaves: &[LeafData], depth: usize) -> Node {
    match leaves {
        [] => TERMINATOR,
        [leaf] => Sha2Hasher::hash_leaf(leaf),
        _ => {
            let (left, right) = split(leaves, depth);
            Sha2Hasher::hash_internal(&InternalData {
                left: node_of(left, depth + 1),
                right: node_of(right, depth + 1),
            })
        }
    }
}

fn split(leaves: &[LeafData], depth: usize) -> (&[LeafData], &[LeafData]) {
    leaves.split_at(leaves.partition_point(|leaf| !bit(&leaf.key_path, depth)))
}

fn bit(path: &[u8; 32], depth: usize) -> bool {
    path[depth / 8] >> (7 - depth % 8) & 1 == 1
}

/// The rules' numbers of every test chain.
pub(crate) fn parameters() -> Parameters {
    Parameters {
        genesis_time: Timestamp(GENESIS_TIME),
        epoch_ms: 60_000,
        report_window_ms: 15_000,
        audit_window_ms: 10_000,
        answer_window_ms: 10_000,
        minimum_fee: Amount::from_units(1_000),
        first_emission: Amount::from_tokens(100),
        halving_epochs: 1_000,
        emission_cap: Amount::from_tokens(1_000_000),
        reading_interval_ms: 1_000,
        cell_capacity: 4,
        economy: Economy {
            stale_after: 10,
            sector_price: 1,
            fuel_price: 1,
            ..Economy::PRACTICE
        },
    }
}

/// The device at this index of [`OWNER`]'s.
pub(crate) fn device(index: u32) -> Device {
    Device {
        owner: OWNER,
        index,
        slot: index,
        claimed_at: Timestamp(GENESIS_TIME),
        cell: None,
        equipment: Equipment::default(),
        record: DeviceRecord::default(),
    }
}

/// Names an epoch's statement of an account with few devices.
pub(crate) fn first_page(epoch: u64) -> StatementId {
    StatementId {
        epoch: Epoch(epoch),
        page: 0,
    }
}

/// A statement of [`OWNER`] with one line.
pub(crate) fn statement(epoch: u64, previous: Option<u64>, reward: u128) -> Statement {
    let reward = Amount::from_units(reward);
    Statement {
        account: OWNER,
        id: first_page(epoch),
        previous: previous.map(first_page),
        lines: vec![StatementLine {
            device: DEVICE,
            resource: Resource::Sensing,
            cell: None,
            possible: 60,
            claimed: 60,
            accepted: 60,
            losses: Vec::new(),
            multipliers: Multipliers {
                crowd: 1_000,
                freshness: 1_000,
            },
            reward,
        }],
        total: reward,
    }
}

fn state(balance: u128) -> State {
    let mut state = State::new();
    let account = Account {
        balance: Amount::from_units(balance),
        nonce: 3,
        devices: 1,
        slots: 1,
        newest_statement: Some(first_page(4)),
        ..Account::default()
    };
    state.insert(StateKey::Parameters, encode(&parameters()));
    state.insert(StateKey::Account(OWNER), encode(&account));
    state.insert(StateKey::OwnedDevice(OWNER, 0), encode(&DEVICE));
    state.insert(StateKey::Device(DEVICE), encode(&device(0)));
    for (epoch, previous) in [(1, None), (2, Some(1)), (4, Some(2))] {
        let key = StateKey::Statement(OWNER, first_page(epoch));
        state.insert(
            key,
            encode(&statement(epoch, previous, 100 * u128::from(epoch))),
        );
    }
    for other in 0..200u8 {
        let address = AccountAddress([other; 32]);
        if address != OWNER && address != NOBODY {
            let account = Account {
                balance: Amount::from_units(other.into()),
                ..Account::default()
            };
            state.insert(StateKey::Account(address), encode(&account));
        }
    }
    state
}
