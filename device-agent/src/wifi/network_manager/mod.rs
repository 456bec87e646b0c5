//! Joins Wi-Fi networks through NetworkManager, over D-Bus.
//!
//! # The rules (networkmanager.dev/docs/api/latest)
//! A device of type 2 has the radio. `RequestScan` is refused soon after another scan, whose results
//! then serve as well; `LastScan` moves when new ones are there. `AddAndActivateConnection2` keeps a
//! connection and begins to activate it; what becomes of it is told by the device's `StateChanged`, so
//! that has to be listened to before. State 100 is online, 120 is failed, with a reason: 7 no secrets
//! and 8 to 10 the supplicant's tell of a wrong password, 53 of a name that is not in reach.
//!
//! A connection that failed is deleted, or NetworkManager would try it again for ever. One that
//! succeeded takes the place of older ones to the same network.

mod bus;

use super::{JOIN_WITHIN, SCAN_WITHIN, Standing, Wifi, WifiError, distinct};
use crate::tracker::AccessPoint;
use bus::{
    AccessPointProxy, DeviceProxy, KnownConnectionProxy, KnownConnectionsProxy, ManagerProxy,
    Settings, StateChangedStream, WirelessProxy,
};
use futures::StreamExt;
use outpost_device_drivers::protocols::{
    bthome::Address,
    improv::wifi::{Network, WifiCredentials},
};
use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};
use tokio::time::{sleep, timeout};
use zbus::{
    Connection,
    zvariant::{ObjectPath, OwnedObjectPath, Value},
};

/// The service's name on the bus.
pub const SERVICE: &str = "org.freedesktop.NetworkManager";

/// A device's type and states (`NMDeviceType`, `NMDeviceState`).
const WIFI_DEVICE: u32 = 2;
const DEVICE_ACTIVATED: u32 = 100;
const DEVICE_FAILED: u32 = 120;
const DEVICE_NEEDS_SECRET: u32 = 60;
/// From here on the system reaches others on its link (`NMState`).
const CONNECTED_LOCAL: u32 = 50;
/// An access point wants something before it lets in (`NM80211ApFlags`).
const PRIVACY: u32 = 1;
/// An access point takes a passphrase, of WPA or of WPA3 (`NM80211ApSecurityFlags`).
const TAKES_PSK: u32 = 0x100;
const TAKES_SAE: u32 = 0x400;

/// The radio that NetworkManager has.
#[derive(Debug)]
pub struct NetworkManager {
    bus: Connection,
}

/// An access point as it was heard.
struct Heard {
    path: OwnedObjectPath,
    network: Network,
    /// Takes WPA3's handshake only.
    sae_only: bool,
}

impl NetworkManager {
    /// NetworkManager on this bus.
    pub fn new(bus: Connection) -> Self {
        Self { bus }
    }

    async fn radio(&self) -> Result<OwnedObjectPath, WifiError> {
        let manager = ManagerProxy::new(&self.bus).await.map_err(failed)?;
        for path in manager.get_devices().await.map_err(failed)? {
            let device = DeviceProxy::new(&self.bus, path.clone())
                .await
                .map_err(failed)?;
            if device.device_type().await.map_err(failed)? == WIFI_DEVICE {
                return Ok(path);
            }
        }
        Err(WifiError::NoRadio {
            service: "NetworkManager",
        })
    }

    async fn heard(&self, radio: &OwnedObjectPath) -> Result<Vec<Heard>, WifiError> {
        let wireless = WirelessProxy::new(&self.bus, radio).await.map_err(failed)?;
        let mut heard = Vec::new();
        for path in wireless.get_all_access_points().await.map_err(failed)? {
            // One that went away between two calls is not in reach any more.
            if let Ok(Some(access_point)) = self.access_point(path).await {
                heard.push(access_point);
            }
        }
        Ok(heard)
    }

    /// `None` for a name that is not text: it can be typed nowhere.
    async fn access_point(&self, path: OwnedObjectPath) -> zbus::Result<Option<Heard>> {
        let point = AccessPointProxy::new(&self.bus, path.clone()).await?;
        let Ok(ssid) = String::from_utf8(point.ssid().await?) else {
            return Ok(None);
        };
        let takes = point.wpa_flags().await? | point.rsn_flags().await?;
        Ok(Some(Heard {
            path,
            network: Network {
                ssid,
                signal_dbm: signal_of(point.strength().await?),
                secured: takes != 0 || point.flags().await? & PRIVACY != 0,
            },
            sae_only: takes & TAKES_SAE != 0 && takes & TAKES_PSK == 0,
        }))
    }

