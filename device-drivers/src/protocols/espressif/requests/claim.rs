//! Carries the claim: a number, then strings as Improv writes them, each after its length.

use crate::protocols::{
    claim::ClaimCommand,
    espressif::{AnswerError, Endpoint, Request},
    improv::{Extension, RpcResult, TooLong},
};

/// Asks a command of the claim. A claim that waits for a person is asked again, with the same
/// request, until it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskClaim(Extension);

impl AskClaim {
    /// A request for this command.
    pub fn new(command: &ClaimCommand) -> Result<Self, TooLong> {
        Ok(Self(command.to_extension()?))
    }
}

impl Request for AskClaim {
    type Answer = RpcResult;

    fn endpoint(&self) -> Endpoint {
        Endpoint::Claim
    }

    fn encode(&self) -> Vec<u8> {
        [&[self.0.id()], self.0.data()].concat()
    }

    fn decode(&self, answer: &[u8]) -> Result<RpcResult, AnswerError> {
        let unreadable = || AnswerError::Unreadable("not a list of strings".to_owned());
        let (number, strings) = answer.split_first().ok_or_else(unreadable)?;
        if *number != self.0.id() {
            return Err(AnswerError::Unexpected);
        }
        RpcResult::read(*number, strings).ok_or_else(unreadable)
    }
}

/// Reads what [`AskClaim`] wrote, at the device.
pub(crate) fn read_claim_request(bytes: &[u8]) -> Option<Extension> {
    let (number, arguments) = bytes.split_first()?;
    Extension::new(*number, arguments.to_vec()).ok()
}

/// Writes what [`AskClaim`] reads, at the device.
pub(crate) fn write_claim_answer(answer: &RpcResult) -> Vec<u8> {
    [&[answer.command()], answer.arguments()].concat()
}
