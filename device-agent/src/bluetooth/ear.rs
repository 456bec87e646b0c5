//! Hears the service data that devices advertise, through BlueZ's discovery.
//!
//! BlueZ keeps what it heard of a device as properties, and with duplicates switched on it tells of
//! service data each time it is heard. What it remembers of devices that are out of reach is not taken:
//! only those that are in reach have a signal strength.

use super::{BluetoothError, switch_on};
use bluer::{
    Adapter, AdapterEvent, Address, DeviceEvent, DeviceProperty, DiscoveryFilter,
    DiscoveryTransport,
};
use futures::{
    StreamExt,
    stream::{BoxStream, SelectAll},
};
use std::collections::HashMap;
use uuid::Uuid;

/// Listens until it is dropped.
pub struct Ear {
    adapter: Adapter,
    service: Uuid,
    discovery: BoxStream<'static, AdapterEvent>,
    changes: SelectAll<BoxStream<'static, Advertisement>>,
}

/// What a device said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advertisement {
    /// Who said it, first byte first as it is written.
    pub address: [u8; 6],
    /// The data of the service that is listened for.
    pub data: Vec<u8>,
}

impl Ear {
    /// Listens for data of `service` on an adapter of this name, or on the first there is. The adapter is
    /// switched on.
    pub async fn open(adapter: Option<&str>, service: Uuid) -> Result<Self, BluetoothError> {
        let adapter = switch_on(adapter).await?;
        // Not by UUID: sensors give data of a service without listing it among their services.
        adapter
            .set_discovery_filter(DiscoveryFilter {
                transport: DiscoveryTransport::Le,
                duplicate_data: true,
                ..DiscoveryFilter::default()
            })
            .await?;
        let discovery = adapter.discover_devices().await?.boxed();
        Ok(Self {
            adapter,
            service,
            discovery,
            changes: SelectAll::new(),
        })
    }

    /// Waits for the next advertisement.
    ///
    /// # Errors
    /// If BlueZ or the adapter went away, or somebody ended the discovery.
    pub async fn hear(&mut self) -> Result<Advertisement, BluetoothError> {
        loop {
            tokio::select! {
                event = self.discovery.next() => match event {
                    Some(AdapterEvent::DeviceAdded(address)) => {
                        // A device that is gone already says nothing.
                        if let Ok(Some(said)) = self.attend(address).await {
                            return Ok(said);
                        }
                    }
                    Some(_) => {}
                    None => return Err(BluetoothError::Gone),
                },
                Some(said) = self.changes.next(), if !self.changes.is_empty() => return Ok(said),
            }
        }
    }

    /// Attends to a device from now on; what it said already, if it is in reach.
    async fn attend(&mut self, address: Address) -> bluer::Result<Option<Advertisement>> {
        let device = self.adapter.device(address)?;
        let service = self.service;
        let said = move |data: HashMap<Uuid, Vec<u8>>| said(address, service, data);
        let changes = device.events().await?.filter_map(move |event| {
            std::future::ready(match event {
                DeviceEvent::PropertyChanged(DeviceProperty::ServiceData(data)) => said(data),
                _ => None,
            })
        });
        self.changes.push(changes.boxed());
        if device.rssi().await?.is_none() {
            return Ok(None);
        }
        Ok(device.service_data().await?.and_then(said))
    }
}

fn said(
    address: Address,
    service: Uuid,
    mut data: HashMap<Uuid, Vec<u8>>,
) -> Option<Advertisement> {
    Some(Advertisement {
        address: address.0,
        data: data.remove(&service)?,
    })
}

impl std::fmt::Debug for Ear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ear")
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
