//! Says how a device agrees to belong to an account.
//!
//! # Two forms
//! A device of ours signs [`claim_signing_bytes`]: the network, the owner, a nonce and the device, in words
//! of their own. Hotspots in the field know no such words. What they sign for whoever stands beside them is
//! a transaction of their old network, [`add_gateway`](super::add_gateway), which names an owner and a payer
//! that are given to them; the payer carries our network and nonce. Either is the device's word.
//!
//! Neither can be taken for the other: the one is 32 bytes long, the other more than 100.

use super::add_gateway::AddGateway;
use crate::{AccountAddress, DeviceKey, Hash, NetworkId, Signature};
use borsh::{BorshDeserialize, BorshSerialize};

/// A device's word that it belongs to an owner.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct DeviceClaim {
    /// The device.
    pub device: DeviceKey,
    /// Chosen by the app for this one claim.
    pub nonce: [u8; 16],
    /// What the device was given to sign.
    pub form: ClaimForm,
    /// The device's signature of [`DeviceClaim::signing_bytes`].
    pub signature: Signature,
}

/// What a device was given to sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ClaimForm {
    /// [`claim_signing_bytes`].
    Outpost,
    /// [`AddGateway::of_claim`], by a hotspot of Helium's network.
    HeliumAddGateway {
        /// What the hotspot says that its old network asks for a place in it. Of no meaning here.
        staking_fee: u64,
        /// What the hotspot says that its old network asks for the transaction. Of no meaning here.
        fee: u64,
    },
}

impl DeviceClaim {
    /// What the device signs to say that it belongs to `owner`.
    pub fn signing_bytes(&self, network: NetworkId, owner: AccountAddress) -> Vec<u8> {
        match self.form {
            ClaimForm::Outpost => claim_signing_bytes(network, owner, self.nonce, self.device),
            ClaimForm::HeliumAddGateway { staking_fee, fee } => AddGateway {
                staking_fee,
                fee,
                ..AddGateway::of_claim(network, owner, self.nonce, self.device)
            }
            .signing_bytes(),
        }
    }
}

/// What a device of ours signs to say that it belongs to `owner`.
pub fn claim_signing_bytes(
    network: NetworkId,
    owner: AccountAddress,
    nonce: [u8; 16],
    device: DeviceKey,
) -> Vec<u8> {
    Hash::of_encoded("outpost claim 1", &(network, owner, nonce, device))
        .0
        .to_vec()
}
