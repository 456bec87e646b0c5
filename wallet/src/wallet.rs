//! Signs for an account: an open wallet.

use crate::{
    Words,
    derivation::{ACCOUNT_PATH, ExtendedKey},
};
use ed25519_dalek::{Signer, SigningKey};
use outpost_protocol::{
    AccountAddress, Signature,
    transaction::{SignedTransaction, Transaction},
};
use std::fmt;

/// An open wallet. Its secrets are overwritten when it is dropped.
pub struct Wallet {
    words: Words,
    key: SigningKey,
}

impl Wallet {
    /// The account's address.
    pub fn address(&self) -> AccountAddress {
        AccountAddress(self.key.verifying_key().to_bytes())
    }

    /// Signs `transaction`. Its sender must be this wallet's [`address`](Self::address): peers refuse
    /// what is signed by another.
    pub fn sign(&self, transaction: Transaction) -> SignedTransaction {
        let signature = Signature(self.key.sign(&transaction.signing_bytes()).to_bytes());
        SignedTransaction::Account {
            transaction,
            signature,
        }
    }

    /// The words to write down.
    pub fn words(&self) -> &Words {
        &self.words
    }

    pub(crate) fn from_words(words: Words) -> Self {
        let seed = words.seed();
        let account = ExtendedKey::derive(seed.as_slice(), &ACCOUNT_PATH);
        Self {
            words,
            key: SigningKey::from_bytes(account.key()),
        }
    }
}

impl fmt::Debug for Wallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wallet({})", self.address())
    }
}
