//! Wires the engine's parts together: simplex, marshal, broadcast and their storage.

use super::{
    Finalization, Scheme,
    application::Proposer,
    block::ChainBlock,
    certificate::CertificateVerifier,
    finaliser::{FinalBlocks, Finaliser},
    seeds::Seeds,
};
use crate::{node::Node, state::BlockError};
use commonware_broadcast::buffered;
use commonware_consensus::{
    Reporters,
    marshal::{
        self, Start,
        core::{Actor, Mailbox},
        resolver,
        standard::{Inline, Standard},
    },
    simplex::{
        self, Floor, ForwardPolicy, SkipBudget, SkipPolicy,
        elector::{Random, RandomVersion},
    },
    types::{Epoch as Era, FixedEpocher, ViewDelta},
};
use commonware_cryptography::{
    Digested, Digestible as _, Sha256, certificate::ConstantProvider, ed25519::PublicKey,
    sha256::Digest,
};
use commonware_p2p::{Blocker, Provider, Receiver, Sender, max_message_size};
use commonware_parallel::Sequential;
use commonware_runtime::{Clock, Handle, Metrics, Spawner, Storage, buffer::paged::CacheRef};
use commonware_storage::archive::{self, immutable};
use commonware_utils::{NZDuration, NZU16, NZU64, NZUsize};
use futures::future::{Either, select};
use rand_core::CryptoRng;
use std::{
    num::{NonZeroU16, NonZeroU64, NonZeroUsize},
    pin::pin,
    sync::Arc,
    time::Duration,
};

/// Most messages that wait in front of one actor.
const MAILBOX: NonZeroUsize = NZUsize!(1_024);
/// Views behind the newest final one of which votes are kept.
const VIEW_RETENTION: ViewDelta = ViewDelta::new(16);
/// Views behind the newest final one of which proposed blocks are kept for others.
const BLOCK_RETENTION: ViewDelta = ViewDelta::new(160);
/// The engine's only era so far: it never ends.
const ERA_BLOCKS: NonZeroU64 = NZU64!(1 << 62);
const REPLAY_BUFFER: NonZeroUsize = NZUsize!(1 << 20);
const WRITE_BUFFER: NonZeroUsize = NZUsize!(64 << 10);
const PAGE: NonZeroU16 = NZU16!(4_096);
const CACHED_PAGES: NonZeroUsize = NZUsize!(1_024);
/// Slots of a new archive's table; it grows with the chain.
const TABLE_SLOTS: u32 = 4_096;
const TABLE_RESIZE_AFTER: u8 = 4;
const TABLE_RESIZE_STEP: u32 = 1_024;
const ARCHIVE_SECTION: NonZeroU64 = NZU64!(16_384);
const ARCHIVE_FILE_BYTES: u64 = 256 << 20;

/// How fast validators expect each other to be.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// Between a block and its child.
    pub block_interval: Duration,
    /// How long a leader may take to propose; more than the block interval.
    pub leader_timeout: Duration,
    /// How long a view may take until its block is notarised; more than the leader's.
    pub certification_timeout: Duration,
    /// Between two asks for a view to be skipped.
    pub retry: Duration,
    /// How long a peer may take to answer.
    pub fetch_timeout: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            block_interval: Duration::from_secs(1),
            leader_timeout: Duration::from_secs(3),
            certification_timeout: Duration::from_secs(5),
            retry: Duration::from_secs(4),
            fetch_timeout: Duration::from_secs(2),
        }
    }
}

/// What one validator's engine works with.
pub struct Config<B, P> {
    /// The validator's identity.
    pub me: PublicKey,
    /// Signs its votes.
    pub scheme: Scheme,
    /// Disconnects peers that misbehave.
    pub blocker: B,
    /// Who the other validators are.
    pub peers: P,
    /// The chain and the pool.
    pub node: Arc<Node>,
    /// Prefix of the engine's storage.
    pub partition: String,
    /// How fast the others are expected to be.
    pub timing: Timing,
}

/// The network channels of one validator, each a sender and a receiver.
pub struct Channels<S, R> {
    /// Votes.
    pub votes: (S, R),
    /// Certificates.
    pub certificates: (S, R),
    /// Asking for certificates.
    pub resolver: (S, R),
    /// New blocks.
    pub blocks: (S, R),
    /// Asking for old blocks.
    pub backfill: (S, R),
}

