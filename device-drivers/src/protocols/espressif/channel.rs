//! Asks a device over an established session, one request at a time.

use super::{
    CipherError, Status,
    cipher::Cipher,
    endpoint::{Endpoint, Exchange},
};
use crate::protocols::gatt::MAX_VALUE_BYTES;

/// What a handshake established. A request consumes it and its answer gives it back, so that nobody
/// goes on with a channel whose sides are out of step: after a refusal, a lost link or an answer
/// that never came, there is a new handshake.
pub struct Channel(Cipher);

/// A request that waits for its answer.
pub struct Pending<R> {
    request: R,
    cipher: Cipher,
}

/// What can be asked of a device.
pub trait Request {
    /// What the device says to it.
    type Answer;

    /// Where it is asked.
    fn endpoint(&self) -> Endpoint;

    /// The request, in clear.
    fn encode(&self) -> Vec<u8>;

    /// Reads the answer, in clear.
    fn decode(&self, answer: &[u8]) -> Result<Self::Answer, AnswerError>;
}

/// Why an answer is of no use. The channel still is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// Not a message of the protocol; with security 1, perhaps changed on the way.
    #[error("the device's answer cannot be read: {0}")]
    Unreadable(String),
    /// A message that does not belong here.
    #[error("the device answered with something that was not asked")]
    Unexpected,
    /// The device gave a reason.
    #[error(transparent)]
    Status(#[from] Status),
}

impl Channel {
    pub(super) fn new(cipher: Cipher) -> Self {
        Self(cipher)
    }

    /// Begins a request.
    pub fn ask<R: Request>(self, request: R) -> Result<(Pending<R>, Exchange), CipherError> {
        let Self(mut cipher) = self;
        let exchange = Exchange {
            endpoint: request.endpoint(),
            bytes: cipher.encrypt(&request.encode())?,
        };
        Ok((Pending { request, cipher }, exchange))
    }
}

impl<R: Request> Pending<R> {
    /// Takes what was read after the write: the channel to go on with, and the answer.
    pub fn take(
        mut self,
        answer: &[u8],
    ) -> Result<(Channel, Result<R::Answer, AnswerError>), CipherError> {
        if answer.len() > MAX_VALUE_BYTES {
            return Err(CipherError::TooLong(answer.len()));
        }
        let plain = self.cipher.decrypt(answer)?;
        let answer = self.request.decode(&plain);
        Ok((Channel(self.cipher), answer))
    }
}
