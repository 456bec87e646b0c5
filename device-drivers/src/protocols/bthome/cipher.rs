//! Opens and seals objects with a sensor's key.

use super::{
    Address, Sealed,
    service_data::{SEAL_BYTES, TAG_BYTES},
};
use aes::Aes128Enc;
use ccm::{
    Ccm,
    aead::{AeadInOut, KeyInit},
    consts::{U4, U13},
};
use std::{fmt, str::FromStr};
use zeroize::Zeroizing;

/// The key that a sensor and its owner share. Wiped from memory when dropped, and not shown by `Debug`.
/// Written as 32 hexadecimal digits.
#[derive(Clone)]
pub struct BindKey {
    /// In one place, so that moving the key leaves no copy.
    cipher: Box<Ccm<Aes128Enc, U4, U13>>,
}

/// Not 32 hexadecimal digits. Does not say what it was instead: it may be a key but for a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key has 32 hexadecimal digits")]
pub struct NotABindKey;

/// The tag is wrong: the key is another, or the bytes were changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrongTag;

const KEY_BYTES: usize = 16;
/// The service's UUID as it is in an advertisement.
const UUID: [u8; 2] = 0xfcd2_u16.to_le_bytes();

impl BindKey {
    /// The key of these bytes. Wiping those is the caller's.
    pub fn new(bytes: &[u8; KEY_BYTES]) -> Self {
        Self {
            cipher: Box::new(Ccm::new(bytes.into())),
        }
    }

    /// Puts what `sealed` holds into `objects`. If it fails, nothing is there.
    pub(super) fn open(
        &self,
        address: Address,
        sealed: &Sealed<'_>,
        objects: &mut Vec<u8>,
    ) -> Result<(), WrongTag> {
        objects.clear();
        objects.extend(sealed.ciphertext);
        let nonce = nonce(address, sealed.info, sealed.counter);
        let opened = self.cipher.decrypt_inout_detached(
            &nonce.into(),
            &[],
            objects.as_mut_slice().into(),
            &sealed.tag.into(),
        );
        opened.map_err(|_| {
            objects.clear();
            WrongTag
        })
    }

    /// The objects encrypted, the counter and the tag; `None` for more than 64 KiB.
    pub(super) fn seal(
        &self,
        address: Address,
        info: u8,
        counter: u32,
        mut objects: Vec<u8>,
    ) -> Option<Vec<u8>> {
        let nonce = nonce(address, info, counter);
        let buffer = objects.as_mut_slice().into();
        let tag = self
            .cipher
            .encrypt_inout_detached(&nonce.into(), &[], buffer)
            .ok()?;
        let tag: [u8; TAG_BYTES] = tag.into();
        objects.reserve(SEAL_BYTES);
        objects.extend(counter.to_le_bytes());
        objects.extend(tag);
        Some(objects)
    }
}

fn nonce(address: Address, info: u8, counter: u32) -> [u8; 13] {
    let [a, b, c, d, e, f] = address.0;
    let [uuid_low, uuid_high] = UUID;
    let [g, h, i, j] = counter.to_le_bytes();
    [a, b, c, d, e, f, uuid_low, uuid_high, info, g, h, i, j]
}

impl FromStr for BindKey {
    type Err = NotABindKey;

    fn from_str(digits: &str) -> Result<Self, NotABindKey> {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        hex::decode_to_slice(digits, bytes.as_mut_slice()).map_err(|_| NotABindKey)?;
        Ok(Self::new(&bytes))
    }
}

impl fmt::Debug for BindKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BindKey").finish_non_exhaustive()
    }
}
