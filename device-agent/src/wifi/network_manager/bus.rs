//! Names what is used of NetworkManager's interfaces.
//!
//! Properties are read anew each time: what changes here changes between two reads, and a copy that
//! is told of changes can be late.

use std::collections::HashMap;
use zbus::{
    proxy,
    zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value},
};

/// A connection's settings, by section and name.
pub(super) type Settings<'a> = HashMap<&'a str, HashMap<&'a str, Value<'a>>>;
/// The same, as they are read.
pub(super) type KnownSettings = HashMap<String, HashMap<String, OwnedValue>>;

#[proxy(
    interface = "org.freedesktop.NetworkManager",
    default_service = "org.freedesktop.NetworkManager",
    default_path = "/org/freedesktop/NetworkManager",
    gen_blocking = false
)]
pub(super) trait Manager {
    fn get_devices(&self) -> zbus::Result<Vec<OwnedObjectPath>>;

    #[zbus(name = "AddAndActivateConnection2")]
    fn add_and_activate(
        &self,
        connection: Settings<'_>,
        device: &ObjectPath<'_>,
        access_point: &ObjectPath<'_>,
        options: HashMap<&str, Value<'_>>,
    ) -> zbus::Result<(
        OwnedObjectPath,
        OwnedObjectPath,
        HashMap<String, OwnedValue>,
    )>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn state(&self) -> zbus::Result<u32>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.Device",
    default_service = "org.freedesktop.NetworkManager",
    gen_blocking = false
)]
pub(super) trait Device {
    #[zbus(property(emits_changed_signal = "false"))]
    fn device_type(&self) -> zbus::Result<u32>;

    #[zbus(signal)]
    fn state_changed(&self, new: u32, old: u32, reason: u32) -> zbus::Result<()>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.Device.Wireless",
    default_service = "org.freedesktop.NetworkManager",
    gen_blocking = false
)]
pub(super) trait Wireless {
    fn request_scan(&self, options: HashMap<&str, Value<'_>>) -> zbus::Result<()>;

    fn get_all_access_points(&self) -> zbus::Result<Vec<OwnedObjectPath>>;

    /// When the last scan ended, in milliseconds since the system started; -1 for never.
    #[zbus(property(emits_changed_signal = "false"))]
    fn last_scan(&self) -> zbus::Result<i64>;

    /// `/` if there is none.
    #[zbus(property(emits_changed_signal = "false"))]
    fn active_access_point(&self) -> zbus::Result<OwnedObjectPath>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.AccessPoint",
    default_service = "org.freedesktop.NetworkManager",
    gen_blocking = false
)]
pub(super) trait AccessPoint {
    #[zbus(property(emits_changed_signal = "false"))]
    fn ssid(&self) -> zbus::Result<Vec<u8>>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn hw_address(&self) -> zbus::Result<String>;

    /// In percent.
    #[zbus(property(emits_changed_signal = "false"))]
    fn strength(&self) -> zbus::Result<u8>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn flags(&self) -> zbus::Result<u32>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn wpa_flags(&self) -> zbus::Result<u32>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn rsn_flags(&self) -> zbus::Result<u32>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.Settings",
    default_service = "org.freedesktop.NetworkManager",
    default_path = "/org/freedesktop/NetworkManager/Settings",
    gen_blocking = false
)]
pub(super) trait KnownConnections {
    fn list_connections(&self) -> zbus::Result<Vec<OwnedObjectPath>>;
}

#[proxy(
    interface = "org.freedesktop.NetworkManager.Settings.Connection",
    default_service = "org.freedesktop.NetworkManager",
    gen_blocking = false
)]
pub(super) trait KnownConnection {
    fn get_settings(&self) -> zbus::Result<KnownSettings>;

    fn delete(&self) -> zbus::Result<()>;
}
