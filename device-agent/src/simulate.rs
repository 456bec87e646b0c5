//! Runs a device on this machine: its port, its radio, its key, its work.

use crate::{
    confirmation::Confirmation,
    evidence::EvidenceStore,
    folder::{self, Folder, FolderError},
    identity::{DeviceIdentity, IdentityError},
    provisioning::{Effect, Provisioning},
    radio,
    reporting::{Reporting, ReportingError},
    terminal::{Terminal, TerminalError},
};
use outpost_device_drivers::protocols::{
    claim::ClaimRequest,
    improv::{State, TooLong, wifi::WifiCredentials},
};
use outpost_light_client::Config;
use outpost_protocol::{DeviceKey, NetworkDefinition};
use serde::{Deserialize, Serialize};
use std::{
    convert::Infallible,
    future::Future,
    io,
    path::{Path, PathBuf},
    pin::{Pin, pin},
    sync::Arc,
};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// What a simulated device needs.
#[derive(Debug)]
pub struct Options {
    /// The network it reports to.
    pub network: NetworkDefinition,
    /// Its folder, made if there is none.
    pub data: PathBuf,
    /// Where its port is linked.
    pub port_link: PathBuf,
    /// Its light node's database.
    pub database: PathBuf,
    /// Its name.
    pub name: String,
    /// How a claim is confirmed.
    pub confirmation: Confirmation,
}

