//! Names what is used of wpa_supplicant's interfaces.

use std::collections::HashMap;
use zbus::{
    proxy,
    zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value},
};

#[proxy(
    interface = "fi.w1.wpa_supplicant1",
    default_service = "fi.w1.wpa_supplicant1",
    default_path = "/fi/w1/wpa_supplicant1",
    gen_blocking = false
)]
pub(super) trait Supplicant {
    #[zbus(property(emits_changed_signal = "false"))]
    fn interfaces(&self) -> zbus::Result<Vec<OwnedObjectPath>>;
}

#[proxy(
    interface = "fi.w1.wpa_supplicant1.Interface",
    default_service = "fi.w1.wpa_supplicant1",
    gen_blocking = false
)]
pub(super) trait Radio {
    fn scan(&self, arguments: HashMap<&str, Value<'_>>) -> zbus::Result<()>;

    fn add_network(&self, arguments: HashMap<&str, Value<'_>>) -> zbus::Result<OwnedObjectPath>;

    fn select_network(&self, network: &ObjectPath<'_>) -> zbus::Result<()>;

    fn remove_network(&self, network: &ObjectPath<'_>) -> zbus::Result<()>;

    fn save_config(&self) -> zbus::Result<()>;

    #[zbus(signal)]
    fn scan_done(&self, success: bool) -> zbus::Result<()>;

    #[zbus(property(emits_changed_signal = "false"), name = "BSSs")]
    fn bsss(&self) -> zbus::Result<Vec<OwnedObjectPath>>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn networks(&self) -> zbus::Result<Vec<OwnedObjectPath>>;

    /// `/` if there is none.
    #[zbus(property(emits_changed_signal = "false"))]
    fn current_network(&self) -> zbus::Result<OwnedObjectPath>;

    /// `/` if there is none.
    #[zbus(property(emits_changed_signal = "false"), name = "CurrentBSS")]
    fn current_bss(&self) -> zbus::Result<OwnedObjectPath>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn state(&self) -> zbus::Result<String>;
}

#[proxy(
    interface = "fi.w1.wpa_supplicant1.BSS",
    default_service = "fi.w1.wpa_supplicant1",
    gen_blocking = false
)]
pub(super) trait Bss {
    #[zbus(property(emits_changed_signal = "false"), name = "SSID")]
    fn ssid(&self) -> zbus::Result<Vec<u8>>;

    #[zbus(property(emits_changed_signal = "false"), name = "BSSID")]
    fn bssid(&self) -> zbus::Result<Vec<u8>>;

    /// In dBm.
    #[zbus(property(emits_changed_signal = "false"))]
    fn signal(&self) -> zbus::Result<i16>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn privacy(&self) -> zbus::Result<bool>;

    #[zbus(property(emits_changed_signal = "false"), name = "RSN")]
    fn rsn(&self) -> zbus::Result<HashMap<String, OwnedValue>>;
}

#[proxy(
    interface = "fi.w1.wpa_supplicant1.Network",
    default_service = "fi.w1.wpa_supplicant1",
    gen_blocking = false
)]
pub(super) trait Network {
    #[zbus(property(emits_changed_signal = "false"))]
    fn properties(&self) -> zbus::Result<HashMap<String, OwnedValue>>;
}
