//! Turns a hotspot's signed answer into the claim that our network takes, and checks it before.
//!
//! # The answer (helium/proto, `blockchain_txn.proto`)
//! A `blockchain_txn` with the `add_gateway` that was asked for, signed by the hotspot: ed25519 in 64 bytes,
//! or ECDSA over P-256 in DER (RFC 3279, section 2.2.3). Owner, payer and gateway must be those that were
//! asked for and asked. The fees are the hotspot's own: they say what its old network wants, cost nobody
//! anything here, and are part of what it signed. They go into the claim as they came.

use super::{
    value::{ValueError, message},
    wire,
};
use crate::protocols::claim::{ClaimRequest, ForgedClaim};
use outpost_protocol::{
    DeviceKey, Signature,
    transaction::{ClaimForm, DeviceClaim, add_gateway::AddGateway},
};
use p256::ecdsa;
use prost::Message;

/// An answer that is no claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddGatewayError {
    /// None yet, none that can be read, or the hotspot's word that it failed.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// The hotspot could not read what it was asked.
    #[error("the hotspot could not read the owner or the payer")]
    BadArguments,
    /// Signed for somebody else, or for another claim: maybe the answer to what was asked before.
    #[error("the hotspot answered to another request")]
    AnotherRequest,
    /// Another hotspot answers than the one whose key was read.
    #[error("another hotspot than {expected} answered")]
    AnotherHotspot {
        /// Who should have.
        expected: DeviceKey,
    },
    /// The signature is not the hotspot's.
    #[error(transparent)]
    Forged(#[from] ForgedClaim),
}

/// Reads the value of [`ADD_GATEWAY`](super::ADD_GATEWAY) as the answer of `device` to `request`.
pub fn read_claim(
    request: &ClaimRequest,
    device: DeviceKey,
    value: &[u8],
) -> Result<DeviceClaim, AddGatewayError> {
    if value == b"badargs" {
        return Err(AddGatewayError::BadArguments);
    }
    let transaction: wire::Transaction = message(value)?;
    let answer = transaction.add_gateway.ok_or(ValueError::Malformed)?;
    let ClaimRequest {
        network,
        owner,
        nonce,
    } = *request;
    let asked = AddGateway::of_claim(network, owner, nonce, device);
    if answer.gateway != asked.gateway.0 {
        return Err(AddGatewayError::AnotherHotspot { expected: device });
    }
    if answer.owner != asked.owner.0 || answer.payer != asked.payer.0 {
        return Err(AddGatewayError::AnotherRequest);
    }
    let claim = DeviceClaim {
        device,
        nonce,
        form: ClaimForm::HeliumAddGateway {
            staking_fee: answer.staking_fee,
            fee: answer.fee,
        },
        signature: read_signature(device, &answer.gateway_signature)
            .ok_or(ForgedClaim { device })?,
    };
    if !device.verify(&claim.signing_bytes(network, owner), &claim.signature) {
        return Err(ForgedClaim { device }.into());
    }
    Ok(claim)
}

/// The answer with the hotspot's signature; `None` if that is none.
pub(super) fn write_answer(
    device: DeviceKey,
    signed: &AddGateway,
    signature: &Signature,
) -> Option<Vec<u8>> {
    let answer = wire::AddGateway {
        owner: signed.owner.0.to_vec(),
        gateway: signed.gateway.0.to_vec(),
        gateway_signature: write_signature(device, signature)?,
        payer: signed.payer.0.to_vec(),
        staking_fee: signed.staking_fee,
        fee: signed.fee,
    };
    let transaction = wire::Transaction {
        add_gateway: Some(answer),
    };
    Some(transaction.encode_to_vec())
}

fn read_signature(device: DeviceKey, bytes: &[u8]) -> Option<Signature> {
    match device {
        DeviceKey::Ed25519(_) => bytes.try_into().ok().map(Signature),
        DeviceKey::P256(_) => {
            let signature = ecdsa::Signature::from_der(bytes).ok()?;
            Signature::from_p256(signature.to_bytes().into())
        }
    }
}

fn write_signature(device: DeviceKey, signature: &Signature) -> Option<Vec<u8>> {
    match device {
        DeviceKey::Ed25519(_) => Some(signature.0.to_vec()),
        DeviceKey::P256(_) => {
            let signature = ecdsa::Signature::from_slice(&signature.0).ok()?;
            Some(signature.to_der().as_bytes().to_vec())
        }
    }
}
