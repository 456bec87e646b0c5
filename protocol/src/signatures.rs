//! Checks signatures, one alone or many at once, with the same answer.
//!
//! # One answer for ed25519
//! Some checkers of ed25519 differ on signatures that nobody makes by accident: under keys of small
//! order, or with points in several encodings. And where the equation is not multiplied by the curve's
//! cofactor, one that fails alone can pass among others. Validators that checked differently would
//! disagree about a block. So the rules of [ZIP-215](https://zips.z.cash/zip-0215) hold, which are exact,
//! and under which checking many at once gives what checking each gives.
//!
//! # Many at once
//! The equations are added up, each times a number that whoever made the signatures could not know when
//! making them: else errors could be made to cancel out (Bernstein, Duif, Lange, Schwabe, Yang:
//! High-speed high-security signatures, section 5). The numbers are hashes of all that is checked, so
//! that the answer is the same on each machine, and no randomness is needed.
//!
//! # P-256
//! An ECDSA signature does not say which point its r belongs to, so these equations cannot be added up.
//! Each is checked by itself ([`P256Key`](crate::P256Key) says under which rules), beside the others.

use crate::{
    Hash,
    address::{DeviceKey, Signature},
};
use borsh::BorshSerialize;
use ed25519_zebra::{VerificationKey, VerificationKeyBytes, batch};
use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;

/// A signature with what it should be of.
#[derive(Clone, Debug, BorshSerialize)]
pub(crate) struct Signed {
    /// The public key, of a device or an account.
    pub(crate) key: DeviceKey,
    /// The message.
    pub(crate) message: Vec<u8>,
    /// The signature.
    pub(crate) signature: Signature,
}

/// Whether the ed25519 key `key` signed `message`.
pub(crate) fn is_signed(key: &[u8; 32], message: &[u8], signature: &Signature) -> bool {
    VerificationKey::try_from(*key)
        .and_then(|key| key.verify(&signature.0.into(), message))
        .is_ok()
}

impl Signed {
    /// Whether the signature is right.
    pub(crate) fn is_right(&self) -> bool {
        self.key.verify(&self.message, &self.signature)
    }
}

/// Whether all are right.
pub(crate) fn are_all_right(signed: &[Signed]) -> bool {
    let mut together = batch::Verifier::new();
    for it in signed {
        match it.key {
            DeviceKey::Ed25519(key) => {
                let key = VerificationKeyBytes::from(key);
                together.queue((key, it.signature.0.into(), &it.message));
            }
            DeviceKey::P256(_) if it.is_right() => {}
            DeviceKey::P256(_) => return false,
        }
    }
    let factors = Factors {
        of: Hash::of_encoded("outpost signatures 1", &signed),
        given: 0,
    };
    together.verify(factors).is_ok()
}

/// The numbers that equations are multiplied with.
struct Factors {
    of: Hash,
    given: u64,
}

impl Factors {
    fn next(&mut self) -> Hash {
        self.given = self.given.wrapping_add(1);
        Hash::of_encoded("outpost factor 1", &(self.of, self.given))
    }
}

impl TryRng for Factors {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let [a, b, c, d, ..] = self.next().0;
        Ok(u32::from_le_bytes([a, b, c, d]))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let [a, b, c, d, e, f, g, h, ..] = self.next().0;
        Ok(u64::from_le_bytes([a, b, c, d, e, f, g, h]))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for part in bytes.chunks_mut(32) {
            for (byte, hashed) in part.iter_mut().zip(self.next().0) {
                *byte = hashed;
            }
        }
        Ok(())
    }
}

impl TryCryptoRng for Factors {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::P256Key;
    use ed25519_dalek::{Signer as _, SigningKey};

    fn signed(seed: u8) -> Signed {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let message = vec![seed.wrapping_mul(3); 32];
        Signed {
            key: DeviceKey::Ed25519(key.verifying_key().to_bytes()),
            signature: Signature(key.sign(&message).to_bytes()),
            message,
        }
    }

    fn signed_by_p256(seed: u8) -> Signed {
        let key = p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap();
        let message = vec![seed.wrapping_mul(3); 32];
        let signature: p256::ecdsa::Signature =
            p256::ecdsa::signature::Signer::sign(&key, &message);
        let point = key.verifying_key().to_encoded_point(true);
        let point = point.as_bytes().try_into().unwrap();
        Signed {
            key: DeviceKey::P256(P256Key::from_compressed(point).unwrap()),
            signature: Signature::from_p256(signature.to_bytes().into()).unwrap(),
            message,
        }
    }

    /// Encodings of points of small order: (0, 1), of order 1; the same with its sign bit set, which is
    /// not canonical; (0, -1), of order 2; and one of order 8. (The test vectors of ZIP-215 have them.)
    const SMALL_ORDER: [&str; 4] = [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    ];

    fn of_small_order(key: &str, nonce: &str) -> Signed {
        let (mut key_bytes, mut signature) = ([0; 32], [0; 64]);
        hex::decode_to_slice(key, &mut key_bytes).unwrap();
        hex::decode_to_slice(nonce, &mut signature[..32]).unwrap();
        Signed {
            key: DeviceKey::Ed25519(key_bytes),
            message: vec![1; 32],
            signature: Signature(signature),
        }
    }

    #[track_caller]
    fn check(signed: &[Signed], expected: bool) {
        assert_eq!(signed.iter().all(Signed::is_right), expected);
        assert_eq!(are_all_right(signed), expected);
    }

    #[test]
    fn what_the_keys_holder_signed_is_right_alone_and_among_others() {
        check(&[], true);
        check(&[signed(1)], true);
        check(&(0..40).map(signed).collect::<Vec<_>>(), true);
        // Several of one key.
        check(&[signed(1), signed(1), signed(2)], true);
        // Keys of both kinds.
        check(&[signed_by_p256(1)], true);
        check(
            &[signed(1), signed_by_p256(1), signed(2), signed_by_p256(2)],
            true,
        );
    }

    #[test]
    fn one_wrong_signature_makes_all_wrong() {
        let changes: [fn(&mut Signed); 5] = [
            |it| it.message[0] ^= 1,
            |it| it.key = signed(9).key,
            |it| it.key = signed_by_p256(9).key,
            |it| it.signature.0[0] ^= 1,
            |it| it.signature.0[63] ^= 0xe0,
        ];
        for change in changes {
            for by in [signed, signed_by_p256] {
                let mut all: Vec<Signed> = (1..9).map(signed).collect();
                all[5] = by(6);
                change(&mut all[5]);
                check(&all, false);
                check(&all[5..6], false);
                check(&all[..5], true);
            }
        }
    }

    #[test]
    fn errors_do_not_cancel_out() {
        let mut all = [signed(1), signed(2)];
        let (one, other) = (all[0].signature.0, all[1].signature.0);
        // The sum of both is as it was.
        all[0].signature.0[32..].copy_from_slice(&other[32..]);
        all[1].signature.0[32..].copy_from_slice(&one[32..]);
        check(&all, false);
    }

    #[test]
    fn keys_and_nonces_of_small_order_give_one_answer() {
        for key in SMALL_ORDER {
            for nonce in SMALL_ORDER {
                let crafted = of_small_order(key, nonce);
                check(std::slice::from_ref(&crafted), true);
                check(&[signed(1), crafted, signed(2)], true);
            }
        }
    }
}
