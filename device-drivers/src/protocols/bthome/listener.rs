//! Listens to one sensor, and takes each thing it says once.

use super::{Address, BindKey, Body, Malformed, Objects, ServiceData};

/// The receiver's side of one sensor.
#[derive(Debug)]
pub struct Listener {
    sensor: Address,
    security: Security,
    packet_id: Option<u8>,
    /// What was decrypted last.
    opened: Vec<u8>,
}

#[derive(Debug)]
enum Security {
    Plain,
    Encrypted { key: BindKey, counter: Option<u32> },
}

/// What a sensor said.
#[derive(Clone, Debug)]
pub struct Heard<'a> {
    /// Whether the device sends when something happens, so that its silence says nothing.
    pub trigger_based: bool,
    /// What it said.
    pub objects: Objects<'a>,
}

/// Why service data was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not of a BTHome v2 sensor.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// It names another sensor as its sender.
    #[error("the advertisement is of {found} instead of {expected}")]
    OtherSensor {
        /// The sensor that is listened to.
        expected: Address,
        /// The sensor that is named.
        found: Address,
    },
    /// It is what the sensor said before, sent once more.
    #[error("the advertisement was heard before")]
    Repeated,
    /// It is older than what was heard last: somebody replays it, or the sensor began anew.
    #[error("the counter is {found} after {last}")]
    Replayed {
        /// The counter that was heard last.
        last: u32,
        /// The counter of this one.
        found: u32,
    },
    /// It is encrypted, and there is no key.
    #[error("the advertisement is encrypted")]
    NeedsKey,
    /// It is plain, though the sensor encrypts: anybody may have sent it.
    #[error("the advertisement is not encrypted")]
    NotEncrypted,
    /// The key does not open it.
    #[error("the advertisement does not open with this key")]
    WrongKey,
}

/// The next step after a [`Refusal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing: others like it are expected.
    Ignore,
    /// Ask a person for the sensor's key.
    AskForKey,
    /// If it goes on, ask a person whether the key is right.
    CheckKey,
    /// If it goes on, ask a person whether the sensor's battery was changed, and only then
    /// [forget the counter](Listener::forget_counter).
    AskAboutBattery,
}

impl Listener {
    /// Listens to a sensor that does not encrypt.
    pub fn plain(sensor: Address) -> Self {
        Self::new(sensor, Security::Plain)
    }

    /// Listens to a sensor that encrypts. The first advertisement that opens is believed to be new.
    pub fn encrypted(sensor: Address, key: BindKey) -> Self {
        Self::new(sensor, Security::Encrypted { key, counter: None })
    }

    /// Goes on listening to a sensor that encrypts, after one whose [counter](Self::counter) this was.
    pub fn resume(sensor: Address, key: BindKey, counter: u32) -> Self {
        let counter = Some(counter);
        Self::new(sensor, Security::Encrypted { key, counter })
    }

    fn new(sensor: Address, security: Security) -> Self {
        Self {
            sensor,
            security,
            packet_id: None,
            opened: Vec::new(),
        }
    }

    /// The counter that was heard last, to be kept for [`Listener::resume`].
    pub fn counter(&self) -> Option<u32> {
        match self.security {
            Security::Plain => None,
            Security::Encrypted { counter, .. } => counter,
        }
    }

    /// Takes any counter next. Sensors begin anew when their battery is changed, but so does a replay:
    /// only a person can say which it is.
    pub fn forget_counter(&mut self) {
        if let Security::Encrypted { counter, .. } = &mut self.security {
            *counter = None;
        }
        self.packet_id = None;
    }

    /// Takes the service data of an advertisement that this sensor sent.
    pub fn receive<'a>(&'a mut self, service_data: &'a [u8]) -> Result<Heard<'a>, Refusal> {
        let service_data = ServiceData::read(service_data)?;
        if let Some(found) = service_data.address()
            && found != self.sensor
        {
            let expected = self.sensor;
            return Err(Refusal::OtherSensor { expected, found });
        }
        let trigger_based = service_data.is_trigger_based();
        let objects = match (service_data.into_body(), &mut self.security) {
            (Body::Plain(objects), Security::Plain) => objects,
            (Body::Plain(_), Security::Encrypted { .. }) => return Err(Refusal::NotEncrypted),
            (Body::Sealed(_), Security::Plain) => return Err(Refusal::NeedsKey),
            (Body::Sealed(sealed), Security::Encrypted { key, counter }) => {
                let found = sealed.counter();
                match *counter {
                    Some(last) if found == last => return Err(Refusal::Repeated),
                    Some(last) if found < last => return Err(Refusal::Replayed { last, found }),
                    _ => {}
                }
                key.open(self.sensor, &sealed, &mut self.opened)
                    .map_err(|_| Refusal::WrongKey)?;
                // Only now is it known that the counter is the sensor's.
                *counter = Some(found);
                Objects::new(&self.opened)
            }
        };
        if let Some(packet_id) = objects.packet_id()
            && self.packet_id.replace(packet_id) == Some(packet_id)
        {
            return Err(Refusal::Repeated);
        }
        Ok(Heard {
            trigger_based,
            objects,
        })
    }
}

impl Refusal {
    /// What to do.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Malformed(_) | Self::OtherSensor { .. } | Self::Repeated | Self::NotEncrypted => {
                Remedy::Ignore
            }
            Self::NeedsKey => Remedy::AskForKey,
            Self::WrongKey => Remedy::CheckKey,
            Self::Replayed { .. } => Remedy::AskAboutBattery,
        }
    }
}
