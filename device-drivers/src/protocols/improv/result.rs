//! Reads and writes what a device answers: lists of strings.

use super::{MAX_ARGUMENT_BYTES, TooLong, wifi::Network};

/// A command's answer: a list of strings. The specification says UTF-8; names of networks are not
/// always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RpcResult {
    command: u8,
    /// As on the wire: a stream of results costs one allocation each, not one a string.
    arguments: Vec<u8>,
}

/// What a device says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceInfo {
    /// The firmware's name.
    pub firmware: String,
    /// The firmware's version.
    pub version: String,
    /// Chip or board.
    pub hardware: String,
    /// The device's own name.
    pub name: String,
}

impl RpcResult {
    /// The answer to the command of this number.
    pub fn new<T: AsRef<[u8]>>(command: u8, strings: &[T]) -> Result<Self, TooLong> {
        Ok(Self {
            command,
            arguments: write_strings(strings)?,
        })
    }

    /// An answer without strings.
    pub fn empty(command: u8) -> Self {
        Self {
            command,
            arguments: Vec::new(),
        }
    }

    /// Reads the list of strings that answers `command`; `None` if it is none or too long.
    pub fn read(command: u8, arguments: &[u8]) -> Option<Self> {
        if arguments.len() > MAX_ARGUMENT_BYTES {
            return None;
        }
        let mut rest = arguments;
        while !rest.is_empty() {
            (_, rest) = split_string(rest)?;
        }
        Some(Self {
            command,
            arguments: arguments.to_vec(),
        })
    }

    /// The number of the command it answers.
    pub fn command(&self) -> u8 {
        self.command
    }

    /// Its strings.
    pub fn strings(&self) -> Vec<&[u8]> {
        // Every way to make one has seen that it is a list.
        read_strings(&self.arguments).unwrap_or_default()
    }

    /// Its strings as on the wire, at most [`MAX_ARGUMENT_BYTES`].
    pub fn arguments(&self) -> &[u8] {
        &self.arguments
    }
}

impl DeviceInfo {
    /// Reads the four strings of the answer; more are the operating system's and not of interest.
    pub fn from_strings(strings: &[&[u8]]) -> Option<Self> {
        let [firmware, version, hardware, name, ..] = strings else {
            return None;
        };
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Some(Self {
            firmware: text(firmware),
            version: text(version),
            hardware: text(hardware),
            name: text(name),
        })
    }
}

/// Writes strings as the protocol does, each after its length.
pub fn write_strings<T: AsRef<[u8]>>(strings: &[T]) -> Result<Vec<u8>, TooLong> {
    let length = strings.iter().map(|text| text.as_ref().len() + 1).sum();
    if length > MAX_ARGUMENT_BYTES {
        return Err(TooLong(length));
    }
    Ok(joined(strings))
}

/// Reads strings, each after its length; `None` if a length runs over the end.
pub fn read_strings(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut strings = Vec::new();
    while !bytes.is_empty() {
        let (text, rest) = split_string(bytes)?;
        strings.push(text);
        bytes = rest;
    }
    Some(strings)
}

/// The first string and what follows it.
fn split_string(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first()?;
    rest.split_at_checked(usize::from(*length))
}

/// Callers have checked that all of it is at most [`MAX_ARGUMENT_BYTES`].
pub(super) fn joined<T: AsRef<[u8]>>(strings: &[T]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for text in strings {
        let text = text.as_ref();
        bytes.push(text.len() as u8);
        bytes.extend_from_slice(text);
    }
    bytes
}

/// A network as a scan's result names it; `None` if the strings are not a network's. A name that is not
/// UTF-8 cannot be typed either.
pub(super) fn read_network(strings: &[&[u8]]) -> Option<Network> {
    let [ssid, signal, secured] = strings else {
        return None;
    };
    let text = |bytes| std::str::from_utf8(bytes).ok();
    Some(Network {
        ssid: text(ssid)?.to_owned(),
        signal_dbm: text(signal)?.parse().ok()?,
        secured: text(secured)? != "NO",
    })
}

/// The three strings that name a network.
pub(super) fn network_strings(network: &Network, secured: &str) -> [String; 3] {
    let kind = if network.secured { secured } else { "NO" };
    [
        network.ssid.clone(),
        network.signal_dbm.to_string(),
        kind.to_owned(),
    ]
}
