//! Reads what a device says to everybody, as the system's Bluetooth would.
//!
//! # The rules (Bluetooth Core Supplement 11, part A; Assigned Numbers, 2.3)
//! Structures of a length, a type and data, in the advertisement and in the answer to a scan alike.

use super::advertisement::kind;
use outpost_device_drivers::transport::ble::{BleAddress, Sighting};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The id of a service with a short number (Bluetooth Core 5.4, volume 3, part B, 2.5.1).
const BASE: u128 = 0x0000_0000_0000_1000_8000_0080_5f9b_34fb;

/// What was heard at this address, where `data` is the advertisement and the answer to a scan.
pub(super) fn read(address: &str, signal_dbm: i16, data: &[u8]) -> Sighting {
    let mut sighting = Sighting {
        address: BleAddress(address.to_owned()),
        hardware_address: hardware_address(address),
        name: None,
        signal_dbm: Some(signal_dbm),
        services: Vec::new(),
        service_data: BTreeMap::new(),
    };
    for (kind, data) in Structures(data) {
        match kind {
            kind::SERVICE_UUIDS_128 | kind::SOME_SERVICE_UUIDS_128 => {
                let (ids, _) = data.as_chunks();
                let ids = ids
                    .iter()
                    .map(|id| Uuid::from_u128(u128::from_le_bytes(*id)));
                sighting.services.extend(ids);
            }
            kind::SERVICE_UUIDS_16 | kind::SOME_SERVICE_UUIDS_16 => {
                let (ids, _) = data.as_chunks();
                sighting.services.extend(ids.iter().copied().map(short));
            }
            kind::COMPLETE_NAME | kind::SHORTENED_NAME => {
                sighting.name = Some(String::from_utf8_lossy(data).into_owned());
            }
            kind::SERVICE_DATA_16 => {
                if let Some((id, data)) = data.split_first_chunk() {
                    sighting.service_data.insert(short(*id), data.to_vec());
                }
            }
            _ => {}
        }
    }
    sighting
}

fn short(id: [u8; 2]) -> Uuid {
    Uuid::from_u128(BASE | u128::from(u16::from_le_bytes(id)) << 96)
}

/// `F0:F1:F2:F3:F4:F5`, and `/P` if it is the controller's own.
fn hardware_address(text: &str) -> Option<[u8; 6]> {
    let digits = text.trim_end_matches("/P").replace(':', "");
    let mut address = [0; 6];
    hex::decode_to_slice(digits, &mut address).ok()?;
    Some(address)
}

/// The structures of an advertisement: type and data. What is cut short ends them.
struct Structures<'a>(&'a [u8]);

impl<'a> Iterator for Structures<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (length, rest) = self.0.split_first()?;
        let (structure, rest) = rest.split_at_checked(usize::from(*length))?;
        self.0 = rest;
        let (kind, data) = structure.split_first()?;
        Some((*kind, data))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Advertisement;
    use super::*;

    #[test]
    fn what_a_peripheral_advertises_is_read_back() {
        let service = Uuid::from_u128(0x3b6c_0001_5a1e_4f0c_9d2b_8f6e_4c1a_7d50);
        let said = Advertisement::named("Balcony")
            .and_then(|it| it.with_service(service))
            .and_then(|it| it.with_service_data(0x4677, &[2, 1, 0, 0, 0, 0]))
            .unwrap();
        let data = [said.bytes(), said.scan_response()].concat();
        let heard = read("F0:F1:F2:F3:F4:01/P", -50, &data);
        assert_eq!(
            heard.hardware_address,
            Some([0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 1])
        );
        assert_eq!(heard.name.as_deref(), Some("Balcony"));
        assert_eq!(heard.services, [service]);
        let improv = Uuid::from_u128(0x0000_4677_0000_1000_8000_0080_5f9b_34fb);
        assert_eq!(heard.service_data[&improv], [2, 1, 0, 0, 0, 0]);
        // Cut short anywhere, it is read as far as it goes.
        for length in 0..data.len() {
            read("F0:F1:F2:F3:F4:01", -50, &data[..length]);
        }
    }
}
