//! Puts an app beside the real things: a practice network, simulated devices on real
//! pseudo-terminals, a wallet in a file.

use outpost_app_api::{AppError, AppView, Call, Event};
use outpost_app_core::{App, AppConfig, Host, Keys, Moment, dispatch};
use outpost_device_agent::{
    confirmation::Confirmation,
    simulate::{Options, Simulated},
};
use outpost_full_node::practice::{self, Practice, PracticeConfig};
use outpost_light_client::{Config, LightNode};
use outpost_protocol::{DeviceKey, NetworkDefinition, NetworkId};
use std::{
    convert::Infallible,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;
use tokio::{sync::watch, task::JoinHandle, time::timeout};

/// Long enough for any step on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(120);

/// The generator of BLS12-381's G2: a key that is valid, and nobody's.
const NOBODYS_GROUP_KEY: &str = "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049\
                                 334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051\
                                 c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8";

/// Takes the place of the window.
struct TestHost<F> {
    views: watch::Sender<Option<AppView>>,
    at: F,
}

impl<F: Fn(Moment<'_>) + Send + Sync + 'static> Host for TestHost<F> {
    fn emit(&self, event: Event) {
        if let Event::View(view) = event {
            self.views.send_replace(Some(*view));
        }
    }

    fn at(&self, moment: Moment<'_>) {
        (self.at)(moment);
    }
}

/// A network, a place for a device, and a folder for an app.
pub(crate) struct World {
    pub(crate) network: NetworkDefinition,
    /// Where a device is plugged in.
    pub(crate) port: PathBuf,
    /// The port of the device's smart meter, if it has one.
    pub(crate) meter: Option<PathBuf>,
    /// The port of its GPS receiver, if it has one.
    pub(crate) gps: Option<PathBuf>,
    folder: TempDir,
    _practice: Option<Practice>,
}

/// A device that is plugged in, until it is unplugged.
pub(crate) struct Device {
    pub(crate) key: DeviceKey,
    task: JoinHandle<Infallible>,
}

impl World {
    /// A practice network with epochs of this length.
    pub(crate) async fn start(epoch: Duration) -> Self {
        Self::with_neighbours(epoch, 0).await
    }

    /// A practice network in which others contribute.
    pub(crate) async fn with_neighbours(epoch: Duration, neighbours: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let practice = practice::start(PracticeConfig {
            data: folder.path().join("practice"),
            epoch_ms: epoch.as_millis() as u64,
            neighbours,
            fresh: false,
        })
        .await
        .unwrap();
        let text = fs::read_to_string(&practice.network_file).unwrap();
        let network = NetworkDefinition::from_toml(&text).unwrap();
        Self {
            network,
            port: folder.path().join("port"),
            meter: None,
            gps: None,
            folder,
            _practice: Some(practice),
        }
    }

    /// A network that nobody runs, for what needs none.
    pub(crate) fn without_network() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            network: NetworkDefinition {
                name: "nowhere".to_owned(),
                id: NetworkId([1; 32]),
                group_key: hex::decode(NOBODYS_GROUP_KEY).unwrap(),
                peers: Vec::new(),
                practice: false,
            },
            port: folder.path().join("port"),
            meter: None,
            gps: None,
            folder,
            _practice: None,
        }
    }

    /// Plugs a device in, whose person confirms in this way.
    pub(crate) fn plug_in(&self, confirmation: Confirmation) -> Device {
        let device = Simulated::open(Options {
            network: self.network.clone(),
            data: self.folder.path().join("device"),
            port_link: self.port.clone(),
            database: self.folder.path().join("device.sqlite"),
            name: "Balcony".to_owned(),
            confirmation,
            meter: self.meter.as_deref().map(named),
            gps: self.gps.as_deref().map(named),
        })
        .unwrap();
        Device {
            key: device.device(),
            task: tokio::spawn(async move {
                match device.run().await {
                    Ok(never) => never,
                    Err(error) => panic!("{error}"),
                }
            }),
        }
    }

    /// Starts the app on its folder, as after a kill.
    pub(crate) async fn app(&self) -> RunningApp {
        self.app_with(|_| {}).await
    }

    /// The app of somebody else, on a folder of their own and far from any device.
    pub(crate) async fn app_of_another(&self) -> RunningApp {
        let folder = self.folder.path().join("another");
        self.app_at(folder, Vec::new(), |_| {}).await
    }

    /// The same, and tells each moment of the wizard.
    pub(crate) async fn app_with(
        &self,
        at: impl Fn(Moment<'_>) + Send + Sync + 'static,
    ) -> RunningApp {
        self.app_at(self.data(), vec![self.port.clone()], at).await
    }

    async fn app_at(
        &self,
        data: PathBuf,
        serial_ports: Vec<PathBuf>,
        at: impl Fn(Moment<'_>) + Send + Sync + 'static,
    ) -> RunningApp {
        let (sender, views) = watch::channel(None);
        let config = AppConfig {
            network: self.network.clone(),
            data,
            serial_ports,
            keys: Keys::File,
            exports: None,
        };
        let host = TestHost { views: sender, at };
        let app = App::start(config, host).await.unwrap();
        RunningApp { app, views }
    }

    /// A light node that is nobody's, to see what the network proves.
    pub(crate) async fn observer(&self) -> LightNode {
        let (node, _) = LightNode::start(Config {
            network: self.network.clone(),
            database: self.folder.path().join("observer.sqlite"),
            peers: Vec::new(),
        })
        .await
        .unwrap();
        node
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("app")
    }

    /// The light node's database.
    pub(crate) fn database(&self) -> PathBuf {
        self.network_folder().join("light.sqlite")
    }

    /// What the journal's file says now.
    pub(crate) fn journal(&self) -> Option<serde_json::Value> {
        let path = self.network_folder().join("onboarding.json");
        serde_json::from_slice(&fs::read(path).ok()?).ok()
    }

    fn network_folder(&self) -> PathBuf {
        let id: String = self.network.id.to_string().chars().take(16).collect();
        self.data().join("networks").join(id)
    }
}

fn named(port: &Path) -> String {
    port.to_string_lossy().into_owned()
}

impl Device {
    /// Its port is gone when this returns.
    pub(crate) async fn unplug(self) {
        self.task.abort();
        let ended = self.task.await;
        assert!(ended.is_err_and(|error| error.is_cancelled()));
    }
}

/// An app as its window sees it. Dropping it is a kill.
pub(crate) struct RunningApp {
    app: App,
    views: watch::Receiver<Option<AppView>>,
}

impl RunningApp {
    /// Makes a request that succeeds.
    pub(crate) async fn call<C: Call>(&self, call: C) -> C::Answer {
        let answer = self.try_call(call).await;
        answer.unwrap_or_else(|error| panic!("{}: {error:?}", C::NAME))
    }

    /// Makes a request.
    pub(crate) async fn try_call<C: Call>(&self, call: C) -> Result<C::Answer, AppError> {
        let body = serde_json::to_value(&call).unwrap();
        let answer = timeout(PATIENCE, dispatch(&self.app, C::NAME, body)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{} takes too long", C::NAME));
        answer.map(|answer| serde_json::from_value(answer).unwrap())
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
