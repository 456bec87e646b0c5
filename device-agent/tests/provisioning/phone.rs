//! Plays a phone on the guest's air: finds devices by what they advertise, and sets them up by the drivers.

use crate::set_up::PATIENT;
use async_trait::async_trait;
use outpost_device_drivers::{
    catalog::{Advertised, BleSetUp},
    reach::over_bluetooth,
    session::{Proof, Provisioner, Reach, Session, SessionError, Steady, Watcher},
    transport::{LinkLost, ble::Sighting},
};
use outpost_testbed::{
    Testbed,
    radio::{AirLink, hear},
};
use std::{path::PathBuf, time::Duration};
use tokio::time::timeout;

/// Ends a test that would wait forever.
const AT_MOST: Duration = Duration::from_secs(60);
/// The guest's second controller, which devices use.
pub(crate) const ADAPTER: &str = "hci1";
const DEVICE: [u8; 6] = [0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0x01];

/// A phone of this address, which no other client on the air has.
pub(crate) struct Phone {
    address: &'static str,
    radio: PathBuf,
}

impl Phone {
    pub(crate) fn at(address: &'static str) -> Self {
        let testbed = Testbed::join().unwrap();
        Self {
            address,
            radio: testbed.radio().to_owned(),
        }
    }

    /// Waits until the guest's device advertises what is `enough`.
    pub(crate) async fn find(&self, enough: impl Fn(&Advertised, &Sighting) -> bool) -> Sighting {
        let enough = |heard: &Sighting| {
            let advertised = Advertised::of(heard);
            heard.hardware_address == Some(DEVICE)
                && advertised.is_some_and(|it| enough(&it, heard))
        };
        let heard = timeout(AT_MOST, hear(&self.radio, self.address, enough));
        heard.await.expect("it is heard").unwrap()
    }

    /// A session with the device that was heard, as the app has it.
    pub(crate) fn session(
        &self,
        found: &Sighting,
        set_up: BleSetUp,
        proof: Proof,
        watcher: Watcher,
    ) -> Session {
        let way = OverTheAir {
            radio: self.radio.clone(),
            address: self.address,
            to: found.address.0.clone(),
            set_up,
            proof,
            watcher,
        };
        Session::new(Steady::new(way, PATIENT))
    }
}

struct OverTheAir {
    radio: PathBuf,
    address: &'static str,
    to: String,
    set_up: BleSetUp,
    proof: Proof,
    watcher: Watcher,
}

#[async_trait]
impl Reach for OverTheAir {
    async fn open(&mut self) -> Result<Box<dyn Provisioner>, SessionError> {
        let link = AirLink::connect(&self.radio, self.address, &self.to).await;
        let link = link.map_err(|error| LinkLost {
            port: self.to.clone(),
            reason: format!("{error:#}"),
        })?;
        let watcher = self.watcher.clone();
        let proof = self.proof.clone();
        Ok(over_bluetooth(self.set_up, link, PATIENT, watcher, proof))
    }
}
