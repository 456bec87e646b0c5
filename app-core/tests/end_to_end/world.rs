//! Puts an app beside the real things: a practice network, a simulated device on a real
//! pseudo-terminal, a wallet in a file.

use outpost_app_api::{AppView, Call, Event};
use outpost_app_core::{App, AppConfig, Host, Keys, dispatch};
use outpost_device_agent::{
    confirmation::Confirmation,
    simulate::{Options, Simulated},
};
use outpost_full_node::practice::{self, Practice, PracticeConfig};
use outpost_protocol::NetworkDefinition;
use std::{fs, path::PathBuf, time::Duration};
use tempfile::TempDir;
use tokio::{sync::watch, task::JoinHandle, time::timeout};

/// Long enough for any step on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(120);

/// Takes the place of the window.
struct TestHost(watch::Sender<Option<AppView>>);

impl Host for TestHost {
    fn emit(&self, event: Event) {
        let Event::View(view) = event;
        self.0.send_replace(Some(*view));
    }
}

/// A network and a device, and a folder for an app.
pub(crate) struct World {
    pub(crate) network: NetworkDefinition,
    pub(crate) port: PathBuf,
    folder: TempDir,
    _practice: Practice,
    _device: JoinHandle<()>,
}

impl World {
    /// A practice network with short epochs and a device that agrees to every claim.
    pub(crate) async fn start(epoch: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let practice = practice::start(PracticeConfig {
            data: folder.path().join("practice"),
            epoch_ms: epoch.as_millis() as u64,
            neighbours: 0,
            fresh: false,
        })
        .await
        .unwrap();
        let text = fs::read_to_string(&practice.network_file).unwrap();
        let network = NetworkDefinition::from_toml(&text).unwrap();
        let device = Simulated::open(Options {
            network: network.clone(),
            data: folder.path().join("device"),
            port_link: folder.path().join("port"),
            database: folder.path().join("device.sqlite"),
            name: "Balcony".to_owned(),
            confirmation: Confirmation::Automatic,
        })
        .unwrap();
        Self {
            port: device.port().to_owned(),
            _device: tokio::spawn(async move { panic!("{:?}", device.run().await) }),
            network,
            folder,
            _practice: practice,
        }
    }

    /// Starts the app on its folder, as after a kill.
    pub(crate) async fn app(&self) -> RunningApp {
        let (sender, views) = watch::channel(None);
        let config = AppConfig {
            network: self.network.clone(),
            data: self.data(),
            serial_ports: vec![self.port.clone()],
            keys: Keys::File,
        };
        let app = App::start(config, TestHost(sender)).await.unwrap();
        RunningApp { app, views }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("app")
    }

    /// What the journal's file says now.
    pub(crate) fn journal(&self) -> Option<serde_json::Value> {
        let id: String = self.network.id.to_string().chars().take(16).collect();
        let path = self
            .data()
            .join("networks")
            .join(id)
            .join("onboarding.json");
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }
}

/// An app as its window sees it.
pub(crate) struct RunningApp {
    app: App,
    views: watch::Receiver<Option<AppView>>,
}

impl RunningApp {
    /// Makes a request that succeeds.
    pub(crate) async fn call<C: Call>(&self, call: C) -> C::Answer {
        let body = serde_json::to_value(&call).unwrap();
        let answer = timeout(PATIENCE, dispatch(&self.app, C::NAME, body)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{} takes too long", C::NAME));
        let answer = answer.unwrap_or_else(|error| panic!("{}: {error:?}", C::NAME));
        serde_json::from_value(answer).unwrap()
    }

    /// Waits for a view in which `find` finds something.
    pub(crate) async fn until<T>(&self, what: &str, find: impl Fn(&AppView) -> Option<T>) -> T {
        let mut views = self.views.clone();
        let waiting = async {
            loop {
                if let Some(found) = views.borrow_and_update().as_ref().and_then(&find) {
                    return found;
                }
                views.changed().await.unwrap();
            }
        };
        match timeout(PATIENCE, waiting).await {
            Ok(found) => found,
            Err(_) => panic!("no {what} in {:#?}", *self.views.borrow()),
        }
    }

    pub(crate) async fn shutdown(self) {
        self.app.shutdown().await;
    }
}
