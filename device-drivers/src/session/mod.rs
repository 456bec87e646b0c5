//! Sets one device up, step by step, over one link.
//!
//! Steps can be repeated and may be done in any order after [`Session::identify`]; after a lost
//! link or a restart, [`Session::resume`] goes on with the device that was chosen. Before and after
//! each write the device is asked who it is: several devices and cached links mix devices up, and a
//! write to the wrong one must not go unseen.

mod error;
mod exchange;
mod patience;

pub use error::{Remedy, SessionError};
pub use patience::Patience;

use crate::{
    protocols::{
        claim::{ClaimAnswer, ClaimCommand, ClaimRequest, read_identity},
        improv::{
            serial::{Answer, Command, DeviceInfo, ErrorState, Event, State},
            wifi::{Network, WifiCredentials},
        },
    },
    transport::Transport,
};
use exchange::{Exchange, Sending};
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use std::{ops::ControlFlow, time::Duration};
use tokio::sync::mpsc::UnboundedSender;

/// The setting up of one device over one link.
pub struct Session<T> {
    exchange: Exchange<T>,
    patience: Patience,
    device: Option<DeviceKey>,
}

/// What is known of a device once it was identified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// What it says of itself.
    pub info: DeviceInfo,
    /// Where provisioning stands.
    pub state: State,
    /// Who it is. `None`: it speaks Improv, but not the Outpost claim, and cannot be owned.
    pub device: Option<DeviceKey>,
}

/// What goes on during a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The device said where provisioning stands.
    State(State),
    /// The scan found a network.
    Found(Network),
    /// Somebody has to confirm at the device.
    WaitingForConfirmation,
}

impl<T: Transport> Session<T> {
    /// A session with whatever device is at the other end.
    pub fn new(transport: T, patience: Patience) -> Self {
        Self {
            exchange: Exchange::new(transport),
            patience,
            device: None,
        }
    }

    /// A session with a device that was chosen before; every other is refused.
    pub fn resume(transport: T, patience: Patience, device: DeviceKey) -> Self {
        Self {
            device: Some(device),
            ..Self::new(transport, patience)
        }
    }

    /// Sends what goes on during the steps to `progress`.
    pub fn reporting_to(mut self, progress: UnboundedSender<Progress>) -> Self {
        self.exchange.watch(progress);
        self
    }

    /// Reads state, info and identity. Waits for a device that boots.
    pub async fn identify(&mut self) -> Result<Identified, SessionError> {
        let state = self.read_state(self.patience.boot).await?;
        let info = self.read_info().await?;
        let device = match self.read_identity().await {
            Ok(device) => Some(device),
            Err(SessionError::Unsupported { .. }) => None,
            Err(error) => return Err(error),
        };
        if let Some(found) = device {
            self.check_same(found)?;
            self.device = Some(found);
        }
        Ok(Identified {
            info,
            state,
            device,
        })
    }

    /// Makes the device show itself.
    pub async fn blink(&mut self) -> Result<(), SessionError> {
        let command = improv(&ClaimCommand::Blink)?;
        let id = command.id();
        self.exchange
            .ask(
                command,
                self.patience.answer,
                Sending::Once,
                |event| match event {
                    Event::Result(result) if result.command() == id => ControlFlow::Break(()),
                    _ => ControlFlow::Continue(()),
                },
            )
            .await
    }

    /// The networks that the device sees, strongest first, each name once.
    pub async fn scan_wifi(&mut self) -> Result<Vec<Network>, SessionError> {
        let mut networks = self
            .exchange
            .ask(
                Command::ScanWifi,
                self.patience.scan,
                Sending::Once,
                |event| match event {
                    Event::Answered(Answer::Networks(networks)) => ControlFlow::Break(networks),
                    _ => ControlFlow::Continue(()),
                },
            )
            .await?;
        networks.sort_by(|one, other| {
            (other.signal_dbm, &one.ssid).cmp(&(one.signal_dbm, &other.ssid))
        });
        let mut seen = std::collections::BTreeSet::new();
        networks.retain(|network| !network.ssid.is_empty() && seen.insert(network.ssid.clone()));
        Ok(networks)
    }

