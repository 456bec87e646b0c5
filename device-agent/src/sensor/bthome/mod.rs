//! Measures with a BTHome sensor that is heard over Bluetooth.
//!
//! An adapter that goes away is waited for, like a sensor that is silent: there are no readings meanwhile.

mod hearer;

pub use hearer::Hearer;

use super::{
    Reading, Sensor, SensorError,
    heard::{Heard, HeardSensor},
};
use crate::{
    bluetooth::{BluetoothError, Ear},
    regain::regain,
};
use outpost_device_drivers::protocols::bthome::{Address, BindKey, Refusal, Remedy, SERVICE};
use outpost_protocol::Timestamp;
use std::time::Instant;
use tokio::{sync::watch, task::JoinSet};

/// Which sensor is listened to.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its address; without one, the first that tells temperature and humidity.
    pub address: Option<Address>,
    /// Its key, if it encrypts.
    pub key: Option<BindKey>,
}

/// A sensor that is listened to until it is dropped.
#[derive(Debug)]
pub struct BthomeSensor {
    latest: HeardSensor,
    _listening: JoinSet<()>,
}

impl BthomeSensor {
    /// Listens on an adapter of this name, or on the first there is. Must be called within tokio.
    ///
    /// # Errors
    /// If Bluetooth cannot be used now: what is wrong at the start is wrong with the options.
    pub async fn open(choice: Choice, adapter: Option<&str>) -> Result<Self, BluetoothError> {
        let ear = Ear::open(adapter, SERVICE).await?;
        let name = match choice.address {
            Some(address) => address.to_string(),
            None => "of BTHome".to_owned(),
        };
        let (speak, latest) = watch::channel(None);
        let mut listening = JoinSet::new();
        let adapter = adapter.map(str::to_owned);
        listening.spawn(listen(ear, adapter, Hearer::new(choice), speak));
        Ok(Self {
            latest: HeardSensor::new(name, latest),
            _listening: listening,
        })
    }
}

impl Sensor for BthomeSensor {
    fn measure(&mut self, at: Timestamp) -> Result<Reading, SensorError> {
        self.latest.measure(at)
    }
}

async fn listen(
    mut ear: Ear,
    adapter: Option<String>,
    mut hearer: Hearer,
    speak: watch::Sender<Option<Heard>>,
) {
    let mut complaint = None;
    loop {
        match ear.hear().await {
            Ok(said) => match hearer.hear(Address(said.address), &said.data, Instant::now()) {
                Ok(None) => {}
                Ok(Some(heard)) => {
                    let (temperature, humidity) = (heard.temperature_centi, heard.humidity_centi);
                    tracing::debug!(temperature, humidity, "heard the sensor");
                    speak.send_replace(Some(heard));
                    complaint = None;
                }
                Err(refusal) => complain(&mut complaint, refusal),
            },
            Err(error) => {
                tracing::warn!(%error, "listening again as soon as it is back");
                drop(ear);
                ear = regain("Bluetooth", || Ear::open(adapter.as_deref(), SERVICE)).await;
            }
        }
    }
}

/// Says once what a person has to do, and not with each advertisement.
fn complain(last: &mut Option<Remedy>, refusal: Refusal) {
    let remedy = refusal.remedy();
    if last.replace(remedy) == Some(remedy) {
        return;
    }
    let what = match remedy {
        Remedy::Ignore => return tracing::debug!(%refusal, "an advertisement was not taken"),
        Remedy::AskForKey => "give the sensor's key: --sensor bthome,key-file=PATH",
        Remedy::CheckKey => "check the sensor's key and its address",
        Remedy::AskAboutBattery => "if the sensor's battery was changed, restart this device",
    };
    tracing::warn!(%refusal, "{what}");
}
