//! Knows which device speaks what, and how it is recognised.
//!
//! What is recognised is only expected: a device's word for what it speaks is tested when it is
//! asked for the first time.

use crate::{
    protocols::{
        bthome, claim, espressif, helium,
        improv::{
            State,
            ble::{self, ServiceData},
        },
    },
    transport::ble::Sighting,
};
use std::{fmt, str::FromStr};

/// The baud rate of every device that speaks Improv over serial and is listed here; 8 data bits, no
/// parity, one stop bit.
pub const IMPROV_BAUD_RATE: u32 = 115_200;

/// What an Outpost device's firmware calls itself.
pub const OUTPOST_FIRMWARE: &str = "Outpost";

/// A way to set a device up over Bluetooth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BleSetUp {
    /// [Improv](crate::protocols::improv::ble).
    Improv,
    /// [Espressif's unified provisioning](crate::protocols::espressif).
    Espressif,
    /// [Helium's gateway-config](crate::protocols::helium).
    Helium,
    /// [The claim's own service](crate::protocols::claim::service), of devices that join networks by
    /// themselves.
    Claim,
}

/// What a device that advertises lets itself be set up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advertised {
    /// How it is set up.
    pub set_up: BleSetUp,
    /// Where provisioning stands, if it says.
    pub state: Option<State>,
    /// Whether it can be made to show itself before it is set up and by anybody, as far as it says.
    pub can_blink: bool,
}

impl Advertised {
    /// How a device that was heard is set up; `None` if not by anything that is known here.
    pub fn of(sighting: &Sighting) -> Option<Self> {
        let data = sighting.service_data.get(&ble::SERVICE_DATA);
        if data.is_some() || sighting.services.contains(&ble::SERVICE) {
            let data = data.and_then(|data| ServiceData::read(data));
            return Some(Self {
                set_up: BleSetUp::Improv,
                state: data.map(|data| data.state),
                can_blink: data.is_some_and(|data| data.capabilities.identify()),
            });
        }
        if helium::is_hotspot(&sighting.services, sighting.name.as_deref()) {
            return Some(Self {
                set_up: BleSetUp::Helium,
                state: None,
                can_blink: true,
            });
        }
        if sighting.services.contains(&claim::service::SERVICE) {
            return Some(Self {
                set_up: BleSetUp::Claim,
                state: Some(State::Provisioned),
                can_blink: true,
            });
        }
        espressif::is_advertised_by(&sighting.services, sighting.name.as_deref()).then_some(Self {
            set_up: BleSetUp::Espressif,
            state: None,
            // It wants the word on its label before it hears anything.
            can_blink: false,
        })
    }
}

/// What says what it knows without being asked. It is no device by itself: a device of the person's reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiverKind {
    /// A GPS receiver with [NMEA 0183](crate::protocols::nmea), on a port.
    Gps,
    /// A smart meter with [DSMR P1](crate::protocols::dsmr), on a port.
    Meter,
    /// A sensor with [BTHome](crate::protocols::bthome), over Bluetooth.
    Bthome,
}

impl ReceiverKind {
    /// What was heard, if it is one; what is on a port is [recognised](crate::receivers::recognise) by
    /// what it says.
    pub fn of(sighting: &Sighting) -> Option<Self> {
        let is_bthome = sighting.service_data.contains_key(&bthome::SERVICE);
        is_bthome.then_some(Self::Bthome)
    }
}

/// Not the name of a way to set a device up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no way to set a device up over Bluetooth")]
pub struct UnknownSetUp(pub String);

impl BleSetUp {
    const ALL: [Self; 4] = [Self::Improv, Self::Espressif, Self::Helium, Self::Claim];

    fn name(self) -> &'static str {
        match self {
            Self::Improv => "improv",
            Self::Espressif => "espressif",
            Self::Helium => "helium",
            Self::Claim => "claim",
        }
    }
}

impl fmt::Display for BleSetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for BleSetUp {
    type Err = UnknownSetUp;

    fn from_str(text: &str) -> Result<Self, UnknownSetUp> {
        let found = Self::ALL.into_iter().find(|it| it.name() == text);
        found.ok_or_else(|| UnknownSetUp(text.to_owned()))
    }
}
