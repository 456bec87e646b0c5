//! Speaks the Outpost claim: a device says who it is, and agrees to belong to somebody.
//!
//! # The rules
//! Three commands beside Improv's own, numbered far from them. Arguments and results are lists of
//! strings, as Improv's are, and are text, so that every Improv library can carry them.
//!
//! | number | command | arguments | results |
//! |---|---|---|---|
//! | `E0` | identity | none | the device's address, `opd1…` |
//! | `E1` | claim | network id, owner's address, nonce | see below |
//! | `E2` | blink | none | empty |
//!
//! A claim is answered by one or two results, each with the nonce, so that the answer to an earlier
//! claim is not taken for one to this: `waiting`, nonce, while somebody has to confirm at the
//! device; then `agreed`, nonce, signature, or `refused`, nonce. A claim with the same arguments
//! may be repeated: it asks nobody twice, and an agreed one is answered with the same signature.
//!
//! All of it fits into one frame: the longest is the claim's request, 161 bytes.
//!
//! What carries them is Improv, Espressif's provisioning, or a [`service`] of the claim's own.
//!
//! # What is trusted
//! Nothing a device says of itself. An answer is worth something only as a signature by the key
//! that was read before: [`ClaimRequest::verify`] is the one way to a [`DeviceClaim`].

mod device;
pub mod service;

pub use device::{ClaimDevice, ClaimStep};

use crate::protocols::improv::{
    Command, Extension, RpcResult, TooLong, read_strings, write_strings,
};
use outpost_protocol::{
    AccountAddress, DeviceKey, NetworkId, Signature,
    transaction::{ClaimForm, DeviceClaim, claim_signing_bytes},
};

/// The number of [`ClaimCommand::Identity`].
pub const IDENTITY: u8 = 0xe0;
/// The number of [`ClaimCommand::Claim`].
pub const CLAIM: u8 = 0xe1;
/// The number of [`ClaimCommand::Blink`].
pub const BLINK: u8 = 0xe2;

/// What is asked of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimCommand {
    /// Say who you are.
    Identity,
    /// Agree to belong to this owner.
    Claim(ClaimRequest),
    /// Show a person which device you are.
    Blink,
}

/// Whom a device is asked to belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRequest {
    /// On which network.
    pub network: NetworkId,
    /// To whom.
    pub owner: AccountAddress,
    /// Chosen at random for this one claim.
    pub nonce: [u8; 16],
}

/// What a device says to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimAnswer {
    /// Somebody has to confirm at the device.
    Waiting,
    /// It agrees. Not verified.
    Agreed(Signature),
    /// It was declined at the device, or nobody confirmed.
    Refused,
}

/// The signature is not the device's, or is of something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer to the claim is not signed by {device}")]
pub struct ForgedClaim {
    /// Who should have signed.
    pub device: DeviceKey,
}

impl ClaimRequest {
    /// What the device signs to agree.
    pub fn signing_bytes(&self, device: DeviceKey) -> Vec<u8> {
        claim_signing_bytes(self.network, self.owner, self.nonce, device)
    }

    /// Checks that `device` agreed to this, and nothing else.
    pub fn verify(
        &self,
        device: DeviceKey,
        signature: Signature,
    ) -> Result<DeviceClaim, ForgedClaim> {
        if !device.verify(&self.signing_bytes(device), &signature) {
            return Err(ForgedClaim { device });
        }
        Ok(DeviceClaim {
            device,
            nonce: self.nonce,
            form: ClaimForm::Outpost,
            signature,
        })
    }
}

impl ClaimCommand {
    /// As a command over Improv.
    pub fn to_improv(&self) -> Result<Command, TooLong> {
        Ok(Command::Extension(self.to_extension()?))
    }

    /// As a number and arguments, for whatever carries those.
    pub fn to_extension(&self) -> Result<Extension, TooLong> {
        let (id, arguments) = match self {
            Self::Identity => (IDENTITY, Vec::new()),
            Self::Claim(request) => (
                CLAIM,
                write_strings(&[
                    request.network.to_string(),
                    request.owner.to_string(),
                    hex::encode(request.nonce),
                ])?,
            ),
            Self::Blink => (BLINK, Vec::new()),
        };
        Extension::new(id, arguments)
    }

    /// Reads a command; `None` if it is none of these.
    pub fn from_improv(extension: &Extension) -> Option<Self> {
        match (extension.id(), extension.data()) {
            (IDENTITY, []) => Some(Self::Identity),
            (BLINK, []) => Some(Self::Blink),
            (CLAIM, arguments) => {
                let strings = read_strings(arguments)?;
                let [network, owner, nonce] = strings.as_slice() else {
                    return None;
                };
                Some(Self::Claim(ClaimRequest {
                    network: text(network)?.parse().ok()?,
                    owner: text(owner)?.parse().ok()?,
                    nonce: read_hex(nonce)?,
                }))
            }
            _ => None,
        }
    }
}

impl ClaimAnswer {
    /// As a result over Improv.
    pub fn to_improv(&self, nonce: [u8; 16]) -> Result<RpcResult, TooLong> {
        let nonce = hex::encode(nonce);
        match self {
            Self::Waiting => RpcResult::new(CLAIM, &["waiting", &nonce]),
            Self::Agreed(signature) => {
                RpcResult::new(CLAIM, &["agreed", &nonce, &hex::encode(signature.0)])
            }
            Self::Refused => RpcResult::new(CLAIM, &["refused", &nonce]),
        }
    }

    /// Reads the answer to the claim with this nonce; `None` if it is none.
    pub fn from_improv(result: &RpcResult, nonce: [u8; 16]) -> Option<Self> {
        let strings = result.strings();
        let [kind, answered, rest @ ..] = strings.as_slice() else {
            return None;
        };
        if result.command() != CLAIM || read_hex(answered) != Some(nonce) {
            return None;
        }
        match (*kind, rest) {
            (b"waiting", []) => Some(Self::Waiting),
            (b"agreed", [signature]) => {
                read_hex(signature).map(|bytes| Self::Agreed(Signature(bytes)))
            }
            (b"refused", []) => Some(Self::Refused),
            _ => None,
        }
    }
}

/// The answer to [`ClaimCommand::Identity`].
pub fn identity_result(device: DeviceKey) -> Result<RpcResult, TooLong> {
    RpcResult::new(IDENTITY, &[device.to_string()])
}

/// Reads the answer to [`ClaimCommand::Identity`]; `None` if it is none.
pub fn read_identity(result: &RpcResult) -> Option<DeviceKey> {
    match result.strings().as_slice() {
        [address] if result.command() == IDENTITY => text(address)?.parse().ok(),
        _ => None,
    }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

fn read_hex<const N: usize>(digits: &[u8]) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(digits, &mut bytes).ok()?;
    Some(bytes)
}
