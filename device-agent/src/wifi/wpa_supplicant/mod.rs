//! Joins Wi-Fi networks through wpa_supplicant, over D-Bus.
//!
//! # The rules (w1.fi/wpa_supplicant/devel/dbus.html)
//! `Scan` begins a scan and `ScanDone` ends it. `AddNetwork` takes the names of the configuration file:
//! texts are quoted by the supplicant, bytes are written as digits, so that a raw key is given as bytes.
//! `SelectNetwork` leaves every other network disabled; what becomes of it is told by the property
//! `State`, each change of which has to be seen. `SaveConfig` keeps networks over a restart where the
//! configuration has `update_config=1`.

mod attempt;
mod bus;

use super::{JOIN_WITHIN, SCAN_WITHIN, Standing, Wifi, WifiError, distinct};
use crate::tracker::AccessPoint;
use attempt::{Attempt, Outcome};
use bus::{BssProxy, NetworkProxy, RadioProxy, SupplicantProxy};
use futures::StreamExt;
use outpost_device_drivers::protocols::improv::wifi::{Network, WifiCredentials};
use std::collections::{BTreeSet, HashMap};
use tokio::time::timeout;
use zbus::{
    Connection,
    fdo::{PropertiesChangedStream, PropertiesProxy},
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

/// The service's name on the bus.
pub const SERVICE: &str = "fi.w1.wpa_supplicant1";

/// The digits of a key that needs no stretching (IEEE 802.11i).
const RAW_KEY_DIGITS: usize = 64;

/// The radio that wpa_supplicant has.
#[derive(Debug)]
pub struct WpaSupplicant {
    bus: Connection,
}

/// A cell as it was heard.
struct Heard {
    network: Network,
    /// Takes WPA3's handshake only.
    sae_only: bool,
}

impl WpaSupplicant {
    /// wpa_supplicant on this bus.
    pub fn new(bus: Connection) -> Self {
        Self { bus }
    }

    async fn radio(&self) -> Result<RadioProxy<'static>, WifiError> {
        let supplicant = SupplicantProxy::new(&self.bus).await.map_err(failed)?;
        let radios = supplicant.interfaces().await.map_err(failed)?;
        let first = radios.into_iter().next().ok_or(WifiError::NoRadio {
            service: "wpa_supplicant",
        })?;
        RadioProxy::new(&self.bus, first).await.map_err(failed)
    }

    async fn heard(&self, radio: &RadioProxy<'_>) -> Result<Vec<Heard>, WifiError> {
        let mut heard = Vec::new();
        for path in radio.bsss().await.map_err(failed)? {
            // One that went away between two calls is not in reach any more.
            if let Ok(Some(bss)) = self.bss(path).await {
                heard.push(bss);
            }
        }
        Ok(heard)
    }

    /// `None` for a name that is not text: it can be typed nowhere.
    async fn bss(&self, path: OwnedObjectPath) -> zbus::Result<Option<Heard>> {
        let bss = BssProxy::new(&self.bus, path).await?;
        let Ok(ssid) = String::from_utf8(bss.ssid().await?) else {
            return Ok(None);
        };
        let mut rsn = bss.rsn().await?;
        let management = rsn
            .remove("KeyMgmt")
            .and_then(|names| Vec::<String>::try_from(names).ok())
            .unwrap_or_default();
        let takes = |wanted| management.iter().any(|name| name == wanted);
        Ok(Some(Heard {
            network: Network {
                ssid,
                signal_dbm: bss.signal().await?,
                secured: bss.privacy().await?,
            },
            sae_only: takes("sae") && !takes("wpa-psk"),
        }))
    }

    /// Selects a network that was added, and sees what becomes of it.
    async fn select(
        &self,
        radio: &RadioProxy<'_>,
        network: &OwnedObjectPath,
        ssid: &str,
    ) -> Result<(), WifiError> {
        let properties = PropertiesProxy::builder(&self.bus)
            .destination(SERVICE)
            .and_then(|builder| builder.path(radio.inner().path()))
            .map_err(failed)?
            .build()
            .await
            .map_err(failed)?;
        let changes = properties
            .receive_properties_changed()
            .await
            .map_err(failed)?;
        radio.select_network(network).await.map_err(failed)?;
        let ssid = ssid.to_owned();
        match outcome(changes).await? {
            Outcome::Joined => Ok(()),
            Outcome::WrongPassword => Err(WifiError::WrongPassword { ssid }),
            Outcome::NotFound => Err(WifiError::NotFound { ssid }),
            Outcome::TimedOut => Err(WifiError::TimedOut { ssid }),
        }
    }

    async fn forget_all_but(
        &self,
        radio: &RadioProxy<'_>,
        ssid: &str,
        kept: Option<&OwnedObjectPath>,
    ) -> Result<(), WifiError> {
        for path in radio.networks().await.map_err(failed)? {
            if Some(&path) == kept {
                continue;
            }
            let network = NetworkProxy::new(&self.bus, path.clone())
                .await
                .map_err(failed)?;
            let mut properties = network.properties().await.map_err(failed)?;
            let name = properties.remove("ssid").and_then(as_text);
            if name.is_some_and(|name| is_named(&name, ssid)) {
                radio.remove_network(&path).await.map_err(failed)?;
            }
        }
        self.save(radio).await;
        Ok(())
    }

    async fn save(&self, radio: &RadioProxy<'_>) {
        if let Err(error) = radio.save_config().await {
            tracing::warn!(
                %error,
                "the network is lost at the next restart; add update_config=1 to wpa_supplicant.conf"
            );
        }
    }
}

