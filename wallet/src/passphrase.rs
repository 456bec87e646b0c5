//! Holds a passphrase, so that it is never printed and never left behind in memory.

use std::fmt;
use zeroize::Zeroizing;

/// Fewest characters of a passphrase for a new wallet. NIST SP 800-63B asks for at least eight of a
/// secret that a person chooses.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// What a person types to protect the key file.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes what was typed, as it is: spaces count.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// Whether it is long enough to protect a new wallet.
    pub(crate) fn is_long_enough(&self) -> bool {
        self.0.chars().count() >= SHORTEST_PASSPHRASE
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_characters_are_enough_in_any_script() {
        for enough in ["12345678", "пароль12", "correct horse"] {
            assert!(Passphrase::new(enough).is_long_enough());
        }
        for short in ["", "1234567", "пароль1"] {
            assert!(!Passphrase::new(short).is_long_enough());
        }
    }

    #[test]
    fn a_passphrase_is_never_printed() {
        let shown = format!("{:?}", Passphrase::new("correct horse"));
        assert_eq!(shown, "Passphrase(secret)");
    }
}
