//! Turns a wallet's 128 random bits into twelve words and back (BIP-39, English list).

use bip39::{Language, Mnemonic};
use std::fmt;
use zeroize::{Zeroize, Zeroizing};

/// How many words a wallet has.
pub const WORD_COUNT: usize = 12;
/// How many bytes of randomness they stand for: 128 bits.
pub(crate) const ENTROPY_BYTES: usize = 16;
/// How much of a word that is in no list is kept for the message, in characters. The list's longest
/// word has eight.
const SHOWN_OF_UNKNOWN_WORD: usize = 24;

/// The randomness that a wallet is made of.
pub(crate) type Entropy = Zeroizing<[u8; ENTROPY_BYTES]>;

/// A wallet's twelve words. Whoever has them has the wallet.
#[derive(Clone)]
pub struct Words(Mnemonic);

/// Why a text is no seed phrase.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// A word that is not on the list: mistyped.
    #[error("word {position}, {word:?}, is not on the list")]
    UnknownWord {
        /// Where it stands, counted from 1.
        position: usize,
        /// What was given, in lower case, cut to 24 characters.
        word: String,
    },
    /// Too few or too many words.
    #[error("a seed phrase has {WORD_COUNT} words, these are {found}")]
    WrongCount {
        /// How many there are.
        found: usize,
    },
    /// Every word is on the list, but they do not belong together: one is another word of the list,
    /// or two are swapped.
    #[error("the words are on the list, but their checksum is wrong")]
    WrongChecksum,
}

impl Words {
    /// Reads words that a person typed: any white space between them, upper or lower case.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        let text = Zeroizing::new(text.to_lowercase());
        for (index, word) in text.split_whitespace().enumerate() {
            if Language::English.find_word(word).is_none() {
                return Err(WordsError::UnknownWord {
                    position: index + 1,
                    word: word.chars().take(SHOWN_OF_UNKNOWN_WORD).collect(),
                });
            }
        }
        let found = text.split_whitespace().count();
        if found != WORD_COUNT {
            return Err(WordsError::WrongCount { found });
        }
        // The other errors were ruled out above.
        Mnemonic::parse_in_normalized(Language::English, &text)
            .map(Self)
            .map_err(|_| WordsError::WrongChecksum)
    }

    /// The words, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.words()
    }

    /// New words, from the system's randomness.
    pub(crate) fn generate() -> Result<Self, getrandom::Error> {
        let mut entropy = Entropy::default();
        getrandom::fill(entropy.as_mut_slice())?;
        Self::from_entropy(entropy.as_slice()).map_err(|_| getrandom::Error::UNEXPECTED)
    }

    /// The words that stand for `entropy`, which must be 128 bits.
    pub(crate) fn from_entropy(entropy: &[u8]) -> Result<Self, WordsError> {
        // Each word stands for 11 bits, of which one in 33 is the checksum's.
        let wrong_length = WordsError::WrongCount {
            found: entropy.len() * 8 * 33 / 32 / 11,
        };
        if entropy.len() != ENTROPY_BYTES {
            return Err(wrong_length);
        }
        Mnemonic::from_entropy(entropy)
            .map(Self)
            .map_err(|_| wrong_length)
    }

    /// The randomness that the words stand for.
    pub(crate) fn entropy(&self) -> Entropy {
        let (mut array, _) = self.0.to_entropy_array();
        let mut entropy = Entropy::default();
        entropy
            .iter_mut()
            .zip(&array)
            .for_each(|(to, from)| *to = *from);
        array.zeroize();
        entropy
    }

    /// The seed that keys are derived from. BIP-39 allows for a passphrase of its own here ("25th
    /// word"); a wallet has none, since forgetting it would lose the wallet that the words restore.
    pub(crate) fn seed(&self) -> Zeroizing<[u8; 64]> {
        Zeroizing::new(self.0.to_seed_normalized(""))
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Words(secret)")
    }
}
