//! Sets up everything around the app: a network, a device, and folders that begin empty.

use crate::{ledger::Ledger, window::Window};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};
use xtask::{
    checks::{NEIGHBOURS, SHARED_NETWORK, SHORT_EPOCH},
    programs::output_of,
    services::{DevHost, Device, Network, Programs, Validators},
    workspace,
};

/// Everything around the app. `N` is how the network runs.
pub(crate) struct Stage<N> {
    pub(crate) folder: PathBuf,
    pub(crate) programs: Programs,
    pub(crate) network: N,
    pub(crate) device: Option<Device>,
    /// The device's serial port, which is there as long as the device is.
    pub(crate) port: PathBuf,
    definition: PathBuf,
}

/// The practice network that scenarios share; one of its own for a scenario that runs alone.
pub(crate) struct Shared {
    _own: Option<Network>,
}

impl Stage<Shared> {
    /// On the practice network that all scenarios share which do not stop it.
    pub(crate) fn shared(name: &str) -> Self {
        let (folder, programs) = empty_folder(name);
        let (definition, own) = match env::var_os(SHARED_NETWORK) {
            Some(definition) => (definition.into(), None),
            None => {
                let network = start_practice(&programs, &folder);
                (network.ready.network.clone(), Some(network))
            }
        };
        Self::with_device(folder, programs, Shared { _own: own }, definition)
    }
}

impl Stage<Option<Network>> {
    /// With a practice network in one process, which can be stopped.
    pub(crate) fn practice(name: &str) -> Self {
        let (folder, programs) = empty_folder(name);
        let network = start_practice(&programs, &folder);
        let definition = network.ready.network.clone();
        Self::with_device(folder, programs, Some(network), definition)
    }

    /// Ends every peer there is.
    pub(crate) fn stop_network(&mut self) {
        drop(self.network.take());
    }

    /// Starts the network again, which goes on with its chain.
    pub(crate) fn resume_network(&mut self) {
        self.network = Some(start_practice(&self.programs, &self.folder));
    }
}

impl Stage<Validators> {
    /// With a process for each validator.
    pub(crate) fn validators(name: &str) -> Self {
        let (folder, programs) = empty_folder(name);
        let network = Validators::start(&programs, &folder, SHORT_EPOCH).unwrap();
        let definition = network.ready.network.clone();
        Self::with_device(folder, programs, network, definition)
    }
}

impl<N> Stage<N> {
    fn with_device(folder: PathBuf, programs: Programs, network: N, definition: PathBuf) -> Self {
        let device = Device::start(&programs, &folder, &definition).unwrap();
        Self {
            folder,
            programs,
            network,
            port: device.ready.port.clone(),
            device: Some(device),
            definition,
        }
    }

    /// Ends the device, as when its power is cut.
    pub(crate) fn cut_the_power(&mut self) {
        drop(self.device.take());
    }

    /// Puts another device at the same port, as when cables are mixed up; gives its folder.
    pub(crate) fn swap_the_device(&mut self) -> PathBuf {
        self.cut_the_power();
        let of_device = self.folder.join("device");
        fs::remove_dir_all(&of_device).unwrap();
        let device = Device::start(&self.programs, &self.folder, &self.definition).unwrap();
        assert_eq!(device.ready.port, self.port);
        self.device = Some(device);
        of_device
    }

    /// Deletes all that the app keeps, as when the computer is lost.
    pub(crate) fn lose_everything(&self) {
        fs::remove_dir_all(self.folder.join("data")).unwrap();
    }

    /// Puts a made-up history of an account into the app's database.
    pub(crate) fn fill_history(&self, address: &str, devices: u32, days: u32) {
        let network = &self.definition;
        fill_history(
            &self.programs,
            &self.folder,
            network,
            address,
            devices,
            days,
        );
    }

    /// The app, as it is started here.
    pub(crate) fn app(&self) -> Command {
        let mut app = self.programs.command("outpost");
        app.env("OUTPOST_NETWORK", &self.definition);
        app.env("OUTPOST_DATA", self.folder.join("data"));
        app.env("OUTPOST_SERIAL", &self.port);
        // Where the window's size is remembered.
        app.env("XDG_CONFIG_HOME", self.folder.join("config"));
        app
    }

    /// Opens the app's window.
    pub(crate) async fn open_app(&self) -> Window {
        Window::open(&self.app(), &self.folder).await
    }

    /// Serves the app to a browser.
    pub(crate) fn serve_app(&self) -> DevHost {
        DevHost::app(&self.programs, &self.folder, &self.definition, &self.port).unwrap()
    }

    /// The light node's own program, with a store of its own called `store`.
    pub(crate) fn light(&self, store: &str, words: &[&str]) -> Command {
        let mut light = self.programs.command("outpost-light");
        light
            .args(words)
            .args(["--json", "--network"])
            .arg(&self.definition);
        light.arg("--db").arg(
            self.folder
                .join("stores")
                .join(store)
                .with_extension("sqlite"),
        );
        light
    }

    /// What the light node's own program says of an account.
    pub(crate) fn ledger(&self, store: &str, address: &str) -> Ledger {
        Ledger::read(
            self.light(store, &["account", address]),
            self.light(store, &["statements", address]),
        )
    }
}

/// Puts a made-up history of an account into the database of the app whose folder this is.
pub(crate) fn fill_history(
    programs: &Programs,
    folder: &Path,
    network: &Path,
    address: &str,
    devices: u32,
    days: u32,
) {
    let networks = fs::read_dir(folder.join("data/networks")).unwrap();
    let of_network = networks.last().unwrap().unwrap().path();
    let mut fill = programs.command("examples/fill_history");
    fill.args(["--account", address])
        .args(["--devices", &devices.to_string()])
        .args(["--days", &days.to_string()])
        .arg("--network")
        .arg(network)
        .arg("--db")
        .arg(of_network.join("light.sqlite"));
    output_of(&mut fill).unwrap();
}

fn start_practice(programs: &Programs, folder: &Path) -> Network {
    Network::start(programs, folder, SHORT_EPOCH, NEIGHBOURS).unwrap()
}

fn empty_folder(name: &str) -> (PathBuf, Programs) {
    let folder = workspace::target().join(name);
    for data in ["network", "device", "data", "stores"] {
        let path = folder.join(data);
        if path.exists() {
            fs::remove_dir_all(path).unwrap();
        }
    }
    fs::create_dir_all(folder.join("stores")).unwrap();
    (folder, Programs::beside_this_test().unwrap())
}