/// Why a validator's engine stopped.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The engine's storage cannot be opened.
    #[error("the engine's storage cannot be opened: {0}")]
    Storage(#[from] archive::Error),
    /// The ledger did not take a final block.
    #[error("a final block was not taken: {0}")]
    Ledger(#[from] BlockError),
    /// One of its parts stopped.
    #[error("a part of the engine stopped")]
    Stopped,
}

type Certificates<E> = immutable::Archive<E, Digest, Finalization>;
type Blocks<E> = immutable::Archive<E, Digest, Arc<ChainBlock>>;
type Marshal<E> = Actor<
    E,
    Standard<ChainBlock>,
    ConstantProvider<Scheme, Era>,
    Certificates<E>,
    Blocks<E>,
    FixedEpocher,
    Sequential,
>;

/// The largest message on any channel.
pub fn largest_message(validators: u32) -> u32 {
    max_message_size(&[
        simplex::max_payload_size::<Scheme, Digest>(validators),
        marshal::max_payload_size::<Standard<ChainBlock>, Scheme>(validators, &()),
    ])
}

/// Runs a validator until it fails.
pub async fn run<E, B, P, S, R>(
    context: E,
    config: Config<B, P>,
    channels: Channels<S, R>,
) -> EngineError
where
    E: Clock + CryptoRng + Spawner + Storage + Metrics,
    B: Blocker<PublicKey = PublicKey>,
    P: Provider<PublicKey = PublicKey>,
    S: Sender<PublicKey = PublicKey>,
    R: Receiver<PublicKey = PublicKey>,
{
    match start(context, config, channels).await {
        Ok(running) => running.wait().await,
        Err(error) => error,
    }
}

/// The parts that run.
struct Running {
    parts: Vec<Handle<()>>,
    finaliser: Handle<Result<(), BlockError>>,
}

impl Running {
    /// Waits for the first part that stops, which none should.
    async fn wait(self) -> EngineError {
        let parts = pin!(futures::future::select_all(self.parts));
        match select(parts, pin!(self.finaliser)).await {
            Either::Right((Ok(Err(error)), _)) => error.into(),
            _ => EngineError::Stopped,
        }
    }
}

async fn start<E, B, P, S, R>(
    context: E,
    config: Config<B, P>,
    channels: Channels<S, R>,
) -> Result<Running, EngineError>
where
    E: Clock + CryptoRng + Spawner + Storage + Metrics,
    B: Blocker<PublicKey = PublicKey>,
    P: Provider<PublicKey = PublicKey>,
    S: Sender<PublicKey = PublicKey>,
    R: Receiver<PublicKey = PublicKey>,
{
    let pages = CacheRef::new(PAGE, CACHED_PAGES);
    let timing = config.timing;
    let (broadcast, buffer) = buffered::Engine::new(
        context.child("broadcast"),
        buffered::Config {
            public_key: config.me.clone(),
            mailbox_size: MAILBOX,
            deque_size: 16,
            priority: true,
            codec_config: (),
            peer_provider: config.peers.clone(),
            strategy: Sequential,
        },
    );
    let backfill = resolver::p2p::init(
        context.child("backfill"),
        resolver::p2p::Config {
            public_key: config.me.clone(),
            peer_provider: config.peers.clone(),
            blocker: config.blocker.clone(),
            mailbox_size: MAILBOX,
            fetch_timeout: NZDuration!(timing.fetch_timeout),
            fetch_retry_delay: Duration::from_millis(100),
            priority_requests: false,
            priority_responses: false,
        },
        channels.backfill,
    );
    let (marshal, mailbox) = open_marshal(&context, &config, &pages).await?;
    let seeds = Seeds::default();
    let network = config.node.ledger().network();
    let proposer = Proposer::new(
        config.node.clone(),
        seeds.clone(),
        CertificateVerifier::of_validator(network, config.scheme.clone()),
        timing.block_interval,
    );
    let application = Inline::new(
        context.child("application"),
        proposer,
        mailbox.clone(),
        FixedEpocher::new(ERA_BLOCKS),
    );
    let (final_blocks, finaliser): (FinalBlocks, Finaliser) = Finaliser::new(config.node.clone());
    let simplex = simplex::Engine::new(
        context.child("simplex"),
        simplex::Config {
            scheme: config.scheme,
            elector: Random::<Sha256>::new(RandomVersion::V1),
            blocker: config.blocker,
            automaton: application.clone(),
            relay: application.clone(),
            reporter: Reporters::from((seeds, application)),
            track_historical_votes: false,
            strategy: Sequential,
            partition: format!("{}-simplex", config.partition),
            mailbox_size: MAILBOX,
            epoch: Era::zero(),
            floor: Floor::Genesis(genesis(&config.node).digest()),
            replay_buffer: REPLAY_BUFFER,
            write_buffer: WRITE_BUFFER,
            page_cache: pages,
            leader_timeout: timing.leader_timeout,
            certification_timeout: timing.certification_timeout,
            timeout_retry: timing.retry,
            view_retention: VIEW_RETENTION,
            skip: SkipPolicy::Enabled {
                timeout: timing.certification_timeout * 2,
                budget: SkipBudget::Participants,
            },
            fetch_timeout: NZDuration!(timing.fetch_timeout),
            fetch_retry_delay: Duration::from_millis(100),
            forward: ForwardPolicy::SilentVoters,
        },
    );
    let parts = vec![
        broadcast.start(channels.blocks),
        marshal.start(final_blocks, buffer, backfill),
        simplex.start(channels.votes, channels.certificates, channels.resolver),
    ];
    let finaliser = context
        .child("finaliser")
        .spawn(move |_| finaliser.run(mailbox));
    Ok(Running { parts, finaliser })
}

async fn open_marshal<E, B, P>(
    context: &E,
    config: &Config<B, P>,
    pages: &CacheRef,
) -> Result<(Marshal<E>, Mailbox<Scheme, Standard<ChainBlock>>), EngineError>
where
    E: Clock + CryptoRng + Spawner + Storage + Metrics,
{
    let certificates = Certificates::init(
        context.child("certificates"),
        archive_config(&format!("{}-certificates", config.partition), pages),
    )
    .await?;
    let blocks = Blocks::init(
        context.child("blocks"),
        archive_config(&format!("{}-blocks", config.partition), pages),
    )
    .await?;
    let genesis = genesis(&config.node);
    let (marshal, mailbox, _) = Actor::init(
        context.child("marshal"),
        certificates,
        blocks,
        marshal::Config {
            provider: ConstantProvider::new(config.scheme.clone()),
            epocher: FixedEpocher::new(ERA_BLOCKS),
            start: Start::Genesis(genesis),
            partition_prefix: format!("{}-marshal", config.partition),
            mailbox_size: MAILBOX,
            view_retention: BLOCK_RETENTION,
            prunable_items_per_section: NZU64!(256),
            page_cache: pages.clone(),
            replay_buffer: REPLAY_BUFFER,
            key_write_buffer: WRITE_BUFFER,
            value_write_buffer: WRITE_BUFFER,
            block_codec_config: (),
            max_repair: NZUsize!(16),
            max_pending_acks: NZUsize!(16),
            strategy: Sequential,
        },
    )
    .await;
    Ok((marshal, mailbox))
}

fn genesis(node: &Node) -> Digested<ChainBlock> {
    let block = ChainBlock::genesis(node.ledger().genesis_block().clone());
    let digest = block.digest();
    Digested::precomputed(block, digest)
}

/// Neither certificates nor blocks need to know anything to be decoded.
fn archive_config(partition: &str, pages: &CacheRef) -> immutable::Config<()> {
    immutable::Config {
        metadata_partition: format!("{partition}-metadata"),
        freezer_table_partition: format!("{partition}-table"),
        freezer_table_initial_size: TABLE_SLOTS,
        freezer_table_resize_frequency: TABLE_RESIZE_AFTER,
        freezer_table_resize_chunk_size: TABLE_RESIZE_STEP,
        freezer_key_partition: format!("{partition}-keys"),
        freezer_key_page_cache: pages.clone(),
        freezer_value_partition: format!("{partition}-values"),
        freezer_value_target_size: ARCHIVE_FILE_BYTES,
        freezer_value_compression: None,
        ordinal_partition: format!("{partition}-ordinal"),
        items_per_section: ARCHIVE_SECTION,
        freezer_key_write_buffer: WRITE_BUFFER,
        freezer_value_write_buffer: WRITE_BUFFER,
        ordinal_write_buffer: WRITE_BUFFER,
        replay_buffer: REPLAY_BUFFER,
        codec_config: (),
    }
}
