//! Derives ed25519 keys from a seed as SLIP-0010 says.
//!
//! The master key and its chain code are HMAC-SHA512 of the seed under the key `ed25519 seed`; a
//! child is HMAC-SHA512 of `0x00 || parent key || index` under the parent's chain code. The left
//! half is the key, the right half the chain code. For ed25519 only hardened children exist
//! (index + 2^31), so every index below is written without its mark.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The number of this network's kind of coin in the path. SLIP-0044 has given it to nobody.
const COIN_TYPE: u32 = 29_367;

/// The path of the account's key: m/44'/29367'/0'. BIP-44's purpose, the kind of coin, the first
/// account; BIP-44's two last levels are not hardened and so do not exist for ed25519.
pub const ACCOUNT_PATH: [u32; 3] = [44, COIN_TYPE, 0];

/// The mark of a hardened index.
const HARDENED: u32 = 1 << 31;

/// SHA-512 takes its input in blocks of so many bytes.
const SHA512_BLOCK: usize = 128;

/// A private key with the chain code that its children are derived with.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct ExtendedKey {
    key: [u8; 32],
    chain_code: [u8; 32],
}

impl ExtendedKey {
    /// The key at the end of `path`, all of its steps hardened.
    pub(crate) fn derive(seed: &[u8], path: &[u32]) -> Self {
        let master = Self::from_mac(b"ed25519 seed", &[seed]);
        path.iter().fold(master, |parent, index| {
            let index = (index | HARDENED).to_be_bytes();
            Self::from_mac(&parent.chain_code, &[&[0], &parent.key, &index])
        })
    }

    /// The private key.
    pub(crate) fn key(&self) -> &[u8; 32] {
        &self.key
    }

    fn from_mac(mac_key: &[u8], message: &[&[u8]]) -> Self {
        // HMAC fills a short key up with zeros to the length of a block.
        let mut block = Zeroizing::new([0_u8; SHA512_BLOCK]);
        block
            .iter_mut()
            .zip(mac_key)
            .for_each(|(to, from)| *to = *from);
        let mut mac = Hmac::<Sha512>::new((&*block).into());
        for part in message {
            mac.update(part);
        }
        let output = Zeroizing::new(<[u8; 64]>::from(mac.finalize().into_bytes()));
        let mut derived = Self {
            key: [0; 32],
            chain_code: [0; 32],
        };
        let (key, chain_code) = output.split_at(32);
        derived.key.copy_from_slice(key);
        derived.chain_code.copy_from_slice(chain_code);
        derived
    }
}
