//! Measures with a sensor that Linux has a driver for: its industrial IO subsystem, as files.
//!
//! # The rules (Documentation/ABI/testing/sysfs-bus-iio)
//! Each sensor is a folder `iio:deviceN`. `in_temp_input` is in 0.001 °C and `in_humidityrelative_input` in
//! 0.001 %. A driver that gives raw numbers has `…_raw`, `…_scale` and perhaps `…_offset` instead: the value
//! is (raw + offset) × scale, in the same units.

use super::{Reading, Sensor, SensorError};
use outpost_protocol::{
    Timestamp,
    resources::sensing::{HUMIDITY_CENTI, TEMPERATURE_CENTI},
};
use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

/// Where the system lists them.
pub const DEVICES: &str = "/sys/bus/iio/devices";

/// More than any number has.
const MOST_BYTES: u64 = 64;

/// A sensor behind files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IioSensor {
    temperature: Channel,
    humidity: Channel,
}

/// There is no such sensor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSensor {
    /// None of those in the folder measures both.
    #[error("nothing in {0} measures temperature and humidity; is the sensor's driver loaded?")]
    NoneIn(PathBuf),
    /// This one does not measure both.
    #[error("{0} does not measure temperature and humidity")]
    NotBoth(PathBuf),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Channel {
    /// Thousandths, by the driver.
    Processed(PathBuf),
    /// To be computed.
    Raw {
        raw: PathBuf,
        offset: PathBuf,
        scale: PathBuf,
    },
}

impl IioSensor {
    /// The sensor in this folder.
    pub fn open(folder: &Path) -> Result<Self, NoSensor> {
        let channel =
            |name| Channel::find(folder, name).ok_or_else(|| NoSensor::NotBoth(folder.to_owned()));
        Ok(Self {
            temperature: channel("in_temp")?,
            humidity: channel("in_humidityrelative")?,
        })
    }

    /// The first sensor among those in a folder, such as [`DEVICES`].
    pub fn first_in(devices: &Path) -> Result<Self, NoSensor> {
        let mut folders: Vec<PathBuf> = fs::read_dir(devices)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        folders.sort();
        folders
            .iter()
            .find_map(|folder| Self::open(folder).ok())
            .ok_or_else(|| NoSensor::NoneIn(devices.to_owned()))
    }
}

impl Sensor for IioSensor {
    fn measure(&mut self, at: Timestamp) -> Result<Reading, SensorError> {
        let temperature = self.temperature.read_centi()?;
        let humidity = self.humidity.read_centi()?;
        let possible = TEMPERATURE_CENTI.contains(&temperature);
        if !possible {
            return Err(self.temperature.impossible(temperature));
        }
        match u16::try_from(humidity) {
            Ok(humidity_centi) if HUMIDITY_CENTI.contains(&humidity) => Ok(Reading {
                at,
                temperature_centi: temperature,
                humidity_centi,
            }),
            _ => Err(self.humidity.impossible(humidity)),
        }
    }
}

impl Channel {
    fn find(folder: &Path, name: &str) -> Option<Self> {
        let file = |suffix: &str| folder.join(format!("{name}_{suffix}"));
        let processed = file("input");
        if processed.exists() {
            return Some(Self::Processed(processed));
        }
        let (raw, offset, scale) = (file("raw"), file("offset"), file("scale"));
        (raw.exists() && scale.exists()).then_some(Self::Raw { raw, offset, scale })
    }

    /// In hundredths.
    fn read_centi(&self) -> Result<i32, SensorError> {
        let milli = match self {
            Self::Processed(file) => read_number(file)?,
            Self::Raw { raw, offset, scale } => {
                let offset = if offset.exists() {
                    read_number(offset)?
                } else {
                    0.0
                };
                (read_number(raw)? + offset) * read_number(scale)?
            }
        };
        // What is too large for the type is no measurement either, and is seen by whoever asks.
        Ok((milli / 10.0).round() as i32)
    }

    fn impossible(&self, centi: i32) -> SensorError {
        let (Self::Processed(path) | Self::Raw { raw: path, .. }) = self;
        SensorError::NotAMeasurement {
            path: path.clone(),
            text: format!("{} hundredths", centi),
        }
    }
}

