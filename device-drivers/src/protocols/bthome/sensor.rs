//! Sends what a sensor measures, as its firmware does.

use super::{
    Address, BindKey, MAX_SERVICE_DATA_BYTES, Object, TooLong, payload,
    service_data::{Rhythm, SEAL_BYTES, plain_info, sealed_info},
};

/// The sensor's side. Knows no radio: it gives the service data to advertise until the next.
#[derive(Debug)]
pub struct Sensor {
    rhythm: Rhythm,
    security: Security,
}

#[derive(Debug)]
enum Security {
    Plain {
        packet_id: u8,
    },
    Encrypted {
        address: Address,
        key: BindKey,
        counter: u32,
    },
}

/// Why something cannot be advertised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotAdvertise {
    /// It does not fit.
    #[error(transparent)]
    TooLong(#[from] TooLong),
    /// Every counter was used, and none may be used twice: the sensor needs another key.
    #[error("every counter was used with this key")]
    CounterSpent,
}

impl Sensor {
    /// A sensor that anybody can read. It counts its packets.
    pub fn plain() -> Self {
        Self::new(Security::Plain { packet_id: 0 })
    }

    /// A sensor that only those who have the key can read. `counter` is the one to begin with: above
    /// every one that was used with this key.
    pub fn encrypted(address: Address, key: BindKey, counter: u32) -> Self {
        Self::new(Security::Encrypted {
            address,
            key,
            counter,
        })
    }

    fn new(security: Security) -> Self {
        Self {
            rhythm: Rhythm::Regular,
            security,
        }
    }

    /// The same, but one that sends when something happens.
    pub fn trigger_based(self) -> Self {
        Self {
            rhythm: Rhythm::Triggered,
            ..self
        }
    }

    /// The service data for these objects, which may be sent as often as one likes. A packet id among
    /// them is left out: the sensor counts for itself, by its counter if it encrypts.
    pub fn advertise(&mut self, objects: &[Object<'_>]) -> Result<Vec<u8>, CannotAdvertise> {
        let said = objects
            .iter()
            .filter(|object| !matches!(object, Object::PacketId(_)))
            .copied();
        match &mut self.security {
            Security::Plain { packet_id } => {
                let objects: Vec<Object<'_>> = [Object::PacketId(*packet_id)]
                    .into_iter()
                    .chain(said)
                    .collect();
                let mut service_data = vec![plain_info(self.rhythm)];
                service_data.extend(payload::write(&objects, MAX_SERVICE_DATA_BYTES - 1)?);
                *packet_id = packet_id.wrapping_add(1);
                Ok(service_data)
            }
            Security::Encrypted {
                address,
                key,
                counter,
            } => {
                let objects: Vec<Object<'_>> = said.collect();
                let limit = MAX_SERVICE_DATA_BYTES - 1 - SEAL_BYTES;
                let plain = payload::write(&objects, limit)?;
                // The last counter stays unused, so that "used up" needs no state of its own.
                let next = counter
                    .checked_add(1)
                    .ok_or(CannotAdvertise::CounterSpent)?;
                let info = sealed_info(self.rhythm);
                let mut service_data = vec![info];
                let found = plain.len();
                let sealed = key.seal(*address, info, *counter, plain);
                service_data.extend(sealed.ok_or(TooLong { found, limit })?);
                *counter = next;
                Ok(service_data)
            }
        }
    }
}
