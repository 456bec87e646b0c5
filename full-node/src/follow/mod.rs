//! Follows a network as a full node: syncs from nothing over libp2p, then keeps up and serves.
//!
//! Nothing is believed: the genesis must have the network's id, a batch of blocks must be linked by
//! hashes from this node's newest block to a certificate under the group key, and every block is
//! executed and its state root compared. A peer that sends anything else is banned and another asked.

mod batch;

use crate::{
    chain::{
        certificate::{CertificateError, CertificateVerifier},
        home::{HomeError, Service, read_genesis, write_genesis},
    },
    daemon::{DaemonError, multiaddresses, serve},
    node::Node,
    serve::{ServeError, ServerHandle, fetch_genesis},
    setup::{SetupError, peer_keypair, remembered_seed},
    state::{BlockError, Capacity, LedgerError},
};
use batch::{Batch, check_batch};
use libp2p::PeerId;
use outpost_protocol::{
    NetworkDefinition,
    genesis::Genesis,
    wire::{MAX_BLOCKS, Request, Response},
};
use std::{path::Path, sync::Arc, time::Duration};

/// Between two asks when no header comes by gossip.
const PAUSE: Duration = Duration::from_secs(5);
/// Between two asks while no peer helps.
const RETRY: Duration = Duration::from_millis(500);

/// A follower that runs.
pub struct Follower {
    /// Its chain and pool.
    pub node: Arc<Node>,
    /// Its server.
    pub server: ServerHandle,
}

/// A follower that cannot start.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// See [`DaemonError`].
    #[error(transparent)]
    Daemon(#[from] DaemonError),
    /// See [`HomeError`].
    #[error(transparent)]
    Home(#[from] HomeError),
    /// See [`LedgerError`].
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// See [`SetupError`].
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// See [`ServeError`].
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// See [`CertificateError`].
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The folder cannot be made.
    #[error("the follower's folder cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// The folder holds another network's genesis.
    #[error("the folder holds another network")]
    OtherNetwork,
}

/// Starts to follow `network` in `directory`, listening on `listen`. Returns when the genesis is
/// there; blocks come in the background. Needs a tokio runtime.
pub async fn start(
    network: &NetworkDefinition,
    directory: &Path,
    listen: Vec<String>,
) -> Result<Follower, FollowError> {
    std::fs::create_dir_all(directory)?;
    let seed = remembered_seed(&directory.join("peer.seed"))?;
    let service = Service {
        peer_seed: hex::encode(seed),
        listen,
        peers: network.peers.clone(),
        faucet_seed: String::new(),
    };
    let genesis = match read_genesis(directory) {
        Ok(genesis) => genesis,
        Err(_) => {
            let peers = multiaddresses(&network.peers)?;
            let wanted = |genesis: &Genesis| is_genesis_of(genesis, network);
            let genesis = fetch_genesis(peer_keypair(seed)?, &peers, wanted).await?;
            write_genesis(directory, &genesis)?;
            genesis
        }
    };
    if !is_genesis_of(&genesis, network) {
        return Err(FollowError::OtherNetwork);
    }
    let capacity = if network.practice {
        Capacity::PRACTICE
    } else {
        Capacity::NETWORK
    };
    let node = Arc::new(Node::open(&directory.join("chain"), genesis, capacity)?);
    let server = serve(node.clone(), &service)?;
    let verifier = CertificateVerifier::new(network.id, &network.group_key)?;
    tokio::spawn(keep_up(node.clone(), server.clone(), verifier));
    Ok(Follower { node, server })
}

fn is_genesis_of(genesis: &Genesis, network: &NetworkDefinition) -> bool {
    genesis.network_id() == network.id && genesis.group_key == network.group_key
}

/// Asks one peer after the other for what comes next; waits for gossip when nothing does.
async fn keep_up(node: Arc<Node>, server: ServerHandle, verifier: CertificateVerifier) {
    let mut headers = server.headers();
    loop {
        let mut advanced = false;
        for peer in server.peers() {
            while advance(&node, &server, &verifier, peer).await {
                advanced = true;
            }
        }
        let pause = if advanced || !server.peers().is_empty() {
            PAUSE
        } else {
            RETRY
        };
        // A server that stopped ends the process soon; until then this only asks less often.
        let _ = tokio::time::timeout(pause, headers.changed()).await;
    }
}

/// Takes the next blocks from `peer`; whether there were any.
async fn advance(
    node: &Arc<Node>,
    server: &ServerHandle,
    verifier: &CertificateVerifier,
    peer: PeerId,
) -> bool {
    let request = Request::Blocks {
        from: node.ledger().final_height().next(),
        count: MAX_BLOCKS,
    };
    let blocks = match server.request(peer, request).await {
        Ok(Response::Blocks(blocks)) => blocks,
        Ok(Response::Refused(refusal)) => {
            tracing::debug!(%peer, %refusal, "a peer has no blocks");
            return false;
        }
        Ok(_) => {
            server.ban(peer, "an answer to another question");
            return false;
        }
        Err(error) => {
            tracing::debug!(%peer, %error, "a peer has no blocks");
            return false;
        }
    };
    if blocks.is_empty() {
        return false;
    }
    let (node, verifier) = (node.clone(), verifier.clone());
    let taken = tokio::task::spawn_blocking(move || take(&node, &verifier, &blocks)).await;
    match taken {
        Ok(Ok(())) => true,
        Ok(Err(TakeError::Peer(error))) => {
            server.ban(peer, &error.to_string());
            false
        }
        Ok(Err(TakeError::Block(error))) => {
            tracing::error!(%error, "a final block cannot be taken");
            false
        }
        Err(error) => {
            tracing::error!(%error, "blocks could not be checked");
            false
        }
    }
}

/// Blocks that were not taken.
#[derive(Debug, thiserror::Error)]
enum TakeError {
    /// The peer lied.
    #[error(transparent)]
    Peer(#[from] batch::BatchError),
    /// What two thirds of the validators signed does not execute here.
    #[error(transparent)]
    Block(#[from] BlockError),
}

fn take(
    node: &Node,
    verifier: &CertificateVerifier,
    blocks: &[outpost_protocol::wire::FinalBlock],
) -> Result<(), TakeError> {
    let newest = node.ledger().newest();
    let Batch(blocks) = check_batch(&newest, blocks, verifier)?;
    for (block, certificate) in blocks {
        node.finalise(&block, certificate)?;
    }
    Ok(())
}
