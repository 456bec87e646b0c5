//! Makes a device of the board this runs on: its lines, its radios, its buttons, its sensors.

use crate::{
    bluetooth::BluetoothError,
    confirmation::Confirmation,
    folder::{Folder, FolderError},
    identity::{DeviceIdentity, IdentityError},
    instrument::Instruments,
    line::{Lines, SerialLine},
    meter::P1Meter,
    provisioning::Provisioning,
    runner::{BluetoothAdapter, Parts, RunError, Runner},
    sensor::{
        Sensor,
        bthome::{self, BthomeSensor},
        iio::{self, IioSensor, NoSensor},
        made_up::MadeUpSensor,
    },
    tracker::Tracker,
    wifi::{
        WifiError, network_manager::NetworkManager, system::SystemWifi,
        wpa_supplicant::WpaSupplicant,
    },
};
use outpost_device_drivers::transport::serial::OpenError;
use outpost_protocol::{DeviceKey, NetworkDefinition};
use std::{
    fs,
    path::{Path, PathBuf},
};
use zbus::Connection;

/// What a board has and is to be used.
#[derive(Debug)]
pub struct Options {
    /// The network it reports to.
    pub network: NetworkDefinition,
    /// Its folder, made if there is none.
    pub data: PathBuf,
    /// Its light node's database.
    pub database: PathBuf,
    /// Its name.
    pub name: String,
    /// The serial lines it is set up through.
    pub lines: Vec<String>,
    /// Whether it is set up over Bluetooth too.
    pub bluetooth: bool,
    /// Its Bluetooth adapter.
    pub adapter: BluetoothAdapter,
    /// Which service has the Wi-Fi.
    pub wifi: WifiService,
    /// How somebody confirms at it.
    pub confirmation: Confirmation,
    /// What it measures with.
    pub sensor: SensorChoice,
    /// The port of its smart meter, if it has one.
    pub meter: Option<String>,
    /// The port of its GPS receiver, if it has one.
    pub gps: Option<String>,
}

/// Which service has the radio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WifiService {
    /// NetworkManager.
    NetworkManager,
    /// wpa_supplicant alone.
    WpaSupplicant,
    /// Whichever runs.
    Detected,
}

/// What is measured with.
#[derive(Clone, Debug)]
pub enum SensorChoice {
    /// Nothing: such a device can be claimed, and reports nothing.
    None,
    /// The first of the kernel's sensors that measures what is reported.
    First,
    /// The kernel's sensor in this folder.
    Folder(PathBuf),
    /// A BTHome sensor, heard over Bluetooth.
    Bthome(bthome::Choice),
    /// A made-up one, to try things out.
    MadeUp,
}

/// Why the board cannot be a device.
#[derive(Debug, thiserror::Error)]
pub enum BoardError {
    /// Its folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// Its key.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// A serial port: of a line, a meter or a receiver.
    #[error(transparent)]
    Line(#[from] OpenError),
    /// The system's bus, which its Wi-Fi is behind.
    #[error("the system's bus cannot be reached: {0}")]
    Bus(#[from] zbus::Error),
    /// Its Wi-Fi.
    #[error(transparent)]
    Wifi(#[from] WifiError),
    /// Its sensor.
    #[error(transparent)]
    Sensor(#[from] NoSensor),
    /// The Bluetooth by which its sensor is heard.
    #[error(transparent)]
    Bluetooth(#[from] BluetoothError),
    /// Something that only shows when it is used.
    #[error(transparent)]
    Run(#[from] RunError),
}

impl BoardError {
    /// What the person has to do, where that is known.
    pub fn remedy(&self) -> Option<String> {
        match self {
            Self::Line(OpenError::NotPermitted { command, .. }) => Some(command.clone()),
            Self::Wifi(error) => error.remedy().map(str::to_owned),
            Self::Bluetooth(error) => error.remedy().map(str::to_owned),
            Self::Run(error) => error.remedy().map(str::to_owned),
            _ => None,
        }
    }
}

/// Opens all that `options` name. Must be called within tokio.
pub async fn open(options: Options) -> Result<Runner<SystemWifi>, BoardError> {
    let folder = Folder::open(&options.data)?;
    let identity = DeviceIdentity::open(&folder)?;
    let mut lines = Lines::default();
    for path in &options.lines {
        lines.attach(SerialLine::open(path)?);
    }
    let parts = Parts {
        wifi: open_wifi(options.wifi).await?,
        instruments: Instruments {
            sensor: open_sensor(options.sensor, &options.adapter, identity.device()).await?,
            meter: options.meter.as_deref().map(P1Meter::open).transpose()?,
            tracker: options.gps.as_deref().map(Tracker::open).transpose()?,
        },
        info: Provisioning::info(&options.name, &model()),
        network: options.network,
        folder,
        identity,
        database: options.database,
        lines,
        bluetooth: options.bluetooth.then_some(options.adapter),
        confirmation: options.confirmation,
    };
    Ok(Runner::start(parts).await?)
}

async fn open_wifi(service: WifiService) -> Result<SystemWifi, BoardError> {
    let bus = Connection::system().await?;
    Ok(match service {
        WifiService::NetworkManager => SystemWifi::NetworkManager(NetworkManager::new(bus)),
        WifiService::WpaSupplicant => SystemWifi::WpaSupplicant(WpaSupplicant::new(bus)),
        WifiService::Detected => SystemWifi::detect(&bus).await?,
    })
}

async fn open_sensor(
    choice: SensorChoice,
    adapter: &BluetoothAdapter,
    device: DeviceKey,
) -> Result<Option<Box<dyn Sensor>>, BoardError> {
    Ok(match choice {
        SensorChoice::None => None,
        SensorChoice::First => Some(Box::new(IioSensor::first_in(Path::new(iio::DEVICES))?)),
        SensorChoice::Folder(folder) => Some(Box::new(IioSensor::open(&folder)?)),
        SensorChoice::Bthome(choice) => {
            Some(Box::new(BthomeSensor::open(choice, adapter.name()).await?))
        }
        SensorChoice::MadeUp => Some(Box::new(MadeUpSensor::new(device))),
    })
}

/// What the board calls itself: small boards by their device tree, PCs by their firmware.
fn model() -> String {
    const LONGEST: usize = 40;
    let said = ["/proc/device-tree/model", "/sys/class/dmi/id/product_name"]
        .iter()
        .find_map(|path| fs::read_to_string(path).ok())
        .unwrap_or_default();
    let said: String = said
        .trim_matches(|c: char| c == '\0' || c.is_whitespace())
        .chars()
        .take(LONGEST)
        .collect();
    if said.is_empty() {
        return "Linux board".to_owned();
    }
    said
}