impl Wifi for WpaSupplicant {
    async fn scan(&mut self) -> Result<Vec<Network>, WifiError> {
        let radio = self.radio().await?;
        rescan(&radio).await?;
        let heard = self.heard(&radio).await?;
        Ok(distinct(heard.into_iter().map(|it| it.network)))
    }

    async fn join(&mut self, credentials: &WifiCredentials) -> Result<(), WifiError> {
        let radio = self.radio().await?;
        let heard = self.heard(&radio).await?;
        let best = heard
            .iter()
            .filter(|it| it.network.ssid == credentials.ssid())
            .max_by_key(|it| it.network.signal_dbm);
        let before = radio.current_network().await.map_err(failed)?;
        let network = radio
            .add_network(arguments(credentials, best))
            .await
            .map_err(failed)?;
        if let Err(error) = self.select(&radio, &network, credentials.ssid()).await {
            radio.remove_network(&network).await.map_err(failed)?;
            if before.as_str() != "/" {
                radio.select_network(&before).await.map_err(failed)?;
            }
            return Err(error);
        }
        self.forget_all_but(&radio, credentials.ssid(), Some(&network))
            .await
    }

    async fn standing(&mut self) -> Result<Standing, WifiError> {
        let radio = match self.radio().await {
            Err(WifiError::NoRadio { .. }) => return Ok(Standing::Offline),
            radio => radio?,
        };
        if radio.state().await.map_err(failed)? != "completed" {
            return Ok(Standing::Offline);
        }
        let current = radio.current_bss().await.map_err(failed)?;
        Ok(match self.bss(current).await.map_err(failed)? {
            Some(heard) => Standing::Joined(heard.network.ssid),
            None => Standing::Offline,
        })
    }

    async fn look_around(&mut self) -> Result<BTreeSet<AccessPoint>, WifiError> {
        let radio = self.radio().await?;
        rescan(&radio).await?;
        let mut around = BTreeSet::new();
        for path in radio.bsss().await.map_err(failed)? {
            let bss = BssProxy::new(&self.bus, path).await.map_err(failed)?;
            // One that went away between two calls is not in reach any more.
            if let Ok(address) = bss.bssid().await {
                around.extend(AccessPoint::try_from(address));
            }
        }
        Ok(around)
    }

    async fn forget(&mut self, ssid: &str) -> Result<(), WifiError> {
        let radio = self.radio().await?;
        self.forget_all_but(&radio, ssid, None).await
    }
}

