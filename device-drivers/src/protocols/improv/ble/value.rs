//! Reads and writes the values of the command and result characteristics.

use crate::protocols::{
    claim,
    improv::{
        Command, MAX_ARGUMENT_BYTES, RpcResult,
        command::{HOSTNAME, REQUEST_INFO, SCAN_WIFI, SEND_WIFI},
    },
};

/// The number of [`Command::Identify`], which Improv over serial gives to another command.
const IDENTIFY: u8 = 2;

/// Longest value: number, length, arguments, checksum.
pub const MAX_VALUE_BYTES: usize = MAX_ARGUMENT_BYTES + 3;

/// What a value holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RpcValue<T> {
    /// A whole command or result.
    Whole(T),
    /// The beginning of one: the rest was cut off.
    CutShort,
    /// Neither.
    Damaged,
}

/// The number of a command over Bluetooth; `None` for the state, which is read.
pub(super) fn number(command: &Command) -> Option<u8> {
    match command {
        Command::SendWifi(_) => Some(SEND_WIFI),
        Command::Identify => Some(IDENTIFY),
        Command::RequestInfo => Some(REQUEST_INFO),
        Command::ScanWifi => Some(SCAN_WIFI),
        Command::RequestHostname | Command::SetHostname(_) => Some(HOSTNAME),
        Command::Extension(extension) => Some(extension.id()),
        Command::RequestState => None,
    }
}

/// The value to write for a command with this number.
pub(super) fn encode_command(number: u8, command: &Command) -> Vec<u8> {
    encode(number, &command.arguments())
}

/// The value of the result characteristic.
pub(super) fn encode_result(result: &RpcResult) -> Vec<u8> {
    encode(result.command(), result.arguments())
}

/// Reads what a client wrote.
pub(super) fn read_command(value: &[u8]) -> RpcValue<Command> {
    read(value, |number, arguments| match number {
        IDENTIFY | claim::BLINK => arguments.is_empty().then_some(Command::Identify),
        number => Command::read(number, arguments),
    })
}

/// Reads what the device answered.
pub(super) fn read_result(value: &[u8]) -> RpcValue<RpcResult> {
    read(value, RpcResult::read)
}

fn encode(number: u8, arguments: &[u8]) -> Vec<u8> {
    // Arguments are bounded by the types that they are made of.
    let mut value = vec![number, arguments.len() as u8];
    value.extend(arguments);
    value.push(checksum(&value));
    value
}

fn read<T>(value: &[u8], parse: impl FnOnce(u8, &[u8]) -> Option<T>) -> RpcValue<T> {
    let [number, length, rest @ ..] = value else {
        return RpcValue::CutShort;
    };
    let Some((arguments, end)) = rest.split_at_checked(usize::from(*length)) else {
        return RpcValue::CutShort;
    };
    match end {
        [] => RpcValue::CutShort,
        [found] => {
            let all = value.split_last().map_or(&[][..], |(_, before)| before);
            match parse(*number, arguments) {
                Some(parsed) if checksum(all) == *found => RpcValue::Whole(parsed),
                _ => RpcValue::Damaged,
            }
        }
        _ => RpcValue::Damaged,
    }
}

/// The low byte of the sum.
fn checksum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_add(*byte))
}
