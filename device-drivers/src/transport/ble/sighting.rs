//! Tells what was heard of a device that advertises.

use btleplug::{api::PeripheralProperties, platform::PeripheralId};
use std::{collections::BTreeMap, fmt};
use uuid::Uuid;

/// Names a device to this system's Bluetooth. Not who it is: addresses change, and on some systems
/// they are made up. Good for finding it again soon.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BleAddress(pub String);

/// What was heard of a device. All of it is the device's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Where it is.
    pub address: BleAddress,
    /// The hardware address on air, 48 bits, big endian; `None` where the system keeps it to itself.
    pub hardware_address: Option<[u8; 6]>,
    /// What it calls itself.
    pub name: Option<String>,
    /// How strong its signal is, in dBm: about -50 beside it, -90 far away.
    pub signal_dbm: Option<i16>,
    /// The services that it says it has.
    pub services: Vec<Uuid>,
    /// What it says of them.
    pub service_data: BTreeMap<Uuid, Vec<u8>>,
}

impl BleAddress {
    pub(super) fn of(id: &PeripheralId) -> Self {
        Self(id.to_string())
    }
}

impl fmt::Display for BleAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Sighting {
    pub(super) fn of(address: BleAddress, properties: PeripheralProperties) -> Self {
        let hardware_address = properties.address.into_inner();
        Self {
            address,
            hardware_address: (hardware_address != [0; 6]).then_some(hardware_address),
            name: properties.local_name.or(properties.advertisement_name),
            signal_dbm: properties.rssi,
            services: properties.services,
            service_data: properties.service_data.into_iter().collect(),
        }
    }
}
