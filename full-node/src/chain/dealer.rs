//! Deals the group key's shares to the validators of a network where one party is trusted with it.
//!
//! The practice network and tests begin this way. A real network runs a distributed key generation
//! instead; what a validator then holds is the same.

use super::Scheme;
use commonware_codec::Encode;
use commonware_cryptography::{
    Signer as _,
    bls12381::{
        dkg::feldman_desmedt::{self, deal},
        primitives::{
            group::Share,
            sharing::{Mode, Sharing},
            variant::MinSig,
        },
    },
    ed25519::{PrivateKey, PublicKey},
};
use commonware_math::algebra::Random;
use commonware_utils::{N3f1, ordered::Set};
use outpost_protocol::NetworkId;
use rand_core::CryptoRng;
use std::collections::BTreeMap;

/// What the dealer hands out.
pub struct Dealing {
    /// What all validators know.
    pub committee: Committee,
    /// What each of them keeps to itself, in the committee's order.
    pub validators: Vec<ValidatorSecrets>,
}

/// The validators and the public side of their group key.
#[derive(Clone, Debug)]
pub struct Committee {
    /// The validators' identities, sorted; a share's index is a place in this list.
    pub participants: Set<PublicKey>,
    /// The polynomial that the shares lie on; its constant term is the group key.
    pub sharing: Sharing<MinSig>,
}

/// A validator's identity and its share of the group key.
pub struct ValidatorSecrets {
    /// Signs its connections to other validators.
    pub identity: PrivateKey,
    /// Signs its votes.
    pub share: Share,
}

/// A committee that cannot be dealt to.
#[derive(Debug, thiserror::Error)]
pub enum DealError {
    /// Two validators have one identity.
    #[error("two validators have the same identity")]
    DuplicateIdentity,
    /// The committee is empty, or the scheme refuses it.
    #[error("the group key cannot be shared: {0}")]
    Refused(#[from] feldman_desmedt::Error),
    /// A share does not lie on the committee's polynomial.
    #[error("the share is not one of this committee")]
    ForeignShare,
}

/// Deals fresh keys to `validators` validators. Whoever knows what `rng` yields knows the keys.
pub fn deal_keys(rng: &mut impl CryptoRng, validators: u32) -> Result<Dealing, DealError> {
    let mut identities: BTreeMap<PublicKey, PrivateKey> = (0..validators)
        .map(|_| {
            let key = PrivateKey::random(&mut *rng);
            (key.public_key(), key)
        })
        .collect();
    let participants = Set::try_from(identities.keys().cloned().collect::<Vec<_>>())
        .map_err(|_| DealError::DuplicateIdentity)?;
    let (output, shares) =
        deal::<MinSig, _, N3f1>(rng, Mode::NonZeroCounter, participants.clone())?;
    let validators = shares
        .into_iter()
        .filter_map(|(key, share)| {
            let identity = identities.remove(&key)?;
            Some(ValidatorSecrets { identity, share })
        })
        .collect();
    let committee = Committee {
        participants,
        sharing: output.public().clone(),
    };
    Ok(Dealing {
        committee,
        validators,
    })
}

impl Committee {
    /// The group key, 96 bytes, as a network file holds it.
    pub fn group_key(&self) -> Vec<u8> {
        self.sharing.public().encode().to_vec()
    }

    /// Signs votes on `network` with `share`.
    pub fn signer(&self, network: NetworkId, share: Share) -> Result<Scheme, DealError> {
        Scheme::signer(
            &network.consensus_namespace(),
            self.participants.clone(),
            self.sharing.clone(),
            share,
        )
        .ok_or(DealError::ForeignShare)
    }
}
