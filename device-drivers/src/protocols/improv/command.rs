//! Names what a client asks, and reads and writes the arguments.

use super::{MAX_ARGUMENT_BYTES, TooLong, read_strings, wifi::WifiCredentials};
use std::fmt;

/// Longest host name that a command holds (RFC 1123 allows 255 characters).
pub(super) const MAX_HOSTNAME_BYTES: usize = MAX_ARGUMENT_BYTES - 1;

/// What a client asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Join this network.
    SendWifi(WifiCredentials),
    /// Send the current state. Of Improv over serial; over Bluetooth it is read instead.
    RequestState,
    /// Show a person which device this is.
    Identify,
    /// Send name, hardware and firmware.
    RequestInfo,
    /// Send the networks in reach.
    ScanWifi,
    /// Send the host name.
    RequestHostname,
    /// Take this host name.
    SetHostname(Hostname),
    /// A command of another number.
    Extension(Extension),
}

/// A command outside of those that Wi-Fi needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    id: u8,
    data: Vec<u8>,
}

/// A host name by RFC 1123: labels of letters, digits and inner hyphens, joined by dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hostname(String);

/// Not a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a host name has letters, digits and hyphens, in labels of 1 to 63, and no more than {MAX_HOSTNAME_BYTES}"
)]
pub struct InvalidHostname;

/// Numbers that are the same on each carrier.
pub(super) const SEND_WIFI: u8 = 1;
pub(super) const REQUEST_INFO: u8 = 3;
pub(super) const SCAN_WIFI: u8 = 4;
pub(super) const HOSTNAME: u8 = 5;

impl Command {
    /// The arguments, as a list of strings where there are any.
    pub(super) fn arguments(&self) -> Vec<u8> {
        match self {
            Self::SendWifi(wifi) => {
                let strings = [wifi.ssid().as_bytes(), wifi.password().as_bytes()];
                super::result::joined(&strings)
            }
            Self::SetHostname(name) => super::result::joined(&[name.0.as_bytes()]),
            Self::Extension(extension) => extension.data.clone(),
            Self::RequestState
            | Self::Identify
            | Self::RequestInfo
            | Self::ScanWifi
            | Self::RequestHostname => Vec::new(),
        }
    }

    /// Reads a command whose number is the same on each carrier, or an extension; `None` if the
    /// arguments are not the command's.
    pub(super) fn read(id: u8, arguments: &[u8]) -> Option<Self> {
        match id {
            SEND_WIFI => {
                let strings = read_strings(arguments)?;
                let [ssid, password] = strings.as_slice() else {
                    return None;
                };
                let wifi = WifiCredentials::new(text(ssid)?, text(password)?);
                wifi.ok().map(Self::SendWifi)
            }
            REQUEST_INFO => arguments.is_empty().then_some(Self::RequestInfo),
            SCAN_WIFI => arguments.is_empty().then_some(Self::ScanWifi),
            HOSTNAME => match read_strings(arguments)?.as_slice() {
                [] => Some(Self::RequestHostname),
                [name] => Hostname::new(text(name)?).ok().map(Self::SetHostname),
                _ => None,
            },
            id => {
                let extension = Extension::new(id, arguments.to_vec());
                extension.ok().map(Self::Extension)
            }
        }
    }
}

impl Extension {
    /// A command of this number with these arguments.
    pub fn new(id: u8, data: Vec<u8>) -> Result<Self, TooLong> {
        if data.len() > MAX_ARGUMENT_BYTES {
            return Err(TooLong(data.len()));
        }
        Ok(Self { id, data })
    }

    /// Its number on the wire.
    pub fn id(&self) -> u8 {
        self.id
    }

    /// Its arguments.
    pub fn data(&self) -> &[u8] {
        &self.data
    }
}

impl Hostname {
    /// Checks the name.
    pub fn new(name: impl Into<String>) -> Result<Self, InvalidHostname> {
        let name = name.into();
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'-')
        };
        if name.len() > MAX_HOSTNAME_BYTES || !name.split('.').all(is_label) {
            return Err(InvalidHostname);
        }
        Ok(Self(name))
    }
}

impl fmt::Display for Hostname {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}
