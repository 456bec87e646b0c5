//! Asks for transactions as a neighbour's app would.

use crate::{node::Node, state::LedgerError};
use borsh::BorshDeserialize;
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_protocol::{
    AccountAddress, Signature, Timestamp,
    state::{ReadState as _, StateKey},
    transaction::{Action, SignedTransaction, Transaction},
};

/// Somebody with an account.
pub(super) struct Person(pub(super) SigningKey);

impl Person {
    pub(super) fn address(&self) -> AccountAddress {
        AccountAddress(self.0.verifying_key().to_bytes())
    }

    /// Whether a transaction of theirs is not final yet.
    pub(super) fn is_waiting(&self, node: &Node) -> Result<bool, LedgerError> {
        let sender = self.address();
        let done = node
            .ledger()
            .with_final_state(|_, state| crate::pool::account_nonce(state, sender))??;
        Ok(node.next_nonce(sender)? != done)
    }

    /// Sends a transaction, unless one waits already.
    pub(super) fn ask(
        &self,
        node: &Node,
        now: Timestamp,
        action: Action,
    ) -> Result<(), LedgerError> {
        if self.is_waiting(node)? {
            return Ok(());
        }
        let sender = self.address();
        let nonce = node.next_nonce(sender)?;
        let transaction = Transaction {
            network: node.ledger().network(),
            sender,
            nonce,
            fee: node.ledger().parameters().minimum_fee,
            action,
        };
        let signature = Signature(self.0.sign(&transaction.signing_bytes()).to_bytes());
        let signed = SignedTransaction::Account {
            transaction,
            signature,
        };
        if let Err(rejection) = node.submit(signed, now)? {
            tracing::debug!(%rejection, "a simulated neighbour's transaction was refused");
        }
        Ok(())
    }
}

/// A value of the final state.
pub(super) fn read<T: BorshDeserialize>(
    node: &Node,
    key: &StateKey,
) -> Result<Option<T>, LedgerError> {
    let value = node
        .ledger()
        .with_final_state(|_, state| state.read(key.path()))??;
    Ok(value.and_then(|bytes| borsh::from_slice(&bytes).ok()))
}
