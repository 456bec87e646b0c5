//! Measures the end of an epoch for which very many devices reported, and serves what came of it.

use super::{
    MeasureError,
    population::{EPOCH, Population},
    usage::{Took, forget_peak_memory, peak_memory_mib, timed},
};
use crate::{
    chain::{dealer::deal_keys, home::write_genesis, signing::Quorum},
    node::Node,
    practice::{PracticeError, generator::publish},
    serve::ServerHandle,
    setup::SetupError,
    state::{Capacity, LedgerError, begin_with},
};
use borsh::BorshDeserialize;
use commonware_utils::sys_rng;
use outpost_protocol::{
    Hash, Timestamp,
    economy::EpochSummary,
    hash::encode,
    report::Resource,
    state::{Progress, ReadState as _, StateKey},
    statement::{Statement, StatementId},
};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Between two blocks, in milliseconds.
const BLOCK_MS: u64 = 1_000;
/// Statements whose sizes are looked at.
const SAMPLED: u32 = 1_000;

/// What was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Closed {
    /// Devices that reported, each of another account.
    pub devices: u32,
    /// Reports of each resource that something was paid for.
    pub paid: BTreeMap<&'static str, u32>,
    /// Blocks: the one that drew, and those from the first that judged to the last that paid.
    pub blocks: u32,
    /// The block that drew, in milliseconds.
    pub draw_ms: f64,
    /// The slowest of all of them, in milliseconds.
    pub slowest_block_ms: f64,
    /// Processor time of all of them, and of writing to disk what they changed, in seconds.
    pub processor_s: f64,
    /// The most memory meanwhile, in MiB.
    pub peak_memory_mib: f64,
    /// Length of the longest statement with its key and proof, of some that were looked at, in bytes.
    pub statement_bytes: usize,
    /// Base units that one statement pays.
    pub statement_total: String,
    /// Whose it is.
    pub account: String,
    /// What light nodes need to ask for it.
    pub network: PathBuf,
}

/// Closes the epoch of so many devices in `directory`, which must not exist, and serves the chain as long
/// as the server is held. Needs a tokio runtime.
pub fn measure(directory: &Path, devices: u32) -> Result<(Closed, ServerHandle), MeasureError> {
    fs::create_dir(directory).map_err(MeasureError::Folder)?;
    let population = Population::named(devices);
    let dealing = deal_keys(&mut sys_rng(), 4)?;
    let genesis = population.genesis(dealing.committee.group_key());
    let quorum = Quorum::new(&dealing, genesis.network_id())?;
    write_genesis(directory, &genesis).map_err(|error| unserved(error.into()))?;
    let chain = directory.join("chain");
    let reported = population.reported(genesis.network_id());
    let state = population.settled_in().chain(reported);
    begin_with(&chain, &genesis, Capacity::NETWORK, state)?;
    let node = Arc::new(Node::open(&chain, genesis, Capacity::NETWORK)?);
    forget_peak_memory()?;

    let drawn = population.parameters().reports_close(EPOCH);
    let due = population.parameters().answers_close(drawn);
    let mut closing = Closing {
        node: &node,
        quorum: &quorum,
        took: Took::default(),
        slowest_ms: 0.0,
        blocks: 0,
    };
    // The first block of all cannot draw, and is no part of a close.
    closing.make_block(Timestamp(drawn.0.saturating_sub(1)))?;
    (closing.took, closing.slowest_ms, closing.blocks) = (Took::default(), 0.0, 0);
    closing.make_block(drawn)?;
    let draw_ms = closing.slowest_ms;
    let mut now = due;
    while progress(&node)?.next_to_settle == EPOCH {
        closing.make_block(now)?;
        now = Timestamp(now.0.saturating_add(BLOCK_MS));
    }
    let (written, writing) = timed(|| node.ledger().write_out());
    written?;
    closing.took.add(writing);
    let peak_memory_mib = peak_memory_mib()?;
    let (blocks, slowest_block_ms) = (closing.blocks, closing.slowest_ms);
    let processor_s = closing.took.processor.as_secs_f64();

    let paid = paid_reports(&node)?;
    let (statement_bytes, statement) = longest_statement(&node, &population, devices)?;
    let (network, _, server) = publish(directory, node)?;
    let closed = Closed {
        devices,
        paid,
        blocks,
        draw_ms,
        slowest_block_ms,
        processor_s,
        peak_memory_mib,
        statement_bytes,
        statement_total: statement.total.units().to_string(),
        account: statement.account.to_string(),
        network,
    };
    Ok((closed, server))
}

