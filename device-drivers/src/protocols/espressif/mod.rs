//! Speaks Espressif's unified provisioning over BLE, by which ESP32 firmware is given its Wi-Fi.
//!
//! # The rules (esp-idf: protocomm, wifi_provisioning; idf-extra-components: network_provisioning)
//! A device offers named [`Endpoint`]s. Over BLE each is a characteristic of one service, known by
//! its name in descriptor 0x2901. A request is written to it and the answer is read from the same
//! characteristic; a write that the device makes no sense of is refused, and nothing can be read.
//!
//! 1. `proto-ver` takes any bytes and answers in clear with JSON that names the security scheme
//!    ([`VersionInfo`]).
//! 2. `prov-session` takes a [`Handshake`] of one or two exchanges of protobuf messages.
//! 3. All other endpoints carry a protobuf message within what the handshake gave, a [`Channel`]:
//!    `prov-scan` finds networks, `prov-config` takes credentials, applies them and tells what
//!    became of it, `prov-ctrl` lets a device that failed try again: it takes no other credentials
//!    before that.
//!
//! | scheme | handshake | channel |
//! |---|---|---|
//! | security 0 | says hello | clear text |
//! | security 1 | X25519; the key is xored with the SHA-256 of the proof of possession; each side encrypts the other's public key | AES-256 in counter mode, one key stream for both directions from the handshake on |
//! | security 2 | SRP6a, 3072 bits, SHA-512, with a name and a password | AES-256-GCM; the nonce is the device's and counts up with every message of either side |
//!
//! Security 2 before patch 1 (March 2025) has a nonce of 16 bytes that never changes.
//!
//! # Ours
//! The endpoint [`Endpoint::Claim`] carries the [claim](crate::protocols::claim) like the others do:
//! a request is a command's number and its arguments, an answer the number and the strings. There
//! are no notifications: the client asks again until somebody has confirmed.
//!
//! # What is trusted
//! Security 0 protects nothing. Security 1 hides the Wi-Fi password from listeners, but detects no
//! changed byte, and whoever plays the device once can try proofs of possession at leisure
//! afterwards. Security 2 has neither weakness, but for its old nonce: used twice, it gives away what
//! two messages differ in, and lets messages be replayed and forged. The version is told in clear,
//! so that an attacker can ask for a weaker scheme: whoever drives this holds on to the scheme that
//! the person expects.

mod channel;
mod cipher;
mod credentials;
mod device;
mod endpoint;
mod handshake;
mod messages;
mod requests;
mod seed;
mod srp6a;
mod status;
mod version;

pub use channel::{AnswerError, Channel, Pending, Request};
pub use cipher::CipherError;
pub use credentials::{Account, Credentials, InvalidAccount, MAX_USERNAME_BYTES, Secret};
pub use device::{Demand, Device, Security, Verifier};
pub use endpoint::{Endpoint, Endpoints, Exchange, MissingEndpoint};
pub use handshake::{Handshake, HandshakeError, Next};
pub use requests::{
    ApplyWifi, AskClaim, MAX_NETWORKS, Reset, ScanPage, ScanProgress, ScanStatus, SetWifi,
    StartScan, WifiFailure, WifiState, WifiStatus,
};
pub use status::Status;
pub use version::{InvalidVersion, Nonces, Scheme, VersionInfo};

use uuid::Uuid;

/// The service that firmware advertises where its maker chose no other.
pub const SERVICE: Uuid = Uuid::from_u128(0x021a9004_0382_4aea_bff4_6b3f1c5adfb4);

/// How the names of devices begin in Espressif's examples, which many makers keep.
pub const NAME_PREFIX: &str = "PROV_";

/// Whether an advertisement looks like such a device's. What it offers shows when it is connected:
/// see [`Endpoints::find`].
pub fn is_advertised_by(services: &[Uuid], name: Option<&str>) -> bool {
    services.contains(&SERVICE) || name.is_some_and(|name| name.starts_with(NAME_PREFIX))
}
