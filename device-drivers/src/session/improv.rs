//! Sets a device up by Improv, and has it claimed by the claim's commands beside Improv's own.

use super::{
    Patience, Progress, Provisioner, SeenNetwork, SessionError, Watcher,
    line::{Line, LineEvent},
};
use crate::protocols::{
    claim::{ClaimAnswer, ClaimCommand, ClaimRequest, read_identity},
    improv::{
        Answer, Command, DeviceInfo, ErrorState, Event, Hostname, RpcResult, State,
        wifi::WifiCredentials,
    },
};
use async_trait::async_trait;
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use std::{ops::ControlFlow, time::Duration};
use tokio::time::Instant;

/// A device that speaks Improv, on a serial line or over Bluetooth.
pub struct Improv<L> {
    line: L,
    patience: Patience,
    watcher: Watcher,
    /// Whether it has answered before, and so has no booting to do.
    awake: bool,
}

/// How often a command is sent.
#[derive(Clone, Copy)]
enum Sending {
    /// Once: it does something at the device.
    Once,
    /// Again and again until the answer: it does no harm twice.
    Repeated,
}

impl<L: Line> Improv<L> {
    pub(super) fn new(line: L, patience: Patience, watcher: Watcher) -> Self {
        Self {
            line,
            patience,
            watcher,
            awake: false,
        }
    }

    /// Sends `command` and gives every event to `answer`, until that breaks with the answer.
    /// A refusal of the device ends it as well.
    async fn ask<A>(
        &mut self,
        command: Command,
        deadline: Duration,
        sending: Sending,
        mut answer: impl FnMut(Event) -> ControlFlow<A> + Send,
    ) -> Result<A, SessionError> {
        let give_up = Instant::now() + deadline;
        let mut heard = Heard::default();
        loop {
            // A command that was given up is not under way any more.
            self.line.finish();
            match tokio::time::timeout_at(give_up, self.line.send(command.clone())).await {
                Ok(sent) => sent?,
                Err(_) => return Err(SessionError::Silent(deadline)),
            }
            let wake = match sending {
                Sending::Once => give_up,
                Sending::Repeated => give_up.min(Instant::now() + self.patience.repeat),
            };
            let outcome = self.listen_until(wake, &mut heard, |event| match event {
                // What the device could not read is sent again at the next turn.
                Event::Refused(ErrorState::InvalidPacket)
                    if matches!(sending, Sending::Repeated) =>
                {
                    ControlFlow::Continue(())
                }
                Event::Refused(error) => ControlFlow::Break(Err(refusal(error, &command))),
                Event::EndlessScan => ControlFlow::Break(Err(SessionError::EndlessScan)),
                event => match answer(event) {
                    ControlFlow::Break(answer) => ControlFlow::Break(Ok(answer)),
                    ControlFlow::Continue(()) => ControlFlow::Continue(()),
                },
            });
            if let ControlFlow::Break(outcome) = outcome.await? {
                self.line.finish();
                self.awake = true;
                return outcome;
            }
            if Instant::now() >= give_up {
                self.line.finish();
                return Err(heard.nothing_within(deadline));
            }
        }
    }

