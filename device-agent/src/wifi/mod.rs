//! Joins Wi-Fi networks, by whichever service of the system has the radio.

pub mod made_up;
pub mod network_manager;
pub mod system;
pub mod wpa_supplicant;

use crate::tracker::AccessPoint;
use outpost_device_drivers::protocols::improv::wifi::{Network, WifiCredentials};
use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
    time::Duration,
};

/// How long a scan may take; a client over Improv waits for 30 seconds.
pub const SCAN_WITHIN: Duration = Duration::from_secs(10);
/// How long joining may take; a client over Improv waits for 30 seconds.
pub const JOIN_WITHIN: Duration = Duration::from_secs(25);

/// A radio that does one thing at a time. What it joined, it joins again by itself after a restart.
pub trait Wifi: Send {
    /// Looks for networks: each name once, with its best signal.
    fn scan(&mut self) -> impl Future<Output = Result<Vec<Network>, WifiError>> + Send;

    /// Joins a network, one that hides its name as well. Whoever was joined before stays so if this
    /// one cannot be, where the system allows it.
    fn join(
        &mut self,
        credentials: &WifiCredentials,
    ) -> impl Future<Output = Result<(), WifiError>> + Send;

    /// How the device reaches others now.
    fn standing(&mut self) -> impl Future<Output = Result<Standing, WifiError>> + Send;

    /// The addresses of the access points in reach, those of hidden networks too.
    fn look_around(
        &mut self,
    ) -> impl Future<Output = Result<BTreeSet<AccessPoint>, WifiError>> + Send;

    /// Forgets a network. Harmless if it is not known.
    fn forget(&mut self, ssid: &str) -> impl Future<Output = Result<(), WifiError>> + Send;
}

/// How a device reaches others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not at all.
    Offline,
    /// By something else than Wi-Fi.
    Cable,
    /// By the network of this name.
    Joined(String),
}

/// Why the radio did not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WifiError {
    /// The service does not run.
    #[error("{service} is not on the system's bus")]
    NoService {
        /// Its name.
        service: &'static str,
    },
    /// The service knows no radio.
    #[error("{service} knows no Wi-Fi radio")]
    NoRadio {
        /// Its name.
        service: &'static str,
    },
    /// The service does not let this user.
    #[error("{service} does not let this user change networks: {reason}")]
    NotPermitted {
        /// Its name.
        service: &'static str,
        /// What it says.
        reason: String,
    },
    /// The network did not take the password.
    #[error("the network {ssid} did not take the password")]
    WrongPassword {
        /// Its name.
        ssid: String,
    },
    /// No such network is in reach.
    #[error("no network {ssid} is in reach")]
    NotFound {
        /// Its name.
        ssid: String,
    },
    /// Nothing came of it in time.
    #[error("joining {ssid} took longer than {} s", JOIN_WITHIN.as_secs())]
    TimedOut {
        /// The network's name.
        ssid: String,
    },
    /// The service failed.
    #[error("{service} failed: {reason}")]
    Failed {
        /// Its name.
        service: &'static str,
        /// What it says.
        reason: String,
    },
}

impl WifiError {
    /// What a person has to do at the device, where that is known.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::NoService { .. } => Some(
                "start NetworkManager or wpa_supplicant, or name the one that runs with --wifi",
            ),
            Self::NoRadio { .. } => Some("plug a Wi-Fi adapter in, or unblock it with rfkill"),
            Self::NotPermitted { .. } => {
                Some("run the device by its systemd unit, or add its user to the group netdev")
            }
            Self::WrongPassword { .. }
            | Self::NotFound { .. }
            | Self::TimedOut { .. }
            | Self::Failed { .. } => None,
        }
    }

    /// What a failed call on the bus means.
    fn of(service: &'static str, error: zbus::Error) -> Self {
        let (name, reason) = match &error {
            zbus::Error::MethodError(name, reason, _) => (name.to_string(), reason.clone()),
            _ => (String::new(), None),
        };
        let reason = reason.unwrap_or_else(|| error.to_string());
        match name.as_str() {
            "org.freedesktop.DBus.Error.ServiceUnknown"
            | "org.freedesktop.DBus.Error.NameHasNoOwner" => Self::NoService { service },
            "org.freedesktop.DBus.Error.AccessDenied"
            | "org.freedesktop.NetworkManager.PermissionDenied" => {
                Self::NotPermitted { service, reason }
            }
            _ => Self::Failed { service, reason },
        }
    }
}

/// Each name once, with its best signal, the strongest first. Networks that hide their names have
/// none to list.
fn distinct(networks: impl IntoIterator<Item = Network>) -> Vec<Network> {
    let mut best: BTreeMap<String, Network> = BTreeMap::new();
    for network in networks {
        if network.ssid.is_empty() {
            continue;
        }
        match best.get(&network.ssid) {
            Some(known) if known.signal_dbm >= network.signal_dbm => {}
            _ => drop(best.insert(network.ssid.clone(), network)),
        }
    }
    let mut networks: Vec<Network> = best.into_values().collect();
    networks.sort_by_key(|network| std::cmp::Reverse(network.signal_dbm));
    networks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_points_name_is_listed_once_with_its_best_signal_and_hidden_ones_are_not() {
        let network = |ssid: &str, signal_dbm| Network {
            ssid: ssid.to_owned(),
            signal_dbm,
            secured: true,
        };
        let heard = [
            network("Far", -80),
            network("Mesh", -70),
            network("", -20),
            network("Mesh", -50),
            network("Mesh", -60),
        ];
        assert_eq!(distinct(heard), [network("Mesh", -50), network("Far", -80)]);
    }
}
