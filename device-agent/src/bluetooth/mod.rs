//! Offers services over Bluetooth LE and hears what others advertise ([`Ear`]), through BlueZ.
//!
//! Any [`Service`] can be offered: what clients do comes as [`Request`]s, each to be answered by its
//! service, and what the service tells goes to those who subscribed. BlueZ joins the pieces of long writes
//! and asks for long reads piece by piece.
//!
//! An advertisement holds 31 bytes: flags, one UUID of 16 bytes and service data of 6 fill it. The
//! device's name goes into the answer to scans, where BlueZ puts it.

mod application;
mod ear;
mod error;
mod request;

pub use ear::{Advertisement, Ear};
pub use error::BluetoothError;
pub use request::{Place, Request};

use application::Subscriptions;
use bluer::{
    Adapter, Session,
    adv::{self, AdvertisementHandle},
    gatt::local::ApplicationHandle,
};
use outpost_device_drivers::protocols::gatt::{Characteristic, Notification, Service};
use std::{collections::BTreeMap, time::Duration};
use tokio::{
    sync::mpsc::{self, Receiver},
    time::{sleep, timeout},
};
use uuid::Uuid;

/// Requests that may wait; a client has one under way.
const WAITING: usize = 16;
/// Often enough to be found within a second or two by a scan that looks a tenth of the time.
const ADVERTISE_EVERY: (Duration, Duration) =
    (Duration::from_millis(100), Duration::from_millis(200));

/// How long until what was advertised counts as given up.
const GIVEN_UP_WITHIN: Duration = Duration::from_secs(2);
/// Between two looks whether it is.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// A device that others find and connect to, until it is dropped.
#[derive(Debug)]
pub struct Peripheral {
    adapter: Adapter,
    service: Uuid,
    requests: Receiver<Request>,
    subscriptions: Subscriptions,
    advertised: Option<(Advertised, AdvertisementHandle)>,
    _application: ApplicationHandle,
}

/// What a peripheral offers. Others see one of its services before they connect: there is no room for more.
#[derive(Clone, Debug)]
pub struct Services {
    advertised: Uuid,
    all: Vec<(Uuid, Vec<Characteristic>)>,
}

/// What others see before they connect, beside the service's UUID.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advertised {
    /// The device's name; a long one is shortened on the air.
    pub name: String,
    /// Service data and what names it, if there are any.
    pub data: Option<(Uuid, Vec<u8>)>,
}

impl Services {
    /// This one, which is advertised.
    pub fn of(advertised: &impl Service) -> Self {
        Self {
            advertised: advertised.uuid(),
            all: Vec::new(),
        }
        .with(advertised)
    }

    /// The same, with one more that is found by who connects.
    pub fn with(mut self, service: &impl Service) -> Self {
        self.all.push((service.uuid(), service.characteristics()));
        self
    }
}

impl Peripheral {
    /// Offers `services` on an adapter of this name, or on the first there is. The adapter is switched on.
    pub async fn start(adapter: Option<&str>, services: Services) -> Result<Self, BluetoothError> {
        let adapter = switch_on(adapter).await?;
        let (ask, requests) = mpsc::channel(WAITING);
        let subscriptions = Subscriptions::default();
        let service = services.advertised;
        let application = application::of(services, &ask, &subscriptions);
        Ok(Self {
            _application: adapter.serve_gatt_application(application).await?,
            adapter,
            service,
            requests,
            subscriptions,
            advertised: None,
        })
    }

    /// Lets others find the device. What was advertised before is not any more.
    pub async fn advertise(&mut self, advertised: Advertised) -> Result<(), BluetoothError> {
        if self
            .advertised
            .as_ref()
            .is_some_and(|(now, _)| *now == advertised)
        {
            return Ok(());
        }
        self.advertise_nothing().await?;
        let (shortest, longest) = ADVERTISE_EVERY;
        let advertisement = adv::Advertisement {
            service_uuids: [self.service].into(),
            service_data: BTreeMap::from_iter(advertised.data.clone()),
            local_name: Some(advertised.name.clone()),
            discoverable: Some(true),
            min_interval: Some(shortest),
            max_interval: Some(longest),
            ..adv::Advertisement::default()
        };
        let handle = self.adapter.advertise(advertisement).await?;
        self.advertised = Some((advertised, handle));
        Ok(())
    }

    /// Returns when BlueZ has given up what was advertised, which it is told in the background. Some controllers
    /// advertise one thing at a time; and after a link Linux advertises again what had the number that was
    /// advertised when the link was made, so that what comes next must get that number.
    async fn advertise_nothing(&mut self) -> Result<(), BluetoothError> {
        if self.advertised.is_none() {
            return Ok(());
        }
        let before = self.adapter.active_advertising_instances().await?;
        self.advertised = None;
        let given_up = async {
            while self.adapter.active_advertising_instances().await? >= before {
                sleep(LOOK_AGAIN).await;
            }
            Ok(())
        };
        // Others may have begun to advertise meanwhile.
        timeout(GIVEN_UP_WITHIN, given_up).await.unwrap_or(Ok(()))
    }

    /// Waits for what a client does. May be dropped: nothing is lost.
    ///
    /// # Errors
    /// If BlueZ went away.
    pub async fn request(&mut self) -> Result<Request, BluetoothError> {
        self.requests.recv().await.ok_or(BluetoothError::Gone)
    }

    /// Tells those who subscribed, in order.
    pub async fn tell(&self, told: impl IntoIterator<Item = Notification>) {
        for (characteristic, value) in told {
            self.subscriptions.tell(characteristic, value).await;
        }
    }
}

/// The adapter of this name, or the first there is.
async fn switch_on(name: Option<&str>) -> Result<Adapter, BluetoothError> {
    let session = Session::new().await?;
    let found = match name {
        Some(name) => session.adapter(name),
        None => session.default_adapter().await,
    };
    let adapter = found.map_err(|error| BluetoothError::of_adapter(error, name))?;
    adapter.set_powered(true).await?;
    Ok(adapter)
}
