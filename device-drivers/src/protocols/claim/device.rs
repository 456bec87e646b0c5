//! Answers a claim, as the firmware of a device does.

use super::{ClaimAnswer, ClaimCommand, ClaimRequest, identity_result};
use crate::protocols::improv::{Extension, RpcResult, TooLong};
use outpost_protocol::{DeviceKey, Signature};

/// The device's side of the claim: one claim at a time waits for a person. Holds no key: who drives
/// it signs.
#[derive(Debug)]
pub struct ClaimDevice {
    device: DeviceKey,
    latest: Option<Latest>,
}

#[derive(Debug)]
struct Latest {
    request: ClaimRequest,
    answer: ClaimAnswer,
}

/// What a device has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimStep {
    /// Send this result.
    Send(RpcResult),
    /// Send this result and ask a person, then call [`ClaimDevice::agree`] or [`ClaimDevice::refuse`].
    AskPerson {
        /// To send at once.
        waiting: RpcResult,
        /// What the person is asked to agree to.
        request: ClaimRequest,
    },
    /// Send this result and blink.
    Blink(RpcResult),
    /// No command of the claim.
    Unknown,
}

impl ClaimDevice {
    /// A device with this key.
    pub fn new(device: DeviceKey) -> Self {
        Self {
            device,
            latest: None,
        }
    }

    /// Takes an extension that came over Improv, or over what carries its lists of strings.
    pub fn take(&mut self, extension: &Extension) -> Result<ClaimStep, TooLong> {
        Ok(match ClaimCommand::from_improv(extension) {
            None => ClaimStep::Unknown,
            Some(ClaimCommand::Identity) => ClaimStep::Send(identity_result(self.device)?),
            Some(ClaimCommand::Blink) => ClaimStep::Blink(RpcResult::empty(extension.id())),
            Some(ClaimCommand::Claim(request)) => self.take_claim(request)?,
        })
    }

    /// A person agreed to `request`, and `signature` is of its
    /// [`signing_bytes`](ClaimRequest::signing_bytes): what to send. Nothing if another claim has
    /// come since.
    pub fn agree(
        &mut self,
        request: &ClaimRequest,
        signature: Signature,
    ) -> Result<Option<RpcResult>, TooLong> {
        self.answer(request, ClaimAnswer::Agreed(signature))
    }

    /// A person declined `request`, or nobody came: what to send. Nothing if another claim has come
    /// since.
    pub fn refuse(&mut self, request: &ClaimRequest) -> Result<Option<RpcResult>, TooLong> {
        self.answer(request, ClaimAnswer::Refused)
    }

    /// Lets a claim go that still waits for a person, unless it is `request`: another one came by other means.
    pub fn make_way_for(&mut self, request: &ClaimRequest) {
        self.latest
            .take_if(|it| it.request != *request && matches!(it.answer, ClaimAnswer::Waiting));
    }

    fn take_claim(&mut self, request: ClaimRequest) -> Result<ClaimStep, TooLong> {
        if let Some(latest) = self.latest.as_ref().filter(|it| it.request == request) {
            return Ok(ClaimStep::Send(latest.answer.to_improv(request.nonce)?));
        }
        let answer = ClaimAnswer::Waiting;
        let waiting = answer.to_improv(request.nonce)?;
        self.latest = Some(Latest {
            request: request.clone(),
            answer,
        });
        Ok(ClaimStep::AskPerson { waiting, request })
    }

    fn answer(
        &mut self,
        request: &ClaimRequest,
        answer: ClaimAnswer,
    ) -> Result<Option<RpcResult>, TooLong> {
        match &mut self.latest {
            Some(latest) if latest.request == *request => {
                latest.answer = answer;
                latest.answer.to_improv(request.nonce).map(Some)
            }
            _ => Ok(None),
        }
    }
}
