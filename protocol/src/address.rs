//! Who acts: accounts (`op1…`) and devices (`opd1…`), both named by their public key.

use crate::{p256_key::P256Key, signatures::is_signed};
use bech32::{Bech32m, Hrp, primitives::decode::CheckedHrpstring};
use borsh::{BorshDeserialize, BorshSerialize};
use std::{fmt, str::FromStr};

/// Human-readable part of an account's address.
const ACCOUNT_PREFIX: &str = "op";
/// Human-readable part of a device's address.
const DEVICE_PREFIX: &str = "opd";

/// An account: an ed25519 public key, shown as bech32m `op1…`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct AccountAddress(pub [u8; 32]);

/// A device's own public key, shown as bech32m `opd1…`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub enum DeviceKey {
    /// ed25519, 32 bytes.
    Ed25519([u8; 32]),
    /// P-256, which the secure elements of real hotspots hold.
    P256(P256Key),
}

/// A signature: of ed25519, or r and s of ECDSA over P-256 with the smaller s (see
/// [`Signature::from_p256`]).
#[derive(Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Signature(pub [u8; 64]);

/// A text that is not an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not bech32m: mistyped, or cut off.
    #[error("the address is mistyped or incomplete")]
    Malformed,
    /// Bech32m of another kind of thing.
    #[error("this is an address of kind {found:?}, expected {expected:?}")]
    WrongKind {
        /// The prefix that was expected.
        expected: &'static str,
        /// The prefix that was found.
        found: String,
    },
    /// The payload's length or tag is of no known key.
    #[error("the address does not hold a known kind of key")]
    UnknownKey,
}

impl AccountAddress {
    /// Whether this account signed `message`, by the rules of ZIP-215, under which every validator
    /// answers alike.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        is_signed(&self.0, message, signature)
    }
}

impl DeviceKey {
    /// Whether this device signed `message`.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        match self {
            Self::Ed25519(key) => is_signed(key, message, signature),
            Self::P256(key) => key.is_signed(message, signature),
        }
    }
}

impl fmt::Display for AccountAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bech32(f, ACCOUNT_PREFIX, &self.0)
    }
}

impl fmt::Display for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bech32(f, DEVICE_PREFIX, &crate::hash::encode(self))
    }
}

impl FromStr for AccountAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let payload = read_bech32(text, ACCOUNT_PREFIX)?;
        payload
            .try_into()
            .map(Self)
            .map_err(|_| AddressError::UnknownKey)
    }
}

impl FromStr for DeviceKey {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let payload = read_bech32(text, DEVICE_PREFIX)?;
        borsh::from_slice(&payload).map_err(|_| AddressError::UnknownKey)
    }
}

/// Writes `payload` as bech32m after `prefix`: what people copy, print and scan is written so.
pub fn write_bech32(
    f: &mut fmt::Formatter<'_>,
    prefix: &'static str,
    payload: &[u8],
) -> fmt::Result {
    let text =
        bech32::encode::<Bech32m>(Hrp::parse_unchecked(prefix), payload).map_err(|_| fmt::Error)?;
    f.write_str(&text)
}

/// Reads what [`write_bech32`] wrote after the prefix `expected`; white space around it and capitals are no
/// fault.
///
/// # Errors
/// [`AddressError::Malformed`] and [`AddressError::WrongKind`].
pub fn read_bech32(text: &str, expected: &'static str) -> Result<Vec<u8>, AddressError> {
    let checked =
        CheckedHrpstring::new::<Bech32m>(text.trim()).map_err(|_| AddressError::Malformed)?;
    let found = checked.hrp().to_lowercase();
    if found != expected {
        return Err(AddressError::WrongKind { expected, found });
    }
    Ok(checked.byte_iter().collect())
}

impl fmt::Debug for AccountAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_the_way_through_text() {
        let account = AccountAddress([7; 32]);
        assert!(account.to_string().starts_with("op1"));
        assert_eq!(account.to_string().parse(), Ok(account));
        for device in [DeviceKey::Ed25519([9; 32]), p256()] {
            assert!(device.to_string().starts_with("opd1"));
            assert_eq!(device.to_string().parse(), Ok(device));
        }
    }

    /// The curve's base point (SEC 2, section 2.4.2).
    fn p256() -> DeviceKey {
        let mut bytes = [0; 33];
        let digits = "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
        hex::decode_to_slice(digits, &mut bytes).unwrap();
        DeviceKey::P256(P256Key::from_compressed(bytes).unwrap())
    }

    #[test]
    fn what_is_no_key_is_no_address() {
        let mut off_the_curve = crate::hash::encode(&p256());
        off_the_curve[33] ^= 2;
        let mut unknown_kind = crate::hash::encode(&p256());
        unknown_kind[0] = 2;
        for payload in [
            off_the_curve,
            unknown_kind,
            vec![1; 33],
            vec![0; 34],
            vec![],
        ] {
            let prefix = Hrp::parse_unchecked(DEVICE_PREFIX);
            let text = bech32::encode::<Bech32m>(prefix, &payload).unwrap();
            assert_eq!(text.parse::<DeviceKey>(), Err(AddressError::UnknownKey));
        }
    }

    #[test]
    fn a_mistyped_address_and_one_of_another_kind_are_refused() {
        let text = AccountAddress([7; 32]).to_string();
        let mut mistyped = text.clone();
        let last = mistyped.pop();
        mistyped.push(if last == Some('q') { 'p' } else { 'q' });
        assert_eq!(
            mistyped.parse::<AccountAddress>(),
            Err(AddressError::Malformed)
        );
        assert!(matches!(
            text.parse::<DeviceKey>(),
            Err(AddressError::WrongKind { .. })
        ));
    }
}
