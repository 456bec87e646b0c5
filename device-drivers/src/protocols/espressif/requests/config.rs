//! Hands over credentials, has them applied, and asks what became of it.

use super::{check, read};
use crate::protocols::{
    espressif::{
        AnswerError, Endpoint, Request,
        messages::{
            Nothing,
            config::{Config, Payload, Set, Station, WifiStatus as Status, fail_reason, station},
        },
    },
    improv::wifi::WifiCredentials,
};
use core::net::Ipv4Addr;
use prost::Message;

/// Hands over a network's name and password. Nothing happens before [`ApplyWifi`]. Firmware takes
/// passwords of at most 63 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetWifi(pub WifiCredentials);

/// Has the device join the network; it begins a second later. Refused with
/// [`Status::InternalError`](crate::protocols::espressif::Status::InternalError) where a network was
/// applied before: after a failure the device wants a [`Reset`](super::Reset) first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplyWifi;

/// Asks what became of it. A device that was asked this when it had joined ends its provisioning
/// soon after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WifiStatus;

/// Where a device stands with its network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WifiState {
    /// Ask again. Also before anything was applied.
    Connecting {
        /// How often it will try again, where an attempt has failed and firmware tells.
        attempts_remaining: Option<u32>,
    },
    /// Joined, with an address.
    Connected {
        /// The network's name.
        ssid: String,
        /// The device's address there.
        address: Ipv4Addr,
    },
    /// Not joined, and not trying.
    Disconnected,
    /// Given up.
    Failed(WifiFailure),
}

/// Why a device gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WifiFailure {
    /// The password is wrong.
    #[error("the network refused the password")]
    Authentication,
    /// There is no such network in reach.
    #[error("the network was not found")]
    NetworkNotFound,
    /// A number without a meaning.
    #[error("the network could not be joined (reason {0})")]
    Unknown(i32),
}

impl Request for SetWifi {
    type Answer = ();

    fn endpoint(&self) -> Endpoint {
        Endpoint::Config
    }

    fn encode(&self) -> Vec<u8> {
        let set = Set {
            ssid: self.0.ssid().as_bytes().to_vec(),
            passphrase: self.0.password().as_bytes().to_vec(),
        };
        Config::from(Payload::Set(set)).encode_to_vec()
    }

    fn decode(&self, answer: &[u8]) -> Result<(), AnswerError> {
        match read_payload(answer)? {
            Payload::SetDone(done) => check(done.status),
            _ => Err(AnswerError::Unexpected),
        }
    }
}

impl Request for ApplyWifi {
    type Answer = ();

    fn endpoint(&self) -> Endpoint {
        Endpoint::Config
    }

    fn encode(&self) -> Vec<u8> {
        Config::from(Payload::Apply(Nothing {})).encode_to_vec()
    }

    fn decode(&self, answer: &[u8]) -> Result<(), AnswerError> {
        match read_payload(answer)? {
            Payload::ApplyDone(done) => check(done.status),
            _ => Err(AnswerError::Unexpected),
        }
    }
}

impl Request for WifiStatus {
    type Answer = WifiState;

    fn endpoint(&self) -> Endpoint {
        Endpoint::Config
    }

    fn encode(&self) -> Vec<u8> {
        Config::from(Payload::GetStatus(Nothing {})).encode_to_vec()
    }

    fn decode(&self, answer: &[u8]) -> Result<WifiState, AnswerError> {
        match read_payload(answer)? {
            Payload::Status(status) => {
                check(status.status)?;
                read_state(status)
            }
            _ => Err(AnswerError::Unexpected),
        }
    }
}

fn read_payload(answer: &[u8]) -> Result<Payload, AnswerError> {
    let config: Config = read(answer)?;
    config.payload.ok_or(AnswerError::Unexpected)
}

/// Firmware that cannot tell its state answers with nothing but zeros, which reads as success and
/// "connected" (wifi_config.c): only a network and an address make it so.
fn read_state(status: Status) -> Result<WifiState, AnswerError> {
    match (status.station, status.details) {
        (station::CONNECTED, Some(Station::Connected(connected))) => Ok(WifiState::Connected {
            ssid: String::from_utf8_lossy(&connected.ssid).into_owned(),
            address: connected
                .ip4_address
                .parse()
                .map_err(|_| AnswerError::Unexpected)?,
        }),
        (station::CONNECTING, details) => Ok(WifiState::Connecting {
            attempts_remaining: match details {
                Some(Station::AttemptFailed(failed)) => Some(failed.attempts_remaining),
                _ => None,
            },
        }),
        (station::DISCONNECTED, _) => Ok(WifiState::Disconnected),
        (station::FAILED, Some(Station::FailReason(reason))) => {
            Ok(WifiState::Failed(match reason {
                fail_reason::AUTHENTICATION => WifiFailure::Authentication,
                fail_reason::NETWORK_NOT_FOUND => WifiFailure::NetworkNotFound,
                reason => WifiFailure::Unknown(reason),
            }))
        }
        _ => Err(AnswerError::Unexpected),
    }
}
