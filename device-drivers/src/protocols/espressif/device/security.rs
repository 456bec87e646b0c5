//! Says what a device asks of its clients.

use crate::protocols::espressif::{Account, Nonces, Scheme, Secret, srp6a};

/// A device's security scheme, with what it has to know for it.
#[derive(Clone, Debug)]
pub enum Security {
    /// Lets everybody in.
    Security0,
    /// Lets in who knows this proof of possession; everybody, if it is empty.
    Security1(Secret),
    /// Lets in who knows the password that this verifies.
    Security2(Verifier, Nonces),
}

/// What a device keeps instead of a password: it can be checked against, not derived from.
#[derive(Clone)]
pub struct Verifier {
    pub(super) salt: [u8; 16],
    pub(super) verifier: Vec<u8>,
}

impl Verifier {
    /// The verifier of an account. `salt` is 16 bytes of a random source.
    pub fn of(account: &Account, salt: [u8; 16]) -> Self {
        let verifier = srp6a::verifier(
            account.username().as_bytes(),
            account.password().as_bytes(),
            &salt,
        );
        Self { salt, verifier }
    }

    /// The number itself, big-endian.
    pub fn as_bytes(&self) -> &[u8] {
        &self.verifier
    }
}

impl std::fmt::Debug for Verifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Verifier(..)")
    }
}

impl Security {
    /// What a client is told of it.
    pub(super) fn scheme(&self) -> Scheme {
        match self {
            Self::Security0 => Scheme::Security0,
            Self::Security1(possession) => Scheme::Security1 {
                wants_possession: !possession.as_bytes().is_empty(),
            },
            Self::Security2(_, nonces) => Scheme::Security2(*nonces),
        }
    }
}
