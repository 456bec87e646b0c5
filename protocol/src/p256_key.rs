//! Verifies what secure elements sign: ECDSA over the curve P-256 with SHA-256 (FIPS 186-5).
//!
//! # One form of a key
//! A key is a point of the curve, compressed: its x after a byte that says whether y is even or odd (SEC 1,
//! section 2.3.3). Bytes that are no such point are no key: they neither decode nor parse.
//!
//! Devices of Helium's network name their key by x alone, and take care that y is the smaller of the two
//! that belong to it: [`P256Key::from_compact`].
//!
//! # One form of a signature
//! A signature is r and s, 32 bytes each, big-endian. Where (r, s) is right (r, n - s) is right as well, and
//! anybody can compute it: a stranger could pass a device's report on under another hash, and a pool would
//! hold it twice. So only the smaller s is right here. Secure elements give either; whoever hands
//! their signatures on does so by [`Signature::from_p256`].

use crate::address::Signature;
use borsh::{BorshDeserialize, BorshSerialize, io};
use p256::{
    AffinePoint, FieldBytes,
    ecdsa::{self, VerifyingKey, signature::Verifier},
    elliptic_curve::point::DecompactPoint,
};
use std::fmt;

/// A P-256 public key, compressed: 02 or 03 for an even or odd y, then x.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize)]
pub struct P256Key([u8; 33]);

/// Bytes that are no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no compressed point of the curve P-256")]
pub struct NotAPoint;

impl P256Key {
    /// Takes a compressed point.
    pub fn from_compressed(bytes: [u8; 33]) -> Result<Self, NotAPoint> {
        let [2 | 3, ..] = bytes else {
            return Err(NotAPoint);
        };
        VerifyingKey::from_sec1_bytes(&bytes).map_err(|_| NotAPoint)?;
        Ok(Self(bytes))
    }

    /// Takes the x of a point whose y is the smaller of the two that are possible.
    pub fn from_compact(x: [u8; 32]) -> Result<Self, NotAPoint> {
        let point = AffinePoint::decompact(&FieldBytes::from(x));
        let point = Option::<AffinePoint>::from(point).ok_or(NotAPoint)?;
        let key = VerifyingKey::from_affine(point).map_err(|_| NotAPoint)?;
        let compressed = key.to_encoded_point(true);
        compressed
            .as_bytes()
            .try_into()
            .map(Self)
            .map_err(|_| NotAPoint)
    }

    /// The compressed point.
    pub fn to_compressed(&self) -> [u8; 33] {
        self.0
    }

    /// The point's x.
    pub fn x(&self) -> [u8; 32] {
        let [_, x @ ..] = self.0;
        x
    }

    /// Whether this key signed `message`.
    pub(crate) fn is_signed(&self, message: &[u8], signature: &Signature) -> bool {
        let Ok(key) = VerifyingKey::from_sec1_bytes(&self.0) else {
            return false;
        };
        let Ok(signature) = ecdsa::Signature::from_slice(&signature.0) else {
            return false;
        };
        signature.normalize_s().is_none() && key.verify(message, &signature).is_ok()
    }
}

impl Signature {
    /// Takes r and s of an ECDSA signature over P-256, and gives it the one form that is right here. `None`
    /// if one of them is zero or not below the curve's order.
    pub fn from_p256(r_and_s: [u8; 64]) -> Option<Self> {
        let signature = ecdsa::Signature::from_slice(&r_and_s).ok()?;
        let smaller = signature.normalize_s().unwrap_or(signature);
        Some(Self(smaller.to_bytes().into()))
    }
}

impl fmt::Debug for P256Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl BorshDeserialize for P256Key {
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<Self> {
        let bytes = <[u8; 33]>::deserialize_reader(reader)?;
        Self::from_compressed(bytes).map_err(|error| {
            let kind = io::ErrorKind::InvalidData;
            io::Error::new(kind, error.to_string())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use p256::ecdsa::{SigningKey, signature::Signer};

    /// RFC 6979, appendix A.2.5: the key, and its signature of "sample" with SHA-256, whose s is the larger.
    const X: &str = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
    const SAMPLE: &str = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
                          f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

    fn unhex<const N: usize>(digits: &str) -> [u8; N] {
        let mut bytes = [0; N];
        hex::decode_to_slice(digits, &mut bytes).unwrap();
        bytes
    }

    /// The y of the specification's key, 7903fe10…, is odd.
    fn key() -> P256Key {
        let compressed = [&[3], unhex::<32>(X).as_slice()].concat();
        P256Key::from_compressed(compressed.try_into().unwrap()).unwrap()
    }

    #[test]
    fn the_specifications_signature_is_right_with_its_smaller_s_alone() {
        let given = Signature(unhex(SAMPLE));
        assert!(!key().is_signed(b"sample", &given));
        let lower = Signature::from_p256(given.0).unwrap();
        assert!(key().is_signed(b"sample", &lower));
        assert!(!key().is_signed(b"test", &lower));
        assert_eq!(Signature::from_p256(lower.0), Some(lower));
    }

    #[test]
    fn numbers_that_are_zero_or_too_large_are_no_signature() {
        let lower = Signature::from_p256(unhex(SAMPLE)).unwrap();
        for (half, value) in [(0..32, 0), (32..64, 0), (0..32, 0xff), (32..64, 0xff)] {
            let mut wrong = lower;
            wrong.0[half].fill(value);
            assert_eq!(Signature::from_p256(wrong.0), None);
            assert!(!key().is_signed(b"sample", &wrong));
        }
    }

    #[test]
    fn only_compressed_points_of_the_curve_are_keys() {
        let good = key().to_compressed();
        for tag in [0, 1, 4, 5, 6, 0xff] {
            let mut bytes = good;
            bytes[0] = tag;
            assert_eq!(P256Key::from_compressed(bytes), Err(NotAPoint));
        }
        // Not below the field's prime; and an x without a y.
        assert_eq!(P256Key::from_compact([0xff; 32]), Err(NotAPoint));
        let mut bytes = good;
        bytes[32] ^= 1;
        assert_eq!(P256Key::from_compressed(bytes), Err(NotAPoint));
        assert!(borsh::from_slice::<P256Key>(&bytes).is_err());
        assert_eq!(borsh::from_slice::<P256Key>(&good).unwrap(), key());
    }

    #[test]
    fn a_compact_key_has_the_smaller_y() {
        // The specification's y, 7903fe10…, is below half of the prime, 7fffffff….
        assert_eq!(P256Key::from_compact(key().x()), Ok(key()));
    }

    #[test]
    fn what_any_key_signs_is_right_in_its_one_form() {
        for seed in 1..20 {
            let signing = SigningKey::from_slice(&[seed; 32]).unwrap();
            let compressed = signing.verifying_key().to_encoded_point(true);
            let key = P256Key::from_compressed(compressed.as_bytes().try_into().unwrap()).unwrap();
            let signature: ecdsa::Signature = signing.sign(&[seed]);
            let signature = Signature::from_p256(signature.to_bytes().into()).unwrap();
            assert!(key.is_signed(&[seed], &signature));
            assert!(!key.is_signed(&[seed, 0], &signature));
        }
    }
}
