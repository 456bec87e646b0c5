//! Runs one app: opens its data folder, starts its light node, and publishes what changes.

use crate::{
    devices,
    devices::{Changes, Heights, NearbyCheck},
    earnings::{Ledger, Proven},
    errors::{self, Explain, ForApp},
    files::FileError,
    home::names::DeviceNames,
    links::OpenedLink,
    map::{KnownToday, Plans},
    mapping,
    mapping::{Mapping, NoPosition, PhonePosition, Tracks},
    moment::Moment,
    network,
    notifications::Notices,
    onboarding,
    onboarding::Wizard,
    payments::{self, Outbox},
    publish::{self, Publisher},
    settings::{self, Preview, Resting, SettingsStore},
    wallet,
    wallet::{AddressBook, Biometrics, Recognition, WalletSession},
};
use outpost_app_api::{AppError, DescribeTray, ErrorCode, Event};
use outpost_light_client as light_client;
use outpost_light_client::{EventStream, LightError, LightNode};
use outpost_protocol::{AccountAddress, NetworkDefinition};
use outpost_wallet::KeyStore;
use std::{
    collections::BTreeSet,
    fs,
    future::Future,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::task::{AbortHandle, JoinError, JoinSet};

/// What an app is started with.
#[derive(Clone, Debug)]
pub struct AppConfig {
    /// The network it belongs to.
    pub network: NetworkDefinition,
    /// Where it keeps everything; made if it is not there. One app at a time.
    pub data: PathBuf,
    /// Ports with devices that are in no system's list, such as pseudo-terminals.
    pub serial_ports: Vec<PathBuf>,
    /// Where keys are kept.
    pub keys: Keys,
    /// Where files for the person are written; `exports` in the data folder if there is no such place.
    pub exports: Option<PathBuf>,
}

/// Where keys are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// In the system's key store; where there is none, in a file under a passphrase.
    System,
    /// In a file under a passphrase, for tests and machines without a person.
    File,
}

/// What the shell offers.
pub trait Host: Send + Sync + 'static {
    /// Hands an event to the UI. Does not wait for it.
    fn emit(&self, event: Event);

    /// Has the app start at login, or not any more.
    fn start_at_login(&self, _wanted: bool) {}

    /// Raises a notice with the system.
    fn raise(&self, _title: &str, _body: &str) {}

    /// Says how things are, beside the clock.
    fn describe(&self, _words: &DescribeTray) {}

    /// What asks the person for a fingerprint or a face, on machines that do.
    fn biometrics(&self) -> Option<Arc<dyn Biometrics>> {
        None
    }

    /// Whether this is a phone: it knows where it is by itself, and has no login to start anything at and no folders
    /// to look into.
    fn is_phone(&self) -> bool {
        false
    }

    /// Has the machine tell where it is, by [`App::take_position`], or not any more. Does not wait for it, and tells
    /// nothing before it returns; the last wish counts.
    fn tell_position(&self, _wanted: bool) {}

    /// The app is at this moment, and goes on when this returns: a test ends an app here, a shell has
    /// nothing to do. Nothing may be asked of the app from here.
    fn at(&self, _moment: Moment<'_>) {}
}

