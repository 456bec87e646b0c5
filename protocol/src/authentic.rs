//! Proves that a transaction is signed by whom it names.
//!
//! Only [`Authentic::check`] and [`check_all`] make an [`Authentic`], and only such a transaction can be
//! [executed](crate::execute::Execution::apply). A pool checks transactions as they come; whoever gets a
//! block checks all of its transactions together, which takes about half the time, and gives the same
//! answer (`signatures` says why).
//!
//! # What is checked
//! Each signature whose key the transaction itself names: the sender's, that of a device which agrees to
//! a claim, and a reporting device's. Those of validators on audits and amendments are checked when
//! these are executed, since only the state knows the validators' keys. An exhibit has none.

use crate::{
    DeviceKey, Signature,
    signatures::{Signed, are_all_right},
    transaction::{Action, Rejection, SignedTransaction},
};
use std::borrow::Borrow;

/// A transaction, owned or borrowed, that is signed by whom it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authentic<T>(T);

/// A transaction that is not signed by whom it names.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("transaction {index} is rejected: {rejection}")]
pub struct Forged {
    /// Its place among those that were checked.
    pub index: usize,
    /// Which signature is wrong.
    pub rejection: Rejection,
}

impl<T: Borrow<SignedTransaction>> Authentic<T> {
    /// Checks a transaction's signatures.
    pub fn check(transaction: T) -> Result<Self, Rejection> {
        for (signed, otherwise) in signatures_of(transaction.borrow()) {
            if !signed.is_right() {
                return Err(otherwise);
            }
        }
        Ok(Self(transaction))
    }

    /// The transaction.
    pub fn transaction(&self) -> &SignedTransaction {
        self.0.borrow()
    }

    /// The same without its owner.
    pub fn by_ref(&self) -> Authentic<&SignedTransaction> {
        Authentic(self.0.borrow())
    }
}

impl<T> Authentic<T> {
    /// Gives the transaction up as one that nobody checked.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// Checks the signatures of all `transactions` together.
///
/// # Errors
/// The first that is not signed by whom it names.
pub fn check_all(
    transactions: &[SignedTransaction],
) -> Result<Vec<Authentic<&SignedTransaction>>, Forged> {
    let signed: Vec<Signed> = transactions
        .iter()
        .flat_map(signatures_of)
        .map(|(signed, _)| signed)
        .collect();
    if are_all_right(&signed) {
        return Ok(transactions.iter().map(Authentic).collect());
    }
    transactions
        .iter()
        .enumerate()
        .map(|(index, transaction)| {
            Authentic::check(transaction).map_err(|rejection| Forged { index, rejection })
        })
        .collect()
}

/// A transaction's signatures, and what it is rejected for if one is wrong.
fn signatures_of(
    transaction: &SignedTransaction,
) -> impl Iterator<Item = (Signed, Rejection)> + use<> {
    let (first, second) = match transaction {
        SignedTransaction::Account {
            transaction,
            signature,
        } => {
            let sender = Signed {
                key: DeviceKey::Ed25519(transaction.sender.0),
                message: transaction.signing_bytes(),
                signature: *signature,
            };
            let device = match &transaction.action {
                Action::ClaimDevice(claim) => {
                    let message = claim.signing_bytes(transaction.network, transaction.sender);
                    Some(by_device(claim.device, message, claim.signature))
                }
                _ => None,
            };
            (Some(sender), device)
        }
        SignedTransaction::Report(signed) => {
            let report = &signed.report;
            let message = report.signing_bytes();
            (
                Some(by_device(report.device, message, signed.signature)),
                None,
            )
        }
        SignedTransaction::Audit { .. }
        | SignedTransaction::Exhibit(_)
        | SignedTransaction::Amendment { .. } => (None, None),
    };
    let first = first.map(|signed| (signed, Rejection::BadSignature));
    let second = second.map(|signed| (signed, Rejection::ClaimNotSigned));
    first.into_iter().chain(second)
}

fn by_device(key: DeviceKey, message: Vec<u8>, signature: Signature) -> Signed {
    Signed {
        key,
        message,
        signature,
    }
}
