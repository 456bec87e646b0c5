//! Names what readings are taken with.

use outpost_protocol::Timestamp;
use std::{error::Error, fmt};

/// What readings of one kind are taken with.
pub trait Instrument: fmt::Debug + Send + 'static {
    /// A reading.
    type Reading;
    /// Why there is none.
    type Failure: Error;

    /// Takes a reading now; `at` is the network's time, for the reading. `None` where there is nothing to
    /// take down at the moment.
    fn read(&mut self, at: Timestamp) -> Result<Option<Self::Reading>, Self::Failure>;
}
