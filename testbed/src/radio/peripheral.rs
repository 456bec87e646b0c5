//! Hosts a device's services on a virtual peripheral.

use super::{
    Advertisement,
    bridge::{self, ToEmulator},
    host::{Command, Host, Hosted, Performing},
};
use anyhow::{Context, Result};
use outpost_device_drivers::protocols::gatt::{Notification, Service};
use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
    time::timeout,
};
use uuid::Uuid;

/// How long the emulator may take for one thing. It takes milliseconds, and seconds on a busy machine: one
/// that takes longer hangs, and whoever waits should know.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A peripheral before it is on the air.
pub struct PeripheralBuilder {
    socket: PathBuf,
    address: String,
    advertisement: Advertisement,
    services: Vec<Box<dyn Hosted>>,
}

/// A peripheral on the air, until this is dropped.
#[derive(Debug)]
pub struct VirtualPeripheral {
    commands: mpsc::UnboundedSender<Command>,
    links: mpsc::UnboundedReceiver<LinkEvent>,
    host: JoinHandle<()>,
}

/// What became of a client's link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEvent {
    /// A client connected.
    Connected,
    /// It is gone.
    Disconnected,
}

impl PeripheralBuilder {
    pub(crate) fn new(socket: &Path, address: &str, advertisement: Advertisement) -> Self {
        Self {
            socket: socket.to_owned(),
            address: address.to_owned(),
            advertisement,
            services: Vec::new(),
        }
    }

    /// Adds a service. What it demands is done by `perform`, which gives what is to be told.
    pub fn service<S, P>(mut self, service: S, perform: P) -> Self
    where
        S: Service + 'static,
        P: FnMut(&mut S, S::Demand) -> Vec<Notification> + Send + 'static,
    {
        self.services
            .push(Box::new(Performing { service, perform }));
        self
    }

    /// Puts it on the air: from now on it can be found.
    ///
    /// # Errors
    /// If the radio is not there, or refuses.
    pub async fn appear(self) -> Result<VirtualPeripheral> {
        let (listening, telling) = bridge::connect(&self.socket).await?;
        let appear = ToEmulator::Appear {
            name: self.advertisement.name().to_owned(),
            said: (&self.advertisement).into(),
            address: self.address,
            services: self.services.iter().map(|it| it.offered()).collect(),
        };
        let (commands, queue) = mpsc::unbounded_channel();
        let (tell_link, links) = mpsc::unbounded_channel();
        let host = Host {
            services: self.services,
            telling,
            links: tell_link,
            waiting: VecDeque::new(),
        };
        let peripheral = VirtualPeripheral {
            commands,
            links,
            host: tokio::spawn(host.run(listening, queue)),
        };
        peripheral.command(appear).await?;
        Ok(peripheral)
    }
}

impl VirtualPeripheral {
    /// Says something else to everybody.
    ///
    /// # Errors
    /// If the radio refuses.
    pub async fn advertise(&self, advertisement: &Advertisement) -> Result<()> {
        self.command(ToEmulator::Advertise(advertisement.into()))
            .await
    }

    /// Says nothing more; a link stays.
    ///
    /// # Errors
    /// If the radio refuses.
    pub async fn silence(&self) -> Result<()> {
        self.command(ToEmulator::Silence).await
    }

    /// Tells the clients that subscribed to a characteristic of a service.
    ///
    /// # Errors
    /// If there is no such characteristic.
    pub async fn notify(&self, service: Uuid, (characteristic, value): Notification) -> Result<()> {
        self.command(ToEmulator::Notify {
            service,
            characteristic,
            value: hex::encode(value),
        })
        .await
    }

    /// Drops the link, if there is one. It can be found again at once.
    ///
    /// # Errors
    /// If the radio refuses.
    pub async fn drop_link(&self) -> Result<()> {
        self.command(ToEmulator::DropLink).await
    }

    /// Drops the link instead of answering, once so many more requests of a client were answered:
    /// those of discovery count as well as reads and writes.
    ///
    /// # Errors
    /// If the radio refuses.
    pub async fn drop_link_after(&self, requests: u32) -> Result<()> {
        self.command(ToEmulator::DropLinkAfter { requests }).await
    }

    /// Waits until a client connects, or is gone.
    ///
    /// # Errors
    /// If the radio ended.
    pub async fn link_event(&mut self) -> Result<LinkEvent> {
        let event = self.links.recv().await;
        event.context("the peripheral is off the air")
    }

    /// How many clients connected since this was asked last.
    pub fn links_made(&mut self) -> usize {
        let events = std::iter::from_fn(|| self.links.try_recv().ok());
        events.filter(|it| *it == LinkEvent::Connected).count()
    }

    async fn command(&self, command: ToEmulator) -> Result<()> {
        let (done, answer) = oneshot::channel();
        let off_the_air = "the peripheral is off the air";
        self.commands
            .send((command, done))
            .ok()
            .context(off_the_air)?;
        timeout(ANSWER_WITHIN, answer)
            .await
            .context("the emulated radio did not answer in time")?
            .context(off_the_air)?
    }
}

impl Drop for VirtualPeripheral {
    fn drop(&mut self) {
        // Which closes its connection, and so takes it off the air.
        self.host.abort();
    }
}
