//! Gives final blocks to the ledger, in order, with their certificates.

use super::{Scheme, block::ChainBlock, certificate::encode_finalization};
use crate::{node::Node, state::BlockError};
use commonware_actor::Feedback;
use commonware_consensus::{
    Reporter,
    marshal::{Update, core::Mailbox, standard::Standard},
    types::Height,
};
use commonware_cryptography::Digested;
use commonware_utils::{Acknowledgement as _, acknowledgement::Exact, channel::mpsc};
use std::sync::Arc;

/// What the engine calls.
#[derive(Clone)]
pub struct FinalBlocks(mpsc::UnboundedSender<(Digested<ChainBlock>, Exact)>);

/// Takes what the engine gave.
pub struct Finaliser {
    node: Arc<Node>,
    blocks: mpsc::UnboundedReceiver<(Digested<ChainBlock>, Exact)>,
}

impl Finaliser {
    /// The two ends.
    pub fn new(node: Arc<Node>) -> (FinalBlocks, Self) {
        let (sender, blocks) = mpsc::unbounded_channel();
        (FinalBlocks(sender), Self { node, blocks })
    }

    /// Runs until the engine stops, or the ledger cannot take a final block.
    pub async fn run(
        mut self,
        marshal: Mailbox<Scheme, Standard<ChainBlock>>,
    ) -> Result<(), BlockError> {
        while let Some((block, acknowledgement)) = self.blocks.recv().await {
            let block = block.inner().block();
            let height = Height::new(block.header.height.0);
            let certificate = marshal
                .get_finalization(height)
                .await
                .map(|finalization| encode_finalization(&finalization));
            self.node.finalise(block, certificate)?;
            acknowledgement.acknowledge();
        }
        Ok(())
    }
}

impl Reporter for FinalBlocks {
    type Activity = Update<ChainBlock>;

    fn report(&mut self, update: Self::Activity) -> Feedback {
        match update {
            Update::Tip(..) => Feedback::Ok,
            Update::Block(block, acknowledgement) => {
                if self.0.send((block, acknowledgement)).is_ok() {
                    Feedback::Ok
                } else {
                    Feedback::Closed
                }
            }
        }
    }
}
