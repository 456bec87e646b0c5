//! Reads and writes the data of a frame: states, errors, commands and results.

use crate::protocols::improv::wifi::WifiCredentials;

/// Most bytes of a command's or a result's arguments: a frame's 255 less number and length.
pub const MAX_ARGUMENT_BYTES: usize = 253;

/// A frame's type and data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Packet {
    /// Device to client: where provisioning stands.
    State(State),
    /// Device to client: what went wrong, or that nothing did.
    Error(ErrorState),
    /// Client to device.
    Command(Command),
    /// Device to client.
    Result(RpcResult),
}

/// Where provisioning stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The service is off (not in the specification, sent by the reference implementation).
    Stopped,
    /// Takes credentials.
    Ready,
    /// Tries to connect.
    Provisioning,
    /// Is connected.
    Provisioned,
}

/// What went wrong with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorState {
    /// Nothing.
    None,
    /// The device could not read the command.
    InvalidPacket,
    /// The device does not know the command.
    UnknownCommand,
    /// The device could not join the network.
    UnableToConnect,
    /// Somebody must press a button first. Of Improv over BLE; firmware shares the table.
    NotAuthorized,
    /// The device does not take that host name.
    BadHostname,
    /// Anything else.
    Unknown,
}

/// What a client asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Join this network.
    SendWifi(WifiCredentials),
    /// Send the current state.
    RequestState,
    /// Send name, hardware and firmware.
    RequestInfo,
    /// Send the networks in reach.
    ScanWifi,
    /// A command of another number.
    Extension(Extension),
}

/// A command outside of those that Wi-Fi needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    id: u8,
    data: Vec<u8>,
}

/// A command's answer: a list of strings. The specification says UTF-8; names of networks are not
/// always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RpcResult {
    command: u8,
    strings: Vec<Vec<u8>>,
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

/// More than a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} bytes do not fit into one frame, at most {MAX_ARGUMENT_BYTES} do")]
pub struct TooLong(pub usize);

impl State {
    /// Reads the byte on the wire.
    pub fn from_wire(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Stopped),
            2 => Some(Self::Ready),
            3 => Some(Self::Provisioning),
            4 => Some(Self::Provisioned),
            _ => None,
        }
    }

    fn to_wire(self) -> u8 {
        match self {
            Self::Stopped => 0,
            Self::Ready => 2,
            Self::Provisioning => 3,
            Self::Provisioned => 4,
        }
    }
}

impl ErrorState {
    /// Reads the byte on the wire; numbers without a meaning are [`ErrorState::Unknown`].
    pub fn from_wire(byte: u8) -> Self {
        match byte {
            0 => Self::None,
            1 => Self::InvalidPacket,
            2 => Self::UnknownCommand,
            3 => Self::UnableToConnect,
            4 => Self::NotAuthorized,
            5 => Self::BadHostname,
            _ => Self::Unknown,
        }
    }

    fn to_wire(self) -> u8 {
        match self {
            Self::None => 0,
            Self::InvalidPacket => 1,
            Self::UnknownCommand => 2,
            Self::UnableToConnect => 3,
            Self::NotAuthorized => 4,
            Self::BadHostname => 5,
            Self::Unknown => 0xff,
        }
    }
}

impl Command {
    /// Its number on the wire.
    pub fn id(&self) -> u8 {
        match self {
            Self::SendWifi(_) => 1,
            Self::RequestState => 2,
            Self::RequestInfo => 3,
            Self::ScanWifi => 4,
            Self::Extension(extension) => extension.id,
        }
    }

    fn arguments(&self) -> Vec<u8> {
        match self {
            Self::SendWifi(wifi) => joined(&[wifi.ssid().as_bytes(), wifi.password().as_bytes()]),
            Self::RequestState | Self::RequestInfo | Self::ScanWifi => Vec::new(),
            Self::Extension(extension) => extension.data.clone(),
        }
    }

