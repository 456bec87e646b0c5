//! Writes what a peripheral says to everybody.
//!
//! # The rules (Bluetooth Core Supplement 11, part A; Core 5.4, volume 3, part C, 11)
//! Structures of a length, a type and data, at most 31 bytes in all. Numbers and ids are written with
//! the lowest byte first. A scan response is as long, and is given to who asks: the name goes there.

use uuid::Uuid;

/// Longest advertisement, and longest scan response, in bytes.
const MAX_BYTES: usize = 31;

/// What a peripheral says to everybody, and to who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advertisement {
    name: String,
    structures: Vec<u8>,
    response: Vec<u8>,
}

/// An advertisement that has no room for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an advertisement of {bytes} bytes is longer than {MAX_BYTES}")]
pub struct TooLong {
    /// How long it would be.
    pub bytes: usize,
}

/// Types of structures (Bluetooth Assigned Numbers, 2.3).
pub(super) mod kind {
    pub(in crate::radio) const FLAGS: u8 = 0x01;
    pub(in crate::radio) const SOME_SERVICE_UUIDS_16: u8 = 0x02;
    pub(in crate::radio) const SERVICE_UUIDS_16: u8 = 0x03;
    pub(in crate::radio) const SOME_SERVICE_UUIDS_128: u8 = 0x06;
    pub(in crate::radio) const SERVICE_UUIDS_128: u8 = 0x07;
    pub(in crate::radio) const SHORTENED_NAME: u8 = 0x08;
    pub(in crate::radio) const COMPLETE_NAME: u8 = 0x09;
    pub(in crate::radio) const SERVICE_DATA_16: u8 = 0x16;
    pub(in crate::radio) const MANUFACTURER_DATA: u8 = 0xff;
}

/// General discoverable, and no classic Bluetooth.
const FLAGS: u8 = 0x06;

impl Advertisement {
    /// Of a device with this name.
    ///
    /// # Errors
    /// If the name is too long.
    pub fn named(name: &str) -> Result<Self, TooLong> {
        let mut structures = Vec::new();
        append(&mut structures, kind::FLAGS, &[FLAGS])?;
        let mut response = Vec::new();
        append(&mut response, kind::COMPLETE_NAME, name.as_bytes())?;
        Ok(Self {
            name: name.to_owned(),
            structures,
            response,
        })
    }

    /// Says that the device has this service.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn with_service(mut self, service: Uuid) -> Result<Self, TooLong> {
        let id = service.as_u128().to_le_bytes();
        append(&mut self.structures, kind::SERVICE_UUIDS_128, &id)?;
        Ok(self)
    }

    /// Adds data of a service with an id of 16 bits.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn with_service_data(mut self, service: u16, data: &[u8]) -> Result<Self, TooLong> {
        let data = [&service.to_le_bytes(), data].concat();
        append(&mut self.structures, kind::SERVICE_DATA_16, &data)?;
        Ok(self)
    }

    /// Adds data of a manufacturer, by the id that the Bluetooth SIG gave it.
    ///
    /// # Errors
    /// If there is no room for it.
    pub fn with_manufacturer_data(mut self, company: u16, data: &[u8]) -> Result<Self, TooLong> {
        let data = [&company.to_le_bytes(), data].concat();
        append(&mut self.structures, kind::MANUFACTURER_DATA, &data)?;
        Ok(self)
    }

    /// The device's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// What it says to everybody.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.structures
    }

    /// What it says to who asks.
    pub(crate) fn scan_response(&self) -> &[u8] {
        &self.response
    }
}

fn append(structures: &mut Vec<u8>, kind: u8, data: &[u8]) -> Result<(), TooLong> {
    let bytes = structures.len() + 2 + data.len();
    let length = u8::try_from(data.len() + 1).map_err(|_| TooLong { bytes })?;
    if bytes > MAX_BYTES {
        return Err(TooLong { bytes });
    }
    structures.extend([length, kind]);
    structures.extend(data);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_advertisement_is_written_as_the_bthome_documentation_writes_it() {
        // bthome.io/format, "Encryption" and "Sensor data" show these bytes: flags, then service data.
        let sensor = Advertisement::named("DIY-sensor")
            .unwrap()
            .with_service_data(0xfcd2, &[0x40, 0x02, 0xc4, 0x09, 0x03, 0xbf, 0x13])
            .unwrap();
        assert_eq!(hex::encode(sensor.bytes()), "0201060a16d2fc4002c40903bf13");
        assert_eq!(
            hex::encode(sensor.scan_response()),
            "0b094449592d73656e736f72"
        );
    }

    #[test]
    fn what_has_no_room_is_refused_with_its_length() {
        assert_eq!(Advertisement::named(&"n".repeat(29)).map(|_| ()), Ok(()));
        assert_eq!(
            Advertisement::named(&"n".repeat(30)),
            Err(TooLong { bytes: 32 })
        );
        let full = Advertisement::named("sensor")
            .unwrap()
            .with_service(Uuid::from_u128(1))
            .unwrap();
        assert_eq!(
            full.with_manufacturer_data(0x02e5, &[0; 8]),
            Err(TooLong { bytes: 33 })
        );
    }
}
