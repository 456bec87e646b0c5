//! Makes up the Wi-Fi networks around a simulated device.

use outpost_device_drivers::protocols::improv::wifi::{Network, WifiCredentials};
use std::time::Duration;

/// How long joining takes.
pub const JOIN_TIME: Duration = Duration::from_millis(1_000);
/// How long a scan takes.
pub const SCAN_TIME: Duration = Duration::from_millis(500);

/// Takes every password that WPA can have.
pub const EASY_NETWORK: &str = "Outpost Practice";
/// Takes [`STRICT_PASSWORD`] only.
pub const STRICT_NETWORK: &str = "Lighthouse";
/// The one password of [`STRICT_NETWORK`].
pub const STRICT_PASSWORD: &str = "keep the light on";
/// Takes no password.
pub const OPEN_NETWORK: &str = "Café am Hafen";
/// Is too far away to be joined.
pub const FAR_NETWORK: &str = "Neighbour 5G";

/// The shortest passphrase of WPA (IEEE 802.11i).
const SHORTEST_PASSWORD: usize = 8;

/// The networks in reach.
pub fn networks() -> Vec<Network> {
    [
        (EASY_NETWORK, -46, true),
        (STRICT_NETWORK, -58, true),
        (OPEN_NETWORK, -67, false),
        (FAR_NETWORK, -88, true),
    ]
    .map(|(ssid, signal_dbm, secured)| Network {
        ssid: ssid.to_owned(),
        signal_dbm,
        secured,
    })
    .into()
}

/// Whether these credentials get a device online.
pub fn accepts(credentials: &WifiCredentials) -> bool {
    let password = credentials.password();
    match credentials.ssid() {
        EASY_NETWORK => password.len() >= SHORTEST_PASSWORD,
        STRICT_NETWORK => password == STRICT_PASSWORD,
        OPEN_NETWORK => true,
        _ => false,
    }
}
