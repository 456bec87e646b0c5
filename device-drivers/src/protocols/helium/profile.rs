//! Names the service and its characteristics, and tells a hotspot by its advertisement.

use crate::protocols::gatt::{Access, Characteristic};
use uuid::{Uuid, uuid};

/// The service.
pub const SERVICE: Uuid = uuid!("0fda92b2-44a2-4af2-84f5-fa682baa2b8d");
/// The hotspot's key.
pub const PUBLIC_KEY: Uuid = uuid!("0a852c59-50d3-4492-bfd3-22fe58a24f01");
/// The key that its maker knows it by.
pub const ONBOARDING_KEY: Uuid = uuid!("d083b2bd-be16-4600-b397-61512ca2f5ad");
/// The Wi-Fi networks in reach.
pub const NETWORKS: Uuid = uuid!("d7515033-7e7b-45be-803f-c8737b171a29");
/// The Wi-Fi networks that it keeps passwords of.
pub const CONFIGURED_NETWORKS: Uuid = uuid!("e125bda4-6fb8-11ea-bc55-0242ac130003");
/// The Wi-Fi network that it is on.
pub const SSID: Uuid = uuid!("7731de63-bc6a-4100-8ab1-89b2356b038b");
/// Joins a Wi-Fi network.
pub const WIFI_CONNECT: Uuid = uuid!("398168aa-0111-4ec0-b1fa-171671270608");
/// Forgets a Wi-Fi network.
pub const WIFI_REMOVE: Uuid = uuid!("8cc6e0b3-98c5-40cc-b1d8-692940e6994b");
/// Whether ethernet leads to the internet.
pub const ETHERNET_ONLINE: Uuid = uuid!("e5866bd6-0288-4476-98ca-ef7da6b4d289");
/// The serial number.
pub const MAC: Uuid = uuid!("9c4314f2-8a0c-45fd-a58d-d4a7e64c3a57");
/// Signs that it belongs to an owner.
pub const ADD_GATEWAY: Uuid = uuid!("df3b16ca-c985-4da2-a6d2-9b9b9abdb858");
/// Retired.
pub const ASSERT_LOCATION: Uuid = uuid!("d435f5de-01a4-4e7d-84ba-dfd347f60275");
/// How it does.
pub const DIAGNOSTICS: Uuid = uuid!("b833d34f-d871-422c-bf9e-8e6ec117d57e");
/// Its light.
pub const LIGHTS: Uuid = uuid!("180efdef-7579-4b4a-b2df-72733b7fa2fe");

/// Its firmware's version, in the device information service beside this one (Bluetooth SIG, Assigned
/// Numbers, 3.8).
pub const FIRMWARE_REVISION: Uuid = uuid!("00002a26-0000-1000-8000-00805f9b34fb");
/// Its serial number, in the same.
pub const SERIAL_NUMBER: Uuid = uuid!("00002a25-0000-1000-8000-00805f9b34fb");

const NAME: &str = "Helium Hotspot ";

/// Whether this is the advertisement of a hotspot. Some systems hand on the name alone, others the
/// services alone.
pub fn is_hotspot(services: &[Uuid], name: Option<&str>) -> bool {
    services.contains(&SERVICE) || name.is_some_and(|name| name.starts_with(NAME))
}

/// The name that a hotspot with this MAC address advertises.
pub fn advertised_name(mac: [u8; 6]) -> String {
    let [.., before_last, last] = mac;
    format!("{NAME}{before_last:02X}{last:02X}")
}

/// All characteristics, with what may be done and with their descriptions.
pub(super) fn characteristics() -> Vec<Characteristic> {
    let described = [
        (WIFI_CONNECT, Access::READ_WRITE_NOTIFY, "WiFi Connect"),
        (SSID, Access::READ_NOTIFY, "WiFi SSID"),
        (NETWORKS, Access::READ, "WiFi Services"),
        (PUBLIC_KEY, Access::READ, "Public Key"),
        (ADD_GATEWAY, Access::READ_WRITE_NOTIFY, "Add Gateway"),
        (
            ASSERT_LOCATION,
            Access::READ_WRITE_NOTIFY,
            "Assert Location",
        ),
        (LIGHTS, Access::READ_WRITE_NOTIFY, "Lights"),
        (ONBOARDING_KEY, Access::READ, "Onboarding Key"),
        (DIAGNOSTICS, Access::READ, "Diagnostics"),
        (ETHERNET_ONLINE, Access::READ, "Ethernet Online"),
        (WIFI_REMOVE, Access::WRITE, "WiFi Remove"),
        (
            CONFIGURED_NETWORKS,
            Access::READ,
            "WiFi Configured Services",
        ),
    ];
    described
        .into_iter()
        .map(|(uuid, access, description)| Characteristic {
            uuid,
            access,
            description: Some(description),
        })
        .chain([Characteristic::new(MAC, Access::READ)])
        .collect()
}
