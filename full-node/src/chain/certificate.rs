//! Checks that a header is final: a certificate under the network's group key.
//!
//! A [`Certificate`] is the commonware encoding of a `Finalization`:
//!
//! | bytes | what |
//! |---|---|
//! | varint | the engine's epoch (an era here) |
//! | varint | the view |
//! | varint | the parent's view |
//! | 32 | the payload: the header's hash |
//! | 48 | the vote signature (G1, compressed) |
//! | 48 | the seed signature (G1, compressed) |
//!
//! Both signatures check against the group key (G2, compressed, 96 bytes) under MinSig's message
//! domain. The vote signs `union_unique(namespace ‖ "_FINALIZE", encode(proposal))`, where the
//! proposal is all that stands before the signatures. The seed signs
//! `union_unique(namespace ‖ "_SEED", encode(round))`, where the round is era and view. The
//! namespace is [`NetworkId::consensus_namespace`].

use super::{Finalization, Scheme};
use bytes::Bytes;
use commonware_codec::{DecodeExt, Encode};
use commonware_consensus::{
    simplex::scheme::bls12381_threshold::vrf,
    types::{Epoch as Era, Round, View},
};
use commonware_cryptography::{
    bls12381::primitives::variant::{MinSig, Variant},
    sha256::Digest,
};
use commonware_parallel::Sequential;
use commonware_utils::sys_rng;
use outpost_protocol::{Certificate, CertifiedHeader, Hash, Header, NetworkId, randomness::Seed};

/// Knows a network's group key.
#[derive(Clone, Debug)]
pub struct CertificateVerifier {
    network: NetworkId,
    scheme: Scheme,
}

/// A header that is not proven to be final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// The network's group key is not a key.
    #[error("the network's group key is not a key")]
    BadGroupKey,
    /// The certificate's bytes are not a certificate.
    #[error("not a certificate")]
    Malformed,
    /// The header names another network.
    #[error("the header is of another network")]
    WrongNetwork,
    /// The certificate is of another header.
    #[error("the certificate is of another header")]
    WrongHeader,
    /// The group did not sign it.
    #[error("the group did not sign this certificate")]
    BadSignature,
    /// The group did not sign the seed.
    #[error("the group did not sign this seed")]
    BadSeed,
}

impl CertificateVerifier {
    /// Trusts `group_key` for `network`.
    pub fn new(network: NetworkId, group_key: &[u8]) -> Result<Self, CertificateError> {
        let identity = <MinSig as Variant>::Public::decode(Bytes::copy_from_slice(group_key))
            .map_err(|_| CertificateError::BadGroupKey)?;
        let scheme = Scheme::certificate_verifier(&network.consensus_namespace(), identity);
        Ok(Self { network, scheme })
    }

    /// Trusts whom a validator's own `scheme` signs for.
    pub(super) fn of_validator(network: NetworkId, scheme: Scheme) -> Self {
        Self { network, scheme }
    }

    /// Whether `certified` is final on this network.
    pub fn verify(&self, certified: &CertifiedHeader) -> Result<(), CertificateError> {
        self.finalization_of(&certified.header, &certified.certificate)
            .map(drop)
    }

    /// The finalization of `header`, checked.
    pub fn finalization_of(
        &self,
        header: &Header,
        certificate: &Certificate,
    ) -> Result<Finalization, CertificateError> {
        if header.network != self.network {
            return Err(CertificateError::WrongNetwork);
        }
        let finalization = Finalization::decode(Bytes::copy_from_slice(&certificate.0))
            .map_err(|_| CertificateError::Malformed)?;
        if finalization.proposal.payload != digest_of(header.hash()) {
            return Err(CertificateError::WrongHeader);
        }
        if !finalization.verify(&mut sys_rng(), &self.scheme, &Sequential) {
            return Err(CertificateError::BadSignature);
        }
        Ok(finalization)
    }

    /// Whether the group signed `seed`. Says nothing about whose round it is of.
    pub fn verify_seed(&self, seed: &Seed) -> Result<(), CertificateError> {
        let bytes = Bytes::copy_from_slice(&seed.signature);
        let signature =
            <MinSig as Variant>::Signature::decode(bytes).map_err(|_| CertificateError::BadSeed)?;
        let signed = vrf::Seed::<MinSig>::new(round_of(seed), signature);
        if signed.verify(&self.scheme) {
            Ok(())
        } else {
            Err(CertificateError::BadSeed)
        }
    }
}

/// The seed in a certificate of `round`; `None` if the certificate's bytes are not one.
pub(super) fn seed_of(round: Round, certificate: &vrf::Certificate<MinSig>) -> Option<Seed> {
    let signature = certificate.get()?.seed_signature.encode();
    Some(Seed {
        era: round.epoch().get(),
        view: round.view().get(),
        signature: signature.as_ref().try_into().ok()?,
    })
}

/// The round that a seed says it is of.
pub(super) fn round_of(seed: &Seed) -> Round {
    Round::new(Era::new(seed.era), View::new(seed.view))
}

/// The certificate as light nodes get it.
pub fn encode_finalization(finalization: &Finalization) -> Certificate {
    Certificate(finalization.encode().to_vec())
}

/// A hash as the engine names it.
pub fn digest_of(hash: Hash) -> Digest {
    Digest(hash.0)
}
