//! Measures how many reports a second a full node checks, executes and commits, against how many
//! signatures a second can be checked at all.
//!
//! The blocks are made before, and the chain is opened anew, so that nothing of them is known. Then a
//! block and as many bare signatures take turns, so that a machine that is slow for a while is slow for
//! both.

use super::{
    MeasureError,
    population::{EPOCH, Population},
    usage::{Took, timed},
};
use crate::{
    chain::{dealer::deal_keys, signing::Quorum},
    state::{Capacity, Ledger, begin_with},
};
use commonware_utils::sys_rng;
use ed25519_zebra::batch;
use outpost_protocol::{
    Block, Certificate, DeviceKey, Timestamp, authentic::Authentic, genesis::Genesis,
    header::MAX_BLOCK_TRANSACTIONS, transaction::SignedTransaction,
};
use serde::Serialize;
use std::{fs, path::Path};

/// How many blocks are measured.
const BLOCKS: u32 = 8;

/// What was measured. Rates are by the clock; the node's other threads share its one core.
#[derive(Clone, Debug, Serialize)]
pub struct Throughput {
    /// Devices in the state.
    pub devices: u32,
    /// Reports that were committed.
    pub reports: u32,
    /// Reports a second.
    pub reports_per_second: f64,
    /// Signatures a second, where nothing else is done.
    pub signatures_per_second: f64,
    /// Processor time of a report, in microseconds.
    pub report_processor_us: f64,
    /// Processor time of a signature, in microseconds.
    pub signature_processor_us: f64,
}

/// Measures on a state of so many devices, in `directory`, which must not exist.
pub fn measure(directory: &Path, devices: u32) -> Result<Throughput, MeasureError> {
    fs::create_dir(directory).map_err(MeasureError::Folder)?;
    let population = Population::signing(devices);
    let dealing = deal_keys(&mut sys_rng(), 4)?;
    let genesis = population.genesis(dealing.committee.group_key());
    begin_with(
        directory,
        &genesis,
        Capacity::NETWORK,
        population.settled_in(),
    )?;
    let quorum = Quorum::new(&dealing, genesis.network_id())?;
    let blocks = make_blocks(directory, &genesis, &population, &quorum)?;

    let ledger = Ledger::open(directory, &genesis, Capacity::NETWORK)?;
    let (mut node, mut bare) = (Took::default(), Took::default());
    let mut reports = 0_u32;
    for (encoded, certificate) in blocks {
        let (block, took) = timed(|| take(&ledger, &encoded, certificate));
        node.add(took);
        let block = block?;
        reports = reports.saturating_add(block.transactions.len() as u32);
        let (are_right, took) = timed(|| check_bare(&block.transactions));
        bare.add(took);
        if !are_right {
            return Err(MeasureError::Broken("signatures"));
        }
    }
    // Part of what a commit costs is only due at a checkpoint.
    let (written, writing) = timed(|| ledger.write_out());
    written?;
    node.add(writing);
    let count = f64::from(reports);
    Ok(Throughput {
        devices,
        reports,
        reports_per_second: count / node.clock.as_secs_f64(),
        signatures_per_second: count / bare.clock.as_secs_f64(),
        report_processor_us: node.processor.as_secs_f64() * 1e6 / count,
        signature_processor_us: bare.processor.as_secs_f64() * 1e6 / count,
    })
}

/// Full blocks of reports, one after the other, with their certificates. The devices take their turns, as
/// those of a network do.
fn make_blocks(
    directory: &Path,
    genesis: &Genesis,
    population: &Population,
    quorum: &Quorum,
) -> Result<Vec<(Vec<u8>, Certificate)>, MeasureError> {
    let ledger = Ledger::open(directory, genesis, Capacity::NETWORK)?;
    let opens = population.parameters().end_of(EPOCH);
    let mut parent = ledger.genesis_block().header.hash();
    let mut blocks = Vec::new();
    let mut numbers = population.in_turn().into_iter();
    for height in 1..=u64::from(BLOCKS) {
        let mut candidates = Vec::new();
        for number in numbers.by_ref().take(MAX_BLOCK_TRANSACTIONS) {
            let report = population.report(ledger.network(), number);
            candidates.push(Authentic::check(report)?);
        }
        let now = Timestamp(opens.0 + height);
        let built = ledger.build(parent, now, || None, candidates)?;
        if let Some((_, rejection)) = built.rejected.into_iter().next() {
            return Err(rejection.into());
        }
        let certificate = quorum
            .certify(&built.block.header, height)
            .ok_or(MeasureError::Broken("certificates"))?;
        parent = built.block.header.hash();
        blocks.push((built.block.encode(), certificate));
    }
    Ok(blocks)
}

/// What a validator does with a block: reads, checks and executes it, and commits it once it is final.
fn take(ledger: &Ledger, encoded: &[u8], certificate: Certificate) -> Result<Block, MeasureError> {
    let block = Block::decode(encoded).map_err(|_| MeasureError::Broken("blocks"))?;
    ledger.execute(&block)?;
    ledger.finalise(&block, Some(certificate))?;
    Ok(block)
}

/// Whether the reports' signatures are right, by the library alone.
fn check_bare(transactions: &[SignedTransaction]) -> bool {
    let mut together = batch::Verifier::new();
    for transaction in transactions {
        if let SignedTransaction::Report(signed) = transaction {
            let DeviceKey::Ed25519(key) = signed.report.device else {
                return false;
            };
            let message = signed.report.signing_bytes();
            together.queue((key.into(), signed.signature.0.into(), &message));
        }
    }
    together.verify(sys_rng()).is_ok()
}
