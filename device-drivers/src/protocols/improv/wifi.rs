//! Names what is said about Wi-Fi, whatever carries it.

use std::fmt;

/// Longest name of a network, in bytes (IEEE 802.11).
pub const MAX_SSID_BYTES: usize = 32;
/// Longest password: a passphrase has up to 63 characters, a raw key 64 digits (IEEE 802.11i).
pub const MAX_PASSWORD_BYTES: usize = 64;

/// A network's name and password, of lengths that Wi-Fi knows. Not shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct WifiCredentials {
    ssid: String,
    password: String,
}

/// Not the credentials of a Wi-Fi network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCredentials {
    /// No name.
    #[error("the network's name is empty")]
    SsidEmpty,
    /// Longer than [`MAX_SSID_BYTES`].
    #[error("the network's name has {0} bytes, at most {MAX_SSID_BYTES} are possible")]
    SsidTooLong(usize),
    /// Longer than [`MAX_PASSWORD_BYTES`].
    #[error("the password has {0} bytes, at most {MAX_PASSWORD_BYTES} are possible")]
    PasswordTooLong(usize),
}

impl WifiCredentials {
    /// Checks the lengths. The password of an open network is empty.
    pub fn new(
        ssid: impl Into<String>,
        password: impl Into<String>,
    ) -> Result<Self, InvalidCredentials> {
        let (ssid, password) = (ssid.into(), password.into());
        if ssid.is_empty() {
            return Err(InvalidCredentials::SsidEmpty);
        }
        if ssid.len() > MAX_SSID_BYTES {
            return Err(InvalidCredentials::SsidTooLong(ssid.len()));
        }
        if password.len() > MAX_PASSWORD_BYTES {
            return Err(InvalidCredentials::PasswordTooLong(password.len()));
        }
        Ok(Self { ssid, password })
    }

    /// The network's name.
    pub fn ssid(&self) -> &str {
        &self.ssid
    }

    /// The password; empty for an open network.
    pub fn password(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for WifiCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WifiCredentials")
            .field("ssid", &self.ssid)
            .finish_non_exhaustive()
    }
}

/// A network that a device sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its name.
    pub ssid: String,
    /// Signal strength in dBm: about -30 is strong, -90 is weak.
    pub signal_dbm: i16,
    /// Whether it wants a password.
    pub secured: bool,
}
