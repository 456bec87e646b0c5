//! Stands in for NetworkManager on a bus, and remembers what it was asked.

use crate::bus::Bus;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard},
};
use zbus::{
    Connection, interface,
    object_server::SignalEmitter,
    zvariant::{OwnedObjectPath, OwnedValue},
};

const ROOT: &str = "/org/freedesktop/NetworkManager";

/// The password of all networks that have one.
pub(crate) const PASSWORD: &str = "an umbrella indoors";
/// A network with two access points.
pub(crate) const HOME: &str = "Zuhause am See";
/// A network that is not heard until it is asked for.
pub(crate) const HIDDEN: &str = "Under the stairs";
/// A network that takes WPA3 only.
pub(crate) const MODERN: &str = "Glass house";
/// An open network.
pub(crate) const OPEN: &str = "Station";
/// A network whose router gives no addresses.
pub(crate) const NO_ADDRESSES: &str = "Empty pool";

/// Name, strength in percent, and flags of WPA2: 0x100 for a passphrase, 0x400 for WPA3.
const ACCESS_POINTS: [(&str, u8, u32); 5] = [
    (HOME, 30, 0x100),
    (HOME, 80, 0x100),
    (MODERN, 50, 0x400),
    (OPEN, 40, 0),
    (NO_ADDRESSES, 20, 0x100),
];

/// The service, until it is dropped.
pub(crate) struct FakeNetworkManager {
    world: World,
    _connection: Connection,
}

/// What it was asked, and what it keeps.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) scans: i64,
    /// In the order they were added.
    pub(crate) known: BTreeMap<u32, Known>,
    added: u32,
    /// The access point that is joined.
    active: Option<usize>,
}

/// A connection's settings, as they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) ssid: String,
    pub(crate) hidden: bool,
    pub(crate) key_management: Option<String>,
    pub(crate) psk: Option<String>,
}

/// What is shared by all objects.
#[derive(Clone, Default)]
struct World(Arc<Mutex<State>>);

impl World {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl FakeNetworkManager {
    /// Serves a machine with a cable and a radio.
    pub(crate) async fn start(bus: &Bus) -> Self {
        let world = World::default();
        let server = bus.builder();
        let server = server
            .serve_at(ROOT, Manager(world.clone()))
            .and_then(|it| it.serve_at(format!("{ROOT}/Settings"), Settings(world.clone())))
            .and_then(|it| it.serve_at(device(1), Device { kind: 1 }))
            .and_then(|it| it.serve_at(device(2), Device { kind: 2 }))
            .and_then(|it| it.serve_at(device(2), Wireless(world.clone())))
            .unwrap();
        let server = (0..ACCESS_POINTS.len()).fold(server, |server, number| {
            let point = AccessPoint(ACCESS_POINTS[number]);
            server.serve_at(access_point(number), point).unwrap()
        });
        let connection = server
            .name("org.freedesktop.NetworkManager")
            .unwrap()
            .build()
            .await
            .unwrap();
        Self {
            world,
            _connection: connection,
        }
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.world.state()
    }
}

fn path(text: String) -> OwnedObjectPath {
    text.try_into().unwrap()
}

fn device(number: u32) -> OwnedObjectPath {
    path(format!("{ROOT}/Devices/{number}"))
}

fn access_point(number: usize) -> OwnedObjectPath {
    path(format!("{ROOT}/AccessPoint/{number}"))
}

fn known(number: u32) -> OwnedObjectPath {
    path(format!("{ROOT}/Settings/{number}"))
}

type Received = HashMap<String, HashMap<String, OwnedValue>>;

impl Known {
    fn read(settings: &Received) -> Self {
        let value = |section: &str, name: &str| settings.get(section)?.get(name)?.try_clone().ok();
        let text = |section, name| value(section, name).map(|it| String::try_from(it).unwrap());
        let ssid = Vec::<u8>::try_from(value("802-11-wireless", "ssid").unwrap()).unwrap();
        Self {
            ssid: String::from_utf8(ssid).unwrap(),
            hidden: bool::try_from(value("802-11-wireless", "hidden").unwrap()).unwrap(),
            key_management: text("802-11-wireless-security", "key-mgmt"),
            psk: text("802-11-wireless-security", "psk"),
        }
    }

    /// The device's states and their reasons, as the real service goes through them.
    fn outcome(&self) -> Vec<(u32, u32)> {
        let heard = ACCESS_POINTS.iter().any(|it| it.0 == self.ssid);
        let found = self.hidden && self.ssid == HIDDEN;
        if !(heard || found) {
            return vec![(40, 0), (50, 0), (120, 53)];
        }
        let asked_for_password = [(40, 0), (50, 0), (60, 0), (40, 0), (50, 0)];
        let end: &[(u32, u32)] = match (self.ssid.as_str(), self.psk.as_deref()) {
            (NO_ADDRESSES, Some(PASSWORD)) => &[(70, 0), (120, 17)],
            (OPEN, None) | (_, Some(PASSWORD)) => &[(70, 0), (80, 0), (100, 0)],
            _ => &[(60, 8), (120, 7)],
        };
        [&asked_for_password, end].concat()
    }
}

struct Manager(World);

#[interface(name = "org.freedesktop.NetworkManager")]
impl Manager {
    async fn get_devices(&self) -> Vec<OwnedObjectPath> {
        vec![device(1), device(2)]
    }

