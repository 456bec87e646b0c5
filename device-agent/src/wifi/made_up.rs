//! Makes up the Wi-Fi networks around a simulated device.

use super::{Standing, Wifi, WifiError};
use crate::{
    folder,
    tracker::{AccessPoint, Whereabouts},
};
use outpost_device_drivers::protocols::improv::wifi::{Network, WifiCredentials};
use outpost_protocol::practice;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, io, path::PathBuf, time::Duration};

/// How long joining takes.
const JOIN_TIME: Duration = Duration::from_millis(1_000);
/// How long a scan takes.
const SCAN_TIME: Duration = Duration::from_millis(500);

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

/// A radio without waves. It remembers what it joined in a file.
#[derive(Debug)]
pub struct MadeUpWifi {
    file: PathBuf,
    whereabouts: Option<Whereabouts>,
}

/// What is kept of the Wi-Fi. A made-up radio needs no password again.
#[derive(Serialize, Deserialize)]
struct Known {
    ssid: String,
}

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

impl MadeUpWifi {
    /// A radio that remembers what it joined in `file`.
    pub fn new(file: PathBuf) -> Self {
        Self {
            file,
            whereabouts: None,
        }
    }

    /// The same, with the access points around that the neighbours on a practice network see there.
    pub fn that_moves(self, whereabouts: Option<Whereabouts>) -> Self {
        Self {
            whereabouts,
            ..self
        }
    }

    /// The network of before; a file that cannot be read is none, and is written anew.
    fn known(&self) -> io::Result<Option<Known>> {
        let bytes = folder::read_if_there(&self.file)?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    fn remember(&self, ssid: &str) -> io::Result<()> {
        let known = Known {
            ssid: ssid.to_owned(),
        };
        folder::write_whole(&self.file, &serde_json::to_vec(&known)?)
    }
}

impl Wifi for MadeUpWifi {
    async fn scan(&mut self) -> Result<Vec<Network>, WifiError> {
        tokio::time::sleep(SCAN_TIME).await;
        Ok(networks())
    }

    async fn join(&mut self, credentials: &WifiCredentials) -> Result<(), WifiError> {
        tokio::time::sleep(JOIN_TIME).await;
        try_to_join(credentials)?;
        self.remember(credentials.ssid()).map_err(failed)
    }

    async fn standing(&mut self) -> Result<Standing, WifiError> {
        Ok(match self.known().map_err(failed)? {
            Some(known) => Standing::Joined(known.ssid),
            None => Standing::Offline,
        })
    }

    async fn look_around(&mut self) -> Result<BTreeSet<AccessPoint>, WifiError> {
        let here = self.whereabouts.as_ref().and_then(Whereabouts::cell);
        let around = here.into_iter().flat_map(practice::access_points);
        Ok(around.collect())
    }

    async fn forget(&mut self, ssid: &str) -> Result<(), WifiError> {
        match self.known().map_err(failed)? {
            Some(known) if known.ssid == ssid => {
                folder::remove_if_there(&self.file).map_err(failed)
            }
            _ => Ok(()),
        }
    }
}

/// Whether these credentials get a device online.
fn try_to_join(credentials: &WifiCredentials) -> Result<(), WifiError> {
    let (ssid, password) = (credentials.ssid(), credentials.password());
    let accepted = match ssid {
        EASY_NETWORK => password.len() >= SHORTEST_PASSWORD,
        STRICT_NETWORK => password == STRICT_PASSWORD,
        OPEN_NETWORK => true,
        _ => {
            return Err(WifiError::NotFound {
                ssid: ssid.to_owned(),
            });
        }
    };
    match accepted {
        true => Ok(()),
        false => Err(WifiError::WrongPassword {
            ssid: ssid.to_owned(),
        }),
    }
}

fn failed(error: io::Error) -> WifiError {
    WifiError::Failed {
        service: "the made-up radio's file",
        reason: error.to_string(),
    }
}
