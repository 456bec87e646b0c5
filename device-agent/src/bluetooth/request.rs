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
        place: Place,
        /// Where the value goes.
        answer: oneshot::Sender<Result<Vec<u8>, Refusal>>,
    },
    /// It writes a value.
    Write {
        /// Which.
        place: Place,
        /// The whole value.
        value: Vec<u8>,
        /// Where it is told that it was taken.
        answer: oneshot::Sender<Result<(), Refusal>>,
    },
}

/// A value that a peripheral has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The service it belongs to.
    pub service: Uuid,
    /// Its characteristic.
    pub characteristic: Uuid,
}

impl Request {
    /// The service that has to answer.
    pub fn service(&self) -> Uuid {
        match self {
            Self::Read { place, .. } | Self::Write { place, .. } => place.service,
        }
    }

    /// Lets the service answer: what is to be told and done then.
    pub fn serve<S: Service>(self, service: &mut S) -> Reply<S::Demand> {
        // A client that went away needs no answer.
        match self {
            Self::Read { place, answer } => {
                let _ = answer.send(service.read(place.characteristic));
                Reply::default()
            }
            Self::Write {
                place,
                value,
                answer,
            } => {
                let (taken, reply) = match service.write(place.characteristic, &value) {
                    Ok(reply) => (Ok(()), reply),
                    Err(refusal) => (Err(refusal), Reply::default()),
                };
                let _ = answer.send(taken);
                reply
            }
        }
    }
}
