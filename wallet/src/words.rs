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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ABOUT: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon \
                         abandon abandon about";

    fn check(entropy: &str, phrase: &str) {
        let entropy = hex::decode(entropy).unwrap();
        let words = Words::from_entropy(&entropy).unwrap();
        assert_eq!(words.iter().collect::<Vec<_>>().join(" "), phrase);
        assert_eq!(Words::parse(phrase).unwrap().entropy().to_vec(), entropy);
    }

    #[test]
    fn words_are_those_of_the_official_vectors() {
        // The 128-bit vectors that BIP-39 refers to, trezor/python-mnemonic `vectors.json`.
        check("00000000000000000000000000000000", ABOUT);
        check(
            "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
            "legal winner thank year wave sausage worth useful legal winner thank yellow",
        );
        check(
            "80808080808080808080808080808080",
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
        );
        check(
            "ffffffffffffffffffffffffffffffff",
            "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
        );
        check(
            "9e885d952ad362caeb4efe34a8e91bd2",
            "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
        );
        check(
            "c0ba5a8e914111210f2bd131f3d5e08d",
            "scheme spot photo card baby mountain device kick cradle pact join borrow",
        );
        check(
            "23db8160a31d3e0dca3688ed941adbf3",
            "cat swing flag economy stadium alone churn speed unique patch report train",
        );
    }

    #[test]
    fn the_seed_is_the_one_under_the_empty_passphrase() {
        // The best-known seed there is, for checking against any other wallet.
        let seed = Words::parse(ABOUT).unwrap().seed();
        assert_eq!(
            hex::encode(*seed),
            "5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1\
             9a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4"
        );
    }

    #[test]
    fn a_word_that_is_on_no_list_is_named() {
        let typed = ABOUT.replacen("abandon", "Abandoned", 1);
        assert_eq!(
            Words::parse(&typed).unwrap_err(),
            WordsError::UnknownWord {
                position: 1,
                word: "abandoned".into()
            }
        );
        let WordsError::UnknownWord { word, .. } = Words::parse(&"x".repeat(1 << 20)).unwrap_err()
        else {
            panic!("a million letters are no word");
        };
        assert_eq!(word.len(), SHOWN_OF_UNKNOWN_WORD);
    }

    #[test]
    fn a_phrase_of_another_length_is_refused() {
        let short = ABOUT.trim_end_matches(" about");
        let found = |count| WordsError::WrongCount { found: count };
        assert_eq!(Words::parse(short).unwrap_err(), found(11));
        assert_eq!(Words::parse(" ").unwrap_err(), found(0));
        // A valid phrase of another app's, which would give another account there.
        let long = "abandon ".repeat(23) + "art";
        assert_eq!(Words::parse(&long).unwrap_err(), found(24));
    }

    #[test]
    fn swapped_words_have_a_wrong_checksum() {
        let swapped = "winner legal thank year wave sausage worth useful legal winner thank yellow";
        assert_eq!(
            Words::parse(swapped).unwrap_err(),
            WordsError::WrongChecksum
        );
    }

    #[test]
    fn new_words_differ_and_are_never_printed() {
        let (one, other) = (Words::generate().unwrap(), Words::generate().unwrap());
        assert_ne!(*one.entropy(), *other.entropy());
        assert_eq!(format!("{one:?}"), "Words(secret)");
    }

    proptest! {
        #[test]
        fn words_are_read_however_they_are_typed(
            entropy: [u8; ENTROPY_BYTES],
            style in prop::collection::vec((any::<bool>(), "[ \t\r\n]{1,3}"), WORD_COUNT),
        ) {
            let words = Words::from_entropy(&entropy).unwrap();
            let typed: String = words
                .iter()
                .zip(style)
                .map(|(word, (upper, space))| {
                    space + &if upper { word.to_uppercase() } else { word.to_owned() }
                })
                .collect();
            prop_assert_eq!(*Words::parse(&typed).unwrap().entropy(), entropy);
        }

        #[test]
        fn any_other_text_is_refused(text: String) {
            prop_assert!(Words::parse(&text).is_err());
        }
    }
}
