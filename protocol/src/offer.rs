//! Says where a device's evidence can be fetched.
//!
//! # Offers
//! A device tells full nodes where its evidence is, and full nodes tell each other. An offer is never on
//! chain: it holds addresses, which are nobody's business for ever. It is signed by the device, and the
//! newest takes the place of those before. Who provides the evidence may be another than the device, and
//! may do so for many.

use crate::{
    DeviceKey, Hash, NetworkId, Signature, Timestamp,
    bounded::List,
    transaction::Rejection,
    wire::{MAX_GOSSIP_BYTES, WireError, decode_bounded},
};
use borsh::{BorshDeserialize, BorshSerialize};

/// Most addresses of one provider.
pub const MAX_ROUTES: usize = 8;

/// Where the evidence of one device can be fetched.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Offer {
    /// The network it is for.
    pub network: NetworkId,
    /// The device.
    pub device: DeviceKey,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who provides it.
    pub provider: Provider,
}

/// Somebody who provides evidence, and how to reach them.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Provider {
    /// The provider's iroh key, an ed25519 public key. Connections are encrypted to it.
    pub key: [u8; 32],
    /// Its addresses.
    pub routes: List<Route, MAX_ROUTES>,
}

/// An address of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, BorshSerialize, BorshDeserialize)]
pub struct Route {
    /// An IPv6 address, or an IPv4 address mapped to one (RFC 4291, section 2.5.5.2).
    pub address: [u8; 16],
    /// The UDP port.
    pub port: u16,
}

/// An offer with its device's signature.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct SignedOffer {
    /// The offer.
    pub offer: Offer,
    /// The device's signature of [`Offer::signing_bytes`].
    pub signature: Signature,
}

impl Offer {
    /// The bytes that the device signs.
    pub fn signing_bytes(&self) -> Vec<u8> {
        Hash::of_encoded("outpost offer 1", self).0.to_vec()
    }
}

impl SignedOffer {
    /// Whether the device named in the offer signed it, for this network.
    pub fn check(&self, network: NetworkId) -> Result<(), Rejection> {
        let Self { offer, signature } = self;
        if offer.network != network {
            return Err(Rejection::WrongNetwork);
        }
        if !offer.device.verify(&offer.signing_bytes(), signature) {
            return Err(Rejection::BadSignature);
        }
        Ok(())
    }

    /// Decodes a gossiped offer, bounded by [`MAX_GOSSIP_BYTES`].
    pub fn decode(bytes: &[u8]) -> Result<Self, WireError> {
        decode_bounded(bytes, MAX_GOSSIP_BYTES)
    }
}
