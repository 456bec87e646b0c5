//! Writes addresses, cells and encoded values into journals as text that a person can read or copy.

use serde::{Deserialize, Deserializer, Serializer, de::Error};
use std::{borrow::Cow, fmt::Display, str::FromStr};

pub(crate) fn serialize<T: Display, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    let text = Cow::<'de, str>::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}

/// The same for what may be absent.
pub(crate) mod optional {
    use super::*;
    use serde::Serialize;

    pub(crate) fn serialize<T: Display, S: Serializer>(
        value: &Option<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value
            .as_ref()
            .map(ToString::to_string)
            .serialize(serializer)
    }

    pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
    where
        T: FromStr<Err: Display>,
        D: Deserializer<'de>,
    {
        Option::<String>::deserialize(deserializer)?
            .map(|text| text.parse().map_err(D::Error::custom))
            .transpose()
    }
}

/// The protocol's encoding, in hexadecimal.
pub(crate) mod encoding {
    use super::*;
    use borsh::{BorshDeserialize, BorshSerialize};

    pub(crate) fn serialize<T: BorshSerialize, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(outpost_protocol::hash::encode(value)))
    }

    pub(crate) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
    where
        T: BorshDeserialize,
        D: Deserializer<'de>,
    {
        let text = <Cow<'de, str> as Deserialize>::deserialize(deserializer)?;
        let bytes = hex::decode(text.as_ref()).map_err(D::Error::custom)?;
        borsh::from_slice(&bytes).map_err(D::Error::custom)
    }
}
