//! Carries one command to its answer, with a deadline.

use super::{Patience, Progress, SessionError};
use crate::{
    protocols::improv::serial::{Client, Command, ErrorState, Event},
    transport::Transport,
};
use std::{ops::ControlFlow, time::Duration};
use tokio::{sync::mpsc::UnboundedSender, time::Instant};

/// A link with the protocol's client on it.
pub(super) struct Exchange<T> {
    transport: T,
    client: Client,
    watcher: Watcher,
}

/// Whoever wants to know what goes on.
#[derive(Clone, Default)]
pub(super) struct Watcher(Option<UnboundedSender<Progress>>);

impl Watcher {
    pub(super) fn report(&self, progress: Progress) {
        if let Some(sender) = &self.0 {
            // Nobody has to listen.
            let _ = sender.send(progress);
        }
    }
}

/// How often a command is sent.
#[derive(Clone, Copy)]
pub(super) enum Sending {
    /// Once: it does something at the device.
    Once,
    /// Again and again until the answer: it does no harm twice.
    Every(Duration),
}

impl<T: Transport> Exchange<T> {
    pub(super) fn new(transport: T) -> Self {
        Self {
            transport,
            client: Client::default(),
            watcher: Watcher::default(),
        }
    }

    pub(super) fn watch(&mut self, progress: UnboundedSender<Progress>) {
        self.watcher = Watcher(Some(progress));
    }

    pub(super) fn watcher(&self) -> Watcher {
        self.watcher.clone()
    }

    /// Sends `command` and gives every event to `answer`, until that breaks with the answer.
    /// A refusal of the device ends it as well.
    pub(super) async fn ask<A>(
        &mut self,
        command: Command,
        deadline: Duration,
        sending: Sending,
        mut answer: impl FnMut(Event) -> ControlFlow<A> + Send,
    ) -> Result<A, SessionError> {
        // A command that was given up is not under way any more.
        self.client.finish();
        let id = command.id();
        let bytes = self.begin(command.clone())?;
        let give_up = Instant::now() + deadline;
        let mut heard = Heard::new(&self.client);
        self.send(&bytes, give_up, deadline).await?;
        loop {
            let wake = match sending {
                Sending::Once => give_up,
                Sending::Every(interval) => give_up.min(Instant::now() + interval),
            };
            let events = self.listen_until(wake, &mut heard, |event| match event {
                // What the device could not read is sent again at the next turn.
                Event::Refused(ErrorState::InvalidPacket)
                    if matches!(sending, Sending::Every(_)) =>
                {
                    ControlFlow::Continue(())
                }
                Event::Refused(error) => ControlFlow::Break(Err(refusal(error, id))),
                Event::EndlessScan => ControlFlow::Break(Err(SessionError::EndlessScan)),
                event => match answer(event) {
                    ControlFlow::Break(answer) => ControlFlow::Break(Ok(answer)),
                    ControlFlow::Continue(()) => ControlFlow::Continue(()),
                },
            });
            if let ControlFlow::Break(outcome) = events.await? {
                self.client.finish();
                return outcome;
            }
            if Instant::now() >= give_up {
                self.client.finish();
                return Err(heard.nothing_within(deadline, &self.client));
            }
            self.client.finish();
            let bytes = self.begin(command.clone())?;
            self.send(&bytes, give_up, deadline).await?;
        }
    }

    fn begin(&mut self, command: Command) -> Result<Vec<u8>, SessionError> {
        self.client
            .request(command)
            .map_err(|error| SessionError::Internal(error.to_string()))
    }

    async fn send(
        &mut self,
        bytes: &[u8],
        give_up: Instant,
        deadline: Duration,
    ) -> Result<(), SessionError> {
        match tokio::time::timeout_at(give_up, self.transport.write(bytes)).await {
            Ok(written) => Ok(written?),
            Err(_) => Err(SessionError::Silent(deadline)),
        }
    }

    async fn listen_until<A>(
        &mut self,
        wake: Instant,
        heard: &mut Heard,
        mut take: impl FnMut(Event) -> ControlFlow<A> + Send,
    ) -> Result<ControlFlow<A>, SessionError> {
        while let Ok(bytes) = tokio::time::timeout_at(wake, self.transport.read()).await {
            for event in self.client.receive(&bytes?) {
                match &event {
                    Event::Damaged(damage) => {
                        tracing::debug!(%damage, "damaged frame");
                        heard.damaged = true;
                    }
                    Event::State(state) => self.watcher.report(Progress::State(*state)),
                    Event::Found(network) => self.watcher.report(Progress::Found(network.clone())),
                    _ => {}
                }
                heard.sense |= !matches!(event, Event::Damaged(_));
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
}

/// What came while a command was under way, to tell silence from garbage.
struct Heard {
    noise_before: u64,
    damaged: bool,
    sense: bool,
}

impl Heard {
    fn new(client: &Client) -> Self {
        Self {
            noise_before: client.noise(),
            damaged: false,
            sense: false,
        }
    }

    fn nothing_within(&self, deadline: Duration, client: &Client) -> SessionError {
        let noise = self.damaged || client.noise() > self.noise_before;
        if noise && !self.sense {
            SessionError::Garbled(deadline)
        } else {
            SessionError::Silent(deadline)
        }
    }
}

fn refusal(error: ErrorState, command: u8) -> SessionError {
    match error {
        ErrorState::UnknownCommand => SessionError::Unsupported { command },
        ErrorState::NotAuthorized => SessionError::NotAuthorized,
        error => SessionError::Refused(error),
    }
}

impl Patience {
    /// For commands that do no harm twice.
    pub(super) fn repeated(&self) -> Sending {
        Sending::Every(self.repeat)
    }
}
