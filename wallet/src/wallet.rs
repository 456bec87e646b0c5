//! Opens a wallet: its words, and its accounts, which sign.

use crate::{
    Words,
    derivation::{ExtendedKey, PURPOSE_PATH},
};
use ed25519_dalek::{Signer, SigningKey};
use outpost_protocol::{
    AccountAddress, Signature,
    message::{Message, SignedMessage},
    transaction::{SignedTransaction, Transaction},
};
use std::fmt;

/// An open wallet. Its secrets are overwritten when it is dropped.
pub struct Wallet {
    words: Words,
    /// What the accounts' keys are derived from.
    accounts: ExtendedKey,
    /// Of the first account, which names the wallet.
    address: AccountAddress,
}

/// One account of an open wallet, which signs. Its secret is overwritten when it is dropped.
pub struct Signatory(SigningKey);

impl Wallet {
    /// The first account's address, by which the wallet is known.
    pub fn address(&self) -> AccountAddress {
        self.address
    }

    /// The account of this index, [`account_path`](crate::derivation::account_path). The words lead to
    /// all of them, so none is made or lost.
    pub fn account(&self, index: u16) -> Signatory {
        Signatory::at(&self.accounts, index)
    }

    /// The words to write down.
    pub fn words(&self) -> &Words {
        &self.words
    }

    pub(crate) fn from_words(words: Words) -> Self {
        let seed = words.seed();
        let accounts = ExtendedKey::derive(seed.as_slice(), &PURPOSE_PATH);
        Self {
            address: Signatory::at(&accounts, 0).address(),
            words,
            accounts,
        }
    }
}

impl Signatory {
    /// The account's address.
    pub fn address(&self) -> AccountAddress {
        AccountAddress(self.0.verifying_key().to_bytes())
    }

    /// Signs `transaction`. Its sender must be this account's [`address`](Self::address): peers refuse
    /// what is signed by another.
    pub fn sign(&self, transaction: Transaction) -> SignedTransaction {
        let signature = Signature(self.0.sign(&transaction.signing_bytes()).to_bytes());
        SignedTransaction::Account {
            transaction,
            signature,
        }
    }

    /// Signs a message, which moves nothing: no message is a transaction.
    pub fn sign_message(&self, message: Message) -> SignedMessage {
        let account = self.address();
        let signature = self.0.sign(&message.signing_bytes(account));
        SignedMessage {
            account,
            message,
            signature: Signature(signature.to_bytes()),
        }
    }

    fn at(accounts: &ExtendedKey, index: u16) -> Self {
        let account = accounts.child(index.into());
        Self(SigningKey::from_bytes(account.key()))
    }
}

impl fmt::Debug for Wallet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Wallet({})", self.address())
    }
}

impl fmt::Debug for Signatory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signatory({})", self.address())
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

    // Made by another implementation: HMAC, PBKDF2 and RFC 8032 in Python.
    #[test]
    fn words_lead_to_the_same_addresses_for_ever() {
        let wallet = wallet();
        let first = "op1aw4sssnjf7w0vdrznzsaspvax8q550cx5fnaq2shtu59frtwggxq4kgv2r";
        assert_eq!(wallet.address().to_string(), first);
        for (index, address) in [
            (0, first),
            (
                1,
                "op1lv04k706dzu6w3xq3c8gj92aetjhmj7f2k6q6htlenfpujrw407qu8w50p",
            ),
            (
                u16::MAX,
                "op1pzhlarhejh3z2u634zv635veygqcnqhfs4cx60hwkmcpd5t4zyjsltvg8z",
            ),
        ] {
            assert_eq!(wallet.account(index).address().to_string(), address);
        }
    }

    #[test]
    fn what_an_account_signs_is_signed_by_its_address_alone() {
        let wallet = wallet();
        for index in [0, 1] {
            let account = wallet.account(index);
            let transaction = Transaction {
                network: NetworkId([1; 32]),
                sender: account.address(),
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
            } = account.sign(transaction.clone())
            else {
                panic!("an account signed it");
            };
            assert_eq!(signed, transaction);
            let verify = |by: &Signatory, transaction: &Transaction| {
                let bytes = transaction.signing_bytes();
                by.address().verify(&bytes, &signature)
            };
            assert!(verify(&account, &transaction));
            assert!(!verify(&wallet.account(index + 1), &transaction));
            assert!(!verify(
                &account,
                &Transaction {
                    nonce: 8,
                    ..transaction
                }
            ));
        }
    }

    #[test]
    fn a_signed_message_is_right_and_names_its_account() {
        let account = wallet().account(3);
        let message = Message::new("This antenna is mine.").unwrap();
        let signed = account.sign_message(message);
        assert_eq!(signed.account, account.address());
        assert!(signed.is_right());
    }

    #[test]
    fn a_wallet_shows_its_address_and_nothing_else() {
        let wallet = wallet();
        let (wallet_shown, account_shown) =
            (format!("{wallet:?}"), format!("{:?}", wallet.account(0)));
        assert_eq!(wallet_shown, format!("Wallet({})", wallet.address()));
        assert_eq!(account_shown, format!("Signatory({})", wallet.address()));
    }
}
