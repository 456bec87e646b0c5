//! Runs a device of whatever parts: answers those who set it up, and reports once it is online.

mod crew;
mod device;
mod parts;
mod radio;

pub use parts::{BluetoothAdapter, Parts, RunError};

use crate::{
    bluetooth::{Peripheral, Services},
    confirmation::Confirmation,
    provisioning::Provisioning,
    tracker::Tracker,
    wifi::{Standing, Wifi},
};
use device::{Device, UnderWay, idle};
use outpost_device_drivers::protocols::improv::State;
use outpost_protocol::DeviceKey;
use std::{convert::Infallible, pin::pin, sync::Arc};
use tokio::sync::mpsc;

/// A device that is ready to be set up; [`Runner::run`] runs it.
#[derive(Debug)]
pub struct Runner<W> {
    device: Device,
    standing: Standing,
    wifi: W,
    confirmation: Confirmation,
}

impl<W: Wifi> Runner<W> {
    /// Opens what the parts need. Must be called within tokio.
    pub async fn start(mut parts: Parts<W>) -> Result<Self, RunError> {
        let standing = parts.wifi.standing().await?;
        let state = match standing {
            Standing::Joined(_) => State::Provisioned,
            Standing::Offline | Standing::Cable => State::Ready,
        };
        let name = parts.info.name.clone();
        let key = parts.identity.device();
        let mut provisioning = Provisioning::new(key, parts.network.id, parts.info, state)
            .with_lines(parts.lines.count())?;
        let mut peripheral = None;
        if let Some(adapter) = parts.bluetooth {
            provisioning = if parts.confirmation.comes_unasked() {
                provisioning.with_confirmed_bluetooth()?
            } else {
                provisioning.with_open_bluetooth()?
            };
            if let Some((improv, claim)) = provisioning.services() {
                let services = Services::of(improv).with(claim);
                peripheral = Some(Peripheral::start(adapter.name(), services).await?);
            }
        }
        let mut device = Device {
            identity: Arc::new(parts.identity),
            folder: parts.folder,
            network: parts.network,
            database: parts.database,
            name,
            lines: parts.lines,
            peripheral,
            provisioning,
            instruments: parts.instruments,
        };
        device.advertise().await;
        Ok(Self {
            device,
            standing,
            wifi: parts.wifi,
            confirmation: parts.confirmation,
        })
    }

    /// Names the device.
    pub fn device(&self) -> DeviceKey {
        self.device.identity.device()
    }

    /// Runs until dropped, or until it cannot go on.
    pub async fn run(self) -> Result<Infallible, RunError> {
        let mut device = self.device;
        let (job, jobs) = mpsc::unbounded_channel();
        let (finish, mut finished) = mpsc::unbounded_channel();
        let (ask, asked) = mpsc::unbounded_channel();
        let (say, mut said) = mpsc::unbounded_channel();
        let mut under_way = UnderWay {
            reporting: idle(),
            confirmation_ends: idle(),
            radio: job,
            person: ask,
        };
        let tracker = device.instruments.tracker.as_ref();
        let surroundings = tracker.map(Tracker::surroundings);
        if self.standing != Standing::Offline {
            device.go_online(&mut under_way)?;
        }
        let radio = radio::work(self.wifi, self.standing, surroundings, jobs, finish);
        let mut radio = pin!(radio);
        let mut person = pin!(self.confirmation.run(asked, say));
        loop {
            let effects = tokio::select! {
                stopped = &mut under_way.reporting => match stopped? {},
                never = &mut radio => match never {},
                never = &mut person => match never {},
                effects = device.attend() => effects?,
                Some(said) = said.recv() => device.hear(said, &mut under_way)?,
                Some(done) = finished.recv() => device.take_up(done, &mut under_way)?,
                () = &mut under_way.confirmation_ends => {
                    under_way.confirmation_ends = idle();
                    device.provisioning.confirmation_ran_out()
                }
            };
            for effect in effects {
                device.perform(effect, &mut under_way).await;
            }
            device.advertise().await;
        }
    }
}
