//! Simulates a device that is set up over Bluetooth: a Helium hotspot, an ESP32, or one that knows the claim
//! alone.
//!
//! They have the made-up Wi-Fi of all simulated devices, and sign what they are asked at once, as firmware
//! in the field does.

use crate::{
    bluetooth::{Advertised, BluetoothError, Peripheral, Services},
    folder::{Folder, FolderError},
    identity::{DeviceIdentity, IdentityError},
    key::SigningFailed,
    provisioning::Provisioning,
    wifi::{Wifi, WifiError, made_up, made_up::MadeUpWifi},
};
use outpost_device_drivers::protocols::{
    claim::{
        ClaimRequest,
        service::{self, ClaimService},
    },
    espressif::{self, Device, Secret, Security, WifiFailure},
    gatt::{Notification, Service},
    helium::{self, ConnectFailure, Hotspot, NetworkName},
    improv::TooLong,
};
use outpost_protocol::{DeviceKey, Hash, hash::encode};
use std::{convert::Infallible, net::Ipv4Addr, path::Path};

/// The address that made-up networks give.
const ADDRESS: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 7);

/// Which device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// A hotspot with Helium's gateway-config.
    Hotspot,
    /// An ESP32 with Espressif's unified provisioning, security 1.
    Esp,
    /// One that joins networks by itself and has the claim's own service.
    Claim,
}

