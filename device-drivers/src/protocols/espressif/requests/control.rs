//! Lets a device that could not join its network take other credentials.

use super::{check, read};
use crate::protocols::espressif::{
    AnswerError, Endpoint, Request,
    messages::{
        Nothing,
        control::{Control, Payload},
    },
};
use prost::Message;

/// Forgets the credentials that failed. Refused with
/// [`Status::InternalError`](crate::protocols::espressif::Status::InternalError) by a device that did
/// not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reset;

impl Request for Reset {
    type Answer = ();

    fn endpoint(&self) -> Endpoint {
        Endpoint::Control
    }

    fn encode(&self) -> Vec<u8> {
        Control::from(Payload::Reset(Nothing {})).encode_to_vec()
    }

    fn decode(&self, answer: &[u8]) -> Result<(), AnswerError> {
        let control: Control = read(answer)?;
        check(control.status)?;
        match control.payload {
            Some(Payload::ResetDone(_)) => Ok(()),
            _ => Err(AnswerError::Unexpected),
        }
    }
}
