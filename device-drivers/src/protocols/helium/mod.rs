//! Speaks Helium's gateway-config over GATT: both sides, from values to typed answers.
//!
//! # The rules (helium/gateway-config, `src/gateway_gatt.hrl` and the modules beside it)
//! A hotspot advertises for five minutes after its button is pressed, as "Helium Hotspot" and the last four
//! characters of its serial number, with the service's UUID. The press is all the consent that it asks for:
//! who is in reach meanwhile may use each of these. Nothing is encrypted.
//!
//! | characteristic | use | value |
//! |---|---|---|
//! | public key, onboarding key | read | base58check of a key, or `unknown` |
//! | Wi-Fi services, configured services | read | message of names, the strongest first, cut to 512 bytes; or `error` |
//! | Wi-Fi SSID | read, notify | name of the network it is on, empty if none |
//! | Wi-Fi connect | read, write, notify | written: message of name and password; then a state, see [`ConnectState`] |
//! | Wi-Fi remove | write | message of a name; nothing says what came of it but the list |
//! | ethernet online | read | `true` or `false` |
//! | add gateway | read, write, notify | written: message of owner and payer; then a transaction, `error` or `badargs`; `init` before |
//! | assert location | read, write, notify | retired: always `error` |
//! | diagnostics | read | message of a map from text to text, `wait` or `unknown` |
//! | lights | read, write, notify | `on` or `off` |
//! | MAC | read | serial number: the Wi-Fi interface's MAC address, twelve digits |
//!
//! Beside it stands the device information service, with firmware and serial number.
//!
//! Messages are protocol buffers. Values that are words share characteristics with them, so words are
//! looked for first: none of them begins as one of these messages does.
//!
//! # The claim
//! The signed answer to "add gateway" is the hotspot's word that it belongs to an owner, and our network
//! takes it as that: `outpost_protocol::transaction::add_gateway` has the rules. Here it is asked for
//! ([`Request::AddGateway`]) and checked ([`read_claim`]).
//!
//! # What is trusted
//! Nothing but the signature, under the key that was read before. The key itself comes over the same open
//! radio: who claims should compare it, or its name, with what is printed on the hotspot.

mod add_gateway;
mod client;
mod device;
mod diagnostics;
mod key;
mod profile;
mod value;
mod wifi;
mod wire;

pub use add_gateway::{AddGatewayError, read_claim};
pub use client::{
    Request, read_diagnostics, read_ethernet_online, read_key, read_lights, read_networks,
    read_ssid, read_text,
};
pub use device::{Demand, Hotspot};
pub use diagnostics::{Diagnostic, NatType};
pub use key::{KeyError, device_key_from_text, key_to_text};
pub use profile::{
    ADD_GATEWAY, ASSERT_LOCATION, CONFIGURED_NETWORKS, DIAGNOSTICS, ETHERNET_ONLINE,
    FIRMWARE_REVISION, LIGHTS, MAC, NETWORKS, ONBOARDING_KEY, PUBLIC_KEY, SERIAL_NUMBER, SERVICE,
    SSID, WIFI_CONNECT, WIFI_REMOVE, advertised_name, is_hotspot,
};
pub use value::ValueError;
pub use wifi::{ConnectFailure, ConnectState, InvalidName, NetworkName};
