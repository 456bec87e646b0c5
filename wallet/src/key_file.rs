//! Seals a wallet under a passphrase, and opens it again.
//!
//! The file is the [borsh] encoding of [`Header`], the sealed 16 bytes of the wallet with their
//! 16-byte tag, and the SHA-256 of all that: 157 bytes. The passphrase is stretched by Argon2id into
//! the key of XChaCha20-Poly1305, whose associated data is the header. Every version begins with
//! the magic and the version and ends with the SHA-256, so that damage, a later version and a wrong
//! passphrase can be told apart.

use crate::{Damage, KeyStoreError, Passphrase, words::ENTROPY_BYTES};
use argon2::{Algorithm, Argon2, Params, Version};
use borsh::{BorshDeserialize, BorshSerialize};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, aead::AeadInOut};
use outpost_protocol::{AccountAddress, hash::encode};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// How every key file begins.
const MAGIC: [u8; 8] = *b"OUTPOSTK";
/// The one version there is.
const VERSION: u8 = 1;
/// Length of the SHA-256 at the end.
const CHECKSUM_BYTES: usize = 32;
/// Length of a file of version 1.
pub(crate) const FILE_BYTES: usize = 157;

/// How much work it is to try a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Cost {
    /// Memory, in KiB.
    memory_kib: u32,
    /// Passes over it.
    passes: u32,
    /// Lanes, which an attacker can fill at once as well as we.
    lanes: u32,
}

impl Cost {
    /// 64 MiB, 3 passes, 4 lanes: RFC 9106, section 4, the second recommended option, for where the
    /// first one's 2 GiB are too much. A phone has them.
    pub(crate) const RECOMMENDED: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
        lanes: 4,
    };

    /// Whether a file may ask for it: at most 1 GiB, so that a forged one cannot take the machine.
    fn is_bounded(self) -> bool {
        self.memory_kib <= 1024 * 1024 && self.passes <= 16 && self.lanes <= 16
    }
}

/// What anybody may read of a key file; nobody may change it, since it is the associated data.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Header {
    magic: [u8; 8],
    version: u8,
    address: AccountAddress,
    cost: Cost,
    salt: [u8; 16],
    nonce: [u8; 24],
}

/// A key file, sealed.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct SealedKey {
    header: Header,
    sealed: [u8; ENTROPY_BYTES],
    tag: [u8; 16],
}

impl SealedKey {
    /// Seals `entropy`, the wallet of `address`.
    pub(crate) fn seal(
        entropy: &[u8; ENTROPY_BYTES],
        address: AccountAddress,
        passphrase: &Passphrase,
        cost: Cost,
    ) -> Result<Self, KeyStoreError> {
        let mut header = Header {
            magic: MAGIC,
            version: VERSION,
            address,
            cost,
            salt: [0; 16],
            nonce: [0; 24],
        };
        getrandom::fill(&mut header.salt)?;
        getrandom::fill(&mut header.nonce)?;
        let mut sealed = *entropy;
        let tag = header
            .cipher(passphrase)?
            .encrypt_inout_detached(
                &header.nonce.into(),
                &encode(&header),
                sealed.as_mut_slice().into(),
            )
            // It fails for what is longer than any memory.
            .map_err(|_| KeyStoreError::OutOfMemory)?;
        Ok(Self {
            header,
            sealed,
            tag: tag.into(),
        })
    }

    /// What was sealed.
    pub(crate) fn open(
        &self,
        passphrase: &Passphrase,
    ) -> Result<Zeroizing<[u8; ENTROPY_BYTES]>, KeyStoreError> {
        let mut entropy = Zeroizing::new(self.sealed);
        self.header
            .cipher(passphrase)?
            .decrypt_inout_detached(
                &self.header.nonce.into(),
                &encode(&self.header),
                entropy.as_mut_slice().into(),
                &self.tag.into(),
            )
            .map_err(|_| KeyStoreError::PassphraseWrong)?;
        Ok(entropy)
    }

    /// Whose wallet it is.
    pub(crate) fn address(&self) -> AccountAddress {
        self.header.address
    }

    /// The file's bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = encode(self);
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum);
        bytes
    }

    /// Reads a file's bytes.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Damage> {
        let wrong_length = Damage::Length {
            found: bytes.len() as u64,
            expected: FILE_BYTES as u64,
        };
        let (body, checksum) = bytes
            .split_last_chunk::<CHECKSUM_BYTES>()
            .ok_or(wrong_length)?;
        let (magic, rest) = body
            .split_first_chunk::<{ MAGIC.len() }>()
            .ok_or(wrong_length)?;
        if magic != &MAGIC {
            return Err(Damage::Foreign);
        }
        let version = *rest.first().ok_or(wrong_length)?;
        if version == VERSION && bytes.len() != FILE_BYTES {
            return Err(wrong_length);
        }
        if Sha256::digest(body).as_slice() != checksum {
            return Err(Damage::Altered);
        }
        if version != VERSION {
            return Err(Damage::Version(version));
        }
        let sealed: Self = borsh::from_slice(body).map_err(|_| wrong_length)?;
        if !sealed.header.cost.is_bounded() {
            return Err(Damage::Cost);
        }
        Ok(sealed)
    }
}

impl Header {
    fn cipher(&self, passphrase: &Passphrase) -> Result<XChaCha20Poly1305, KeyStoreError> {
        let Cost {
            memory_kib,
            passes,
            lanes,
        } = self.cost;
        let mut key = Zeroizing::new([0; 32]);
        // Only a machine short of memory fails here: the cost was bounded when it was read.
        Params::new(memory_kib, passes, lanes, Some(key.len()))
            .and_then(|params| {
                Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
                    passphrase.as_bytes(),
                    &self.salt,
                    key.as_mut_slice(),
                )
            })
            .map_err(|_| KeyStoreError::OutOfMemory)?;
        Ok(XChaCha20Poly1305::new((&*key).into()))
    }
}