fn read_number(path: &Path) -> Result<f64, SensorError> {
    let text = read_text(path).map_err(|source| SensorError::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    match text.trim().parse() {
        Ok(number) if f64::is_finite(number) => Ok(number),
        _ => Err(SensorError::NotAMeasurement {
            path: path.to_owned(),
            text,
        }),
    }
}

fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?
        .take(MOST_BYTES)
        .read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder that looks like the system's.
    fn device(devices: &Path, name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = devices.join(name);
        fs::create_dir(&folder).unwrap();
        for (file, text) in files {
            fs::write(folder.join(file), text).unwrap();
        }
        folder
    }

    fn measured(sensor: &mut IioSensor) -> (i32, u16) {
        let reading = sensor.measure(Timestamp(7)).unwrap();
        assert_eq!(reading.at, Timestamp(7));
        (reading.temperature_centi, reading.humidity_centi)
    }

    #[test]
    fn the_first_sensor_that_measures_both_is_found_and_read_in_thousandths() {
        let devices = tempfile::tempdir().unwrap();
        device(devices.path(), "iio:device0", &[("in_voltage0_raw", "1")]);
        device(devices.path(), "iio:device1", &[("in_temp_input", "1000")]);
        // As the driver of a DHT22 writes them.
        let files = [
            ("in_temp_input", "-3400\n"),
            ("in_humidityrelative_input", "61500\n"),
        ];
        let found = device(devices.path(), "iio:device2", &files);
        let mut sensor = IioSensor::first_in(devices.path()).unwrap();
        assert_eq!(measured(&mut sensor), (-340, 6_150));
        fs::write(found.join("in_temp_input"), "21456\n").unwrap();
        assert_eq!(measured(&mut sensor), (2_146, 6_150));
    }

    #[test]
    fn raw_numbers_are_computed_by_scale_and_offset() {
        let devices = tempfile::tempdir().unwrap();
        // As the driver of an SHT3x's sibling, the HDC2010, writes them.
        let files = [
            ("in_temp_raw", "25600"),
            ("in_temp_offset", "-15887.515151"),
            ("in_temp_scale", "2.517700195"),
            ("in_humidityrelative_raw", "32768"),
            ("in_humidityrelative_scale", "1.525878906"),
        ];
        let folder = device(devices.path(), "iio:device0", &files);
        let mut sensor = IioSensor::open(&folder).unwrap();
        assert_eq!(measured(&mut sensor), (2_445, 5_000));
    }

    #[test]
    fn what_cannot_be_measured_is_no_reading() {
        let devices = tempfile::tempdir().unwrap();
        let files = [
            ("in_temp_input", "20000"),
            ("in_humidityrelative_input", "50000"),
        ];
        let folder = device(devices.path(), "iio:device0", &files);
        let mut sensor = IioSensor::open(&folder).unwrap();
        for text in ["", "warm", "NaN", "9e99", "-400000", "7000000"] {
            fs::write(folder.join("in_temp_input"), text).unwrap();
            let error = sensor.measure(Timestamp(0)).unwrap_err();
            assert!(
                matches!(error, SensorError::NotAMeasurement { .. }),
                "{text}"
            );
        }
        fs::write(folder.join("in_temp_input"), "20000").unwrap();
        fs::write(folder.join("in_humidityrelative_input"), "-1000").unwrap();
        assert!(sensor.measure(Timestamp(0)).is_err());
        fs::remove_file(folder.join("in_humidityrelative_input")).unwrap();
        let error = sensor.measure(Timestamp(0)).unwrap_err();
        assert!(matches!(error, SensorError::Unreadable { .. }));
    }

    #[test]
    fn a_folder_without_a_sensor_is_named() {
        let devices = tempfile::tempdir().unwrap();
        assert_eq!(
            IioSensor::first_in(devices.path()),
            Err(NoSensor::NoneIn(devices.path().to_owned()))
        );
        assert!(IioSensor::first_in(Path::new("nowhere")).is_err());
    }
}
