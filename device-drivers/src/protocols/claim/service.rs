//! Carries the claim over Bluetooth by a service of its own, for devices that have nothing else with room for
//! it: both sides.
//!
//! # The rules
//! The service [`SERVICE`] is among those that the device advertises. Its characteristics:
//!
//! | characteristic | | value |
//! |---|---|---|
//! | [`COMMAND`] | write | the command's number, and its arguments as a list of strings |
//! | [`ANSWER`] | read | the number of the command that was written last, and its result as a list of strings; empty before the first |
//! | [`ABOUT`] | read | a list of strings: the firmware's name, its version, the hardware, the device's name |
//!
//! Commands and results are those of the [claim](super), and lists of strings are Improv's. Nothing is told
//! unasked: a client that waits for somebody to confirm writes its claim again, which asks nobody twice,
//! and reads. A device that speaks this joins networks by itself.

use super::{ClaimCommand, ClaimDevice, ClaimRequest, ClaimStep};
use crate::protocols::{
    gatt::{Access, Characteristic, Refusal, Reply, Service},
    improv::{DeviceInfo, Extension, RpcResult, TooLong, read_strings, write_strings},
};
use outpost_protocol::{DeviceKey, Signature};
use uuid::{Uuid, uuid};

/// The service.
pub const SERVICE: Uuid = uuid!("3b6c0001-5a1e-4f0c-9d2b-8f6e4c1a7d50");
/// Takes commands.
pub const COMMAND: Uuid = uuid!("3b6c0002-5a1e-4f0c-9d2b-8f6e4c1a7d50");
/// Has the answer to the last command.
pub const ANSWER: Uuid = uuid!("3b6c0003-5a1e-4f0c-9d2b-8f6e4c1a7d50");
/// Says what the device is.
pub const ABOUT: Uuid = uuid!("3b6c0004-5a1e-4f0c-9d2b-8f6e4c1a7d50");

/// What to write to [`COMMAND`].
pub fn write_command(command: &ClaimCommand) -> Result<Vec<u8>, TooLong> {
    Ok(write_extension(&command.to_extension()?))
}

/// The same of a command that is written as Improv's are.
pub fn write_extension(extension: &Extension) -> Vec<u8> {
    [&[extension.id()], extension.data()].concat()
}

/// Reads [`ANSWER`]; `None` if it is no result.
pub fn read_answer(value: &[u8]) -> Option<RpcResult> {
    let (number, arguments) = value.split_first()?;
    RpcResult::read(*number, arguments)
}

/// Reads [`ABOUT`]; `None` if it is no such list.
pub fn read_about(value: &[u8]) -> Option<DeviceInfo> {
    DeviceInfo::from_strings(&read_strings(value)?)
}

/// The device's side. Holds no key: who drives it asks a person, and signs.
#[derive(Debug)]
pub struct ClaimService {
    about: Vec<u8>,
    claim: ClaimDevice,
    answer: Vec<u8>,
}

/// What a client wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Ask a person, then call [`ClaimService::agree`] or [`ClaimService::refuse`].
    Confirm(ClaimRequest),
    /// Show a person which device this is.
    Blink,
}

impl ClaimService {
    /// A device with this key, which says this of itself.
    pub fn new(device: DeviceKey, info: &DeviceInfo) -> Result<Self, TooLong> {
        let about = [&info.firmware, &info.version, &info.hardware, &info.name];
        Ok(Self {
            about: write_strings(&about)?,
            claim: ClaimDevice::new(device),
            answer: Vec::new(),
        })
    }

    /// A person agreed to `request`, and `signature` is of its
    /// [`signing_bytes`](ClaimRequest::signing_bytes). The client is told when it asks again.
    pub fn agree(&mut self, request: &ClaimRequest, signature: Signature) -> Result<(), TooLong> {
        self.claim.agree(request, signature).map(drop)
    }

    /// A person declined `request`, or nobody came. The client is told when it asks again.
    pub fn refuse(&mut self, request: &ClaimRequest) -> Result<(), TooLong> {
        self.claim.refuse(request).map(drop)
    }

    /// Lets a claim go that still waits for a person, unless it is `request`: another one came by other means.
    pub fn make_way_for(&mut self, request: &ClaimRequest) {
        self.claim.make_way_for(request);
    }

    fn take(&mut self, value: &[u8]) -> Result<Vec<Demand>, TooLong> {
        self.answer.clear();
        let Some((number, arguments)) = value.split_first() else {
            return Ok(Vec::new());
        };
        let extension = Extension::new(*number, arguments.to_vec())?;
        let (result, demand) = match self.claim.take(&extension)? {
            ClaimStep::Send(result) => (result, None),
            ClaimStep::AskPerson { waiting, request } => (waiting, Some(Demand::Confirm(request))),
            ClaimStep::Blink(result) => (result, Some(Demand::Blink)),
            // Nothing answers to that, as to a number of a later version.
            ClaimStep::Unknown => return Ok(Vec::new()),
        };
        self.answer = [&[result.command()], result.arguments()].concat();
        Ok(demand.into_iter().collect())
    }
}

impl Service for ClaimService {
    type Demand = Demand;

    fn uuid(&self) -> Uuid {
        SERVICE
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        vec![
            Characteristic::new(COMMAND, Access::WRITE),
            Characteristic::new(ANSWER, Access::READ),
            Characteristic::new(ABOUT, Access::READ),
        ]
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        match characteristic {
            ANSWER => Ok(self.answer.clone()),
            ABOUT => Ok(self.about.clone()),
            _ => Err(Refusal::NotAllowed),
        }
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Demand>, Refusal> {
        if characteristic != COMMAND {
            return Err(Refusal::NotAllowed);
        }
        Ok(Reply {
            demands: self.take(value).map_err(|_| Refusal::TooLong)?,
            ..Reply::default()
        })
    }
}
