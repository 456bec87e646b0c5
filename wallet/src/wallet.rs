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

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::{Amount, NetworkId, transaction::Action};

    fn wallet() -> Wallet {
        let phrase = "abandon abandon abandon abandon abandon abandon abandon abandon abandon \
                      abandon abandon about";
        Wallet::from_words(Words::parse(phrase).unwrap())
    }

    #[test]
    fn words_lead_to_the_same_address_for_ever() {
        assert_eq!(
            wallet().address().to_string(),
            "op1aw4sssnjf7w0vdrznzsaspvax8q550cx5fnaq2shtu59frtwggxq4kgv2r"
        );
    }

    #[test]
    fn what_a_wallet_signs_is_signed_by_its_address() {
        let wallet = wallet();
        let transaction = Transaction {
            network: NetworkId([1; 32]),
            sender: wallet.address(),
            nonce: 7,
            fee: Amount::from_units(10),
            action: Action::Transfer {
                to: AccountAddress([2; 32]),
                amount: Amount::from_units(5),
            },
        };
        let SignedTransaction::Account {
            transaction: signed,
            signature,
        } = wallet.sign(transaction.clone())
        else {
            panic!("an account signed it");
        };
        assert_eq!(signed, transaction);
        let verify = |transaction: &Transaction| {
            let bytes = transaction.signing_bytes();
            wallet.address().verify(&bytes, &signature)
        };
        assert!(verify(&transaction));
        assert!(!verify(&Transaction {
            nonce: 8,
            ..transaction
        }));
    }

    #[test]
    fn a_wallet_shows_its_address_and_nothing_else() {
        let wallet = wallet();
        let shown = format!("{wallet:?}");
        assert_eq!(shown, format!("Wallet({})", wallet.address()));
    }
}
