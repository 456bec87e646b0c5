//! Encrypts and decrypts what follows a handshake, the same way on both sides.

use crate::protocols::gatt::MAX_VALUE_BYTES;
use aes::{
    Aes256,
    cipher::{KeyIvInit, StreamCipher, consts::U16},
};
use aes_gcm::{Aes256Gcm, AesGcm, KeyInit, aead::Aead};
use ctr::Ctr128BE;

/// What a handshake gave. Both sides take turns, beginning with the client: where one message is
/// lost or refused, they are out of step for good.
pub(super) struct Cipher(Scheme);

enum Scheme {
    Plain,
    Stream(Box<Ctr128BE<Aes256>>),
    Fixed {
        cipher: Box<AesGcm<Aes256, U16>>,
        nonce: [u8; 16],
    },
    Counted {
        cipher: Box<Aes256Gcm>,
        prefix: [u8; 8],
        count: u32,
    },
}

/// Why a message cannot be encrypted or decrypted. The channel is of no use afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CipherError {
    /// Longer than a characteristic holds.
    #[error("the message has {0} bytes, at most {MAX_VALUE_BYTES} are possible")]
    TooLong(usize),
    /// Changed on the way, of another session, or out of turn.
    #[error("the message was not encrypted with this session's key and nonce")]
    Tampered,
    /// A nonce would be used again.
    #[error("the session has used up its nonces")]
    Exhausted,
}

impl Cipher {
    /// Of security 0.
    pub(super) fn plain() -> Self {
        Self(Scheme::Plain)
    }

    /// Of security 1. The handshake uses its first bytes.
    pub(super) fn stream(key: &[u8; 32], first_block: &[u8; 16]) -> Self {
        let cipher = Ctr128BE::new(key.into(), first_block.into());
        Self(Scheme::Stream(Box::new(cipher)))
    }

    /// Of security 2 before patch 1.
    pub(super) fn fixed(key: &[u8; 32], nonce: [u8; 16]) -> Self {
        let cipher = Box::new(AesGcm::new(key.into()));
        Self(Scheme::Fixed { cipher, nonce })
    }

    /// Of security 2 since patch 1. The device begins its count at 1.
    pub(super) fn counted(key: &[u8; 32], prefix: [u8; 8], count: u32) -> Self {
        let cipher = Box::new(Aes256Gcm::new(key.into()));
        Self(Scheme::Counted {
            cipher,
            prefix,
            count,
        })
    }

    pub(super) fn encrypt(&mut self, plain: &[u8]) -> Result<Vec<u8>, CipherError> {
        match &mut self.0 {
            Scheme::Plain => Ok(plain.to_vec()),
            Scheme::Stream(stream) => apply(stream, plain),
            // Fails only for messages of gigabytes.
            Scheme::Fixed { cipher, nonce } => cipher
                .encrypt(&(*nonce).into(), plain)
                .map_err(|_| CipherError::Exhausted),
            Scheme::Counted {
                cipher,
                prefix,
                count,
            } => {
                let sealed = cipher
                    .encrypt(&nonce(*prefix, *count)?.into(), plain)
                    .map_err(|_| CipherError::Exhausted)?;
                *count = count.wrapping_add(1);
                Ok(sealed)
            }
        }
    }

    /// A message that fails leaves the cipher as it was, where the scheme can tell.
    pub(super) fn decrypt(&mut self, sealed: &[u8]) -> Result<Vec<u8>, CipherError> {
        match &mut self.0 {
            Scheme::Plain => Ok(sealed.to_vec()),
            Scheme::Stream(stream) => apply(stream, sealed),
            Scheme::Fixed { cipher, nonce } => cipher
                .decrypt(&(*nonce).into(), sealed)
                .map_err(|_| CipherError::Tampered),
            Scheme::Counted {
                cipher,
                prefix,
                count,
            } => {
                let plain = cipher
                    .decrypt(&nonce(*prefix, *count)?.into(), sealed)
                    .map_err(|_| CipherError::Tampered)?;
                *count = count.wrapping_add(1);
                Ok(plain)
            }
        }
    }
}

fn apply(stream: &mut Ctr128BE<Aes256>, bytes: &[u8]) -> Result<Vec<u8>, CipherError> {
    let mut bytes = bytes.to_vec();
    stream
        .try_apply_keystream(&mut bytes)
        .map_err(|_| CipherError::Exhausted)?;
    Ok(bytes)
}

/// A count that went round to 0 is refused, as the device does.
fn nonce(prefix: [u8; 8], count: u32) -> Result<[u8; 12], CipherError> {
    if count == 0 {
        return Err(CipherError::Exhausted);
    }
    let mut nonce = [0; 12];
    let (first, last) = nonce.split_at_mut(prefix.len());
    first.copy_from_slice(&prefix);
    last.copy_from_slice(&count.to_be_bytes());
    Ok(nonce)
}