struct Closing<'a> {
    node: &'a Node,
    quorum: &'a Quorum,
    took: Took,
    slowest_ms: f64,
    blocks: u32,
}

impl Closing<'_> {
    /// Makes the next block without transactions and commits it.
    fn make_block(&mut self, now: Timestamp) -> Result<(), MeasureError> {
        let parent = self.node.ledger().newest();
        let view = parent.height.next().0;
        let seed = || self.quorum.seed(parent.height.0);
        let (block, proposing) = timed(|| self.node.propose(parent.hash(), now, seed));
        let block = block?;
        let certificate = self.quorum.certify(&block.header, view);
        let (taken, committing) = timed(|| self.node.finalise(&block, certificate));
        taken?;
        self.took.add(proposing);
        self.took.add(committing);
        let clock = proposing.clock + committing.clock;
        self.slowest_ms = self.slowest_ms.max(clock.as_secs_f64() * 1_000.0);
        self.blocks += 1;
        Ok(())
    }
}

fn progress(node: &Node) -> Result<Progress, MeasureError> {
    value(node, &StateKey::Progress)
}

fn paid_reports(node: &Node) -> Result<BTreeMap<&'static str, u32>, MeasureError> {
    let summary: EpochSummary = value(node, &StateKey::Summary(EPOCH))?;
    let paid = Resource::ALL.into_iter().zip(summary.resources);
    Ok(paid
        .map(|(resource, sums)| (resource.name(), sums.paid_reports))
        .collect())
}

fn value<T: BorshDeserialize>(node: &Node, key: &StateKey) -> Result<T, MeasureError> {
    let bytes = node
        .ledger()
        .with_final_state(|_, state| state.read(key.path()))?
        .map_err(LedgerError::from)?;
    bytes
        .and_then(|bytes| borsh::from_slice(&bytes).ok())
        .ok_or(MeasureError::Broken("the state"))
}

/// The longest of some statements with their proofs: its length, and the statement.
fn longest_statement(
    node: &Node,
    population: &Population,
    devices: u32,
) -> Result<(usize, Statement), MeasureError> {
    let id = StatementId {
        epoch: EPOCH,
        page: 0,
    };
    let mut longest: Option<(usize, Vec<u8>)> = None;
    for turn in 0..SAMPLED.min(devices) {
        let number = Hash::of_encoded("measured sample", &turn).below(devices);
        let key = StateKey::Statement(population.owner(number), id);
        let proven = node.ledger().prove(&[key])?;
        let entry = proven.and_then(|proven| proven.entries.into_iter().next());
        let entry = entry.ok_or(MeasureError::Broken("proofs"))?;
        let bytes = encode(&entry).len();
        if let Some(value) = entry.value
            && longest.as_ref().is_none_or(|(most, _)| bytes > *most)
        {
            longest = Some((bytes, value));
        }
    }
    longest
        .and_then(|(bytes, value)| Some((bytes, borsh::from_slice(&value).ok()?)))
        .ok_or(MeasureError::Broken("statements"))
}

fn unserved(error: SetupError) -> MeasureError {
    PracticeError::from(error).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_epoch_that_is_measured_pays_most_reports_of_every_resource() {
        let folder = tempfile::tempdir().unwrap();
        let (closed, _server) = measure(&folder.path().join("closed"), 3_000).unwrap();
        assert_eq!(closed.paid.len(), Resource::COUNT);
        let paid: u32 = closed.paid.values().sum();
        assert!(paid > 2_400, "{closed:?}");
        for (name, reports) in &closed.paid {
            assert!(*reports > 0, "nothing is paid for {name}: {closed:?}");
        }
    }
}
