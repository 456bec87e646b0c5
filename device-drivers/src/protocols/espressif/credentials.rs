//! Holds what a person types to be let in.

use super::version::Nonces;
use std::fmt;
use zeroize::Zeroizing;

/// Longest name of an account: all of a handshake's message has to fit into a write of 480 bytes,
/// the least that firmware for security 2 takes (protocomm_ble.c), of which the key needs 384.
pub const MAX_USERNAME_BYTES: usize = 64;

/// What the device's security scheme asks for.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// Security 0: nothing.
    None,
    /// Security 1: the proof of possession; empty where the device wants none.
    Possession(Secret),
    /// Security 2: who, and the rule by which nonces are made.
    Account(Account, Nonces),
}

/// A name and a password.
#[derive(Clone, Debug)]
pub struct Account {
    username: String,
    password: Secret,
}

/// Text that `Debug` does not show and that is wiped from memory.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

/// Not the name of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAccount {
    /// No name.
    #[error("the user's name is empty")]
    UsernameEmpty,
    /// Longer than [`MAX_USERNAME_BYTES`].
    #[error("the user's name has {0} bytes, at most {MAX_USERNAME_BYTES} are possible")]
    UsernameTooLong(usize),
}

impl Account {
    /// Checks the name's length.
    pub fn new(username: impl Into<String>, password: Secret) -> Result<Self, InvalidAccount> {
        let username = username.into();
        match username.len() {
            0 => Err(InvalidAccount::UsernameEmpty),
            1..=MAX_USERNAME_BYTES => Ok(Self { username, password }),
            length => Err(InvalidAccount::UsernameTooLong(length)),
        }
    }

    /// Who.
    pub fn username(&self) -> &str {
        &self.username
    }

    pub(super) fn password(&self) -> &Secret {
        &self.password
    }
}

impl Secret {
    /// Takes a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
