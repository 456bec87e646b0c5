//! Draws random bytes from a seed, so that the protocol itself needs no source of randomness.

use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

/// A seed that changes with every draw; earlier draws do not follow from a later seed.
pub(super) struct Seed(Zeroizing<[u8; 32]>);

impl Seed {
    /// Starts from bytes of the system's random source.
    pub(super) fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The next random bytes.
    pub(super) fn draw(&mut self) -> Zeroizing<[u8; 32]> {
        let digest = Zeroizing::new(<[u8; 64]>::from(Sha512::digest(*self.0)));
        let (next, drawn) = digest.split_at(32);
        self.0.copy_from_slice(next);
        let mut bytes = Zeroizing::new([0; 32]);
        bytes.copy_from_slice(drawn);
        bytes
    }
}