/// Why an app does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A file of the data folder.
    #[error(transparent)]
    File(#[from] FileError),
    /// The light node.
    #[error(transparent)]
    LightNode(#[from] light_client::StartError),
    /// The key store could not be asked.
    #[error("the key store could not be opened")]
    KeyStore(#[source] JoinError),
    /// The walks could not be looked through.
    #[error("the walks could not be opened")]
    Walks(#[source] JoinError),
}

impl StartError {
    /// What to tell the person.
    pub fn explain(self) -> AppError {
        match self {
            Self::File(error) => error.explain(),
            Self::LightNode(error) => error.explain(),
            Self::KeyStore(_) => AppError::new(ErrorCode::KeyStoreUnavailable),
            Self::Walks(error) => errors::internal(error),
        }
    }
}

/// A running app. Dropping it stops it at once, as a kill would; [`App::shutdown`] is kinder.
pub struct App {
    core: Arc<Core>,
}

/// What the use cases work with.
pub(crate) struct Core {
    pub(crate) network: NetworkDefinition,
    pub(crate) serial_ports: Vec<PathBuf>,
    pub(crate) host: Box<dyn Host>,
    pub(crate) light: LightNode,
    pub(crate) wallet: WalletSession,
    pub(crate) recognition: Recognition,
    pub(crate) contacts: AddressBook,
    pub(crate) outbox: Outbox,
    pub(crate) wizard: Wizard,
    pub(crate) ledger: Ledger,
    pub(crate) names: DeviceNames,
    pub(crate) heights: Heights,
    pub(crate) exports: PathBuf,
    pub(crate) settings: SettingsStore,
    pub(crate) support: Preview,
    pub(crate) resting: Resting,
    pub(crate) data: PathBuf,
    pub(crate) changes: Changes,
    pub(crate) nearby: NearbyCheck,
    pub(crate) notices: Notices,
    pub(crate) link: OpenedLink,
    pub(crate) known: KnownToday,
    pub(crate) plans: Plans,
    pub(crate) tracks: Tracks,
    pub(crate) mapping: Mapping,
    pub(crate) publisher: Publisher,
    /// Accounts that were proven again.
    touched: Mutex<BTreeSet<AccountAddress>>,
    tasks: Mutex<JoinSet<()>>,
}

impl App {
    /// Starts on the calling tokio runtime.
    ///
    /// Needs no network: what was verified before is there at once.
    pub async fn start(config: AppConfig, host: impl Host) -> Result<Self, StartError> {
        let folder = network_folder(&config)?;
        let data = config.data.clone();
        let opening = tokio::task::spawn_blocking(move || match config.keys {
            Keys::System => KeyStore::open(data),
            Keys::File => KeyStore::file_only(data),
        });
        // Walks are long: reading them takes its time, while the light node takes its own.
        let (tracks, walks) = (config.data.join("tracks"), folder.join("mapping"));
        let looking = tokio::task::spawn_blocking(move || {
            Ok::<_, FileError>((Tracks::open(tracks)?, Mapping::open(walks)?))
        });
        let (light, events) = LightNode::start(light_client::Config {
            network: config.network.clone(),
            database: folder.join("light.sqlite"),
            peers: Vec::new(),
        })
        .await?;
        let keys = opening.await.map_err(StartError::KeyStore)?;
        let (tracks, mapping) = looking.await.map_err(StartError::Walks)??;
        let notices = Notices::open(folder.join("notices.json"))?;
        let core = Arc::new(Core {
            network: config.network,
            serial_ports: config.serial_ports,
            recognition: Recognition::new(host.biometrics()),
            host: Box::new(host),
            light,
            wallet: WalletSession::open_with(keys, &config.data)?,
            contacts: AddressBook::open(config.data.join("contacts.json"))?,
            outbox: Outbox::open(
                folder.join("transactions.jsonl"),
                notices.owed_transactions(),
            )?,
            wizard: Wizard::open(folder.join("onboarding.json"))?,
            ledger: Ledger::in_folder(folder.clone()),
            names: DeviceNames::open(folder.join("names.json"))?,
            heights: Heights::open(folder.join("heights.json"))?,
            settings: SettingsStore::open(config.data.join("settings.json"))?,
            support: Preview::default(),
            resting: Resting::default(),
            exports: config
                .exports
                .unwrap_or_else(|| config.data.join("exports")),
            tracks,
            mapping,
            data: config.data,
            changes: Changes::open(folder.join("device-changes.json"))?,
            nearby: NearbyCheck::default(),
            notices,
            link: OpenedLink::default(),
            known: KnownToday::default(),
            plans: Plans::open(folder.join("plans.json"))?,
            publisher: Publisher::default(),
            touched: Mutex::default(),
            tasks: Mutex::default(),
        });
        core.spawn(publish::run(core.clone()));
        core.spawn(follow(core.clone(), events));
        let learner = core.clone();
        core.spawn(async move { network::learn_parameters(&learner).await });
        core.spawn(settings::watch_battery(core.clone()));
        core.spawn(payments::outbox::run(core.clone()));
        core.spawn(wallet::open_from_system(core.clone()));
        core.spawn(wallet::look_for_biometrics(core.clone()));
        core.spawn(mapping::run(core.clone()));
        core.host.start_at_login(core.settings.get().start_at_login);
        if let Ok(address) = core.wallet.address() {
            core.show_account(address).await;
        }
        core.publisher.changed();
        Ok(Self { core })
    }

    /// Stops once everything that was verified is stored.
    pub async fn shutdown(&self) {
        self.core.stop_tasks();
        self.core.light.shutdown().await;
    }

    /// Takes a link that the app was opened with, which may be nonsense.
    pub fn open_link(&self, text: &str) {
        self.core.link.open(text);
        self.core.publisher.changed();
    }

    /// Takes where the phone is, or why it does not say, after [`Host::tell_position`].
    pub fn take_position(&self, position: Result<PhonePosition, NoPosition>) {
        self.core.mapping.take_position(position);
        self.core.publisher.changed();
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // The tasks hold the core, which would live on with them.
        self.core.stop_tasks();
    }
}

impl Core {
    /// Runs `task` until the app stops, or until it is aborted.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> AbortHandle {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task)
    }

    /// What is proven of the account that is shown; of none, the rules alone.
    pub(crate) fn proven(&self) -> Proven {
        self.ledger.proven().of(self.wallet.address().ok())
    }

    /// Has the account proven as it is now.
    pub(crate) async fn refresh(&self, address: AccountAddress) -> Result<(), AppError> {
        self.light.refresh_account(address).await.for_app()?;
        self.ledger.account_changed();
        self.ledger.statements_changed();
        self.ledger.catch_up(&self.light).await.for_app()?;
        self.publisher.changed();
        Ok(())
    }

    /// Goes on with what waited for a wallet that is open now, whose first account is `first`.
    pub(crate) async fn wallet_opened(self: &Arc<Self>, first: AccountAddress) {
        let shown = self.wallet.address().unwrap_or(first);
        self.show_account(shown).await;
        self.spawn(wallet::provide_practice_tokens(self.clone(), first));
        if !self.wallet.was_looked_through(first) {
            self.spawn(wallet::look_for_accounts(self.clone(), first));
        }
        onboarding::resume(self);
        devices::resume(self);
    }

    /// Shows the account of `address`, and follows all there are.
    pub(crate) async fn show_account(self: &Arc<Self>, address: AccountAddress) {
        let followed = async {
            for followed in self.wallet.followed() {
                self.light.follow_account(followed).await?;
                self.touch(followed);
            }
            Ok::<(), LightError>(())
        };
        // What this machine knows is shown first; then the network is asked, and answers as events.
        let is_shown = || self.wallet.address() == Ok(address);
        let shown = self.ledger.show(&self.light, address, is_shown).await;
        if let Err(error) = shown {
            tracing::error!(%error, "the ledger cannot be read");
        }
        self.publisher.changed();
        if let Err(error) = followed.await {
            tracing::error!(%error, "an account cannot be followed");
        }
        self.publisher.changed();
    }

    /// Notes that the light node has proven `account` again.
    pub(crate) fn touch(&self, account: AccountAddress) {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        touched.insert(account);
    }

    /// The accounts that were proven again since this was asked last.
    pub(crate) fn take_touched(&self) -> BTreeSet<AccountAddress> {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *touched)
    }

    fn stop_tasks(&self) {
        self.wizard.leave();
        self.nearby.leave();
        self.tasks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .abort_all();
    }
}

/// Takes over what the light node verifies, and lets the view follow.
async fn follow(core: Arc<Core>, mut events: EventStream) {
    while let Some(event) = events.next().await {
        tracing::trace!(?event, "light node");
        match event {
            light_client::Event::AccountUpdated(account) => {
                core.ledger.account_changed();
                core.touch(account);
            }
            light_client::Event::StatementVerified { account, .. } => {
                core.ledger.statements_changed();
                core.outbox.statement_came(account);
                core.touch(account);
            }
            light_client::Event::PeerBanned { peer, reason } => {
                tracing::warn!(%peer, %reason, "a peer was banned");
            }
            light_client::Event::StoreRebuilt { moved_to } => {
                tracing::warn!(moved_to = %moved_to.display(), "the database was damaged and is filled again");
            }
            _ => {}
        }
        core.publisher.changed();
    }
}

/// What belongs to one network: its database, its wizard, its devices' names. The wallet is beside
/// it, so that it outlives a practice network.
fn network_folder(config: &AppConfig) -> Result<PathBuf, FileError> {
    let id: String = config.network.id.to_string().chars().take(16).collect();
    let folder = config.data.join("networks").join(id);
    make_private(&folder).map_err(|source| FileError::Io {
        path: folder.clone(),
        source,
    })?;
    Ok(folder)
}

/// Makes a folder that only this user can look into.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
