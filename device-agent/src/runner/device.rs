//! Does what the dialogues want done, with the device's parts.

use super::{RunError, crew, radio::Done, radio::Job};
use crate::{
    bluetooth::{Advertised, BluetoothError, Peripheral, Request},
    confirmation::{CONFIRM_WITHIN, Said},
    folder::Folder,
    identity::DeviceIdentity,
    instrument::Instruments,
    line::Lines,
    provisioning::{Effect, Provisioning},
    reporting::ReportingError,
    wifi::{Standing, WifiError},
};
use outpost_device_drivers::protocols::{
    claim::{ClaimRequest, service},
    improv::ble,
};
use outpost_light_client::Config;
use outpost_protocol::NetworkDefinition;
use std::{convert::Infallible, future::Future, path::PathBuf, pin::Pin, sync::Arc};
use tokio::sync::mpsc::UnboundedSender;

/// A device's parts, but for those that work on their own: its radio and whoever confirms.
#[derive(Debug)]
pub(super) struct Device {
    pub(super) identity: Arc<DeviceIdentity>,
    pub(super) folder: Folder,
    pub(super) network: NetworkDefinition,
    pub(super) database: PathBuf,
    pub(super) name: String,
    pub(super) lines: Lines,
    pub(super) peripheral: Option<Peripheral>,
    pub(super) provisioning: Provisioning,
    pub(super) instruments: Instruments,
}

/// What goes on beside the dialogues.
pub(super) struct UnderWay {
    pub(super) reporting: Pending<Result<Infallible, ReportingError>>,
    pub(super) confirmation_ends: Pending<()>,
    pub(super) radio: UnboundedSender<Job>,
    pub(super) person: UnboundedSender<ClaimRequest>,
}

pub(super) type Pending<T> = Pin<Box<dyn Future<Output = T> + Send>>;

pub(super) fn idle<T: 'static>() -> Pending<T> {
    Box::pin(std::future::pending())
}

impl Device {
    /// Waits for what somebody sends over a line or does over Bluetooth.
    pub(super) async fn attend(&mut self) -> Result<Vec<Effect>, RunError> {
        tokio::select! {
            came = self.lines.receive() => {
                let (line, bytes) = came?;
                Ok(self.provisioning.receive(line, &bytes)?)
            }
            request = next_request(&mut self.peripheral) => self.serve(request?),
        }
    }

    fn serve(&mut self, request: Request) -> Result<Vec<Effect>, RunError> {
        if request.service() == service::SERVICE {
            let Some(service) = self.provisioning.claim_service() else {
                return Ok(Vec::new());
            };
            let reply = request.serve(service);
            return Ok(self.provisioning.claim_written(reply)?);
        }
        let Some(service) = self.provisioning.service() else {
            return Ok(Vec::new());
        };
        let reply = request.serve(service);
        Ok(self.provisioning.written(reply)?)
    }

    /// A person said something.
    pub(super) fn hear(
        &mut self,
        said: Said,
        under_way: &mut UnderWay,
    ) -> Result<Vec<Effect>, RunError> {
        let answer = match said {
            Said::Confirmed => {
                tracing::info!("confirmed: the device may be set up now");
                under_way.confirmation_ends = Box::pin(tokio::time::sleep(CONFIRM_WITHIN));
                return Ok(self.provisioning.confirmed());
            }
            Said::Claim {
                request,
                agreed: true,
            } => {
                let message = request.signing_bytes(self.identity.device());
                let signature = self.identity.sign(&message)?;
                self.provisioning.agreed(&request, signature)?
            }
            Said::Claim {
                request,
                agreed: false,
            } => self.provisioning.refused(&request)?,
        };
        Ok(answer.into_iter().collect())
    }

    /// The radio has done something.
    pub(super) fn take_up(
        &mut self,
        done: Done,
        under_way: &mut UnderWay,
    ) -> Result<Vec<Effect>, RunError> {
        Ok(match done {
            Done::Scanned(Ok(networks)) => self.provisioning.scanned(&networks),
            Done::Scanned(Err(error)) => {
                warn(&error, "no networks could be looked for");
                self.provisioning.scanned(&[])
            }
            Done::Tried {
                ssid,
                outcome: Ok(()),
            } => {
                tracing::info!(ssid, "joined");
                self.go_online(under_way)?;
                self.provisioning.joined()
            }
            Done::Tried {
                outcome: Err(error),
                ..
            } => {
                warn(&error, "the network could not be joined");
                self.provisioning.not_joined()
            }
            Done::Online(standing) => {
                self.go_online(under_way)?;
                match standing {
                    Standing::Joined(_) => self.provisioning.joined(),
                    Standing::Offline | Standing::Cable => Vec::new(),
                }
            }
        })
    }

    /// Begins to report, once, if there is something to take readings with.
    pub(super) fn go_online(&mut self, under_way: &mut UnderWay) -> Result<(), RunError> {
        let instruments = std::mem::take(&mut self.instruments);
        if instruments.is_empty() {
            return Ok(());
        }
        let config = Config {
            network: self.network.clone(),
            database: self.database.clone(),
            peers: Vec::new(),
        };
        under_way.reporting =
            crew::report(instruments, &self.folder, self.identity.clone(), config)?;
        Ok(())
    }

    pub(super) async fn perform(&mut self, effect: Effect, under_way: &mut UnderWay) {
        // Whoever takes a job or a question lives as long as the device runs.
        match effect {
            Effect::Send { line, bytes } => self.lines.send(line, bytes),
            Effect::Tell(told) => {
                if let Some(peripheral) = &self.peripheral {
                    peripheral.tell(told).await;
                }
            }
            Effect::Join(credentials) => drop(under_way.radio.send(Job::Join(credentials))),
            Effect::Scan => drop(under_way.radio.send(Job::Scan)),
            Effect::Blink => tracing::info!("blinking"),
            Effect::AskPerson(request) => drop(under_way.person.send(request)),
        }
    }

    /// Lets others find the device, with what its dialogue says now.
    pub(super) async fn advertise(&mut self) {
        let (Some(peripheral), Some(service)) = (&mut self.peripheral, self.provisioning.service())
        else {
            return;
        };
        let advertised = Advertised {
            name: self.name.clone(),
            data: Some((ble::SERVICE_DATA, service.service_data().to_bytes().into())),
        };
        // An adapter that is unplugged comes back; the next change is told again.
        if let Err(error) = peripheral.advertise(advertised).await {
            tracing::warn!(%error, "the device cannot be found over Bluetooth");
        }
    }
}

async fn next_request(peripheral: &mut Option<Peripheral>) -> Result<Request, BluetoothError> {
    match peripheral {
        Some(peripheral) => peripheral.request().await,
        None => std::future::pending().await,
    }
}

fn warn(error: &WifiError, what: &str) {
    match error.remedy() {
        Some(remedy) => tracing::warn!(%error, remedy, "{what}"),
        None => tracing::warn!(%error, "{what}"),
    }
}
