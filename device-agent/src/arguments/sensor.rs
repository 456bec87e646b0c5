//! Reads which sensor is meant.

use anyhow::{Context, Result, bail};
use outpost_device_agent::{board::SensorChoice, key::read_secret, sensor::bthome};
use outpost_device_drivers::protocols::bthome::BindKey;
use std::path::Path;

/// What there is to choose from.
pub(super) const CHOICES: &str =
    "none, iio, iio:FOLDER, bthome[:ADDRESS][,key-file=PATH|,key=HEX] or made-up";

/// Reads a choice. A key's file is read at once.
pub(super) fn read(text: &str) -> Result<SensorChoice> {
    let (sensor, key) = match text.split_once(',') {
        Some((sensor, option)) => (sensor, Some(read_key(option)?)),
        None => (text, None),
    };
    let (kind, which) = match sensor.split_once(':') {
        Some((kind, which)) => (kind, Some(which)),
        None => (sensor, None),
    };
    Ok(match (kind, which, key) {
        ("none", None, None) => SensorChoice::None,
        ("made-up", None, None) => SensorChoice::MadeUp,
        ("iio", None, None) => SensorChoice::First,
        ("iio", Some(folder), None) => SensorChoice::Folder(folder.into()),
        ("bthome", address, key) => SensorChoice::Bthome(bthome::Choice {
            address: address.map(str::parse).transpose()?,
            key,
        }),
        _ => bail!("none of {CHOICES}"),
    })
}

fn read_key(option: &str) -> Result<BindKey> {
    match option.split_once('=') {
        Some(("key", digits)) => Ok(digits.parse()?),
        Some(("key-file", path)) => read_key_file(Path::new(path)),
        _ => bail!("neither key=HEX nor key-file=PATH"),
    }
}

fn read_key_file(path: &Path) -> Result<BindKey> {
    let damaged = || format!("the key file {} is damaged", path.display());
    let Some(bytes) = read_secret(path)? else {
        bail!("the key file {} is not there", path.display());
    };
    let digits = std::str::from_utf8(&bytes).with_context(damaged)?;
    digits.trim().parse().with_context(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_device_drivers::protocols::bthome::Address;
    use std::{fs, os::unix::fs::PermissionsExt};

    const KEY: &str = "231d39c1d7cc1ab1aee224cd096db932";

    /// The address, and whether there is a key.
    fn bthome(text: &str) -> (Option<Address>, bool) {
        match read(text) {
            Ok(SensorChoice::Bthome(choice)) => (choice.address, choice.key.is_some()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_sensor_is_named_by_a_word_a_folder_or_an_address() {
        assert!(matches!(read("none"), Ok(SensorChoice::None)));
        assert!(matches!(read("iio"), Ok(SensorChoice::First)));
        assert!(matches!(read("made-up"), Ok(SensorChoice::MadeUp)));
        let folder = "/sys/bus/iio/devices/iio:device1";
        let Ok(SensorChoice::Folder(found)) = read(&format!("iio:{folder}")) else {
            panic!("a folder is named");
        };
        assert_eq!(found, Path::new(folder));
        let address = Address([0x54, 0x48, 0xe6, 0x8f, 0x80, 0xa5]);
        assert_eq!(bthome("bthome"), (None, false));
        assert_eq!(bthome(&format!("bthome:{address}")), (Some(address), false));
        assert_eq!(bthome(&format!("bthome,key={KEY}")), (None, true));
        let both = format!("bthome:{address},key={KEY}");
        assert_eq!(bthome(&both), (Some(address), true));
    }

    #[test]
    fn what_names_no_sensor_is_refused_without_showing_a_key() {
        for text in [
            "thermometer",
            "none:at all",
            "bthome:here",
            "bthome,key",
            "bthome,lock=1",
            "iio,key=231d39c1d7cc1ab1aee224cd096db932",
            "bthome,key=231d39c1d7cc1ab1aee224cd096db93",
        ] {
            let error = format!("{:#}", read(text).unwrap_err());
            assert!(!error.contains("231d"), "{error}");
        }
    }

    #[test]
    fn a_key_may_be_in_a_file_that_others_may_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sensor.key");
        let option = format!("bthome,key-file={}", path.display());
        let refused = || format!("{:#}", read(&option).unwrap_err());
        assert!(refused().contains("is not there"));
        fs::write(&path, format!("{KEY}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(refused().contains("chmod 600"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(bthome(&option), (None, true));
        fs::write(&path, "no key").unwrap();
        assert!(refused().contains("32 hexadecimal digits"));
    }
}
