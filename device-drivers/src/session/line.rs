//! Carries Improv's commands and events over a serial line or over Bluetooth.
//!
//! Over Bluetooth a device whose Improv knows Wi-Fi alone may have the claim's own service beside it: what its
//! Improv refuses of the claim goes there.

use super::SessionError;
use crate::{
    protocols::{
        claim::service,
        improv::{Answer, Command, ErrorState, Event, Extension, ble, serial},
    },
    transport::{Transport, gatt::GattLink},
};
use std::future::Future;
use uuid::Uuid;

/// A link with the protocol's client on it. Calls may be dropped at any time.
pub trait Line: Send {
    /// Begins a command.
    fn send(&mut self, command: Command) -> impl Future<Output = Result<(), SessionError>> + Send;

    /// Ends the command that is under way, answered or not.
    fn finish(&mut self);

    /// Waits for what the device says next.
    fn hear(&mut self) -> impl Future<Output = Result<Vec<LineEvent>, SessionError>> + Send;

    /// Ends the link.
    fn close(&mut self) -> impl Future<Output = ()> + Send;
}

/// What came over a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineEvent {
    /// Bytes outside of what the protocol knows.
    Noise,
    /// What the device said.
    Said(Event),
}

/// A serial line, or what carries bytes as one does.
pub struct SerialLine<T> {
    transport: T,
    client: serial::Client,
}

impl<T> SerialLine<T> {
    pub(super) fn new(transport: T) -> Self {
        Self {
            transport,
            client: serial::Client::default(),
        }
    }
}

impl<T: Transport> Line for SerialLine<T> {
    async fn send(&mut self, command: Command) -> Result<(), SessionError> {
        let bytes = self.client.request(command).map_err(internal)?;
        Ok(self.transport.write(&bytes).await?)
    }

    fn finish(&mut self) {
        self.client.finish();
    }

    async fn hear(&mut self) -> Result<Vec<LineEvent>, SessionError> {
        let bytes = self.transport.read().await?;
        let noise = self.client.noise();
        let said = self.client.receive(&bytes);
        let mut events: Vec<LineEvent> = said.into_iter().map(LineEvent::Said).collect();
        if self.client.noise() > noise {
            events.push(LineEvent::Noise);
        }
        Ok(events)
    }

    async fn close(&mut self) {}
}

/// The Improv service of a device that is connected over Bluetooth.
pub struct GattLine<G> {
    link: G,
    client: ble::Client,
    subscribed: bool,
    /// What was said within `send`.
    said: Vec<Event>,
    /// What a notification did not hold to its end.
    to_read: Option<Uuid>,
    /// What Improv was asked beside its own commands.
    asked: Option<Extension>,
    /// Improv knows nothing of the claim, and the claim's own service does.
    claims_beside: bool,
}

impl<G> GattLine<G> {
    pub(super) fn new(link: G) -> Self {
        Self {
            link,
            client: ble::Client::default(),
            subscribed: false,
            said: Vec::new(),
            to_read: None,
            asked: None,
            claims_beside: false,
        }
    }
}

impl<G: GattLink> GattLine<G> {
    /// Asks the claim's own service, which answers at once.
    async fn ask_beside(&mut self, extension: &Extension) -> Result<(), SessionError> {
        let value = service::write_extension(extension);
        self.link.write(service::COMMAND, &value).await?;
        let answer = self.link.read(service::ANSWER).await?;
        self.said.push(match service::read_answer(&answer) {
            Some(result) => Event::Result(result),
            None => Event::Refused(ErrorState::UnknownCommand),
        });
        Ok(())
    }

    fn has_claim_service(&self) -> bool {
        let mut offered = self.link.characteristics().iter();
        offered.any(|it| it.uuid == service::COMMAND)
    }
}

impl<G: GattLink> Line for GattLine<G> {
    async fn send(&mut self, command: Command) -> Result<(), SessionError> {
        self.asked = match &command {
            Command::Extension(extension) => Some(extension.clone()),
            _ => None,
        };
        if let Some(extension) = self.asked.take_if(|_| self.claims_beside) {
            return self.ask_beside(&extension).await;
        }
        if !self.subscribed {
            for characteristic in ble::Client::SUBSCRIBE {
                self.link.subscribe(characteristic).await?;
            }
            self.subscribed = true;
        }
        let identifies = command == Command::Identify;
        match self.client.request(command).map_err(internal)? {
            ble::Request::Write(characteristic, value) => {
                self.link.write(characteristic, &value).await?;
                // It has no result: that the device took it is the answer.
                if identifies {
                    self.said.push(Event::Answered(Answer::Identified));
                }
            }
            ble::Request::Read(characteristic) => {
                let value = self.link.read(characteristic).await?;
                self.said
                    .extend(self.client.receive(characteristic, &value).0);
            }
        }
        Ok(())
    }

    fn finish(&mut self) {
        self.client.finish();
        self.said.clear();
    }

    async fn hear(&mut self) -> Result<Vec<LineEvent>, SessionError> {
        if !self.said.is_empty() {
            let said = std::mem::take(&mut self.said);
            return Ok(said.into_iter().map(LineEvent::Said).collect());
        }
        let (characteristic, value) = match self.to_read {
            Some(characteristic) => (characteristic, self.link.read(characteristic).await?),
            None => self.link.notification().await?,
        };
        let (events, cut_short) = self.client.receive(characteristic, &value);
        // What is short even when it is read does not get longer.
        self.to_read = cut_short.filter(|_| self.to_read.is_none());
        if events.contains(&Event::Refused(ErrorState::UnknownCommand))
            && self.has_claim_service()
            && let Some(extension) = self.asked.take()
        {
            self.claims_beside = true;
            self.ask_beside(&extension).await?;
            let refused = Event::Refused(ErrorState::UnknownCommand);
            let rest = events.into_iter().filter(|event| *event != refused);
            return Ok(rest.map(LineEvent::Said).collect());
        }
        Ok(events.into_iter().map(LineEvent::Said).collect())
    }

    async fn close(&mut self) {
        self.link.close().await;
    }
}

fn internal(error: impl ToString) -> SessionError {
    SessionError::Internal(error.to_string())
}
