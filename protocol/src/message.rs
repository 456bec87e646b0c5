//! Signs a person's message as an account, and says who signed one.
//!
//! What is signed is a hash under a domain of its own, so that no message is ever a transaction, whatever
//! its words. It names the account, and no network: it shows who holds the key, which is the same
//! everywhere.
//!
//! # As text
//! A signed message is handed on as text: the message between two lines that frame it, then the account
//! and the signature in hexadecimal, then a last line. The message may have such lines itself: what
//! counts are the first and the last ones.

use crate::{AccountAddress, Hash, Signature};
use std::{fmt, str::FromStr};

/// Longest message, in bytes.
pub const MAX_MESSAGE_BYTES: usize = 4096;
/// Longest signed message as text: the frame and an address take less than 512 bytes, and mail may have made
/// two bytes of every line's end.
const MAX_TEXT_BYTES: usize = 2 * MAX_MESSAGE_BYTES + 512;

const BEGIN: &str = "-----BEGIN OUTPOST SIGNED MESSAGE-----\n";
const SIGNATURE: &str = "\n-----BEGIN OUTPOST SIGNATURE-----\n";
const END: &str = "\n-----END OUTPOST SIGNATURE-----";

/// What a person says: not empty, no white space around it, lines that end in `\n` alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message(String);

/// A message and who signed it, which is not checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedMessage {
    /// Who is said to have signed it.
    pub account: AccountAddress,
    /// The message.
    pub message: Message,
    /// The signature of [`Message::signing_bytes`].
    pub signature: Signature,
}

/// Why a text is no message, or no signed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// There is nothing to sign.
    #[error("the message is empty")]
    Empty,
    /// It is too long.
    #[error("the message has {found} bytes, at most {MAX_MESSAGE_BYTES} are taken")]
    TooLong {
        /// Its length.
        found: usize,
    },
    /// The frame, the address or the signature is missing or damaged.
    #[error("this is no signed message, or a part of it is missing")]
    Malformed,
}

impl Message {
    /// Takes what was typed or pasted. White space around it and the kind of line ends do not matter.
    pub fn new(text: &str) -> Result<Self, MessageError> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.trim();
        match text.len() {
            0 => Err(MessageError::Empty),
            found if found > MAX_MESSAGE_BYTES => Err(MessageError::TooLong { found }),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The bytes that `account` signs.
    pub fn signing_bytes(&self, account: AccountAddress) -> Vec<u8> {
        Hash::of_encoded("outpost message 1", &(account, &self.0))
            .0
            .to_vec()
    }
}

impl SignedMessage {
    /// Whether the account signed it.
    pub fn is_right(&self) -> bool {
        let bytes = self.message.signing_bytes(self.account);
        self.account.verify(&bytes, &self.signature)
    }
}

impl fmt::Display for SignedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (text, signature) = (self.message.text(), hex::encode(self.signature.0));
        write!(
            f,
            "{BEGIN}{text}{SIGNATURE}{}\n{signature}{END}",
            self.account
        )
    }
}

impl FromStr for SignedMessage {
    type Err = MessageError;

    fn from_str(text: &str) -> Result<Self, MessageError> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(MessageError::TooLong { found: text.len() });
        }
        let text = text.replace("\r\n", "\n");
        let (message, proof) = text
            .trim()
            .strip_prefix(BEGIN)
            .and_then(|rest| rest.strip_suffix(END))
            .and_then(|rest| rest.rsplit_once(SIGNATURE))
            .ok_or(MessageError::Malformed)?;
        let (account, digits) = proof.split_once('\n').ok_or(MessageError::Malformed)?;
        let account = account.parse().map_err(|_| MessageError::Malformed)?;
        let mut signature = [0; 64];
        hex::decode_to_slice(digits.trim(), &mut signature).map_err(|_| MessageError::Malformed)?;
        Ok(Self {
            account,
            message: Message::new(message)?,
            signature: Signature(signature),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer as _, SigningKey};

    fn signed(text: &str) -> SignedMessage {
        let key = SigningKey::from_bytes(&[7; 32]);
        let account = AccountAddress(key.verifying_key().to_bytes());
        let message = Message::new(text).unwrap();
        let signature = key.sign(&message.signing_bytes(account));
        SignedMessage {
            account,
            message,
            signature: Signature(signature.to_bytes()),
        }
    }

    #[test]
    fn a_signed_message_is_right_until_anything_of_it_changes() {
        let right = signed("This antenna is mine.");
        assert!(right.is_right());
        let others = signed("This antenna is yours.");
        assert!(
            !SignedMessage {
                message: others.message,
                ..right.clone()
            }
            .is_right()
        );
        assert!(
            !SignedMessage {
                signature: others.signature,
                ..right.clone()
            }
            .is_right()
        );
        let account = AccountAddress(SigningKey::from_bytes(&[8; 32]).verifying_key().to_bytes());
        assert!(!SignedMessage { account, ..right }.is_right());
    }

    #[test]
    fn a_signed_message_survives_the_way_through_text_and_mail() {
        let framed = format!("{BEGIN}within{SIGNATURE}within{END}");
        for text in ["One line", "Two\nlines, ünd more", &framed] {
            let signed = signed(text);
            let written = signed.to_string();
            assert_eq!(written.parse(), Ok(signed.clone()));
            let mailed = format!("\r\n{}\r\n", written.replace('\n', "\r\n"));
            assert_eq!(mailed.parse::<SignedMessage>(), Ok(signed));
        }
    }

    #[test]
    fn what_is_no_signed_message_is_refused() {
        let written = signed("One line").to_string();
        for damaged in [
            String::new(),
            written.replace("op1", "op2"),
            written.replace("SIGNED", "signed"),
            written.replacen(END, "", 1),
            written.replacen(BEGIN, "", 1),
            written.replacen(END, "00", 1),
        ] {
            assert_eq!(
                damaged.parse::<SignedMessage>(),
                Err(MessageError::Malformed)
            );
        }
        let long = "m".repeat(MAX_TEXT_BYTES + 1);
        assert!(matches!(
            long.parse::<SignedMessage>(),
            Err(MessageError::TooLong { .. })
        ));
    }

    #[test]
    fn a_message_has_words_and_a_bound() {
        assert_eq!(Message::new(" \r\n "), Err(MessageError::Empty));
        assert!(Message::new(&"m".repeat(MAX_MESSAGE_BYTES)).is_ok());
        let found = MAX_MESSAGE_BYTES + 1;
        assert_eq!(
            Message::new(&"m".repeat(found)),
            Err(MessageError::TooLong { found })
        );
        assert_eq!(Message::new("a\r\nb\rc "), Message::new("a\nb\nc"));
    }

    #[test]
    fn what_a_message_signs_stays_the_same_for_ever() {
        let bytes = Message::new("This antenna is mine.")
            .unwrap()
            .signing_bytes(AccountAddress([7; 32]));
        assert_eq!(
            hex::encode(bytes),
            "4afffbc57165128f5f1f2614008df1291d66ef717016cadf340c4bd035ce403c"
        );
    }
}
