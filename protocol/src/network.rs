//! What a light node must know to join a network: whom it trusts and where it finds peers.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A network's id: the hash of its genesis.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize)]
pub struct NetworkId(pub [u8; 32]);

impl fmt::Display for NetworkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for NetworkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for NetworkId {
    type Err = hex::FromHexError;

    fn from_str(text: &str) -> Result<Self, hex::FromHexError> {
        let mut id = [0; 32];
        hex::decode_to_slice(text, &mut id)?;
        Ok(Self(id))
    }
}

/// A network file (`assets/networks/*.toml`). The id and the group key are all that is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkDefinition {
    /// What people call it.
    pub name: String,
    /// The genesis hash.
    pub id: NetworkId,
    /// The validators' group key: an encoded MinSig public key of BLS12-381, 96 bytes.
    pub group_key: Vec<u8>,
    /// Where full nodes listen: multiaddresses with `/p2p/`.
    pub peers: Vec<String>,
    /// Whether its nodes give tokens for practice.
    pub practice: bool,
}

/// A network file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NetworkFileError {
    /// Not TOML of the expected shape.
    #[error("the network file cannot be read: {0}")]
    Malformed(#[from] toml::de::Error),
    /// The id is not 32 bytes of hexadecimal.
    #[error("the network's id is not 64 hexadecimal digits")]
    BadId,
    /// The group key is not 96 bytes of hexadecimal.
    #[error("the network's group key is not 192 hexadecimal digits")]
    BadGroupKey,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NetworkFile {
    name: String,
    id: String,
    group_key: String,
    peers: Vec<String>,
    #[serde(default)]
    practice: bool,
}

impl NetworkDefinition {
    /// Reads the text of a network file.
    pub fn from_toml(text: &str) -> Result<Self, NetworkFileError> {
        let file: NetworkFile = toml::from_str(text)?;
        let id = file.id.parse().map_err(|_| NetworkFileError::BadId)?;
        let group_key = hex::decode(&file.group_key).map_err(|_| NetworkFileError::BadGroupKey)?;
        if group_key.len() != 96 {
            return Err(NetworkFileError::BadGroupKey);
        }
        Ok(Self {
            name: file.name,
            id,
            group_key,
            peers: file.peers,
            practice: file.practice,
        })
    }

    /// The text of the network file.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(&NetworkFile {
            name: self.name.clone(),
            id: self.id.to_string(),
            group_key: hex::encode(&self.group_key),
            peers: self.peers.clone(),
            practice: self.practice,
        })
    }
}

impl NetworkId {
    /// The namespace of the validators' signatures, so that a vote of one network is none of another.
    pub fn consensus_namespace(&self) -> Vec<u8> {
        [b"outpost consensus 1 ".as_slice(), &self.0].concat()
    }
}
