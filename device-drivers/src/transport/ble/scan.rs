//! Listens for devices that advertise.

use super::{BleAddress, RadioProblem, Sighting};
use btleplug::{
    api::{Central, CentralEvent, CentralState, Peripheral as _, ScanFilter},
    platform::{Adapter, PeripheralId},
};
use futures::{Stream, StreamExt};
use std::{pin::Pin, time::Duration};
use tokio::time::timeout;

/// A scan for devices that goes on until it is dropped.
pub struct Scan {
    adapter: Adapter,
    events: Pin<Box<dyn Stream<Item = CentralEvent> + Send>>,
    ended: bool,
}

/// For the system to begin or end a scan.
const SETTLE_WITHIN: Duration = Duration::from_secs(5);

impl Scan {
    pub(super) async fn begin(adapter: Adapter) -> Result<Self, RadioProblem> {
        let begun = async {
            let events = adapter.events().await?;
            adapter.start_scan(ScanFilter::default()).await?;
            Ok(events)
        };
        let events = match timeout(SETTLE_WITHIN, begun).await {
            Ok(begun) => begun.map_err(RadioProblem::of)?,
            Err(_) => return Err(RadioProblem::Failed("no scan was begun in time".to_owned())),
        };
        Ok(Self {
            adapter,
            events,
            ended: false,
        })
    }

    /// Waits for the next device that is heard, again and again for each.
    pub async fn next(&mut self) -> Result<Sighting, RadioProblem> {
        while let Some(event) = self.events.next().await {
            let id = match event {
                CentralEvent::StateUpdate(CentralState::PoweredOff) => {
                    return Err(RadioProblem::off());
                }
                CentralEvent::DeviceDiscovered(id)
                | CentralEvent::DeviceUpdated(id)
                | CentralEvent::ServicesAdvertisement { id, .. }
                | CentralEvent::ServiceDataAdvertisement { id, .. }
                | CentralEvent::RssiUpdate { id, .. } => id,
                _ => continue,
            };
            if let Some(sighting) = look_at(&self.adapter, &id).await {
                return Ok(sighting);
            }
        }
        Err(RadioProblem::Failed("the system ended the scan".to_owned()))
    }

    /// Ends the scan, and waits for that: connecting while scanning is slow.
    pub async fn end(mut self) {
        self.ended = true;
        let _ = timeout(SETTLE_WITHIN, self.adapter.stop_scan()).await;
    }
}

/// What is heard of a device. Nothing, if it is only remembered from before: then it has no signal.
async fn look_at(adapter: &Adapter, id: &PeripheralId) -> Option<Sighting> {
    let device = adapter.peripheral(id).await.ok()?;
    let properties = device.properties().await.ok()??;
    properties.rssi?;
    Some(Sighting::of(BleAddress::of(id), properties))
}

impl Drop for Scan {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let adapter = self.adapter.clone();
            runtime.spawn(async move { timeout(SETTLE_WITHIN, adapter.stop_scan()).await });
        }
    }
}
