//! Decides what to do about a signed transaction, from what the network proves.
//!
//! # Why nothing is paid twice
//! An account's nonce counts the transactions that were done. While the proven nonce is not past the
//! transaction's, handing in the same bytes again can only do what they were signed for, once. When
//! it is past it, these bytes are spent: by themselves, which shows in the state, or by another
//! transaction, and then they can never be done.

/// What the network proves that matters to a signed transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvenEffect {
    /// How many transactions the account made.
    pub nonce: u64,
    /// Whether the state is as the transaction would make it.
    pub done: bool,
}

/// What to do about a signed transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing: it is done.
    Done,
    /// Hand in the same bytes, again if need be.
    Submit,
    /// Sign anew: these bytes can never be done.
    InVain,
}

/// Compares a transaction's nonce with what the network proves.
pub fn verdict(nonce: u64, proven: ProvenEffect) -> Verdict {
    if proven.done {
        Verdict::Done
    } else if proven.nonce <= nonce {
        Verdict::Submit
    } else {
        Verdict::InVain
    }
}