    /// Gives the device its Wi-Fi and waits until it is connected.
    pub async fn send_wifi(&mut self, credentials: &WifiCredentials) -> Result<(), SessionError> {
        self.check_identity().await?;
        let joined = self
            .exchange
            .ask(
                Command::SendWifi(credentials.clone()),
                self.patience.join,
                Sending::Once,
                |event| match event {
                    Event::Answered(Answer::Joined) => ControlFlow::Break(()),
                    _ => ControlFlow::Continue(()),
                },
            )
            .await;
        match joined {
            Err(SessionError::Refused(ErrorState::UnableToConnect)) => {
                return Err(SessionError::WifiFailed {
                    ssid: credentials.ssid().to_owned(),
                });
            }
            other => other?,
        }
        self.check_identity().await?;
        match self.read_back().await? {
            State::Provisioned => Ok(()),
            found => Err(SessionError::WrongState {
                expected: State::Provisioned,
                found,
            }),
        }
    }

    /// Where provisioning stands now.
    pub async fn read_back(&mut self) -> Result<State, SessionError> {
        self.read_state(self.patience.answer).await
    }

    /// Asks the device to agree to `request`, waits for the person who confirms, and checks the
    /// signature. Asking again with the same request is harmless.
    pub async fn claim(&mut self, request: &ClaimRequest) -> Result<DeviceClaim, SessionError> {
        let device = self.check_identity().await?;
        let nonce = request.nonce;
        let watcher = self.exchange.watcher();
        let mut waiting = false;
        let answered = self
            .exchange
            .ask(
                improv(&ClaimCommand::Claim(request.clone()))?,
                self.patience.confirm,
                // It asks nobody twice, and makes up for an answer that was lost on the way.
                self.patience.repeated(),
                |event| match event {
                    Event::Result(result) => match ClaimAnswer::from_improv(&result, nonce) {
                        Some(ClaimAnswer::Waiting) => {
                            if !waiting {
                                watcher.report(Progress::WaitingForConfirmation);
                            }
                            waiting = true;
                            ControlFlow::Continue(())
                        }
                        Some(ClaimAnswer::Agreed(signature)) => ControlFlow::Break(Ok(signature)),
                        Some(ClaimAnswer::Refused) => {
                            ControlFlow::Break(Err(SessionError::NotConfirmed))
                        }
                        None => ControlFlow::Continue(()),
                    },
                    _ => ControlFlow::Continue(()),
                },
            )
            .await;
        let signature = match answered {
            Err(SessionError::Silent(_)) if waiting => return Err(SessionError::NotConfirmed),
            other => other??,
        };
        let claim = request.verify(device, signature)?;
        self.check_identity().await?;
        Ok(claim)
    }

    async fn read_state(&mut self, deadline: Duration) -> Result<State, SessionError> {
        self.exchange
            .ask(
                Command::RequestState,
                deadline,
                self.patience.repeated(),
                |event| match event {
                    Event::Answered(Answer::State(state)) => ControlFlow::Break(state),
                    _ => ControlFlow::Continue(()),
                },
            )
            .await
    }

    async fn read_info(&mut self) -> Result<DeviceInfo, SessionError> {
        self.exchange
            .ask(
                Command::RequestInfo,
                self.patience.answer,
                self.patience.repeated(),
                |event| match event {
                    Event::Answered(Answer::Info(info)) => ControlFlow::Break(info),
                    _ => ControlFlow::Continue(()),
                },
            )
            .await
    }

    async fn read_identity(&mut self) -> Result<DeviceKey, SessionError> {
        self.exchange
            .ask(
                improv(&ClaimCommand::Identity)?,
                self.patience.answer,
                self.patience.repeated(),
                |event| match event {
                    Event::Result(result) => match read_identity(&result) {
                        Some(device) => ControlFlow::Break(device),
                        None => ControlFlow::Continue(()),
                    },
                    _ => ControlFlow::Continue(()),
                },
            )
            .await
    }

    /// The device that was chosen, which must be the one that answers.
    async fn check_identity(&mut self) -> Result<DeviceKey, SessionError> {
        if self.device.is_none() {
            return Err(SessionError::NotIdentified);
        }
        let found = self.read_identity().await?;
        self.check_same(found)?;
        Ok(found)
    }

    fn check_same(&self, found: DeviceKey) -> Result<(), SessionError> {
        match self.device {
            Some(expected) if expected != found => {
                Err(SessionError::DeviceChanged { expected, found })
            }
            _ => Ok(()),
        }
    }
}

fn improv(command: &ClaimCommand) -> Result<Command, SessionError> {
    command
        .to_improv()
        .map_err(|error| SessionError::Internal(error.to_string()))
}