    #[zbus(name = "AddAndActivateConnection2")]
    async fn add_and_activate(
        &self,
        settings: Received,
        radio: OwnedObjectPath,
        point: OwnedObjectPath,
        _options: HashMap<String, OwnedValue>,
        #[zbus(connection)] connection: &Connection,
    ) -> (
        OwnedObjectPath,
        OwnedObjectPath,
        HashMap<String, OwnedValue>,
    ) {
        assert_eq!(radio, device(2));
        let added = Known::read(&settings);
        let states = added.outcome();
        let joined = (0..ACCESS_POINTS.len()).find(|number| access_point(*number) == point);
        let number = {
            let mut state = self.0.state();
            state.added += 1;
            let number = state.added;
            state.known.insert(number, added);
            number
        };
        let world = self.0.clone();
        let server = connection.object_server();
        let entry = KnownConnection {
            world: world.clone(),
            number,
        };
        server.at(known(number), entry).await.unwrap();
        let connection = connection.clone();
        tokio::spawn(async move {
            let emitter = SignalEmitter::new(&connection, device(2)).unwrap();
            let mut old = 30;
            for (new, reason) in states {
                if new == 100 {
                    world.state().active = joined;
                }
                Device::state_changed(&emitter, new, old, reason)
                    .await
                    .unwrap();
                old = new;
            }
        });
        let active = path(format!("{ROOT}/ActiveConnection/{number}"));
        (known(number), active, HashMap::new())
    }

    #[zbus(property)]
    async fn state(&self) -> u32 {
        match self.0.state().active {
            Some(_) => 70,
            None => 20,
        }
    }
}

struct Device {
    kind: u32,
}

#[interface(name = "org.freedesktop.NetworkManager.Device")]
impl Device {
    #[zbus(property)]
    async fn device_type(&self) -> u32 {
        self.kind
    }

    #[zbus(signal)]
    async fn state_changed(
        emitter: &SignalEmitter<'_>,
        new: u32,
        old: u32,
        reason: u32,
    ) -> zbus::Result<()>;
}

struct Wireless(World);

#[interface(name = "org.freedesktop.NetworkManager.Device.Wireless")]
impl Wireless {
    async fn request_scan(&self, _options: HashMap<String, OwnedValue>) {
        self.0.state().scans += 1;
    }

    async fn get_all_access_points(&self) -> Vec<OwnedObjectPath> {
        // One more than there is, as when one has just gone.
        (0..=ACCESS_POINTS.len()).map(access_point).collect()
    }

    #[zbus(property)]
    async fn last_scan(&self) -> i64 {
        1_000 * self.0.state().scans - 1
    }

    #[zbus(property)]
    async fn active_access_point(&self) -> OwnedObjectPath {
        match self.0.state().active {
            Some(number) => access_point(number),
            None => path("/".to_owned()),
        }
    }
}

struct AccessPoint((&'static str, u8, u32));

#[interface(name = "org.freedesktop.NetworkManager.AccessPoint")]
impl AccessPoint {
    #[zbus(property)]
    async fn ssid(&self) -> Vec<u8> {
        self.0.0.as_bytes().to_vec()
    }

    #[zbus(property)]
    async fn hw_address(&self) -> String {
        format!("00:1A:2B:00:00:{:02X}", self.0.1)
    }

    #[zbus(property)]
    async fn strength(&self) -> u8 {
        self.0.1
    }

    #[zbus(property)]
    async fn flags(&self) -> u32 {
        u32::from(self.0.2 != 0)
    }

    #[zbus(property)]
    async fn wpa_flags(&self) -> u32 {
        0
    }

    #[zbus(property)]
    async fn rsn_flags(&self) -> u32 {
        self.0.2
    }
}

struct Settings(World);

#[interface(name = "org.freedesktop.NetworkManager.Settings")]
impl Settings {
    async fn list_connections(&self) -> Vec<OwnedObjectPath> {
        self.0.state().known.keys().copied().map(known).collect()
    }
}

struct KnownConnection {
    world: World,
    number: u32,
}

#[interface(name = "org.freedesktop.NetworkManager.Settings.Connection")]
impl KnownConnection {
    async fn get_settings(&self) -> HashMap<String, HashMap<String, OwnedValue>> {
        let ssid = self.world.state().known[&self.number].ssid.clone();
        let ssid = zbus::zvariant::Value::from(ssid.into_bytes());
        let section = HashMap::from([("ssid".to_owned(), ssid.try_to_owned().unwrap())]);
        HashMap::from([("802-11-wireless".to_owned(), section)])
    }

    async fn delete(&self) {
        self.world.state().known.remove(&self.number);
    }
}
