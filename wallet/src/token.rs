//! Holds a random secret that opens one wallet beside its passphrase.
//!
//! It is kept where a fingerprint or a face is asked for, and what it opens is a second sealed copy of the
//! wallet beside the first. So a token that is lost, or that somebody takes without that copy, costs nothing: the
//! passphrase opens the wallet as before.

use crate::{KeyStoreError, Passphrase};
use std::fmt;
use zeroize::Zeroizing;

/// Random bytes of a token: nobody guesses it, so no work is needed to keep anybody from trying.
const TOKEN_BYTES: usize = 32;

/// What opens a wallet beside its passphrase.
#[derive(Clone)]
pub struct UnlockToken(Zeroizing<String>);

impl UnlockToken {
    /// A new one.
    pub fn generate() -> Result<Self, KeyStoreError> {
        let mut bytes = Zeroizing::new([0; TOKEN_BYTES]);
        getrandom::fill(bytes.as_mut_slice())?;
        let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
        let mut text = Zeroizing::new(String::with_capacity(2 * TOKEN_BYTES));
        for byte in bytes.iter() {
            text.extend([digit(byte >> 4), digit(byte & 0x0f)]);
        }
        Ok(Self(text))
    }

    /// Takes what [`as_str`](Self::as_str) gave, or what somebody says it gave.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text to keep, in hexadecimal digits. Only ever given to what asks for the person first.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As what seals a copy of the wallet.
    pub(crate) fn to_passphrase(&self) -> Passphrase {
        Passphrase::new(self.as_str())
    }
}

impl PartialEq for UnlockToken {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl fmt::Debug for UnlockToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnlockToken(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_new_each_time_outlives_its_way_through_text_and_is_never_printed() {
        let (one, other) = (
            UnlockToken::generate().unwrap(),
            UnlockToken::generate().unwrap(),
        );
        assert_ne!(one, other);
        assert_eq!(one.as_str().len(), 2 * TOKEN_BYTES);
        assert!(one.as_str().bytes().all(|it| it.is_ascii_hexdigit()));
        assert_eq!(UnlockToken::new(one.as_str()), one);
        assert_eq!(format!("{one:?}"), "UnlockToken(secret)");
    }
}
