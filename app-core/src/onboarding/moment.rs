//! Names the moments of a set-up at which a kill leaves something behind.

use super::journal::{Happened, Signed};

/// What the wizard has just done. What follows from it is not begun yet.
#[derive(Clone, Copy, Debug)]
pub enum Moment<'a> {
    /// This happened; the journal does not know of it.
    Happened(&'a Happened),
    /// The journal with it is on the disk, beside the one that still counts.
    Prepared(&'a Happened),
    /// The journal on the disk has it.
    Recorded(&'a Happened),
    /// A peer took this transaction.
    HandedIn(&'a Signed),
}
