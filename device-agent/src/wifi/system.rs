//! Chooses the service that has this system's radio.

use super::{
    Standing, Wifi, WifiError,
    network_manager::{self, NetworkManager},
    wpa_supplicant::{self, WpaSupplicant},
};
use crate::tracker::AccessPoint;
use outpost_device_drivers::protocols::improv::wifi::{Network, WifiCredentials};
use std::collections::BTreeSet;
use zbus::{Connection, fdo::DBusProxy, names::BusName};

/// The radio of this system, through the service that has it.
#[derive(Debug)]
pub enum SystemWifi {
    /// Through NetworkManager.
    NetworkManager(NetworkManager),
    /// Through wpa_supplicant.
    WpaSupplicant(WpaSupplicant),
}

impl SystemWifi {
    /// Through whichever service runs; NetworkManager first, which drives a wpa_supplicant of its own.
    pub async fn detect(bus: &Connection) -> Result<Self, WifiError> {
        if has_owner(bus, network_manager::SERVICE).await? {
            return Ok(Self::NetworkManager(NetworkManager::new(bus.clone())));
        }
        if has_owner(bus, wpa_supplicant::SERVICE).await? {
            return Ok(Self::WpaSupplicant(WpaSupplicant::new(bus.clone())));
        }
        Err(WifiError::NoService {
            service: "NetworkManager or wpa_supplicant",
        })
    }
}

async fn has_owner(bus: &Connection, name: &'static str) -> Result<bool, WifiError> {
    let failed = |error: zbus::Error| WifiError::of("the system's bus", error);
    let name = BusName::from_static_str(name).map_err(|error| failed(error.into()))?;
    let bus = DBusProxy::new(bus).await.map_err(failed)?;
    bus.name_has_owner(name)
        .await
        .map_err(|error| failed(error.into()))
}

impl Wifi for SystemWifi {
    async fn scan(&mut self) -> Result<Vec<Network>, WifiError> {
        match self {
            Self::NetworkManager(wifi) => wifi.scan().await,
            Self::WpaSupplicant(wifi) => wifi.scan().await,
        }
    }

    async fn join(&mut self, credentials: &WifiCredentials) -> Result<(), WifiError> {
        match self {
            Self::NetworkManager(wifi) => wifi.join(credentials).await,
            Self::WpaSupplicant(wifi) => wifi.join(credentials).await,
        }
    }

    async fn standing(&mut self) -> Result<Standing, WifiError> {
        match self {
            Self::NetworkManager(wifi) => wifi.standing().await,
            Self::WpaSupplicant(wifi) => wifi.standing().await,
        }
    }

    async fn look_around(&mut self) -> Result<BTreeSet<AccessPoint>, WifiError> {
        match self {
            Self::NetworkManager(wifi) => wifi.look_around().await,
            Self::WpaSupplicant(wifi) => wifi.look_around().await,
        }
    }

    async fn forget(&mut self, ssid: &str) -> Result<(), WifiError> {
        match self {
            Self::NetworkManager(wifi) => wifi.forget(ssid).await,
            Self::WpaSupplicant(wifi) => wifi.forget(ssid).await,
        }
    }
}
