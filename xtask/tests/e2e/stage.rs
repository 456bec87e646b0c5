//! Sets up everything around the app: a network, a device, and folders that begin empty.

use crate::{ledger::Ledger, window::Window};
use std::{fs, path::PathBuf, process::Command};
use xtask::{
    services::{DevHost, Device, Network, Programs, Validators},
    workspace,
};

/// As short as leaves time to read a balance on the screen and with the light node's own program
/// before the next epoch pays.
const EPOCH: &str = "20s";

/// Everything around the app. `N` is how the network runs.
pub(crate) struct Stage<N> {
    pub(crate) folder: PathBuf,
    pub(crate) programs: Programs,
    pub(crate) network: N,
    pub(crate) device: Device,
    definition: PathBuf,
}

impl Stage<Network> {
    /// With a practice network in one process.
    pub(crate) fn practice(name: &str) -> Self {
        let (folder, programs) = empty_folder(name);
        let network = Network::start(&programs, &folder, EPOCH, 5).unwrap();
        let definition = network.ready.network.clone();
        Self::with_device(folder, programs, network, definition)
    }
}

impl Stage<Validators> {
    /// With a process for each validator.
    pub(crate) fn validators(name: &str) -> Self {
        let (folder, programs) = empty_folder(name);
        let network = Validators::start(&programs, &folder, EPOCH).unwrap();
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
            device,
            definition,
        }
    }

    /// Opens the app's window.
    pub(crate) async fn open_app(&self) -> Window {
        let mut app = self.programs.command("outpost");
        app.env("OUTPOST_NETWORK", &self.definition);
        app.env("OUTPOST_DATA", self.folder.join("data"));
        app.env("OUTPOST_SERIAL", &self.device.ready.port);
        // Where the window's size is remembered.
        app.env("XDG_CONFIG_HOME", self.folder.join("config"));
        Window::open(&app, &self.folder).await
    }

    /// Serves the app to a browser.
    pub(crate) fn serve_app(&self) -> DevHost {
        let port = &self.device.ready.port;
        DevHost::app(&self.programs, &self.folder, &self.definition, port).unwrap()
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
