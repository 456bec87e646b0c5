//! Shows the network's blocks to the engine.

use super::certificate::digest_of;
use bytes::{BufMut, Bytes};
use commonware_codec::{Buf, EncodeSize, Error, RangeCfg, Read, Write};
use commonware_consensus::{Block, BoundedBlock, Heightable, types::Height};
use commonware_cryptography::{Digestible, sha256::Digest};
use outpost_protocol::header::{MAX_BLOCK_BYTES, content_root};

/// A block whose header commits to its contents. Its digest is the header's hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainBlock(outpost_protocol::Block);

impl ChainBlock {
    /// Shows `block` to the engine, unless its header commits to other contents.
    pub fn new(block: outpost_protocol::Block) -> Option<Self> {
        // Without this, two different blocks could have one digest.
        (content_root(block.seed, &block.transactions) == block.header.content_root)
            .then_some(Self(block))
    }

    /// Shows a network's first block, which the rules made.
    pub(super) fn genesis(block: outpost_protocol::Block) -> Self {
        Self(block)
    }

    /// The block.
    pub fn block(&self) -> &outpost_protocol::Block {
        &self.0
    }
}

impl Write for ChainBlock {
    fn write(&self, writer: &mut impl BufMut) {
        Bytes::from(self.0.encode()).write(writer);
    }
}

impl EncodeSize for ChainBlock {
    fn encode_size(&self) -> usize {
        Bytes::from(self.0.encode()).encode_size()
    }
}

impl Read for ChainBlock {
    type Cfg = ();

    fn read_cfg(reader: &mut impl Buf, _: &()) -> Result<Self, Error> {
        let bytes = Bytes::read_cfg(reader, &RangeCfg::from(..=MAX_BLOCK_BYTES))?;
        outpost_protocol::Block::decode(&bytes)
            .ok()
            .and_then(Self::new)
            .ok_or(Error::Invalid("ChainBlock", "not a block of this network"))
    }
}

impl Digestible for ChainBlock {
    type Digest = Digest;

    fn digest(&self) -> Digest {
        digest_of(self.0.header.hash())
    }
}

impl Heightable for ChainBlock {
    fn height(&self) -> Height {
        Height::new(self.0.header.height.0)
    }
}

impl Block for ChainBlock {
    fn parent(&self) -> Digest {
        digest_of(self.0.header.parent)
    }
}

impl BoundedBlock for ChainBlock {
    fn max_encode_size(_: &()) -> usize {
        // The length takes at most 5 bytes.
        MAX_BLOCK_BYTES + 5
    }
}
