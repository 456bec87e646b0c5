//! Stands in for wpa_supplicant on a bus, and remembers what it was asked.

use crate::{
    bus::Bus,
    fake_network_manager::{HIDDEN, HOME, MODERN, OPEN, PASSWORD},
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, MutexGuard},
};
use zbus::{
    Connection, fdo, interface,
    object_server::SignalEmitter,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

const ROOT: &str = "/fi/w1/wpa_supplicant1";

/// Name, signal in dBm, and what it takes.
const CELLS: [(&str, i16, &str); 4] = [
    (HOME, -77, "wpa-psk"),
    (HOME, -51, "wpa-psk"),
    (MODERN, -60, "sae"),
    (OPEN, -70, ""),
];

/// The service, until it is dropped.
pub(crate) struct FakeWpaSupplicant {
    world: World,
    _connection: Connection,
}

/// What it was asked, and what it keeps.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) scans: u32,
    pub(crate) saved: u32,
    pub(crate) known: BTreeMap<u32, Known>,
    added: u32,
    pub(crate) selected: Option<u32>,
    state: String,
}

/// A network's settings, as they came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) ssid: String,
    pub(crate) asked_for: bool,
    pub(crate) key_management: String,
    pub(crate) psk: Option<String>,
}

#[derive(Clone, Default)]
struct World(Arc<Mutex<State>>);

impl World {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl FakeWpaSupplicant {
    /// Serves a machine with a radio.
    pub(crate) async fn start(bus: &Bus) -> Self {
        let world = World::default();
        let server = bus.builder();
        let server = server
            .serve_at(ROOT, Supplicant)
            .and_then(|it| it.serve_at(radio(), Radio(world.clone())))
            .unwrap();
        let server = (0..CELLS.len()).fold(server, |server, number| {
            server.serve_at(cell(number), Cell(CELLS[number])).unwrap()
        });
        let connection = server
            .name("fi.w1.wpa_supplicant1")
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

fn radio() -> OwnedObjectPath {
    path(format!("{ROOT}/Interfaces/0"))
}

fn cell(number: usize) -> OwnedObjectPath {
    path(format!("{ROOT}/Interfaces/0/BSSs/{number}"))
}

fn network(number: u32) -> OwnedObjectPath {
    path(format!("{ROOT}/Interfaces/0/Networks/{number}"))
}

fn number_of(network: &OwnedObjectPath) -> u32 {
    network.rsplit('/').next().unwrap().parse().unwrap()
}

type Received = HashMap<String, OwnedValue>;

impl Known {
    fn read(settings: &Received) -> Self {
        let value = |name: &str| settings.get(name)?.try_clone().ok();
        let text = |name| value(name).map(|it| String::try_from(it).unwrap());
        Self {
            ssid: String::from_utf8(Vec::try_from(value("ssid").unwrap()).unwrap()).unwrap(),
            asked_for: value("scan_ssid").is_some(),
            key_management: text("key_mgmt").unwrap(),
            psk: text("psk"),
        }
    }

    /// The states that the real one goes through.
    fn outcome(&self) -> Vec<&'static str> {
        let heard = CELLS.iter().any(|it| it.0 == self.ssid);
        let trial = ["scanning", "authenticating", "associating", "associated"];
        let refused = ["4way_handshake", "disconnected"];
        match (self.ssid.as_str(), self.psk.as_deref()) {
            (HIDDEN, _) if !self.asked_for => vec!["scanning"],
            (OPEN, None) => [&trial[..], &["completed"]].concat(),
            (ssid, Some(PASSWORD)) if heard || ssid == HIDDEN => [
                &trial[..],
                &["4way_handshake", "group_handshake", "completed"],
            ]
            .concat(),
            _ if heard => [&trial[..], &refused, &trial, &refused].concat(),
            _ => vec!["scanning", "disconnected"],
        }
    }
}

struct Supplicant;

#[interface(name = "fi.w1.wpa_supplicant1")]
impl Supplicant {
    #[zbus(property)]
    async fn interfaces(&self) -> Vec<OwnedObjectPath> {
        vec![radio()]
    }
}

struct Radio(World);

#[interface(name = "fi.w1.wpa_supplicant1.Interface")]
impl Radio {
    async fn scan(
        &self,
        arguments: Received,
        #[zbus(signal_emitter)] emitter: SignalEmitter<'_>,
    ) -> fdo::Result<()> {
        assert_eq!(arguments["Type"].downcast_ref::<&str>(), Ok("active"));
        self.0.state().scans += 1;
        Ok(Self::scan_done(&emitter, true).await?)
    }

