//! Names the moments at which a kill leaves something behind.

use crate::onboarding::journal::{Happened, Signed};
use outpost_protocol::transaction::SignedTransaction;

/// What the app has just done. What follows from it is not begun yet.
#[derive(Clone, Copy, Debug)]
pub enum Moment<'a> {
    /// This happened in a set-up; its journal does not know of it.
    Happened(&'a Happened),
    /// The journal with it is on the disk, beside the one that still counts.
    Prepared(&'a Happened),
    /// The journal on the disk has it.
    Recorded(&'a Happened),
    /// A peer took this transaction of a set-up.
    HandedIn(&'a Signed),
    /// This was signed; nothing on the disk knows of it.
    Signed(&'a SignedTransaction),
    /// The outbox on the disk has it.
    Written(&'a SignedTransaction),
    /// A peer took it from the outbox.
    Taken(&'a SignedTransaction),
    /// What became of the transaction of this id is on the disk.
    Settled(&'a str),
}