    /// Waits until there are results that are newer than the request, where one is allowed.
    async fn rescan(&self, radio: &OwnedObjectPath) -> Result<(), WifiError> {
        let wireless = WirelessProxy::new(&self.bus, radio).await.map_err(failed)?;
        let before = wireless.last_scan().await.map_err(failed)?;
        if let Err(error) = wireless.request_scan(HashMap::new()).await {
            tracing::debug!(%error, "NetworkManager takes its last scan for new enough");
            return Ok(());
        }
        let scanned = async {
            while wireless.last_scan().await? == before {
                sleep(Duration::from_millis(100)).await;
            }
            Ok(())
        };
        // What was heard so far is better than nothing.
        timeout(SCAN_WITHIN, scanned)
            .await
            .unwrap_or(Ok(()))
            .map_err(failed)
    }

    async fn activate(
        &self,
        radio: &OwnedObjectPath,
        credentials: &WifiCredentials,
    ) -> Result<OwnedObjectPath, WifiError> {
        let heard = self.heard(radio).await?;
        let best = heard
            .iter()
            .filter(|it| it.network.ssid == credentials.ssid())
            .max_by_key(|it| it.network.signal_dbm);
        let none = ObjectPath::from_static_str_unchecked("/");
        let access_point = best.map_or(&none, |best| &best.path);
        let manager = ManagerProxy::new(&self.bus).await.map_err(failed)?;
        let (connection, ..) = manager
            .add_and_activate(
                settings(credentials, best),
                radio,
                access_point,
                HashMap::new(),
            )
            .await
            .map_err(failed)?;
        Ok(connection)
    }

    async fn delete(&self, connection: &OwnedObjectPath) -> zbus::Result<()> {
        KnownConnectionProxy::new(&self.bus, connection)
            .await?
            .delete()
            .await
    }

    /// Deletes what is known of a network but `kept`.
    async fn forget_all_but(
        &self,
        ssid: &str,
        kept: Option<&OwnedObjectPath>,
    ) -> Result<(), WifiError> {
        let known = KnownConnectionsProxy::new(&self.bus)
            .await
            .map_err(failed)?;
        for path in known.list_connections().await.map_err(failed)? {
            if Some(&path) == kept {
                continue;
            }
            let connection = KnownConnectionProxy::new(&self.bus, path.clone())
                .await
                .map_err(failed)?;
            // Another user's settings cannot be read, and are none of this device's.
            let Ok(mut settings) = connection.get_settings().await else {
                continue;
            };
            let name = settings
                .get_mut("802-11-wireless")
                .and_then(|section| section.remove("ssid"))
                .and_then(|name| Vec::<u8>::try_from(name).ok());
            if name.as_deref() == Some(ssid.as_bytes()) {
                connection.delete().await.map_err(failed)?;
            }
        }
        Ok(())
    }
}

impl Wifi for NetworkManager {
    async fn scan(&mut self) -> Result<Vec<Network>, WifiError> {
        let radio = self.radio().await?;
        self.rescan(&radio).await?;
        let heard = self.heard(&radio).await?;
        Ok(distinct(heard.into_iter().map(|it| it.network)))
    }

    async fn join(&mut self, credentials: &WifiCredentials) -> Result<(), WifiError> {
        let radio = self.radio().await?;
        let device = DeviceProxy::new(&self.bus, radio.clone())
            .await
            .map_err(failed)?;
        let changes = device.receive_state_changed().await.map_err(failed)?;
        let connection = self.activate(&radio, credentials).await?;
        if let Err(error) = outcome(changes, credentials.ssid()).await {
            if let Err(error) = self.delete(&connection).await {
                tracing::warn!(%error, "the network that was not joined stays known");
            }
            return Err(error);
        }
        self.forget_all_but(credentials.ssid(), Some(&connection))
            .await
    }

