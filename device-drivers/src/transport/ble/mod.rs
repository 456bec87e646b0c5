//! Reaches devices over Bluetooth LE, through what the system offers.
//!
//! # What a central meets in the field, and what is done about it
//! - Some devices name their service only in a scan response, and on some systems a filter hides
//!   devices that the system holds already: a [`Scan`] has no filter, and who scans matches for
//!   itself.
//! - A system remembers devices that are long gone: only what was heard during this scan is seen.
//! - Connecting fails every few times: it is tried again, each time after a longer pause, until the
//!   deadline.
//! - A connection that is not ended keeps the device from being found again: a dropped [`BleLink`]
//!   ends it.
//! - What is read is told as a notification by some systems as well: protocols take both.

#[cfg(target_os = "android")]
pub mod android;
mod link;
mod problem;
mod scan;
mod sighting;

pub use link::BleLink;
pub use problem::{RadioProblem, RadioRemedy};
pub use scan::Scan;
pub use sighting::{BleAddress, Sighting};

use btleplug::{
    api::{Central, CentralState, Manager as _, Peripheral as _},
    platform::{Adapter, Manager, Peripheral},
};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout, timeout_at};

/// Until a device that is there is connected and has told what it offers.
pub const CONNECT_WITHIN: Duration = Duration::from_secs(20);
/// For one try of it: a lost packet is made up for within a second or not at all.
const TRY_WITHIN: Duration = Duration::from_secs(8);
/// Before the second try; twice as long before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The system's Bluetooth, on.
#[derive(Clone, Debug)]
pub struct Radio {
    adapter: Adapter,
}

/// Why a device could not be connected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// It is not heard any more.
    #[error("the device {0} is not heard")]
    NotFound(BleAddress),
    /// It is heard, and does not let itself be connected.
    #[error("the device {address} was not connected within {within:?}: {reason}")]
    NotConnected {
        /// Which device.
        address: BleAddress,
        /// How long it was tried.
        within: Duration,
        /// What the system said last.
        reason: String,
    },
    /// The system's Bluetooth.
    #[error(transparent)]
    Radio(#[from] RadioProblem),
}

impl Radio {
    /// The first adapter that is on.
    pub async fn open() -> Result<Self, RadioProblem> {
        Self::open_where(|_| true).await
    }

    /// The adapter of this name, such as `hci1`.
    pub async fn open_named(name: &str) -> Result<Self, RadioProblem> {
        let begin = format!("{name} ");
        Self::open_where(|info| info == name || info.starts_with(&begin)).await
    }

    async fn open_where(wanted: impl Fn(&str) -> bool) -> Result<Self, RadioProblem> {
        let manager = Manager::new().await.map_err(RadioProblem::of)?;
        let adapters = manager.adapters().await.map_err(RadioProblem::of)?;
        let mut off = false;
        for adapter in adapters {
            let info = adapter.adapter_info().await.unwrap_or_default();
            if !wanted(info.trim_start_matches("/org/bluez/")) {
                continue;
            }
            match adapter.adapter_state().await.map_err(RadioProblem::of)? {
                CentralState::PoweredOff => off = true,
                CentralState::PoweredOn | CentralState::Unknown => return Ok(Self { adapter }),
            }
        }
        Err(match off {
            true => RadioProblem::off(),
            false => RadioProblem::NoAdapter,
        })
    }

    /// Begins to listen for devices. Ends when the scan is dropped.
    pub async fn scan(&self) -> Result<Scan, RadioProblem> {
        Scan::begin(self.adapter.clone()).await
    }

    /// Connects the device at `address`, heard before or not, and learns what it offers.
    pub async fn connect(&self, address: &BleAddress) -> Result<BleLink, ConnectError> {
        let give_up = Instant::now() + CONNECT_WITHIN;
        let device = match self.known(address).await? {
            Some(device) => device,
            None => self.find(address, give_up).await?,
        };
        let mut pause = FIRST_PAUSE;
        loop {
            let tried = timeout_at(give_up, timeout(TRY_WITHIN, self.try_connect(&device)));
            let reason = match tried.await {
                Ok(Ok(Ok(link))) => return Ok(link),
                Ok(Ok(Err(error))) => error.to_string(),
                Ok(Err(_)) | Err(_) => "no answer".to_owned(),
            };
            tracing::debug!(%address, reason, "not connected yet");
            // What is half connected does not connect again.
            let _ = timeout(TRY_WITHIN, device.disconnect()).await;
            if Instant::now() + pause >= give_up {
                return Err(ConnectError::NotConnected {
                    address: address.clone(),
                    within: CONNECT_WITHIN,
                    reason,
                });
            }
            sleep(pause).await;
            pause *= 2;
        }
    }

    async fn try_connect(&self, device: &Peripheral) -> Result<BleLink, btleplug::Error> {
        device.connect().await?;
        device.discover_services().await?;
        BleLink::over(&self.adapter, device.clone()).await
    }

    async fn known(&self, address: &BleAddress) -> Result<Option<Peripheral>, RadioProblem> {
        let known = self.adapter.peripherals().await.map_err(RadioProblem::of)?;
        Ok(known
            .into_iter()
            .find(|device| BleAddress::of(&device.id()) == *address))
    }

    async fn find(
        &self,
        address: &BleAddress,
        give_up: Instant,
    ) -> Result<Peripheral, ConnectError> {
        let mut scan = self.scan().await?;
        let heard = async {
            loop {
                if scan.next().await?.address == *address {
                    return Ok::<(), RadioProblem>(());
                }
            }
        };
        match timeout_at(give_up, heard).await {
            Ok(heard) => heard?,
            Err(_) => return Err(ConnectError::NotFound(address.clone())),
        }
        scan.end().await;
        let device = self.known(address).await?;
        device.ok_or_else(|| ConnectError::NotFound(address.clone()))
    }
}
