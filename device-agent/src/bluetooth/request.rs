//! Carries what a client does to the service, and the service's answer back.

use outpost_device_drivers::protocols::gatt::{Refusal, Reply, Service};
use tokio::sync::oneshot;
use uuid::Uuid;

/// What a client does. One that is dropped is answered with a failure.
#[derive(Debug)]
pub enum Request {
    /// It reads a value.
    Read {
        /// Which.
        characteristic: Uuid,
        /// Where the value goes.
        answer: oneshot::Sender<Result<Vec<u8>, Refusal>>,
    },
    /// It writes a value.
    Write {
        /// Which.
        characteristic: Uuid,
        /// The whole value.
        value: Vec<u8>,
        /// Where it is told that it was taken.
        answer: oneshot::Sender<Result<(), Refusal>>,
    },
}

impl Request {
    /// Lets the service answer: what is to be told and done then.
    pub fn serve<S: Service>(self, service: &mut S) -> Reply<S::Demand> {
        // A client that went away needs no answer.
        match self {
            Self::Read {
                characteristic,
                answer,
            } => {
                let _ = answer.send(service.read(characteristic));
                Reply::default()
            }
            Self::Write {
                characteristic,
                value,
                answer,
            } => {
                let (taken, reply) = match service.write(characteristic, &value) {
                    Ok(reply) => (Ok(()), reply),
                    Err(refusal) => (Err(refusal), Reply::default()),
                };
                let _ = answer.send(taken);
                reply
            }
        }
    }
}