    async fn standing(&mut self) -> Result<Standing, WifiError> {
        let manager = ManagerProxy::new(&self.bus).await.map_err(failed)?;
        let elsewise = match manager.state().await.map_err(failed)? {
            CONNECTED_LOCAL.. => Standing::Cable,
            _ => Standing::Offline,
        };
        let radio = match self.radio().await {
            Ok(radio) => radio,
            Err(WifiError::NoRadio { .. }) => return Ok(elsewise),
            Err(error) => return Err(error),
        };
        let wireless = WirelessProxy::new(&self.bus, &radio)
            .await
            .map_err(failed)?;
        let active = wireless.active_access_point().await.map_err(failed)?;
        if active.as_str() == "/" {
            return Ok(elsewise);
        }
        Ok(match self.access_point(active).await.map_err(failed)? {
            Some(heard) => Standing::Joined(heard.network.ssid),
            None => elsewise,
        })
    }

    async fn look_around(&mut self) -> Result<BTreeSet<AccessPoint>, WifiError> {
        let radio = self.radio().await?;
        self.rescan(&radio).await?;
        let wireless = WirelessProxy::new(&self.bus, &radio)
            .await
            .map_err(failed)?;
        let mut around = BTreeSet::new();
        for path in wireless.get_all_access_points().await.map_err(failed)? {
            let point = AccessPointProxy::new(&self.bus, path).await;
            // One that went away between two calls is not in reach any more.
            if let Ok(address) = point.map_err(failed)?.hw_address().await {
                around.extend(address.parse::<Address>().map(|address| address.0));
            }
        }
        Ok(around)
    }

    async fn forget(&mut self, ssid: &str) -> Result<(), WifiError> {
        self.forget_all_but(ssid, None).await
    }
}

/// What becomes of an activation, as the device's states tell.
async fn outcome(mut changes: StateChangedStream, ssid: &str) -> Result<(), WifiError> {
    let mut last = 0;
    let told = timeout(JOIN_WITHIN, async {
        while let Some(change) = changes.next().await {
            let change = change.args().map_err(failed)?;
            last = change.new;
            match change.new {
                DEVICE_ACTIVATED => return Ok(()),
                DEVICE_FAILED => return Err(failure(change.reason, ssid)),
                _ => {}
            }
        }
        Err(WifiError::Failed {
            service: "NetworkManager",
            reason: "it left the bus".to_owned(),
        })
    });
    match told.await {
        Ok(outcome) => outcome,
        // A desktop's dialogue is waiting for a password that works.
        Err(_) if last == DEVICE_NEEDS_SECRET => Err(WifiError::WrongPassword {
            ssid: ssid.to_owned(),
        }),
        Err(_) => Err(WifiError::TimedOut {
            ssid: ssid.to_owned(),
        }),
    }
}

/// Why an activation failed (`NMDeviceStateReason`).
fn failure(reason: u32, ssid: &str) -> WifiError {
    let ssid = ssid.to_owned();
    match reason {
        7..=10 => WifiError::WrongPassword { ssid },
        11 => WifiError::TimedOut { ssid },
        53 => WifiError::NotFound { ssid },
        5 | 15..=17 => WifiError::Failed {
            service: "NetworkManager",
            reason: format!("{ssid} gave no address"),
        },
        other => WifiError::Failed {
            service: "NetworkManager",
            reason: format!("reason {other}"),
        },
    }
}

/// A name that nobody was heard to have is looked for by asking for it.
fn settings<'a>(credentials: &'a WifiCredentials, heard: Option<&Heard>) -> Settings<'a> {
    let mut settings = Settings::from([
        (
            "connection",
            HashMap::from([
                ("id", Value::from(credentials.ssid())),
                ("type", Value::from("802-11-wireless")),
            ]),
        ),
        (
            "802-11-wireless",
            HashMap::from([
                ("ssid", Value::from(credentials.ssid().as_bytes().to_vec())),
                ("hidden", Value::from(heard.is_none())),
            ]),
        ),
    ]);
    if !credentials.password().is_empty() {
        let management = match heard {
            Some(heard) if heard.sae_only => "sae",
            _ => "wpa-psk",
        };
        settings.insert(
            "802-11-wireless-security",
            HashMap::from([
                ("key-mgmt", Value::from(management)),
                ("psk", Value::from(credentials.password())),
            ]),
        );
    }
    settings
}

/// NetworkManager makes 100 % of -40 dBm and better, and 0 % of -100 dBm and worse.
fn signal_of(percent: u8) -> i16 {
    -100 + i16::from(percent.min(100)) * 60 / 100
}

fn failed(error: zbus::Error) -> WifiError {
    WifiError::of("NetworkManager", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percents_are_decibels_again() {
        assert_eq!([0, 50, 100, 255].map(signal_of), [-100, -70, -40, -40]);
    }
}