/// Why a device cannot run.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// Its folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Its key.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// Its port.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// Its name does not fit into a frame.
    #[error("the device's name is too long: {0}")]
    Name(#[from] TooLong),
    /// A file or the port failed.
    #[error("a file or the port failed: {0}")]
    Io(#[from] io::Error),
    /// Its reports.
    #[error(transparent)]
    Reporting(#[from] ReportingError),
}

/// A device that is ready to be set up; [`Simulated::run`] runs it.
#[derive(Debug)]
pub struct Simulated {
    identity: Arc<DeviceIdentity>,
    folder: Folder,
    terminal: Terminal,
    provisioning: Provisioning,
    online: bool,
    confirmation: Confirmation,
    network: NetworkDefinition,
    database: PathBuf,
}

/// What is kept of the Wi-Fi. A made-up radio needs no password again.
#[derive(Serialize, Deserialize)]
struct KnownWifi {
    ssid: String,
}

type Pending<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl Simulated {
    /// Opens folder, key and port. Must be called within tokio.
    pub fn open(options: Options) -> Result<Self, SimulateError> {
        let folder = Folder::open(&options.data)?;
        let identity = Arc::new(DeviceIdentity::open(&folder)?);
        let known = read_wifi(&folder)?;
        let state = match &known {
            Some(_) => State::Provisioned,
            None => State::Ready,
        };
        Ok(Self {
            provisioning: Provisioning::new(
                identity.device(),
                options.network.id,
                &options.name,
                state,
            )?,
            terminal: Terminal::open(&options.port_link)?,
            identity,
            folder,
            online: known.is_some(),
            confirmation: options.confirmation,
            network: options.network,
            database: options.database,
        })
    }

    /// Names the device.
    pub fn device(&self) -> DeviceKey {
        self.identity.device()
    }

    /// Where its port is.
    pub fn port(&self) -> &Path {
        self.terminal.link()
    }

    /// Runs until dropped, or until it cannot go on.
    pub async fn run(mut self) -> Result<Infallible, SimulateError> {
        let mut reporting = idle();
        if self.online {
            reporting = self.reporting()?;
        }
        // The radio does one thing at a time.
        let mut radio: Pending<RadioDone> = idle();
        let (ask, asked) = mpsc::unbounded_channel();
        let (answer, mut answers) = mpsc::unbounded_channel();
        let confirmation = std::mem::replace(&mut self.confirmation, Confirmation::Automatic);
        let mut confirming = pin!(confirm_claims(confirmation, asked, answer));
        loop {
            let effects = tokio::select! {
                stopped = &mut reporting => match stopped? {},
                never = &mut confirming => match never {},
                bytes = self.terminal.read() => self.provisioning.receive(&bytes?)?,
                Some((request, agreed)) = answers.recv() => vec![self.answer(&request, agreed)?],
                done = &mut radio => {
                    radio = idle();
                    match done {
                        RadioDone::Scanned => vec![self.provisioning.scanned(&radio::networks())],
                        RadioDone::Tried(wifi) if radio::accepts(&wifi) => {
                            self.keep_wifi(&wifi)?;
                            if !self.online {
                                self.online = true;
                                reporting = self.reporting()?;
                            }
                            vec![self.provisioning.joined()]
                        }
                        RadioDone::Tried(wifi) => {
                            tracing::info!(ssid = wifi.ssid(), "cannot join");
                            vec![self.provisioning.not_joined()]
                        }
                    }
                }
            };
            for effect in effects {
                match effect {
                    Effect::Send(bytes) => self.terminal.write(&bytes)?,
                    Effect::Join(wifi) => radio = Box::pin(try_to_join(wifi)),
                    Effect::Scan => radio = Box::pin(scan()),
                    Effect::Blink => tracing::info!("blinking"),
                    // The receiver lives as long as this loop.
                    Effect::AskPerson(request) => drop(ask.send(request)),
                }
            }
        }
    }

    fn answer(&mut self, request: &ClaimRequest, agreed: bool) -> Result<Effect, TooLong> {
        if !agreed {
            return self.provisioning.refused(request);
        }
        let message = request.signing_bytes(self.identity.device());
        let signature = self.identity.sign(&message);
        self.provisioning.agreed(request, signature)
    }

    fn reporting(&self) -> Result<Pending<Result<Infallible, ReportingError>>, SimulateError> {
        let store = EvidenceStore::open(&self.folder)?;
        let reporting = Reporting::new(self.network.id, self.identity.clone(), store)?;
        Ok(Box::pin(reporting.run(Config {
            network: self.network.clone(),
            database: self.database.clone(),
            peers: Vec::new(),
        })))
    }

    fn keep_wifi(&self, wifi: &WifiCredentials) -> io::Result<()> {
        tracing::info!(ssid = wifi.ssid(), "joined");
        let known = KnownWifi {
            ssid: wifi.ssid().to_owned(),
        };
        folder::write_whole(&wifi_file(&self.folder), &serde_json::to_vec(&known)?)
    }
}

fn wifi_file(folder: &Folder) -> PathBuf {
    folder.file("wifi.json")
}

/// The Wi-Fi of before; a file that cannot be read is no Wi-Fi, and is written anew.
fn read_wifi(folder: &Folder) -> io::Result<Option<KnownWifi>> {
    let bytes = folder::read_if_there(&wifi_file(folder))?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}

/// Asks a person about each claim. A newer one takes the place of the one that waits.
async fn confirm_claims(
    mut confirmation: Confirmation,
    mut asked: UnboundedReceiver<ClaimRequest>,
    answer: UnboundedSender<(ClaimRequest, bool)>,
) -> Infallible {
    let mut next = asked.recv().await;
    loop {
        let Some(request) = next else {
            return std::future::pending().await;
        };
        next = tokio::select! {
            agreed = confirmation.ask(&request) => {
                // The receiver lives as long as this future.
                let _ = answer.send((request, agreed));
                asked.recv().await
            }
            newer = asked.recv() => newer,
        };
    }
}

fn idle<T: 'static>() -> Pending<T> {
    Box::pin(std::future::pending())
}

/// What the radio was asked to do is done.
enum RadioDone {
    Scanned,
    Tried(WifiCredentials),
}

async fn try_to_join(wifi: WifiCredentials) -> RadioDone {
    tokio::time::sleep(radio::JOIN_TIME).await;
    RadioDone::Tried(wifi)
}

async fn scan() -> RadioDone {
    tokio::time::sleep(radio::SCAN_TIME).await;
    RadioDone::Scanned
}