    #[zbus(signal)]
    async fn scan_done(emitter: &SignalEmitter<'_>, success: bool) -> zbus::Result<()>;

    async fn add_network(
        &self,
        arguments: Received,
        #[zbus(connection)] connection: &Connection,
    ) -> OwnedObjectPath {
        let added = Known::read(&arguments);
        let entry = NetworkEntry(added.ssid.clone());
        let number = {
            let mut state = self.0.state();
            state.added += 1;
            let number = state.added;
            state.known.insert(number, added);
            number
        };
        let server = connection.object_server();
        server.at(network(number), entry).await.unwrap();
        network(number)
    }

    async fn select_network(
        &self,
        selected: OwnedObjectPath,
        #[zbus(connection)] connection: &Connection,
    ) {
        let number = number_of(&selected);
        let states = {
            let mut state = self.0.state();
            state.selected = Some(number);
            state.known[&number].outcome()
        };
        let (world, connection) = (self.0.clone(), connection.clone());
        tokio::spawn(async move {
            let radio = connection
                .object_server()
                .interface::<_, Self>(radio())
                .await
                .unwrap();
            for state in states {
                world.state().state = state.to_owned();
                let told = radio
                    .get()
                    .await
                    .state_changed(radio.signal_emitter())
                    .await;
                told.unwrap();
            }
        });
    }

    async fn remove_network(&self, removed: OwnedObjectPath) {
        let number = number_of(&removed);
        let mut state = self.0.state();
        state.known.remove(&number);
        if state.selected == Some(number) {
            state.selected = None;
        }
    }

    async fn save_config(&self) {
        self.0.state().saved += 1;
    }

    #[zbus(property, name = "BSSs")]
    async fn bsss(&self) -> Vec<OwnedObjectPath> {
        // One more than there is, as when one has just gone.
        (0..=CELLS.len()).map(cell).collect()
    }

    #[zbus(property)]
    async fn networks(&self) -> Vec<OwnedObjectPath> {
        self.0.state().known.keys().copied().map(network).collect()
    }

    #[zbus(property)]
    async fn current_network(&self) -> OwnedObjectPath {
        let selected = self.0.state().selected;
        selected.map_or_else(|| path("/".to_owned()), network)
    }

    #[zbus(property, name = "CurrentBSS")]
    async fn current_bss(&self) -> OwnedObjectPath {
        let state = self.0.state();
        let selected = state.selected.and_then(|number| state.known.get(&number));
        let joined = selected.and_then(|known| CELLS.iter().position(|it| it.0 == known.ssid));
        joined.map_or_else(|| path("/".to_owned()), cell)
    }

    #[zbus(property)]
    async fn state(&self) -> String {
        self.0.state().state.clone()
    }
}

struct Cell((&'static str, i16, &'static str));

#[interface(name = "fi.w1.wpa_supplicant1.BSS")]
impl Cell {
    #[zbus(property, name = "SSID")]
    async fn ssid(&self) -> Vec<u8> {
        self.0.0.as_bytes().to_vec()
    }

    #[zbus(property, name = "BSSID")]
    async fn bssid(&self) -> Vec<u8> {
        vec![0x00, 0x1a, 0x2b, 0, 0, self.0.1.unsigned_abs() as u8]
    }

    #[zbus(property)]
    async fn signal(&self) -> i16 {
        self.0.1
    }

    #[zbus(property)]
    async fn privacy(&self) -> bool {
        !self.0.2.is_empty()
    }

    #[zbus(property, name = "RSN")]
    async fn rsn(&self) -> HashMap<String, Value<'static>> {
        match self.0.2 {
            "" => HashMap::new(),
            takes => HashMap::from([("KeyMgmt".to_owned(), Value::from(vec![takes]))]),
        }
    }
}

struct NetworkEntry(String);

#[interface(name = "fi.w1.wpa_supplicant1.Network")]
impl NetworkEntry {
    #[zbus(property)]
    async fn properties(&self) -> HashMap<String, Value<'static>> {
        let quoted = format!("\"{}\"", self.0);
        HashMap::from([("ssid".to_owned(), Value::from(quoted))])
    }
}
