//! Proposes and verifies blocks for the engine.

use super::{
    Scheme,
    block::ChainBlock,
    certificate::{CertificateVerifier, round_of},
    seeds::Seeds,
};
use crate::{
    node::{Node, child_time, timestamp},
    state::BlockError,
};
use commonware_consensus::{
    Application, marshal::ancestry::Ancestry, simplex::types::Context, types::Round,
};
use commonware_cryptography::{Digested, Digestible as _, ed25519::PublicKey, sha256::Digest};
use commonware_runtime::Clock;
use futures::{StreamExt as _, future::pending};
use outpost_protocol::{Block, Hash, Timestamp};
use std::{
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

/// The application of one validator.
#[derive(Clone)]
pub struct Proposer {
    node: Arc<Node>,
    seeds: Seeds,
    verifier: CertificateVerifier,
    block_interval: Duration,
}

/// How far a block's timestamp may be ahead of a validator's clock before it waits with its vote.
const CLOCK_TOLERANCE: Duration = Duration::from_millis(500);

impl Proposer {
    /// Proposes from `node`'s pool, `block_interval` after the parent. `seeds` hears of every
    /// certificate; `verifier` knows the group key.
    pub fn new(
        node: Arc<Node>,
        seeds: Seeds,
        verifier: CertificateVerifier,
        block_interval: Duration,
    ) -> Self {
        Self {
            node,
            seeds,
            verifier,
            block_interval,
        }
    }

    /// Executes the ancestors that this node has not executed, such as after a restart. `Ok` once
    /// the newest of them is executed.
    async fn catch_up(&self, mut ancestry: impl Ancestry<ChainBlock>) -> Result<(), BlockError> {
        let mut missing = Vec::new();
        while let Some(block) = ancestry.next().await {
            if self.node.ledger().knows(&block.inner().block().header)? {
                break;
            }
            missing.push(block);
        }
        for block in missing.iter().rev() {
            self.execute(block.inner().block())?;
        }
        Ok(())
    }

    fn execute(&self, block: &Block) -> Result<(), BlockError> {
        if let Some(seed) = &block.seed {
            self.verifier
                .verify_seed(seed)
                .map_err(|_| BlockError::WrongSeed)?;
        }
        self.node.ledger().execute(block)
    }

    async fn build<E: Clock>(
        &self,
        clock: &E,
        parent_round: Round,
        ancestry: impl Ancestry<ChainBlock>,
    ) -> Result<Option<Digested<ChainBlock>>, BlockError> {
        let Some(parent) = ancestry.clone().next().await else {
            return Ok(None);
        };
        self.catch_up(ancestry).await?;
        let header = &parent.inner().block().header;
        let due = header
            .timestamp
            .0
            .saturating_add(millis(self.block_interval));
        clock
            .sleep_until(UNIX_EPOCH + Duration::from_millis(due))
            .await;
        let now = timestamp(clock.current());
        let seed = || self.seeds.of(parent_round);
        let block = self
            .node
            .propose(Hash(parent.digest().0), child_time(header, now), seed)?;
        let block = ChainBlock::new(block);
        Ok(block.map(|block| {
            let digest = block.digest();
            Digested::precomputed(block, digest)
        }))
    }

    async fn check<E: Clock>(
        &self,
        clock: &E,
        parent_round: Round,
        mut ancestry: impl Ancestry<ChainBlock>,
    ) -> Result<(), BlockError> {
        let Some(block) = ancestry.next().await else {
            return pending().await;
        };
        let block = block.inner().block();
        // Whoever could take the seed of any round could choose among many.
        if block
            .seed
            .is_some_and(|seed| round_of(&seed) != parent_round)
        {
            return Err(BlockError::WrongSeed);
        }
        self.catch_up(ancestry).await?;
        wait_until_due(clock, block.header.timestamp).await;
        self.execute(block)
    }
}

impl<E: Clock> Application<E> for Proposer {
    type SigningScheme = Scheme;
    type Context = Context<Digest, PublicKey>;
    type Block = ChainBlock;
    type Input = ();

    async fn propose(
        &mut self,
        (clock, context): (E, Self::Context),
        ancestry: impl Ancestry<ChainBlock>,
        (): (),
    ) -> Option<Digested<ChainBlock>> {
        match self.build(&clock, parent_round(&context), ancestry).await {
            Ok(block) => block,
            Err(error) => {
                tracing::warn!(%error, "no block can be proposed");
                None
            }
        }
    }

    async fn verify(
        &mut self,
        (clock, context): (E, Self::Context),
        ancestry: impl Ancestry<ChainBlock>,
    ) -> bool {
        match self.check(&clock, parent_round(&context), ancestry).await {
            Ok(()) => true,
            // Says nothing about the block, so neither does this validator.
            Err(BlockError::Fault(error)) => {
                tracing::error!(%error, "this node cannot verify a block");
                pending().await
            }
            Err(error) => {
                tracing::warn!(%error, "a proposed block is invalid");
                false
            }
        }
    }
}

/// The round that the parent of a proposal is of.
fn parent_round(context: &Context<Digest, PublicKey>) -> Round {
    let (view, _) = context.parent;
    Round::new(context.round.epoch(), view)
}

/// Waits while `time` is too far in the future; that a block is early does not make it invalid.
async fn wait_until_due<E: Clock>(clock: &E, time: Timestamp) {
    let due = time.0.saturating_sub(millis(CLOCK_TOLERANCE));
    if timestamp(clock.current()).0 < due {
        clock
            .sleep_until(UNIX_EPOCH + Duration::from_millis(due))
            .await;
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
