//! Opens a device where it was found: on a serial port or over Bluetooth.

use crate::{
    catalog::BleSetUp,
    session::{
        Claimable, Espressif, Helium, Patience, Proof, Provisioner, Reach, SessionError, Watcher,
        improv_over_ble, improv_over_serial,
    },
    transport::{
        ble::{BleAddress, ConnectError, Radio, RadioProblem},
        gatt::GattLink,
        serial::{self, OpenError},
    },
};
use async_trait::async_trait;
use std::{convert::Infallible, fmt, str::FromStr};

/// Where a device is. Its text is kept in journals: a port's path, or `bluetooth:`, the way it is set
/// up, and its address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DevicePlace {
    /// On this serial port.
    Serial(String),
    /// At this address, set up in this way.
    Bluetooth(BleSetUp, BleAddress),
}

/// Why a device cannot be opened where it was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReachError {
    /// Its port.
    #[error(transparent)]
    Port(#[from] OpenError),
    /// Its radio.
    #[error(transparent)]
    Connect(#[from] ConnectError),
}

impl From<RadioProblem> for ReachError {
    fn from(problem: RadioProblem) -> Self {
        Self::Connect(problem.into())
    }
}

impl ReachError {
    /// Whether it may be different the next moment.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Port(error) => matches!(error, OpenError::Gone { .. } | OpenError::Busy { .. }),
            Self::Connect(error) => !matches!(error, ConnectError::Radio(_)),
        }
    }
}

/// The way to a device that was found, to be opened as often as need be.
pub struct Way {
    place: DevicePlace,
    radio: Option<Radio>,
    patience: Patience,
    watcher: Watcher,
    proof: Proof,
}

impl Way {
    /// The way to `place`. The system's Bluetooth is opened when it is needed.
    pub fn new(place: DevicePlace, patience: Patience, watcher: Watcher) -> Self {
        Self {
            place,
            radio: None,
            patience,
            watcher,
            proof: Proof::None,
        }
    }

    /// The same, with what the person read off the device.
    pub fn with_proof(mut self, proof: Proof) -> Self {
        self.proof = proof;
        self
    }

    /// The same, over an adapter that is open already.
    pub fn over(mut self, radio: Radio) -> Self {
        self.radio = Some(radio);
        self
    }

    async fn connect(&mut self) -> Result<Box<dyn Provisioner>, ReachError> {
        let (patience, watcher) = (self.patience, self.watcher.clone());
        match &self.place {
            DevicePlace::Serial(port) => {
                let line = serial::open(port)?;
                Ok(Box::new(improv_over_serial(line, patience, watcher)))
            }
            DevicePlace::Bluetooth(set_up, address) => {
                let radio = match &self.radio {
                    Some(radio) => radio.clone(),
                    None => Radio::open().await?,
                };
                let link = radio.connect(address).await?;
                self.radio = Some(radio);
                let proof = self.proof.clone();
                Ok(over_bluetooth(*set_up, link, patience, watcher, proof))
            }
        }
    }
}

/// A device that is set up like this, at the other end of `link`.
pub fn over_bluetooth(
    set_up: BleSetUp,
    link: impl GattLink + 'static,
    patience: Patience,
    watcher: Watcher,
    proof: Proof,
) -> Box<dyn Provisioner> {
    match set_up {
        BleSetUp::Improv => Box::new(improv_over_ble(link, patience, watcher)),
        BleSetUp::Helium => Box::new(Helium::new(link, patience, watcher)),
        BleSetUp::Claim => Box::new(Claimable::new(link, patience, watcher)),
        BleSetUp::Espressif => Box::new(Espressif::new(link, patience, watcher, proof)),
    }
}

#[async_trait]
impl Reach for Way {
    async fn open(&mut self) -> Result<Box<dyn Provisioner>, SessionError> {
        Ok(self.connect().await?)
    }
}

/// What begins the text of a place over Bluetooth. No port's path does.
const BLUETOOTH: &str = "bluetooth:";

impl fmt::Display for DevicePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Serial(port) => f.write_str(port),
            Self::Bluetooth(set_up, address) => write!(f, "{BLUETOOTH}{set_up}:{address}"),
        }
    }
}

impl FromStr for DevicePlace {
    type Err = Infallible;

    /// What is no place over Bluetooth is taken for a port's path; whether there is one shows when
    /// it is opened.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let over_bluetooth = || {
            let (set_up, address) = text.strip_prefix(BLUETOOTH)?.split_once(':')?;
            let address = BleAddress(address.to_owned());
            Some(Self::Bluetooth(set_up.parse().ok()?, address))
        };
        Ok(over_bluetooth().unwrap_or_else(|| Self::Serial(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back_from_its_text() {
        for (text, place) in [
            (
                "/dev/ttyUSB0",
                DevicePlace::Serial("/dev/ttyUSB0".to_owned()),
            ),
            (
                "bluetooth:improv:hci0/dev_F0_00_00_00_00_01",
                DevicePlace::Bluetooth(
                    BleSetUp::Improv,
                    BleAddress("hci0/dev_F0_00_00_00_00_01".to_owned()),
                ),
            ),
            (
                "bluetooth:unheard-of:x",
                DevicePlace::Serial("bluetooth:unheard-of:x".to_owned()),
            ),
        ] {
            assert_eq!(text.parse(), Ok(place.clone()));
            assert_eq!(place.to_string(), text);
        }
    }
}
