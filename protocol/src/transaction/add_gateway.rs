//! Rebuilds the one transaction that a Helium hotspot signs for whoever sets it up.
//!
//! # What a hotspot does
//! Asked over Bluetooth to be added to its network, a hotspot takes an owner and a payer, writes a
//! `blockchain_txn_add_gateway_v1` and signs it (helium/gateway-rs, `src/api/server.rs`; before that
//! helium/blockchain-core, `blockchain:add_gateway_txn`). It takes any owner and payer that read as keys, and
//! asks no chain about them. Fees are its own: today's firmware leaves both at zero, older ones write what
//! they were asked or have looked up.
//!
//! # What is signed
//! The message in protocol buffers, with its three signatures empty and so left out (helium/proto,
//! `blockchain_txn_add_gateway_v1.proto`): owner = 1, gateway = 2 and payer = 5, bytes; staking fee = 7 and
//! fee = 8, variable-length numbers, left out if zero. Protocol buffers have several encodings of one
//! message. That of the hotspots' libraries, prost and gpb, is in the order of the fields and as short as
//! can be. It alone is rebuilt here, from what a claim says, and no transaction of a hotspot is ever parsed:
//! so there is one encoding of a claim.
//!
//! A key is a byte for network and kind, then 32 bytes: x for P-256, kind 0; the key for ed25519, kind 1
//! (helium-crypto). Network 0 is Helium's main network; keys of its test network are not taken.
//!
//! # The owner and the payer
//! The owner is the claimer's account, an ed25519 key there as here. The payer is where our network and the
//! claim's nonce are: an "ed25519 key" whose bytes are a hash of both. So
//! - a claim holds on one network, for one owner, and once: replays are refused by the nonce like those of
//!   any other claim;
//! - what a hotspot has signed to be added to Helium's network is no claim here, since no payer there is
//!   such a hash;
//! - what it signs for us is worth nothing there: it needs the payer's signature too, and nobody has a key
//!   to a hash.
//!
//! The fees could not have carried this: today's firmware does not read them.

use crate::{AccountAddress, DeviceKey, Hash, NetworkId};

/// A hotspot's request to be added, unsigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddGateway {
    /// Whose it shall be.
    pub owner: HeliumKey,
    /// The hotspot.
    pub gateway: HeliumKey,
    /// Who is said to pay for it there.
    pub payer: HeliumKey,
    /// For a place in that network, in its units.
    pub staking_fee: u64,
    /// For the transaction, in that network's units.
    pub fee: u64,
}

/// A public key as Helium writes it: network and kind in one byte, then 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeliumKey(pub [u8; 33]);

impl AddGateway {
    /// What `device` is given to sign to say that it belongs to `owner`, with fees of zero.
    pub fn of_claim(
        network: NetworkId,
        owner: AccountAddress,
        nonce: [u8; 16],
        device: DeviceKey,
    ) -> Self {
        Self {
            owner: HeliumKey::from(owner),
            gateway: HeliumKey::from(device),
            payer: HeliumKey::payer_of_claim(network, nonce),
            staking_fee: 0,
            fee: 0,
        }
    }

    /// The bytes that the hotspot signs.
    pub fn signing_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(3 * (2 + 33) + 2 * (1 + 10));
        write_key(&mut bytes, 1, &self.owner);
        write_key(&mut bytes, 2, &self.gateway);
        write_key(&mut bytes, 5, &self.payer);
        write_number(&mut bytes, 7, self.staking_fee);
        write_number(&mut bytes, 8, self.fee);
        bytes
    }
}

impl HeliumKey {
    const P256: u8 = 0;
    const ED25519: u8 = 1;

    /// The payer that stands for a claim with this nonce on `network`.
    pub fn payer_of_claim(network: NetworkId, nonce: [u8; 16]) -> Self {
        let hash = Hash::of_encoded("outpost add gateway payer 1", &(network, nonce));
        Self::new(Self::ED25519, hash.0)
    }

    fn new(kind: u8, key: [u8; 32]) -> Self {
        let mut bytes = [kind; 33];
        let [_, rest @ ..] = &mut bytes;
        *rest = key;
        Self(bytes)
    }
}

impl From<AccountAddress> for HeliumKey {
    fn from(account: AccountAddress) -> Self {
        Self::new(Self::ED25519, account.0)
    }
}

/// A P-256 key and its negative are written alike. The signature, which is checked under the device's own
/// key, tells them apart.
impl From<DeviceKey> for HeliumKey {
    fn from(device: DeviceKey) -> Self {
        match device {
            DeviceKey::Ed25519(key) => Self::new(Self::ED25519, key),
            DeviceKey::P256(key) => Self::new(Self::P256, key.x()),
        }
    }
}

