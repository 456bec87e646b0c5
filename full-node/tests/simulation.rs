//! Four validators with the real application, pool and state over a simulated network, under a seed:
//! lossy links, a partition, and transactions that all come in.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use commonware_cryptography::{Signer as _, ed25519::PublicKey};
use commonware_p2p::simulated::{self, Link, Network, Oracle};
use commonware_runtime::{
    Clock as _, Quota, Runner as _, Spawner as _, Supervisor as _, deterministic,
};
use commonware_utils::{NZU32, NZUsize, Probability, TestRng, probability};
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_full_node::{
    chain::{
        certificate::CertificateVerifier,
        dealer::{Dealing, deal_keys},
        engine::{self, Channels, Timing},
    },
    node::{Node, timestamp},
    practice,
    state::Capacity,
};
use outpost_protocol::{
    AccountAddress, Amount, Block, Epoch, Height, NetworkId, Signature, Timestamp,
    bounded::List,
    genesis::{Genesis, Parameters},
    state::{Account, ReadState as _, StateKey},
    transaction::{Action, SignedTransaction, Transaction},
};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};
use tempfile::TempDir;

/// When the simulated clock starts, in milliseconds.
const START_MS: u64 = 1_790_000_000_000;
const EPOCH_MS: u64 = 8_000;

struct Simulation {
    context: deterministic::Context,
    oracle: Oracle<PublicKey, deterministic::Context>,
    keys: Vec<PublicKey>,
    nodes: Vec<Arc<Node>>,
    verifier: CertificateVerifier,
    payer: SigningKey,
    /// Holds the state on disk.
    _folder: TempDir,
}

/// Epochs so short that every scenario draws.
fn parameters() -> Parameters {
    Parameters {
        minimum_fee: Amount::from_units(1_000),
        ..practice::parameters(Timestamp(START_MS), EPOCH_MS)
    }
}

fn link(success_rate: Probability) -> Link {
    Link {
        latency: Duration::from_millis(30),
        jitter: Duration::from_millis(10),
        success_rate,
    }
}