    async fn listen_until<A>(
        &mut self,
        wake: Instant,
        heard: &mut Heard,
        mut take: impl FnMut(Event) -> ControlFlow<A> + Send,
    ) -> Result<ControlFlow<A>, SessionError> {
        while let Ok(events) = tokio::time::timeout_at(wake, self.line.hear()).await {
            for event in events? {
                let event = match event {
                    LineEvent::Noise => {
                        heard.noise = true;
                        continue;
                    }
                    LineEvent::Said(event) => event,
                };
                match &event {
                    Event::Damaged(damage) => {
                        tracing::debug!(%damage, "damaged frame");
                        heard.noise = true;
                        continue;
                    }
                    Event::State(state) => self.watcher.report(Progress::State(*state)),
                    Event::Found(network) => self.watcher.report(Progress::Found(network.clone())),
                    _ => {}
                }
                heard.sense = true;
                if let ControlFlow::Break(answer) = take(event) {
                    return Ok(ControlFlow::Break(answer));
                }
            }
            // A device that never stops talking must not keep the deadline from being seen.
            if Instant::now() >= wake {
                break;
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Asks until an answer of the wanted kind comes.
    async fn ask_for<A: Send>(
        &mut self,
        command: Command,
        deadline: Duration,
        sending: Sending,
        mut wanted: impl FnMut(Answer) -> Option<A> + Send,
    ) -> Result<A, SessionError> {
        self.ask(command, deadline, sending, |event| match event {
            Event::Answered(answer) => match wanted(answer) {
                Some(answer) => ControlFlow::Break(answer),
                None => ControlFlow::Continue(()),
            },
            _ => ControlFlow::Continue(()),
        })
        .await
    }

    async fn ask_hostname(&mut self, command: Command) -> Result<String, SessionError> {
        let deadline = self.patience.answer;
        self.ask_for(
            command,
            deadline,
            Sending::Repeated,
            |answer| match answer {
                Answer::Hostname(name) => Some(name),
                _ => None,
            },
        )
        .await
    }
}

#[async_trait]
impl<L: Line> Provisioner for Improv<L> {
    async fn read_state(&mut self) -> Result<State, SessionError> {
        let deadline = match self.awake {
            true => self.patience.answer,
            false => self.patience.boot,
        };
        self.ask_for(
            Command::RequestState,
            deadline,
            Sending::Repeated,
            |answer| match answer {
                Answer::State(state) => Some(state),
                _ => None,
            },
        )
        .await
    }

    async fn read_info(&mut self) -> Result<DeviceInfo, SessionError> {
        let deadline = self.patience.answer;
        let told = self
            .ask_for(
                Command::RequestInfo,
                deadline,
                Sending::Repeated,
                |answer| match answer {
                    Answer::Info(info) => Some(info),
                    _ => None,
                },
            )
            .await;
        match told {
            // Over Bluetooth no device has to know this command.
            Err(SessionError::Unsupported { .. }) => Ok(DeviceInfo {
                firmware: "Improv".to_owned(),
                version: String::new(),
                hardware: String::new(),
                name: String::new(),
            }),
            told => told,
        }
    }

    async fn read_key(&mut self) -> Result<DeviceKey, SessionError> {
        let deadline = self.patience.answer;
        self.ask(
            improv(&ClaimCommand::Identity)?,
            deadline,
            Sending::Repeated,
            |event| match result(event).as_ref().and_then(read_identity) {
                Some(device) => ControlFlow::Break(device),
                None => ControlFlow::Continue(()),
            },
        )
        .await
    }

    async fn identify(&mut self) -> Result<(), SessionError> {
        let deadline = self.patience.answer;
        self.ask_for(
            Command::Identify,
            deadline,
            Sending::Once,
            |answer| match answer {
                Answer::Identified => Some(()),
                _ => None,
            },
        )
        .await
    }

    async fn scan_wifi(&mut self) -> Result<Vec<SeenNetwork>, SessionError> {
        let deadline = self.patience.scan;
        self.ask_for(
            Command::ScanWifi,
            deadline,
            Sending::Once,
            |answer| match answer {
                Answer::Networks(networks) => {
                    Some(networks.into_iter().map(SeenNetwork::from).collect())
                }
                _ => None,
            },
        )
        .await
    }

    async fn join(&mut self, wifi: &WifiCredentials) -> Result<(), SessionError> {
        let deadline = self.patience.join;
        let command = Command::SendWifi(wifi.clone());
        let joined = self
            .ask_for(command, deadline, Sending::Once, |answer| match answer {
                Answer::Joined => Some(()),
                _ => None,
            })
            .await;
        match joined {
            Err(SessionError::Refused(ErrorState::UnableToConnect)) => {
                Err(SessionError::WifiFailed {
                    ssid: wifi.ssid().to_owned(),
                })
            }
            other => other,
        }
    }

    async fn read_hostname(&mut self) -> Result<String, SessionError> {
        self.ask_hostname(Command::RequestHostname).await
    }

    async fn set_hostname(&mut self, name: &Hostname) -> Result<String, SessionError> {
        self.ask_hostname(Command::SetHostname(name.clone())).await
    }

    async fn claim(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> Result<DeviceClaim, SessionError> {
        let nonce = request.nonce;
        let watcher = self.watcher.clone();
        let mut waiting = false;
        let answered = self
            .ask(
                improv(&ClaimCommand::Claim(request.clone()))?,
                self.patience.confirm,
                // It asks nobody twice, and makes up for an answer that was lost on the way.
                Sending::Repeated,
                |event| match result(event).and_then(|it| ClaimAnswer::from_improv(&it, nonce)) {
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
            )
            .await;
        match answered {
            Err(SessionError::Silent(_)) if waiting => Err(SessionError::NotConfirmed),
            other => Ok(request.verify(device, other??)?),
        }
    }

    async fn close(&mut self) {
        self.line.close().await;
    }
}

/// What came while a command was under way, to tell silence from garbage.
#[derive(Default)]
struct Heard {
    noise: bool,
    sense: bool,
}

impl Heard {
    fn nothing_within(&self, deadline: Duration) -> SessionError {
        if self.noise && !self.sense {
            SessionError::Garbled(deadline)
        } else {
            SessionError::Silent(deadline)
        }
    }
}

fn result(event: Event) -> Option<RpcResult> {
    match event {
        Event::Result(result) => Some(result),
        _ => None,
    }
}

fn refusal(error: ErrorState, command: &Command) -> SessionError {
    match error {
        ErrorState::UnknownCommand => SessionError::Unsupported {
            step: name(command),
        },
        ErrorState::NotAuthorized => SessionError::NotAuthorized,
        error => SessionError::Refused(error),
    }
}

fn name(command: &Command) -> &'static str {
    match command {
        Command::SendWifi(_) => "joining a network",
        Command::RequestState => "telling its state",
        Command::Identify => "showing itself",
        Command::RequestInfo => "telling what it is",
        Command::ScanWifi => "looking for networks",
        Command::RequestHostname | Command::SetHostname(_) => "having a host name",
        Command::Extension(_) => "being claimed",
    }
}

fn improv(command: &ClaimCommand) -> Result<Command, SessionError> {
    command
        .to_improv()
        .map_err(|error| SessionError::Internal(error.to_string()))
}