/// Why it cannot be simulated.
#[derive(Debug, thiserror::Error)]
pub enum HostedError {
    /// Its folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Its key.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes: {0}")]
    NoRandomness(#[from] getrandom::Error),
    /// Bluetooth.
    #[error(transparent)]
    Bluetooth(#[from] BluetoothError),
    /// Its Wi-Fi.
    #[error(transparent)]
    Wifi(#[from] WifiError),
    /// Its key does not sign.
    #[error(transparent)]
    Sign(#[from] SigningFailed),
    /// Its answer does not fit.
    #[error(transparent)]
    TooLong(#[from] TooLong),
}

/// A device on the air, until it is dropped; [`HostedDevice::run`] answers for it.
#[derive(Debug)]
pub struct HostedDevice {
    model: Model,
    adapter: Option<String>,
    identity: DeviceIdentity,
    wifi: MadeUpWifi,
    _folder: Folder,
}

impl HostedDevice {
    /// Opens its folder and its key.
    pub fn open(model: Model, data: &Path, adapter: Option<String>) -> Result<Self, HostedError> {
        let folder = Folder::open(data)?;
        Ok(Self {
            model,
            adapter,
            identity: DeviceIdentity::open(&folder)?,
            wifi: MadeUpWifi::new(folder.file("wifi.json")),
            _folder: folder,
        })
    }

    /// Names the device.
    pub fn device(&self) -> DeviceKey {
        self.identity.device()
    }

    /// The word that is printed on it, if there is one: always the same for its key.
    pub fn word(&self) -> Option<String> {
        let Hash([a, b, c, d, ..]) = self.derived("word");
        (self.model == Model::Esp).then(|| hex::encode([a, b, c, d]))
    }

    /// Answers until dropped, or until Bluetooth is lost.
    pub async fn run(mut self) -> Result<Infallible, HostedError> {
        match self.model {
            Model::Hotspot => self.run_hotspot().await,
            Model::Esp => self.run_esp().await,
            Model::Claim => self.run_claim().await,
        }
    }

    async fn run_hotspot(&mut self) -> Result<Infallible, HostedError> {
        let Hash([a, b, c, ..]) = self.derived("mac");
        let mut hotspot = Hotspot::new(self.device(), [0xb8, 0x27, 0xeb, a, b, c]);
        let networks = made_up::networks();
        let names = networks
            .iter()
            .filter_map(|it| NetworkName::new(&it.ssid).ok());
        hotspot.scanned(names.collect());
        let advertised = Advertised {
            name: hotspot.advertised_name(),
            data: None,
        };
        let mut peripheral = self.appear(&hotspot, advertised).await?;
        loop {
            let reply = peripheral.request().await?.serve(&mut hotspot);
            peripheral.tell(reply.notifications).await;
            for demand in reply.demands {
                let told = self.serve_hotspot(&mut hotspot, demand).await?;
                peripheral.tell(told).await;
            }
        }
    }

    async fn serve_hotspot(
        &mut self,
        hotspot: &mut Hotspot,
        demand: helium::Demand,
    ) -> Result<Vec<Notification>, HostedError> {
        Ok(match demand {
            helium::Demand::Connect(wanted) => match self.wifi.join(&wanted).await {
                Ok(()) => hotspot.joined(),
                Err(WifiError::WrongPassword { .. }) => {
                    hotspot.not_joined(ConnectFailure::InvalidPassword)
                }
                Err(_) => hotspot.not_joined(ConnectFailure::NotFound),
            },
            helium::Demand::Remove(network) => {
                self.wifi.forget(network.as_str()).await?;
                Vec::new()
            }
            helium::Demand::AddGateway(asked) => {
                let signature = self.identity.sign(&asked.signing_bytes())?;
                hotspot.signed(&asked, &signature)
            }
            helium::Demand::Lights(on) => {
                tracing::info!(on, "light");
                Vec::new()
            }
        })
    }

    async fn run_esp(&mut self) -> Result<Infallible, HostedError> {
        let word = self.word().unwrap_or_default();
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        let security = Security::Security1(Secret::new(&word));
        let mut device = Device::new(security, self.device(), seed);
        let Hash([a, b, c, ..]) = self.derived("mac");
        let advertised = Advertised {
            name: format!("PROV_{}", hex::encode_upper([a, b, c])),
            data: None,
        };
        let mut peripheral = self.appear(&device, advertised).await?;
        loop {
            let reply = peripheral.request().await?.serve(&mut device);
            peripheral.tell(reply.notifications).await;
            for demand in reply.demands {
                self.serve_esp(&mut device, demand).await?;
            }
        }
    }

    async fn serve_esp(
        &mut self,
        device: &mut Device,
        demand: espressif::Demand,
    ) -> Result<(), HostedError> {
        match demand {
            espressif::Demand::Scan => device.scanned(self.wifi.scan().await?),
            espressif::Demand::Join(wanted) => match self.wifi.join(&wanted).await {
                Ok(()) => device.joined(ADDRESS),
                Err(WifiError::WrongPassword { .. }) => {
                    device.not_joined(WifiFailure::Authentication);
                }
                Err(_) => device.not_joined(WifiFailure::NetworkNotFound),
            },
            espressif::Demand::Confirm(request) => {
                let signature = self.identity.sign(&self.agreement(&request))?;
                device.agree(&request, signature)?;
            }
            espressif::Demand::Blink => tracing::info!("blinking"),
        }
        Ok(())
    }

    async fn run_claim(&mut self) -> Result<Infallible, HostedError> {
        let info = Provisioning::info("Outpost Tag", "simulated");
        let mut device = ClaimService::new(self.device(), &info)?;
        let advertised = Advertised {
            name: info.name,
            data: None,
        };
        let mut peripheral = self.appear(&device, advertised).await?;
        loop {
            let reply = peripheral.request().await?.serve(&mut device);
            for demand in reply.demands {
                match demand {
                    service::Demand::Confirm(request) => {
                        let signature = self.identity.sign(&self.agreement(&request))?;
                        device.agree(&request, signature)?;
                    }
                    service::Demand::Blink => tracing::info!("blinking"),
                }
            }
        }
    }

    fn agreement(&self, request: &ClaimRequest) -> Vec<u8> {
        request.signing_bytes(self.device())
    }

    async fn appear(
        &self,
        service: &impl Service,
        advertised: Advertised,
    ) -> Result<Peripheral, BluetoothError> {
        let mut peripheral =
            Peripheral::start(self.adapter.as_deref(), Services::of(service)).await?;
        peripheral.advertise(advertised).await?;
        Ok(peripheral)
    }

    /// Something of this device that never changes.
    fn derived(&self, what: &str) -> Hash {
        Hash::of(
            "outpost simulated device 1",
            &encode(&(what, self.device())),
        )
    }
}