    /// Reads number and arguments; `None` if the arguments are not the command's.
    fn read(id: u8, arguments: &[u8]) -> Option<Self> {
        match id {
            1 => {
                let strings = read_strings(arguments)?;
                let [ssid, password] = strings.as_slice() else {
                    return None;
                };
                let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
                WifiCredentials::new(text(ssid)?, text(password)?)
                    .ok()
                    .map(Self::SendWifi)
            }
            2 => arguments.is_empty().then_some(Self::RequestState),
            3 => arguments.is_empty().then_some(Self::RequestInfo),
            4 => arguments.is_empty().then_some(Self::ScanWifi),
            id => Extension::new(id, arguments.to_vec())
                .ok()
                .map(Self::Extension),
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

impl RpcResult {
    /// The answer to the command of this number.
    pub fn new<T: AsRef<[u8]>>(command: u8, strings: &[T]) -> Result<Self, TooLong> {
        let strings: Vec<Vec<u8>> = strings.iter().map(|text| text.as_ref().to_vec()).collect();
        let length = strings.iter().map(|text| text.len() + 1).sum();
        if length > MAX_ARGUMENT_BYTES {
            return Err(TooLong(length));
        }
        Ok(Self { command, strings })
    }

    /// An answer without strings.
    pub fn empty(command: u8) -> Self {
        Self {
            command,
            strings: Vec::new(),
        }
    }

    /// The number of the command it answers.
    pub fn command(&self) -> u8 {
        self.command
    }

    /// Its strings.
    pub fn strings(&self) -> &[Vec<u8>] {
        &self.strings
    }
}

impl DeviceInfo {
    /// Reads the four strings of the answer; more are the operating system's and not of interest.
    pub fn from_strings(strings: &[Vec<u8>]) -> Option<Self> {
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

impl Packet {
    /// The type's number on the wire.
    pub(super) fn kind(&self) -> u8 {
        match self {
            Self::State(_) => 1,
            Self::Error(_) => 2,
            Self::Command(_) => 3,
            Self::Result(_) => 4,
        }
    }

    /// The data of the frame, at most 255 bytes.
    pub(super) fn data(&self) -> Vec<u8> {
        match self {
            Self::State(state) => vec![state.to_wire()],
            Self::Error(error) => vec![error.to_wire()],
            Self::Command(command) => numbered(command.id(), &command.arguments()),
            Self::Result(result) => numbered(result.command, &joined(&result.strings)),
        }
    }

    /// Whether there is a frame of this type and length.
    pub(super) fn may_have_length(kind: u8, length: u8) -> bool {
        match kind {
            1 | 2 => length == 1,
            3 | 4 => length >= 2,
            _ => false,
        }
    }

    /// Reads a frame's data; `None` if it is not of that type.
    pub(super) fn read(kind: u8, data: &[u8]) -> Option<Self> {
        match (kind, data) {
            (1, [state]) => State::from_wire(*state).map(Self::State),
            (2, [error]) => Some(Self::Error(ErrorState::from_wire(*error))),
            (3, [id, length, arguments @ ..]) if arguments.len() == usize::from(*length) => {
                Command::read(*id, arguments).map(Self::Command)
            }
            (4, [command, length, rest @ ..]) if rest.len() == usize::from(*length) => {
                Some(Self::Result(RpcResult {
                    command: *command,
                    strings: read_strings(rest)?,
                }))
            }
            _ => None,
        }
    }
}

/// Writes strings as the protocol does, each after its length.
pub fn write_strings<T: AsRef<[u8]>>(strings: &[T]) -> Result<Vec<u8>, TooLong> {
    let bytes = joined(strings);
    if bytes.len() > MAX_ARGUMENT_BYTES {
        return Err(TooLong(bytes.len()));
    }
    Ok(bytes)
}

/// Reads strings, each after its length; `None` if a length runs over the end.
pub fn read_strings(mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut strings = Vec::new();
    while let Some((length, rest)) = bytes.split_first() {
        let (text, rest) = rest.split_at_checked(usize::from(*length))?;
        strings.push(text.to_vec());
        bytes = rest;
    }
    Some(strings)
}

/// Callers have checked that all of it is at most [`MAX_ARGUMENT_BYTES`].
fn joined<T: AsRef<[u8]>>(strings: &[T]) -> Vec<u8> {
    strings
        .iter()
        .flat_map(|text| {
            let text = text.as_ref();
            [&[text.len() as u8], text].concat()
        })
        .collect()
}

fn numbered(id: u8, arguments: &[u8]) -> Vec<u8> {
    [&[id, arguments.len() as u8], arguments].concat()
}
