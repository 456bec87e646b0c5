//! Ties kinds of things to their words.

/// Defines an enum whose variants are named by keys of the translation files.
macro_rules! codes {
    ($(#[$doc_of_all:meta])* $all:ident { $($(#[$doc:meta])* $name:ident = $key:literal),* $(,)? }) => {
        $(#[$doc_of_all])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $all {
            $($(#[$doc])* #[serde(rename = $key)] $name),*
        }

        impl $all {
            /// All of them, so that a test can ask for their words.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its key in the translation files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

pub(crate) use codes;
