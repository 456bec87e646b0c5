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

    /// As little as Argon2id allows for: nobody tries out a secret of 256 random bits.
    pub(crate) const LEAST: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };

    /// The cipher under the secret that this work stretches.
    pub(crate) fn cipher(
        self,
        secret: &[u8],
        salt: &[u8; 16],
    ) -> Result<XChaCha20Poly1305, argon2::Error> {
        let Self {
            memory_kib,
            passes,
            lanes,
        } = self;
        let mut key = Zeroizing::new([0; 32]);
        let params = Params::new(memory_kib, passes, lanes, Some(key.len()))?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
            secret,
            salt,
            key.as_mut_slice(),
        )?;
        Ok(XChaCha20Poly1305::new((&*key).into()))
    }

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
        // Only a machine short of memory fails here: the cost was bounded when it was read.
        self.cost
            .cipher(passphrase.as_bytes(), &self.salt)
            .map_err(|_| KeyStoreError::OutOfMemory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENTROPY: [u8; ENTROPY_BYTES] = *b"sixteen secrets!";

    /// Each region of the file, with where it ends.
    const REGIONS: [(&str, usize); 10] = [
        ("magic", 8),
        ("version", 9),
        ("address", 41),
        ("memory", 45),
        ("passes", 49),
        ("lanes", 53),
        ("salt", 69),
        ("nonce", 93),
        ("sealed", 125),
        ("checksum", FILE_BYTES),
    ];

    fn passphrase() -> Passphrase {
        Passphrase::new("correct horse")
    }

    fn sealed() -> SealedKey {
        SealedKey::seal(
            &ENTROPY,
            AccountAddress([9; 32]),
            &passphrase(),
            Cost::LEAST,
        )
        .unwrap()
    }

    /// A file as somebody would write it who knows the format, but not the passphrase.
    fn forged(change: impl FnOnce(&mut [u8])) -> Result<SealedKey, Damage> {
        let mut bytes = sealed().to_bytes();
        let (body, checksum) = bytes.split_last_chunk_mut::<CHECKSUM_BYTES>().unwrap();
        change(body);
        *checksum = Sha256::digest(&*body).into();
        SealedKey::from_bytes(&bytes)
    }

    #[test]
    fn a_file_of_version_1_can_be_opened_for_ever() {
        // Written by another implementation: Python's argon2-cffi and PyCryptodome.
        let file = hex::decode(
            "4f5554504f53544b01ebab0842724f9cf6346298a1d8059d31c14a3f06a267d02a175f28548d6e420c\
             400000000100000001000000000102030405060708090a0b0c0d0e0f6465666768696a6b6c6d6e6f70\
             7172737475767778797a7b8519fa81213fdc1cc06f999e9b09f8683d7ad91017fe67ed763d414826bf\
             f6dc0810451fb3fdd32b9b10d81a6dbeb414e3cc267e79fa1f72994c2d995f2773df",
        )
        .unwrap();
        let sealed = SealedKey::from_bytes(&file).unwrap();
        assert_eq!(*sealed.open(&passphrase()).unwrap(), [0; ENTROPY_BYTES]);
        assert_eq!(
            sealed.address().to_string(),
            "op1aw4sssnjf7w0vdrznzsaspvax8q550cx5fnaq2shtu59frtwggxq4kgv2r"
        );
        assert_eq!(sealed.to_bytes(), file);
    }

    #[test]
    fn another_passphrase_does_not_open_it() {
        for wrong in [
            "correct hors",
            "correct horsf",
            "Correct horse",
            " correct horse",
            "",
        ] {
            let opened = sealed().open(&Passphrase::new(wrong));
            assert!(matches!(opened, Err(KeyStoreError::PassphraseWrong)));
        }
    }

    #[test]
    fn a_changed_bit_anywhere_is_damage_and_not_a_wrong_passphrase() {
        let intact = sealed().to_bytes();
        for position in 0..intact.len() {
            let (region, _) = REGIONS.iter().find(|(_, end)| position < *end).unwrap();
            for bit in 0..8 {
                let mut bytes = intact.clone();
                bytes[position] ^= 1 << bit;
                let expected = match *region {
                    "magic" => Damage::Foreign,
                    _ => Damage::Altered,
                };
                let found = SealedKey::from_bytes(&bytes);
                assert_eq!(
                    found,
                    Err(expected),
                    "bit {bit} of byte {position}, {region}"
                );
            }
        }
    }

    #[test]
    fn a_file_cut_off_anywhere_has_the_wrong_length() {
        let mut bytes = sealed().to_bytes();
        bytes.push(0);
        while !bytes.is_empty() {
            if bytes.len() != FILE_BYTES {
                let found = SealedKey::from_bytes(&bytes);
                let expected = Damage::Length {
                    found: bytes.len() as u64,
                    expected: FILE_BYTES as u64,
                };
                assert_eq!(found, Err(expected));
            }
            bytes.pop();
        }
    }

    #[test]
    fn a_later_version_is_named() {
        let found = forged(|body| body[8] = 2);
        assert_eq!(found, Err(Damage::Version(2)));
    }

    #[test]
    fn a_forged_cost_is_refused_before_any_work() {
        for (region, end) in &REGIONS[3..6] {
            let found = forged(|body| body[end - 4..*end].fill(0xff));
            assert_eq!(found, Err(Damage::Cost), "{region}");
        }
    }

    #[test]
    fn a_header_of_another_file_does_not_open() {
        for position in [20, 60, 80] {
            let opened = forged(|body| body[position] ^= 1)
                .unwrap()
                .open(&passphrase());
            assert!(matches!(opened, Err(KeyStoreError::PassphraseWrong)));
        }
    }

    #[test]
    fn the_secret_cannot_be_read_in_the_file() {
        let bytes = sealed().to_bytes();
        for part in ENTROPY.windows(4) {
            assert!(!bytes.windows(4).any(|found| found == part));
        }
    }

    #[test]
    fn the_same_wallet_is_sealed_differently_each_time() {
        let (one, other) = (sealed(), sealed());
        assert_ne!(one.header.salt, other.header.salt);
        assert_ne!(one.header.nonce, other.header.nonce);
        assert_ne!(one.sealed, other.sealed);
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_opened(
            entropy: [u8; ENTROPY_BYTES],
            address: [u8; 32],
            typed: String,
        ) {
            let passphrase = Passphrase::new(typed);
            let address = AccountAddress(address);
            let sealed = SealedKey::seal(&entropy, address, &passphrase, Cost::LEAST).unwrap();
            let read = SealedKey::from_bytes(&sealed.to_bytes()).unwrap();
            prop_assert_eq!(&read, &sealed);
            prop_assert_eq!(read.address(), address);
            prop_assert_eq!(*read.open(&passphrase).unwrap(), entropy);
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>, after_magic: bool) {
            let bytes = if after_magic { [MAGIC.as_slice(), &bytes].concat() } else { bytes };
            prop_assert!(SealedKey::from_bytes(&bytes).is_err());
        }
    }
}
