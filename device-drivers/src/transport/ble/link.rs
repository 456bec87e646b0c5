//! Reads, writes and hears the characteristics of one connected device.

use super::BleAddress;
use crate::transport::{
    LinkLost,
    gatt::{GattError, GattLink, Offered},
};
use btleplug::{
    api::{
        Central, CentralEvent, CharPropFlags, Characteristic, Peripheral as _, ValueNotification,
        WriteType,
    },
    platform::{Adapter, Peripheral},
};
use futures::{Stream, StreamExt, future, stream};
use std::{
    collections::{BTreeMap, BTreeSet},
    pin::Pin,
    time::Duration,
};
use tokio::{runtime::Handle, time::timeout};
use uuid::{Uuid, uuid};

/// The descriptor that names a characteristic for people (Bluetooth assigned numbers).
const USER_DESCRIPTION: Uuid = uuid!("00002901-0000-1000-8000-00805f9b34fb");

/// For one read, write or subscription: the specification ends a transaction after 30 s, and a device
/// that has not answered after a third of that does not.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// A connection to one device.
pub struct BleLink {
    device: Peripheral,
    address: BleAddress,
    offered: Vec<Offered>,
    characteristics: BTreeMap<Uuid, Characteristic>,
    subscribed: BTreeSet<Uuid>,
    heard: Pin<Box<dyn Stream<Item = Heard> + Send>>,
    closed: bool,
    runtime: Handle,
}

enum Heard {
    Value(ValueNotification),
    Disconnected,
}

impl BleLink {
    /// A link to a device that is connected and has told its services.
    pub(super) async fn over(
        adapter: &Adapter,
        device: Peripheral,
    ) -> Result<Self, btleplug::Error> {
        let id = device.id();
        let values = device.notifications().await?.map(Heard::Value);
        let ends = adapter.events().await?.filter_map(move |event| {
            let ended = matches!(&event, CentralEvent::DeviceDisconnected(gone) if *gone == id);
            future::ready(ended.then_some(Heard::Disconnected))
        });
        let found = device.characteristics();
        let mut offered = Vec::new();
        for characteristic in &found {
            offered.push(Offered {
                service: characteristic.service_uuid,
                uuid: characteristic.uuid,
                description: read_description(&device, characteristic).await?,
            });
        }
        if !device.is_connected().await? {
            // Then this may be a part of what there is.
            return Err(btleplug::Error::NotConnected);
        }
        Ok(Self {
            address: BleAddress::of(&device.id()),
            device,
            offered,
            characteristics: found.into_iter().map(|it| (it.uuid, it)).collect(),
            subscribed: BTreeSet::new(),
            heard: Box::pin(stream::select(values, ends)),
            closed: false,
            // The session's bus is driven by tasks, so that there is one.
            runtime: Handle::current(),
        })
    }
}

/// What the device told of a characteristic. A link that was lost meanwhile may have told but a part.
async fn find<'a>(
    told: &'a BTreeMap<Uuid, Characteristic>,
    device: &Peripheral,
    characteristic: Uuid,
) -> Result<&'a Characteristic, GattError> {
    match told.get(&characteristic) {
        Some(found) => Ok(found),
        None if device.is_connected().await.unwrap_or(false) => {
            Err(GattError::Missing(characteristic))
        }
        None => Err(lost(&BleAddress::of(&device.id()), "the device disconnected").into()),
    }
}

/// Waits for a request's answer, and tells a device that refuses from one that is gone.
async fn settle<T>(
    device: &Peripheral,
    characteristic: Uuid,
    request: impl Future<Output = Result<T, btleplug::Error>>,
) -> Result<T, GattError> {
    match timeout(ANSWER_WITHIN, request).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => match device.is_connected().await {
            Ok(true) => Err(GattError::Refused {
                characteristic,
                reason: error.to_string(),
            }),
            Ok(false) | Err(_) => Err(lost(&BleAddress::of(&device.id()), error).into()),
        },
        Err(_) => Err(GattError::Silent {
            characteristic,
            within: ANSWER_WITHIN,
        }),
    }
}

fn lost(address: &BleAddress, reason: impl ToString) -> LinkLost {
    LinkLost {
        port: address.to_string(),
        reason: reason.to_string(),
    }
}

impl GattLink for BleLink {
    fn characteristics(&self) -> &[Offered] {
        &self.offered
    }

    async fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, GattError> {
        let found = find(&self.characteristics, &self.device, characteristic).await?;
        settle(&self.device, characteristic, self.device.read(found)).await
    }

    async fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<(), GattError> {
        let found = find(&self.characteristics, &self.device, characteristic).await?;
        // Without a response nobody would know whether the device has it.
        let how = match found.properties.contains(CharPropFlags::WRITE) {
            true => WriteType::WithResponse,
            false => WriteType::WithoutResponse,
        };
        let written = self.device.write(found, value, how);
        settle(&self.device, characteristic, written).await
    }

    async fn subscribe(&mut self, characteristic: Uuid) -> Result<(), GattError> {
        let found = find(&self.characteristics, &self.device, characteristic).await?;
        let subscribed = self.device.subscribe(found);
        settle(&self.device, characteristic, subscribed).await?;
        self.subscribed.insert(characteristic);
        Ok(())
    }

    async fn notification(&mut self) -> Result<(Uuid, Vec<u8>), GattError> {
        loop {
            match self.heard.next().await {
                // BlueZ tells what was only read as well.
                Some(Heard::Value(told)) if !self.subscribed.contains(&told.uuid) => {}
                Some(Heard::Value(told)) => return Ok((told.uuid, told.value)),
                Some(Heard::Disconnected) => {
                    return Err(lost(&self.address, "the device disconnected").into());
                }
                None => return Err(lost(&self.address, "the system's Bluetooth stopped").into()),
            }
        }
    }

    async fn close(&mut self) {
        self.closed = true;
        let _ = timeout(ANSWER_WITHIN, self.device.disconnect()).await;
    }
}

impl Drop for BleLink {
    fn drop(&mut self) {
        // Streams of the system's Bluetooth end by a task, and panic where none can be spawned; links are
        // dropped on other threads too.
        let _within = self.runtime.enter();
        self.heard = Box::pin(stream::empty());
        if !self.closed {
            let device = self.device.clone();
            tokio::spawn(async move { timeout(ANSWER_WITHIN, device.disconnect()).await });
        }
    }
}

/// The text of a characteristic's descriptor, where it has one that is text.
async fn read_description(
    device: &Peripheral,
    characteristic: &Characteristic,
) -> Result<Option<String>, btleplug::Error> {
    let mut descriptors = characteristic.descriptors.iter();
    match descriptors.find(|descriptor| descriptor.uuid == USER_DESCRIPTION) {
        Some(descriptor) => {
            let text = device.read_descriptor(descriptor).await?;
            Ok(String::from_utf8(text).ok())
        }
        None => Ok(None),
    }
}
