//! Lists the networks that a device sees, whatever it tells of them.

use crate::protocols::improv::wifi::Network;
use std::collections::BTreeSet;

/// A network that a device sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenNetwork {
    /// Its name.
    pub ssid: String,
    /// Signal strength in dBm: about -30 is strong, -90 is weak. `None`: the device does not tell.
    pub signal_dbm: Option<i16>,
    /// Whether it wants a password. `None`: the device does not tell.
    pub secured: Option<bool>,
}

impl From<Network> for SeenNetwork {
    fn from(network: Network) -> Self {
        Self {
            ssid: network.ssid,
            signal_dbm: Some(network.signal_dbm),
            secured: Some(network.secured),
        }
    }
}

/// Strongest first, each name once. Those without a strength stay in the device's order. Hidden
/// networks have no name here; theirs is typed.
pub(super) fn strongest_first(mut networks: Vec<SeenNetwork>) -> Vec<SeenNetwork> {
    networks.sort_by_key(|network| std::cmp::Reverse(network.signal_dbm));
    let mut seen = BTreeSet::new();
    networks.retain(|network| !network.ssid.is_empty() && seen.insert(network.ssid.clone()));
    networks
}