/// A field of bytes: wire type 2.
fn write_key(bytes: &mut Vec<u8>, field: u8, key: &HeliumKey) {
    bytes.extend([field << 3 | 2, 33]);
    bytes.extend(key.0);
}

/// A field of a number: wire type 0, seven bits a byte, the lowest first, the top bit set on all but the
/// last.
fn write_number(bytes: &mut Vec<u8>, field: u8, mut number: u64) {
    if number == 0 {
        return;
    }
    bytes.push(field << 3);
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        P256Key, Signature,
        transaction::{ClaimForm, DeviceClaim},
    };

    const NONCE: [u8; 16] = *b"@ABCDEFGHIJKLMNO";
    const KEY: &str = "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";

    fn unhex<const N: usize>(digits: &str) -> [u8; N] {
        let mut bytes = [0; N];
        hex::decode_to_slice(digits, &mut bytes).unwrap();
        bytes
    }

    fn network() -> NetworkId {
        NetworkId(std::array::from_fn(|at| at as u8))
    }

    /// The public key of the ed25519 seed that is all ones.
    fn owner() -> AccountAddress {
        AccountAddress(unhex(
            "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c",
        ))
    }

    /// Expects these bytes, and that `signature` is of them. Both were made with Python's `cryptography`
    /// 48.0.0 from messages put together by hand.
    #[track_caller]
    fn check(device: DeviceKey, (staking_fee, fee): (u64, u64), bytes: &str, signature: Signature) {
        let claim = DeviceClaim {
            device,
            nonce: NONCE,
            form: ClaimForm::HeliumAddGateway { staking_fee, fee },
            signature,
        };
        let found = claim.signing_bytes(network(), owner());
        assert_eq!(hex::encode(&found), bytes);
        assert!(device.verify(&found, &signature));
    }

    #[test]
    fn a_hotspot_with_a_secure_element_signs_these_bytes() {
        let device = DeviceKey::P256(P256Key::from_compressed(unhex(KEY)).unwrap());
        check(
            device,
            (0, 0),
            "0a21018a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c\
             12210060fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6\
             2a2101b861ba1f1ea5bafff9bf34646eb5685add13ebc7f057777db679127276367cf8",
            Signature::from_p256(unhex(
                "1ecc386456178fd6b065a3d13c98cffe13f48b84af256608bdc4c14f3e99a121\
                 f8d92f9b81128009a27628a6b41cf31b20bc6f7f5003d90e144e46b600466c50",
            ))
            .unwrap(),
        );
        check(
            device,
            (4_000_000, 65_000),
            "0a21018a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c\
             12210060fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6\
             2a2101b861ba1f1ea5bafff9bf34646eb5685add13ebc7f057777db679127276367cf8\
             388092f40140e8fb03",
            Signature::from_p256(unhex(
                "378756409c3f2d0f9eb36abb1fdcd46cb928f1bc80449614ec7df94fa66c67e1\
                 d8001bdba9001067ac1622ff8fd0a9cd3bb9410042f67b05d0a9c14fa5d1b20a",
            ))
            .unwrap(),
        );
    }

    #[test]
    fn a_hotspot_with_an_ed25519_key_signs_these_bytes() {
        check(
            DeviceKey::Ed25519(unhex(
                "8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394",
            )),
            (0, 0),
            "0a21018a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c\
             1221018139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394\
             2a2101b861ba1f1ea5bafff9bf34646eb5685add13ebc7f057777db679127276367cf8",
            Signature(unhex(
                "20b282440cce11c84e8df37e1166514b7e92f19c62274fc210b0a058c63f9a8c\
                 b2a14f144f63fedd077e49a443ba147adaff546b821442b9b50a30d88358610b",
            )),
        );
    }

    #[test]
    fn a_number_has_as_many_bytes_as_it_needs() {
        let written = |number| {
            let mut bytes = Vec::new();
            write_number(&mut bytes, 8, number);
            bytes
        };
        assert_eq!(written(0), []);
        assert_eq!(written(1), [0x40, 1]);
        assert_eq!(written(127), [0x40, 127]);
        // The protocol buffers' encoding guide has 150.
        assert_eq!(written(150), [0x40, 0x96, 1]);
        let largest = [&[0x40], [0xff; 9].as_slice(), &[1]].concat();
        assert_eq!(written(u64::MAX), largest);
    }
}
