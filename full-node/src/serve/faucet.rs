//! Gives tokens for practice to whoever asks, a little at a time.

use crate::{node::Node, pool::Taken, state::LedgerError};
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_protocol::{
    AccountAddress, Amount, Signature, Timestamp,
    transaction::{Action, Rejection, SignedTransaction, Transaction},
    wire::{Refusal, Response},
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// What is given at a time.
const GIFT: Amount = Amount::from_tokens(10);
/// How long an account waits for its next gift, in milliseconds.
const PAUSE_MS: u64 = 3 * 60 * 1_000;

/// An account whose tokens are for giving away.
pub struct Faucet {
    key: SigningKey,
    /// When each account got its last gift.
    given: Mutex<BTreeMap<AccountAddress, Timestamp>>,
}

impl Faucet {
    /// Gives what the account of `seed` holds.
    pub fn new(seed: [u8; 32]) -> Self {
        Self {
            key: SigningKey::from_bytes(&seed),
            given: Mutex::default(),
        }
    }

    /// Gives to `account` at `now`, unless it got something a short while ago.
    pub(super) fn give(
        &self,
        node: &Node,
        account: AccountAddress,
        now: Timestamp,
    ) -> Result<Response, LedgerError> {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.retain(|_, time| time.0.saturating_add(PAUSE_MS) > now.0);
        if given.contains_key(&account) {
            return Ok(Response::Refused(Refusal::TooMuch));
        }
        let result = self.transfer(node, account, now)?;
        if result.is_ok() {
            given.insert(account, now);
        }
        Ok(Response::Submitted(result.map(Taken::hash)))
    }

    fn transfer(
        &self,
        node: &Node,
        to: AccountAddress,
        now: Timestamp,
    ) -> Result<Result<Taken, Rejection>, LedgerError> {
        let sender = AccountAddress(self.key.verifying_key().to_bytes());
        let transaction = Transaction {
            network: node.ledger().network(),
            sender,
            nonce: node.next_nonce(sender)?,
            fee: node.ledger().parameters().minimum_fee,
            action: Action::Transfer { to, amount: GIFT },
        };
        let signature = Signature(self.key.sign(&transaction.signing_bytes()).to_bytes());
        node.submit(
            SignedTransaction::Account {
                transaction,
                signature,
            },
            now,
        )
    }
}
