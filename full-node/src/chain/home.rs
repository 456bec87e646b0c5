//! Keeps what one validator needs in its home folder: keys, the committee, the genesis and addresses.
//!
//! `home.toml` holds secrets and is readable by its owner only.

use super::dealer::{Committee, ValidatorSecrets};
use bytes::Bytes;
use commonware_codec::{Decode, DecodeExt, Encode};
use commonware_cryptography::{
    Signer as _,
    bls12381::primitives::{
        group::Share,
        sharing::{ModeVersion, Sharing},
    },
    ed25519::{PrivateKey, PublicKey},
};
use commonware_utils::{NZU32, ordered::Set};
use ed25519_dalek::SigningKey;
use outpost_protocol::{genesis::Genesis, hash::encode};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::{self, Write as _},
    net::SocketAddr,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

const HOME_FILE: &str = "home.toml";
const GENESIS_FILE: &str = "genesis.borsh";
/// Most validators of a committee that is read from a file.
const MAX_VALIDATORS: std::num::NonZeroU32 = NZU32!(1_024);

/// One validator's keys, companions and addresses.
pub struct Home {
    /// The validator's secrets.
    pub secrets: ValidatorSecrets,
    /// Signs what it says on chain: audits and amendments. Named in
    /// [`Genesis::validators`](outpost_protocol::genesis::Genesis::validators).
    pub operator: SigningKey,
    /// All validators.
    pub committee: Committee,
    /// Where each validator listens for the others.
    pub addresses: BTreeMap<PublicKey, SocketAddr>,
    /// How the network began.
    pub genesis: Genesis,
    /// How it serves everybody else.
    pub service: Service,
}

/// The side of a full node that everybody can reach.
#[derive(Clone, Serialize, Deserialize)]
pub struct Service {
    /// Seed of the node's key among libp2p peers, in hexadecimal.
    pub peer_seed: String,
    /// Multiaddresses to listen on.
    pub listen: Vec<String>,
    /// Multiaddresses of other full nodes.
    pub peers: Vec<String>,
    /// Seed of the account that gives tokens for practice, in hexadecimal. None on a real network.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub faucet_seed: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HomeFile {
    identity: String,
    share: String,
    operator_seed: String,
    sharing: String,
    validators: Vec<Member>,
    service: Service,
}

#[derive(Serialize, Deserialize)]
struct Member {
    key: String,
    address: SocketAddr,
}

/// A home folder that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file is not TOML of the expected shape.
    #[error("{HOME_FILE} cannot be read: {0}")]
    Malformed(#[from] toml::de::Error),
    /// The file cannot be written.
    #[error("{HOME_FILE} cannot be written: {0}")]
    Unwritable(#[from] toml::ser::Error),
    /// A field does not hold what it should.
    #[error("{HOME_FILE} has a wrong {0}")]
    BadField(&'static str),
    /// The genesis does not decode.
    #[error("{GENESIS_FILE} is not a genesis")]
    BadGenesis,
}

impl Home {
    /// Reads the home in `directory`.
    pub fn read(directory: &Path) -> Result<Self, HomeError> {
        let path = directory.join(HOME_FILE);
        let text = fs::read_to_string(&path).map_err(|error| HomeError::Io { path, error })?;
        let file: HomeFile = toml::from_str(&text)?;
        let mut addresses = BTreeMap::new();
        for member in &file.validators {
            let key = PublicKey::decode(unhex(&member.key, "validator key")?)
                .map_err(|_| HomeError::BadField("validator key"))?;
            addresses.insert(key, member.address);
        }
        let participants = Set::try_from(addresses.keys().cloned().collect::<Vec<_>>())
            .map_err(|_| HomeError::BadField("list of validators"))?;
        let sharing = Sharing::decode_cfg(
            unhex(&file.sharing, "sharing")?,
            &(MAX_VALIDATORS, ModeVersion::v0()),
        )
        .map_err(|_| HomeError::BadField("sharing"))?;
        let identity = PrivateKey::decode(unhex(&file.identity, "identity")?)
            .map_err(|_| HomeError::BadField("identity"))?;
        let share = Share::decode(unhex(&file.share, "share")?)
            .map_err(|_| HomeError::BadField("share"))?;
        let operator_seed = seed_from_hex(&file.operator_seed, "operator seed")?;
        if !addresses.contains_key(&identity.public_key()) {
            return Err(HomeError::BadField("identity"));
        }
        Ok(Self {
            secrets: ValidatorSecrets { identity, share },
            operator: SigningKey::from_bytes(&operator_seed),
            committee: Committee {
                participants,
                sharing,
            },
            addresses,
            genesis: read_genesis(directory)?,
            service: file.service,
        })
    }

    /// Writes the home into `directory`.
    pub fn write(&self, directory: &Path) -> Result<(), HomeError> {
        let file = HomeFile {
            identity: hex::encode(self.secrets.identity.encode()),
            share: hex::encode(self.secrets.share.encode()),
            operator_seed: hex::encode(self.operator.to_bytes()),
            sharing: hex::encode(self.committee.sharing.encode()),
            validators: self
                .addresses
                .iter()
                .map(|(key, address)| Member {
                    key: hex::encode(key.encode()),
                    address: *address,
                })
                .collect(),
            service: self.service.clone(),
        };
        let in_directory = |error| HomeError::Io {
            path: directory.to_owned(),
            error,
        };
        fs::create_dir_all(directory).map_err(in_directory)?;
        write_genesis(directory, &self.genesis)?;
        write_secret(&directory.join(HOME_FILE), &toml::to_string(&file)?)
    }
}

/// Reads the genesis in a full node's folder.
pub fn read_genesis(directory: &Path) -> Result<Genesis, HomeError> {
    let path = directory.join(GENESIS_FILE);
    let bytes = fs::read(&path).map_err(|error| HomeError::Io { path, error })?;
    Genesis::decode(&bytes).map_err(|_| HomeError::BadGenesis)
}

/// Writes the genesis into a full node's folder.
pub fn write_genesis(directory: &Path, genesis: &Genesis) -> Result<(), HomeError> {
    let path = directory.join(GENESIS_FILE);
    fs::write(&path, encode(genesis)).map_err(|error| HomeError::Io { path, error })
}

/// Writes a file that only its owner can read.
pub fn write_secret(path: &Path, text: &str) -> Result<(), HomeError> {
    let written = OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| HomeError::Io {
        path: path.to_owned(),
        error,
    })
}

fn unhex(text: &str, field: &'static str) -> Result<Bytes, HomeError> {
    hex::decode(text)
        .map(Bytes::from)
        .map_err(|_| HomeError::BadField(field))
}

/// Reads a key's seed.
pub fn seed_from_hex(text: &str, field: &'static str) -> Result<[u8; 32], HomeError> {
    let mut seed = [0; 32];
    hex::decode_to_slice(text, &mut seed).map_err(|_| HomeError::BadField(field))?;
    Ok(seed)
}