async fn begin(context: deterministic::Context, success_rate: Probability) -> Simulation {
    let dealing = deal_keys(&mut TestRng::new(1), 4).unwrap();
    let payer = SigningKey::from_bytes(&[5; 32]);
    let genesis = Genesis {
        name: "simulation".to_owned(),
        group_key: dealing.committee.group_key(),
        parameters: parameters(),
        validators: List::default(),
        balances: BTreeMap::from([(address(&payer), Amount::from_tokens(1_000))]),
    };
    let network = genesis.network_id();
    let verifier = CertificateVerifier::new(network, &genesis.group_key).unwrap();
    let keys: Vec<PublicKey> = dealing.committee.participants.iter().cloned().collect();
    let (simulated, oracle) = Network::new_with_peers(
        context.child("network"),
        simulated::Config {
            max_size: engine::largest_message(4),
            max_peers_per_set: NZUsize!(8),
            disconnect_on_block: true,
            tracked_peer_sets: NZUsize!(1),
        },
        keys.clone(),
    )
    .await;
    simulated.start();
    for from in &keys {
        for to in keys.iter().filter(|to| *to != from) {
            oracle
                .add_link(from.clone(), to.clone(), link(success_rate))
                .await
                .unwrap();
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let mut nodes = Vec::new();
    for index in 0..4 {
        let node = Arc::new(
            Node::open(
                &folder.path().join(index.to_string()),
                genesis.clone(),
                Capacity::PRACTICE,
            )
            .unwrap(),
        );
        start_validator(&context, &oracle, &dealing, network, index, node.clone()).await;
        nodes.push(node);
    }
    Simulation {
        context,
        oracle,
        keys,
        nodes,
        verifier,
        payer,
        _folder: folder,
    }
}

async fn start_validator(
    context: &deterministic::Context,
    oracle: &Oracle<PublicKey, deterministic::Context>,
    dealing: &Dealing,
    network: NetworkId,
    index: usize,
    node: Arc<Node>,
) {
    let secrets = &dealing.validators[index];
    let me = secrets.identity.public_key();
    let control = oracle.control(me.clone());
    let quota = Quota::per_second(NZU32!(1_024));
    let mut channels = Vec::new();
    for channel in 0..5 {
        channels.push(control.register(channel, quota).await.unwrap());
    }
    let [votes, certificates, resolver, blocks, backfill] =
        <[_; 5]>::try_from(channels).ok().unwrap();
    let config = engine::Config {
        me,
        scheme: dealing
            .committee
            .signer(network, secrets.share.clone())
            .unwrap(),
        blocker: control,
        peers: oracle.manager(),
        node,
        partition: format!("validator-{index}"),
        timing: Timing::default(),
    };
    let channels = Channels {
        votes,
        certificates,
        resolver,
        blocks,
        backfill,
    };
    context
        .child("validator")
        .with_attribute("index", index)
        .spawn(move |context| async move {
            let error = engine::run(context, config, channels).await;
            panic!("validator {index} stopped: {error}");
        });
}

fn address(key: &SigningKey) -> AccountAddress {
    AccountAddress(key.verifying_key().to_bytes())
}

impl Simulation {
    async fn sleep(&self, seconds: u64) {
        self.context.sleep(Duration::from_secs(seconds)).await;
    }

    fn heights(&self) -> Vec<u64> {
        self.nodes
            .iter()
            .map(|node| node.ledger().final_height().0)
            .collect()
    }

    /// Gives one token away, through the pool of one node.
    fn transfer(&self, node: usize, nonce: u64, to: AccountAddress) {
        let transaction = Transaction {
            network: self.nodes[node].ledger().network(),
            sender: address(&self.payer),
            nonce,
            fee: Amount::from_units(1_000),
            action: Action::Transfer {
                to,
                amount: Amount::from_tokens(1),
            },
        };
        let signature = Signature(self.payer.sign(&transaction.signing_bytes()).to_bytes());
        let now = timestamp(self.context.current());
        let signed = SignedTransaction::Account {
            transaction,
            signature,
        };
        self.nodes[node].submit(signed, now).unwrap().unwrap();
    }

    fn balance(&self, node: usize, of: AccountAddress) -> Amount {
        self.nodes[node]
            .ledger()
            .with_final_state(|_, state| {
                let value = state.read(StateKey::Account(of).path()).unwrap();
                value.map_or(Amount::ZERO, |bytes| {
                    borsh::from_slice::<Account>(&bytes).unwrap().balance
                })
            })
            .unwrap()
    }

    /// All nodes have the same final blocks, and every certificate is the group's. The first block after
    /// the close of an epoch's reports, and no other, draws from the seed of the round before.
    fn check_agreement(&self) -> u64 {
        let common = self.heights().into_iter().min().unwrap();
        let mut rounds = BTreeMap::new();
        let mut unclosed = parameters().first_unclosed_at(Timestamp(START_MS));
        for height in 0..=common {
            let blocks: Vec<_> = self
                .nodes
                .iter()
                .map(|node| node.ledger().block(Height(height)).unwrap().unwrap())
                .collect();
            for block in &blocks {
                assert_eq!(block.block, blocks[0].block);
                let Some(certificate) = &block.certificate else {
                    continue;
                };
                let header = Block::decode(&block.block).unwrap().header;
                let finalization = self.verifier.finalization_of(&header, certificate).unwrap();
                rounds.insert(height, finalization.proposal.round.view().get());
            }
            let block = Block::decode(&blocks[0].block).unwrap();
            let still_open = parameters().first_unclosed_at(block.header.timestamp);
            assert_eq!(block.seed.is_some(), still_open > unclosed);
            unclosed = still_open;
            let Some(seed) = block.seed else { continue };
            self.verifier.verify_seed(&seed).unwrap();
            if let Some(round) = rounds.get(&(height - 1)) {
                assert_eq!(seed.view, *round);
            }
        }
        assert!(unclosed > Epoch(0), "nothing was drawn");
        common
    }
}

fn simulate<F: Future<Output = T>, T>(
    seed: u64,
    success_rate: Probability,
    scenario: impl FnOnce(Simulation) -> F,
) -> T {
    let config = deterministic::Config::new()
        .with_seed(seed)
        .with_start_time(UNIX_EPOCH + Duration::from_millis(START_MS))
        .with_timeout(Some(Duration::from_secs(900)));
    deterministic::Runner::new(config)
        .start(|context| async move { scenario(begin(context, success_rate).await).await })
}

#[test]
fn four_validators_agree_on_about_a_block_a_second() {
    simulate(1, probability!(1.0), |simulation| async move {
        simulation.sleep(30).await;
        let common = simulation.check_agreement();
        assert!((20..=30).contains(&common), "{common} blocks in 30 s");
    });
}

#[test]
fn a_transaction_in_any_pool_is_executed_by_all() {
    simulate(2, probability!(1.0), |simulation| async move {
        let to = AccountAddress([9; 32]);
        for nonce in 0..5 {
            simulation.transfer(2, nonce, to);
        }
        simulation.sleep(20).await;
        simulation.check_agreement();
        for node in 0..4 {
            assert_eq!(simulation.balance(node, to), Amount::from_tokens(5));
        }
    });
}

#[test]
fn validators_agree_over_lossy_links_and_after_a_partition() {
    for seed in 3..5 {
        simulate(seed, probability!(0.9), |simulation| async move {
            simulation.sleep(30).await;
            let [alone, others @ ..] = simulation.keys.as_slice() else {
                unreachable!()
            };
            for other in others {
                simulation
                    .oracle
                    .remove_link(alone.clone(), other.clone())
                    .await
                    .unwrap();
                simulation
                    .oracle
                    .remove_link(other.clone(), alone.clone())
                    .await
                    .unwrap();
            }
            let before = simulation.heights();
            simulation.sleep(60).await;
            let during = simulation.heights();
            assert!(
                during[1] > before[1],
                "three of four go on: {before:?}, {during:?}"
            );
            assert!(
                during[0] <= before[0] + 1,
                "one of four does not: {before:?}, {during:?}"
            );
            for other in others {
                let link = link(probability!(0.9));
                simulation
                    .oracle
                    .add_link(alone.clone(), other.clone(), link.clone())
                    .await
                    .unwrap();
                simulation
                    .oracle
                    .add_link(other.clone(), alone.clone(), link)
                    .await
                    .unwrap();
            }
            simulation.sleep(60).await;
            let common = simulation.check_agreement();
            assert!(
                common > during[1],
                "the one catches up: {common}, {during:?}"
            );
        });
    }
}

#[test]
fn the_same_seed_gives_the_same_chain() {
    let run = |seed| {
        simulate(seed, probability!(0.8), |simulation| async move {
            simulation.sleep(20).await;
            simulation.check_agreement();
            simulation.nodes[0].ledger().blocks(Height(0), 64).unwrap()
        })
    };
    let first = run(7);
    assert!(first.len() > 2);
    assert_eq!(first, run(7));
    assert_ne!(first, run(8));
}
