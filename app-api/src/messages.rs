//! Requests about signed messages: to show that one holds an account's keys.

use crate::call::calls;
use serde::{Deserialize, Serialize};

calls! {
    /// Signs a message as the account that is shown. Moves nothing.
    "sign_message" => SignMessage {
        /// What to say.
        text: String,
    } -> String;
    /// Says who signed a message, and whether they did.
    "verify_message" => VerifyMessage {
        /// The signed message, as [`SignMessage`] gave it to its person.
        text: String,
    } -> VerifiedMessage;
}

/// A signed message that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedMessage {
    /// Who is said to have signed it, `op1…`.
    pub account: String,
    /// Their name, if this device knows one.
    pub name: Option<String>,
    /// What they said.
    pub message: String,
    /// Whether they did.
    pub right: bool,
}
