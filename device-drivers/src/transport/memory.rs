//! Joins two ends in memory, for tests and for a device in the same process.

use super::{
    LinkLost, Transport,
    gatt::{GattError, GattLink, Offered},
};
use crate::protocols::gatt::{Notification, Refusal, Service};
use std::collections::{BTreeSet, VecDeque};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use uuid::Uuid;

/// One end of a link in memory.
#[derive(Debug)]
pub struct MemoryTransport(DuplexStream);

/// Two ends: what one writes, the other reads.
pub fn pair() -> (MemoryTransport, MemoryTransport) {
    let (one, other) = tokio::io::duplex(4_096);
    (MemoryTransport(one), MemoryTransport(other))
}

impl Transport for MemoryTransport {
    async fn read(&mut self) -> Result<Vec<u8>, LinkLost> {
        let mut bytes = vec![0; 1_024];
        match self.0.read(&mut bytes).await {
            Ok(0) => Err(lost("the other end was dropped")),
            Ok(length) => {
                bytes.truncate(length);
                Ok(bytes)
            }
            Err(error) => Err(lost(error)),
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), LinkLost> {
        self.0.write_all(bytes).await.map_err(lost)
    }
}

fn lost(reason: impl ToString) -> LinkLost {
    LinkLost {
        port: "memory".to_owned(),
        reason: reason.to_string(),
    }
}

/// A link to a device in the same process: requests go to its service directly, and what the service
/// demands is done by `perform`, which gives what is to be told.
pub struct MemoryGatt<S, P> {
    service: S,
    perform: P,
    offered: Vec<Offered>,
    subscribed: BTreeSet<Uuid>,
    told: VecDeque<Notification>,
}

impl<S, P> MemoryGatt<S, P>
where
    S: Service,
    P: FnMut(&mut S, S::Demand) -> Vec<Notification> + Send,
{
    /// A link to a device that offers `service`.
    pub fn new(service: S, perform: P) -> Self {
        let offered = service
            .characteristics()
            .into_iter()
            .map(|characteristic| Offered {
                service: service.uuid(),
                uuid: characteristic.uuid,
                description: characteristic.description.map(str::to_owned),
            })
            .collect();
        Self {
            service,
            perform,
            offered,
            subscribed: BTreeSet::new(),
            told: VecDeque::new(),
        }
    }

    fn check(&self, characteristic: Uuid) -> Result<(), GattError> {
        match self.offered.iter().any(|it| it.uuid == characteristic) {
            true => Ok(()),
            false => Err(GattError::Missing(characteristic)),
        }
    }
}

impl<S, P> GattLink for MemoryGatt<S, P>
where
    S: Service,
    P: FnMut(&mut S, S::Demand) -> Vec<Notification> + Send,
{
    fn characteristics(&self) -> &[Offered] {
        &self.offered
    }

    async fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, GattError> {
        self.check(characteristic)?;
        let value = self.service.read(characteristic);
        value.map_err(|refusal| refused(characteristic, refusal))
    }

    async fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<(), GattError> {
        self.check(characteristic)?;
        let written = self.service.write(characteristic, value);
        let reply = written.map_err(|refusal| refused(characteristic, refusal))?;
        let mut told = reply.notifications;
        for demand in reply.demands {
            told.extend((self.perform)(&mut self.service, demand));
        }
        told.retain(|(characteristic, _)| self.subscribed.contains(characteristic));
        self.told.extend(told);
        Ok(())
    }

    async fn subscribe(&mut self, characteristic: Uuid) -> Result<(), GattError> {
        self.check(characteristic)?;
        self.subscribed.insert(characteristic);
        Ok(())
    }

    async fn notification(&mut self) -> Result<Notification, GattError> {
        match self.told.pop_front() {
            Some(told) => Ok(told),
            None => std::future::pending().await,
        }
    }

    async fn close(&mut self) {}
}

fn refused(characteristic: Uuid, refusal: Refusal) -> GattError {
    GattError::Refused {
        characteristic,
        reason: refusal.to_string(),
    }
}
