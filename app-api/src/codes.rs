//! Ties kinds of things to their words.

/// Defines an enum whose variants are named by keys of the translation files, on the wire as well.
macro_rules! codes {
    ($(#[$doc_of_all:meta])* $all:ident { $($(#[$doc:meta])* $name:ident = $key:literal),* $(,)? }) => {
        $(#[$doc_of_all])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $all {
            $($(#[$doc])* $name),*
        }

        impl $all {
            /// All of them, so that a test can ask for their words.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its key in the translation files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }

        // Not derived: a visitor of its own for each enum would cost the page many kilobytes.
        impl serde::Serialize for $all {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.key())
            }
        }

        impl<'de> serde::Deserialize<'de> for $all {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let key = String::deserialize(deserializer)?;
                let found = Self::ALL.iter().find(|one| one.key() == key);
                found.copied().ok_or_else(|| {
                    serde::de::Error::custom(format_args!("no {} is called {key:?}", stringify!($all)))
                })
            }
        }
    };
}

pub(crate) use codes;

#[cfg(test)]
mod tests {
    use crate::{ErrorCode, Language};

    #[test]
    fn a_code_is_named_by_its_key_on_the_wire_and_no_other_name_is_taken() {
        for code in ErrorCode::ALL {
            let json = serde_json::to_string(code).unwrap();
            assert_eq!(json, format!("\"{}\"", code.key()));
            assert_eq!(serde_json::from_str::<ErrorCode>(&json).unwrap(), *code);
        }
        let unknown = serde_json::from_str::<Language>("\"xx\"").unwrap_err();
        assert!(unknown.to_string().contains("no Language is called \"xx\""));
    }
}
