//! What a request is: a name, a body and the type of its answer.

use serde::{Serialize, de::DeserializeOwned};

/// A request that the UI makes of the app.
pub trait Call: Serialize + DeserializeOwned {
    /// Its name on the wire.
    const NAME: &'static str;
    /// What comes back when it succeeds.
    type Answer: Serialize + DeserializeOwned;
}

/// Declares requests: documentation, name on the wire, fields and answer in one place.
macro_rules! calls {
    ($($(#[$doc:meta])* $wire:literal => $name:ident { $($(#[$field_doc:meta])* $field:ident : $kind:ty),* $(,)? } -> $answer:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
            pub struct $name { $($(#[$field_doc])* pub $field: $kind),* }

            impl crate::Call for $name {
                const NAME: &'static str = $wire;
                type Answer = $answer;
            }
        )*
    };
}

pub(crate) use calls;
