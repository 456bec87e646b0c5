//! Reads and writes the data of a frame: states, errors, commands and results.

use crate::protocols::{
    claim,
    improv::{
        Command, ErrorState, RpcResult, State,
        command::{HOSTNAME, REQUEST_INFO, SCAN_WIFI, SEND_WIFI},
    },
};

/// The number of [`Command::RequestState`], which Improv over Bluetooth gives to another command.
const REQUEST_STATE: u8 = 2;

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

/// The number of a command over serial. Improv has none for "identify" there; Outpost's devices take
/// that of the claim's blink.
pub fn number(command: &Command) -> u8 {
    match command {
        Command::SendWifi(_) => SEND_WIFI,
        Command::RequestState => REQUEST_STATE,
        Command::Identify => claim::BLINK,
        Command::RequestInfo => REQUEST_INFO,
        Command::ScanWifi => SCAN_WIFI,
        Command::RequestHostname | Command::SetHostname(_) => HOSTNAME,
        Command::Extension(extension) => extension.id(),
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
            Self::Command(command) => numbered(number(command), &command.arguments()),
            Self::Result(result) => numbered(result.command(), result.arguments()),
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
                read_command(*id, arguments).map(Self::Command)
            }
            (4, [command, length, rest @ ..]) if rest.len() == usize::from(*length) => {
                RpcResult::read(*command, rest).map(Self::Result)
            }
            _ => None,
        }
    }
}

fn read_command(id: u8, arguments: &[u8]) -> Option<Command> {
    match id {
        REQUEST_STATE => arguments.is_empty().then_some(Command::RequestState),
        claim::BLINK => arguments.is_empty().then_some(Command::Identify),
        id => Command::read(id, arguments),
    }
}

fn numbered(id: u8, arguments: &[u8]) -> Vec<u8> {
    [&[id, arguments.len() as u8], arguments].concat()
}
