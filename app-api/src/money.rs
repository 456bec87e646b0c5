//! Money on its way to the screen: integer base units, as a decimal string so that JavaScript's
//! numbers never touch it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An amount in base units; [`Money::DECIMALS`] of them to the left of the point make a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub u128);

impl Money {
    /// Decimals of a token.
    pub const DECIMALS: u32 = 8;
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse()
            .map(Self)
            .map_err(|_| D::Error::custom("not an amount in base units"))
    }
}
