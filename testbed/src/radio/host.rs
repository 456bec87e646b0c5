//! Carries a client's requests to services, and what they tell to the emulated radio.

use super::{
    bridge::{FromEmulator, Listening, OfferedService, Telling, ToEmulator},
    peripheral::LinkEvent,
};
use anyhow::{Context, Result, anyhow};
use outpost_device_drivers::protocols::gatt::{Notification, Refusal, Service};
use std::collections::VecDeque;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

/// A service, whatever it demands.
pub(super) trait Hosted: Send {
    fn offered(&self) -> OfferedService;
    fn uuid(&self) -> Uuid;
    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal>;
    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Vec<Notification>, Refusal>;
}

pub(super) struct Performing<S, P> {
    pub(super) service: S,
    pub(super) perform: P,
}

impl<S, P> Hosted for Performing<S, P>
where
    S: Service,
    P: FnMut(&mut S, S::Demand) -> Vec<Notification> + Send,
{
    fn offered(&self) -> OfferedService {
        let characteristics = self.service.characteristics();
        OfferedService {
            uuid: self.service.uuid(),
            characteristics: characteristics.into_iter().map(Into::into).collect(),
        }
    }

    fn uuid(&self) -> Uuid {
        self.service.uuid()
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        self.service.read(characteristic)
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Vec<Notification>, Refusal> {
        let reply = self.service.write(characteristic, value)?;
        let mut told = Vec::from(reply.notifications);
        for demand in reply.demands {
            told.extend((self.perform)(&mut self.service, demand));
        }
        Ok(told)
    }
}

/// Whom to tell what came of a command.
pub(super) type Answer = oneshot::Sender<Result<()>>;
pub(super) type Command = (ToEmulator, Answer);
pub(super) type CommandQueue = mpsc::UnboundedReceiver<Command>;

/// Carries requests to the services, and commands to the emulator.
pub(super) struct Host {
    pub(super) services: Vec<Box<dyn Hosted>>,
    pub(super) telling: Telling,
    pub(super) links: mpsc::UnboundedSender<LinkEvent>,
    /// Who gave each command that is not done yet, in order; nobody gave a notification that
    /// follows from a write.
    pub(super) waiting: VecDeque<Option<Answer>>,
}

impl Host {
    pub(super) async fn run(mut self, mut listening: Listening, mut commands: CommandQueue) {
        let error = loop {
            let done = tokio::select! {
                heard = listening.next() => match heard {
                    Ok(event) => self.take(event).await,
                    Err(error) => Err(error),
                },
                command = commands.recv() => match command {
                    Some((command, who)) => self.start(&command, Some(who)).await,
                    None => return,
                },
            };
            if let Err(error) = done {
                break error;
            }
        };
        eprintln!("a virtual peripheral went off the air: {error:#}");
    }

    async fn start(&mut self, command: &ToEmulator, who: Option<Answer>) -> Result<()> {
        self.waiting.push_back(who);
        self.telling.tell(command).await
    }

    fn finish(&mut self, result: Result<()>) -> Result<()> {
        let who = self.waiting.pop_front();
        match who.context("nobody gave the command that is done")? {
            // Whoever does not wait any longer does not care.
            Some(who) => drop(who.send(result)),
            None => result?,
        }
        Ok(())
    }

    async fn take(&mut self, event: FromEmulator) -> Result<()> {
        match event {
            FromEmulator::Done => self.finish(Ok(())),
            FromEmulator::Failed { reason } => self.finish(Err(anyhow!(reason))),
            FromEmulator::Connected => self.say(LinkEvent::Connected),
            FromEmulator::Disconnected => self.say(LinkEvent::Disconnected),
            FromEmulator::Read {
                request,
                service,
                characteristic,
            } => {
                let value = self.hosted(service)?.read(characteristic);
                self.settle(request, value).await
            }
            FromEmulator::Write {
                request,
                service,
                characteristic,
                value,
            } => {
                let value = hex::decode(value)?;
                let written = self.hosted(service)?.write(characteristic, &value);
                let (answer, told) = match written {
                    Ok(told) => (Ok(Vec::new()), told),
                    Err(refusal) => (Err(refusal), Vec::new()),
                };
                self.settle(request, answer).await?;
                for (characteristic, value) in told {
                    let notify = ToEmulator::Notify {
                        service,
                        characteristic,
                        value: hex::encode(value),
                    };
                    self.start(&notify, None).await?;
                }
                Ok(())
            }
        }
    }

    fn say(&self, event: LinkEvent) -> Result<()> {
        // A peripheral that nobody holds any longer is about to go off the air.
        let _ = self.links.send(event);
        Ok(())
    }

    fn hosted(&mut self, service: Uuid) -> Result<&mut Box<dyn Hosted>> {
        let mut services = self.services.iter_mut();
        let hosted = services.find(|hosted| hosted.uuid() == service);
        hosted.with_context(|| format!("no service {service} is hosted here"))
    }

    async fn settle(&mut self, request: u64, answer: Result<Vec<u8>, Refusal>) -> Result<()> {
        let message = match answer {
            Ok(value) => ToEmulator::Answer {
                request,
                value: hex::encode(value),
            },
            Err(refusal) => ToEmulator::Refuse {
                request,
                error: att_error(refusal),
            },
        };
        self.telling.tell(&message).await
    }
}

/// The number of an answer in the attribute protocol (Bluetooth Core 5.4, volume 3, part F, 3.4.1.1).
fn att_error(refusal: Refusal) -> u8 {
    match refusal {
        // Request not supported.
        Refusal::NotAllowed => 0x06,
        // Invalid attribute value length.
        Refusal::TooLong => 0x0d,
    }
}
