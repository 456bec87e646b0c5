//! Checks that a header is final: one certificate against one group key.
//!
//! # The certificate
//! It is the encoding of a `Finalization` of commonware's threshold simplex with randomness:
//!
//! | part | bytes |
//! |---|---|
//! | the engine's era, view, and parent's view | three varints |
//! | the header's hash | 32 |
//! | the vote: signature over era, views and hash | 48 |
//! | the seed: signature over era and view | 48 |
//!
//! Both signatures are MinSig of BLS12-381 by the whole group, the vote under the namespace
//! `… _FINALIZE`, the seed under `… _SEED`. One pairing check takes both, each weighted by a factor
//! that is drawn from everything that is checked, so that errors cannot be made to cancel out.
//! `tests/fixtures/certificate.json` is made by the full node and pins the bytes.

use crate::BanReason;
use commonware_codec::{Copying, DecodeExt, FixedSize, ReadExt, varint::UInt};
use commonware_cryptography::{
    bls12381::primitives::{
        ops::batch,
        variant::{MinSig, Variant},
    },
    transcript::{Transcript, Version},
};
use commonware_parallel::Sequential;
use commonware_utils::non_empty;
use outpost_protocol::{
    CertifiedHeader, Hash, Header, NetworkDefinition, NetworkId, wire::MAX_GOSSIP_BYTES,
};

type PublicKey = <MinSig as Variant>::Public;
type Signature = <MinSig as Variant>::Signature;

/// All that is trusted: a network's id and its group key.
#[derive(Clone, Debug)]
pub struct TrustAnchor {
    network: NetworkId,
    group_key: PublicKey,
    vote_namespace: Vec<u8>,
    seed_namespace: Vec<u8>,
}

/// A header that is final. Only [`TrustAnchor::verify`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedHeader {
    certified: CertifiedHeader,
    hash: Hash,
}

/// The network file's group key is no point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the group key is not a key")]
pub struct BadGroupKey;

impl TrustAnchor {
    /// Reads the group key.
    pub fn new(network: &NetworkDefinition) -> Result<Self, BadGroupKey> {
        let group_key = PublicKey::decode(Copying(&network.group_key)).map_err(|_| BadGroupKey)?;
        let namespace = network.id.consensus_namespace();
        Ok(Self {
            network: network.id,
            group_key,
            vote_namespace: [namespace.as_slice(), b"_FINALIZE"].concat(),
            seed_namespace: [namespace.as_slice(), b"_SEED"].concat(),
        })
    }

    /// Checks that `certified` is a final header of this network.
    pub fn verify(&self, certified: CertifiedHeader) -> Result<VerifiedHeader, BanReason> {
        if certified.header.network != self.network {
            return Err(BanReason::WrongNetwork);
        }
        let hash = certified.header.hash();
        let certificate = Certificate::parse(&certified.certificate.0)
            .filter(|certificate| certificate.payload == hash)
            .ok_or(BanReason::WrongCertificate)?;
        if !self.is_signed(&certificate, &certified.certificate.0) {
            return Err(BanReason::WrongCertificate);
        }
        Ok(VerifiedHeader { certified, hash })
    }

    fn is_signed(&self, certificate: &Certificate<'_>, encoded: &[u8]) -> bool {
        let mut transcript = Transcript::new(b"outpost light certificate", Version::V1);
        transcript
            .commit(self.vote_namespace.as_slice())
            .commit(encoded);
        let entries = non_empty![
            (
                self.vote_namespace.as_slice(),
                certificate.proposal,
                certificate.vote
            ),
            (
                self.seed_namespace.as_slice(),
                certificate.round,
                certificate.seed
            ),
        ];
        batch::verify_same_signer::<_, MinSig, _>(
            &mut transcript.noise(b"weights"),
            &self.group_key,
            entries,
            &Sequential,
        )
        .is_ok()
    }
}

/// A certificate's parts, not checked yet.
struct Certificate<'a> {
    /// Encoded era and view.
    round: &'a [u8],
    /// Encoded era, view, parent's view and payload.
    proposal: &'a [u8],
    payload: Hash,
    vote: Signature,
    seed: Signature,
}

impl<'a> Certificate<'a> {
    fn parse(encoded: &'a [u8]) -> Option<Self> {
        if encoded.len() > MAX_GOSSIP_BYTES {
            return None;
        }
        let mut rest = Copying(encoded);
        for _era_then_view in 0..2 {
            UInt::<u64>::read(&mut rest).ok()?;
        }
        let round = encoded.get(..encoded.len().checked_sub(rest.0.len())?)?;
        UInt::<u64>::read(&mut rest).ok()?;
        let payload = <[u8; 32]>::read(&mut rest).ok()?;
        let proposal = encoded.get(..encoded.len().checked_sub(rest.0.len())?)?;
        if rest.0.len() != 2 * Signature::SIZE {
            return None;
        }
        Some(Self {
            round,
            proposal,
            payload: Hash(payload),
            vote: Signature::read(&mut rest).ok()?,
            seed: Signature::read(&mut rest).ok()?,
        })
    }
}

impl VerifiedHeader {
    /// The header.
    pub fn header(&self) -> &Header {
        &self.certified.header
    }

    /// Its hash.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The header with its certificate, to be stored or passed on.
    pub fn certified(&self) -> &CertifiedHeader {
        &self.certified
    }
}
