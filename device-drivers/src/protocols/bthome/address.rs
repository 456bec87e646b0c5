//! Names a sensor by its Bluetooth address.

use std::{fmt, str::FromStr};

/// A Bluetooth device address, first byte first as it is written: `54:48:E6:8F:80:A5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(pub [u8; 6]);

/// Not six pairs of hexadecimal digits with colons between them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no Bluetooth address; they look like 54:48:E6:8F:80:A5")]
pub struct NotAnAddress(String);

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02X}:{b:02X}:{c:02X}:{d:02X}:{e:02X}:{g:02X}")
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        read(text).ok_or_else(|| NotAnAddress(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Address> {
    let mut pairs = text.split(':');
    let mut address = [0; 6];
    for byte in &mut address {
        hex::decode_to_slice(pairs.next()?, std::slice::from_mut(byte)).ok()?;
    }
    pairs.next().is_none().then_some(Address(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_it_is_written_and_nothing_else_is() {
        let address = Address([0x54, 0x48, 0xe6, 0x8f, 0x80, 0xa5]);
        assert_eq!(address.to_string().parse(), Ok(address));
        assert_eq!("54:48:e6:8f:80:a5".parse(), Ok(address));
        for text in [
            "",
            "54:48:E6:8F:80",
            "54:48:E6:8F:80:A5:01",
            "5448E68F80A5",
            "54:48:E6:8F:80:A",
            "54:48:E6:8F:80:G5",
        ] {
            let error = text.parse::<Address>().unwrap_err();
            assert_eq!(error, NotAnAddress(text.to_owned()));
        }
    }
}