/// Waits for a scan, where one is allowed.
async fn rescan(radio: &RadioProxy<'_>) -> Result<(), WifiError> {
    let mut done = radio.receive_scan_done().await.map_err(failed)?;
    let how = HashMap::from([("Type", Value::from("active"))]);
    match radio.scan(how).await {
        // What was heard so far is better than nothing.
        Ok(()) => drop(timeout(SCAN_WITHIN, done.next()).await),
        Err(error) => tracing::debug!(%error, "no new scan"),
    }
    Ok(())
}

async fn outcome(mut changes: PropertiesChangedStream) -> Result<Outcome, WifiError> {
    let mut attempt = Attempt::default();
    let told = timeout(JOIN_WITHIN, async {
        while let Some(change) = changes.next().await {
            let change = change.args().map_err(failed)?;
            let state = change.changed_properties().get("State");
            let state = state.and_then(|state| state.downcast_ref::<&str>().ok());
            if let Some(outcome) = state.and_then(|state| attempt.saw(state)) {
                return Ok(outcome);
            }
        }
        Err(WifiError::Failed {
            service: "wpa_supplicant",
            reason: "it left the bus".to_owned(),
        })
    });
    match told.await {
        Ok(outcome) => outcome,
        Err(_) => Ok(attempt.timed_out()),
    }
}

/// A name that nobody was heard to have is looked for by asking for it.
fn arguments<'a>(
    credentials: &'a WifiCredentials,
    heard: Option<&Heard>,
) -> HashMap<&'static str, Value<'a>> {
    let mut arguments = HashMap::from([("ssid", Value::from(credentials.ssid().as_bytes()))]);
    if heard.is_none() {
        arguments.insert("scan_ssid", Value::from(1_i32));
    }
    let password = credentials.password();
    if password.is_empty() {
        arguments.insert("key_mgmt", Value::from("NONE"));
        return arguments;
    }
    if heard.is_some_and(|heard| heard.sae_only) {
        arguments.insert("key_mgmt", Value::from("SAE"));
        // WPA3 protects management frames, always.
        arguments.insert("ieee80211w", Value::from(2_i32));
    } else {
        arguments.insert("key_mgmt", Value::from("WPA-PSK"));
    }
    let raw = (password.len() == RAW_KEY_DIGITS)
        .then(|| read_digits(password))
        .flatten();
    arguments.insert(
        "psk",
        match raw {
            Some(key) => Value::from(key),
            None => Value::from(password),
        },
    );
    arguments
}

fn read_digits(digits: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = digits
        .chars()
        .map(|digit| digit.to_digit(16))
        .collect::<Option<_>>()?;
    let bytes = digits.chunks_exact(2).map(|pair| match pair {
        [high, low] => (high << 4 | low) as u8,
        _ => 0,
    });
    Some(bytes.collect())
}

fn as_text(value: OwnedValue) -> Option<String> {
    String::try_from(value).ok()
}

/// The configuration's way to write a name: in quotes, or as digits where it was given as bytes.
fn is_named(written: &str, ssid: &str) -> bool {
    let quoted = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match quoted {
        Some(name) => name == ssid,
        None => read_digits(written).as_deref() == Some(ssid.as_bytes()),
    }
}

fn failed(error: zbus::Error) -> WifiError {
    WifiError::of("wpa_supplicant", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_quotes_and_as_digits() {
        assert!(is_named("\"Café am Hafen\"", "Café am Hafen"));
        assert!(is_named("436166c3a9", "Café"));
        assert!(!is_named("\"Cafe\"", "Café"));
        assert!(!is_named("no digits", "no digits"));
    }

    #[test]
    fn a_raw_key_is_given_as_bytes_and_a_passphrase_as_text() {
        let psk = |password: &str| {
            let credentials = WifiCredentials::new("Home", password).unwrap();
            let arguments = arguments(&credentials, None);
            arguments["psk"].try_to_owned().unwrap()
        };
        let key = Vec::<u8>::try_from(psk(&"a7".repeat(32))).unwrap();
        assert_eq!(key, [0xa7; 32]);
        assert_eq!(as_text(psk("keep it dark")).unwrap(), "keep it dark");
    }
}
