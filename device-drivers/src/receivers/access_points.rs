//! Hears which Wi-Fi access points are in reach, where the system tells: on Linux through NetworkManager.
//!
//! Access points stand still and name themselves, so that others who pass can tell that they saw the same.
//! Addresses that are made up are left out: phones that share their connection have such, and move.

use std::collections::BTreeSet;

/// The address of an access point.
pub type AccessPoint = [u8; 6];

/// The bit of a first octet that says that an address is made up (IEEE 802, 8.2.2).
const MADE_UP: u8 = 0x02;

/// Why it is not known what is in reach.
#[derive(Debug, thiserror::Error)]
pub enum NotTold {
    /// This system tells no program.
    #[error("this system does not tell which access points are in reach")]
    BySystem,
    /// The service did not answer.
    #[cfg(target_os = "linux")]
    #[error("NetworkManager does not tell which access points are in reach: {0}")]
    ByService(#[from] zbus::Error),
    /// There is no radio.
    #[error("NetworkManager knows no Wi-Fi radio")]
    NoRadio,
}

/// Whether an access point keeps its address.
pub fn stands_still([first, ..]: &AccessPoint) -> bool {
    first & MADE_UP == 0
}

/// The access points that stand still and are in reach. Must be called within tokio.
#[cfg(target_os = "linux")]
pub async fn in_reach() -> Result<BTreeSet<AccessPoint>, NotTold> {
    network_manager::in_reach(&zbus::Connection::system().await?).await
}

/// The access points that stand still and are in reach.
#[cfg(not(target_os = "linux"))]
pub async fn in_reach() -> Result<BTreeSet<AccessPoint>, NotTold> {
    Err(NotTold::BySystem)
}

#[cfg(target_os = "linux")]
pub mod network_manager {
    //! Asks NetworkManager, which has the radio on most desktops.

    use super::{AccessPoint, NotTold, stands_still};
    use crate::protocols::bthome::Address;
    use std::collections::{BTreeSet, HashMap};
    use zbus::{
        Connection, Proxy,
        zvariant::{OwnedObjectPath, Value},
    };

    const SERVICE: &str = "org.freedesktop.NetworkManager";
    const ROOT: &str = "/org/freedesktop/NetworkManager";
    /// `NM_DEVICE_TYPE_WIFI` of NetworkManager's D-Bus API.
    const WIFI: u32 = 2;

    /// The access points that stand still and are in reach of any radio.
    pub async fn in_reach(bus: &Connection) -> Result<BTreeSet<AccessPoint>, NotTold> {
        let manager = Proxy::new(bus, SERVICE, ROOT, SERVICE).await?;
        let devices: Vec<OwnedObjectPath> = manager.call("GetDevices", &()).await?;
        let mut found = BTreeSet::new();
        let mut has_radio = false;
        for path in devices {
            let device = Proxy::new(bus, SERVICE, &path, format!("{SERVICE}.Device")).await?;
            if device.get_property::<u32>("DeviceType").await? != WIFI {
                continue;
            }
            has_radio = true;
            let radio =
                Proxy::new(bus, SERVICE, &path, format!("{SERVICE}.Device.Wireless")).await?;
            // Refused while a scan is under way or was just made: what was found then is told all the same.
            let options: HashMap<&str, Value<'_>> = HashMap::new();
            let _: Result<(), _> = radio.call("RequestScan", &options).await;
            let points: Vec<OwnedObjectPath> = radio.call("GetAllAccessPoints", &()).await?;
            for path in points {
                let point =
                    Proxy::new(bus, SERVICE, &path, format!("{SERVICE}.AccessPoint")).await?;
                // One that went away between two calls is not in reach any more.
                if let Ok(address) = point.get_property::<String>("HwAddress").await {
                    let address = address.parse().ok().map(|Address(address)| address);
                    found.extend(address.filter(stands_still));
                }
            }
        }
        if has_radio {
            Ok(found)
        } else {
            Err(NotTold::NoRadio)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_access_point_with_a_made_up_address_moves() {
        assert!(stands_still(&[0x00, 0x1a, 0x2b, 1, 2, 3]));
        assert!(!stands_still(&[0x02, 0x1a, 0x2b, 1, 2, 3]));
    }
}
