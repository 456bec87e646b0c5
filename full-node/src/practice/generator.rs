//! Makes a long certified chain quickly, without rounds of consensus, and serves it.
//!
//! For measuring what a light node pays on a chain of any length. Blocks are a second apart in their
//! own time; simulated contributors make them as full as those of a practice network.

use super::{PracticeError, neighbours::Neighbours, plan_without_neighbours};
use crate::{
    chain::{
        dealer::deal_keys,
        home::{Service, write_genesis},
        signing::Quorum,
    },
    daemon::serve,
    node::{Node, timestamp},
    serve::ServerHandle,
    setup::{NETWORK_FILE, free_addresses, remembered_seed, service_addresses},
    state::{BlockError, Capacity},
};
use commonware_utils::sys_rng;
use outpost_protocol::{
    AccountAddress, Hash, NetworkDefinition, Timestamp, bounded::List, genesis::Genesis,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

/// Contributors of a generated chain.
const CONTRIBUTORS: u32 = 10;
/// Every so many blocks have a certificate of their own, and the last.
const CERTIFIED_EVERY: u64 = 10;
const BLOCK_MS: u64 = 1_000;
const EPOCH_MS: u64 = 60_000;

/// A generated chain that is served.
pub struct Generated {
    /// What light nodes need to join.
    pub network_file: PathBuf,
    /// Where it is served.
    pub peers: Vec<String>,
    /// An account with one device and statements.
    pub account: AccountAddress,
    /// The chain.
    pub node: Arc<Node>,
    /// Serves as long as it is held.
    pub server: ServerHandle,
}

/// Makes a chain of `heights` blocks in `directory`, which must be empty, and serves it. Needs a
/// tokio runtime.
pub fn generate_chain(directory: &Path, heights: u64) -> Result<Generated, PracticeError> {
    fs::create_dir_all(directory)?;
    if fs::read_dir(directory)?.next().is_some() {
        return Err(PracticeError::ForeignFolder(directory.to_owned()));
    }
    let mut neighbours = Neighbours::with_sensors([7; 32], CONTRIBUTORS);
    let dealing = deal_keys(&mut sys_rng(), 4).map_err(crate::setup::SetupError::from)?;
    let start = timestamp(SystemTime::now())
        .0
        .saturating_sub(heights.saturating_mul(BLOCK_MS));
    let mut plan = plan_without_neighbours(4, EPOCH_MS);
    plan.parameters.genesis_time = Timestamp(start);
    let genesis = Genesis {
        name: "generated".to_owned(),
        group_key: dealing.committee.group_key(),
        parameters: plan.parameters,
        validators: List::default(),
        balances: neighbours.balances(),
    };
    write_genesis(directory, &genesis).map_err(crate::setup::SetupError::from)?;
    let quorum =
        Quorum::new(&dealing, genesis.network_id()).map_err(crate::setup::SetupError::from)?;
    let node = Node::open(&directory.join("chain"), genesis, Capacity::PRACTICE)
        .map_err(crate::daemon::DaemonError::from)?;
    let nodes = [Arc::new(node)];
    let [node] = &nodes;
    lengthen(&nodes, &mut neighbours, &quorum, heights)?;
    let (network_file, peers, server) = publish(directory, node.clone())?;
    // Each has one device.
    let account = neighbours.owners().get(1).copied();
    Ok(Generated {
        network_file,
        peers,
        account: account.unwrap_or(AccountAddress([0; 32])),
        node: node.clone(),
        server,
    })
}

/// Adds so many blocks to a chain of which there is the first.
fn lengthen(
    nodes: &[Arc<Node>; 1],
    neighbours: &mut Neighbours,
    quorum: &Quorum,
    heights: u64,
) -> Result<(), PracticeError> {
    let [node] = nodes;
    let start = node.ledger().parameters().genesis_time.0;
    let mut parent: Hash = node.ledger().genesis_block().header.hash();
    for height in 1..=heights {
        let now = Timestamp(start.saturating_add(height.saturating_mul(BLOCK_MS)));
        neighbours.contribute(nodes, now);
        // A view for each block, numbered alike.
        let seed = || quorum.seed(height.saturating_sub(1));
        let block = node.propose(parent, now, seed).map_err(failed)?;
        let certificate = if height % CERTIFIED_EVERY == 0 || height == heights {
            quorum.certify(&block.header, height)
        } else {
            None
        };
        node.finalise(&block, certificate).map_err(failed)?;
        parent = block.header.hash();
    }
    Ok(())
}

/// Writes the network file and serves the chain: where the file is, and where the server listens.
pub(crate) fn publish(
    directory: &Path,
    node: Arc<Node>,
) -> Result<(PathBuf, Vec<String>, ServerHandle), PracticeError> {
    let seed = remembered_seed(&directory.join("peer.seed"))?;
    let service = Service {
        peer_seed: hex::encode(seed),
        listen: free_addresses()?,
        peers: Vec::new(),
        faucet_seed: String::new(),
    };
    let definition = NetworkDefinition {
        name: node.genesis().name.clone(),
        id: node.ledger().network(),
        group_key: node.genesis().group_key.clone(),
        peers: service_addresses(&service)?,
        practice: true,
    };
    let network_file = directory.join(NETWORK_FILE);
    let text = definition
        .to_toml()
        .map_err(crate::setup::SetupError::from)?;
    fs::write(&network_file, text)?;
    let server = serve(node, &service)?;
    Ok((network_file, definition.peers, server))
}

fn failed(error: BlockError) -> PracticeError {
    PracticeError::Generate(Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::parameters;
    use commonware_utils::TestRng;

    /// Blocks of a second and epochs of a minute: enough for four of them to be settled.
    const HEIGHTS: u64 = 360;
    /// The hash of the last block, to be pinned anew if the rules or the neighbours were meant to change.
    const LAST_BLOCK: &str = "0da6d1cf44bb80c99ba7a4dbb921bde569c13848deca4a94ba8c64a085c47186";

    #[test]
    fn the_same_blocks_and_the_same_state_come_of_every_build() {
        let mut neighbours = Neighbours::of_all_kinds([7; 32], 10);
        let dealing = deal_keys(&mut TestRng::new(7), 4).unwrap();
        let genesis = Genesis {
            name: "pinned".to_owned(),
            group_key: dealing.committee.group_key(),
            parameters: parameters(Timestamp(1_790_000_000_000), EPOCH_MS),
            validators: List::default(),
            balances: neighbours.balances(),
        };
        let quorum = Quorum::new(&dealing, genesis.network_id()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let node = Node::open(folder.path(), genesis, Capacity::PRACTICE).unwrap();
        let nodes = [Arc::new(node)];
        lengthen(&nodes, &mut neighbours, &quorum, HEIGHTS).unwrap();
        let last = nodes[0].ledger().newest().hash().to_string();
        // Read by `cargo xtask determinism`.
        println!("state after {HEIGHTS} blocks: {last}");
        assert_eq!(last, LAST_BLOCK);
    }
}
