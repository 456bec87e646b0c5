//! Hands an open wallet to its person's other device: a code to show, and words that open it.
//!
//! # Form
//! A code is bech32m, `oppair1…`, of a version byte, a salt of 16 bytes, a nonce of 24, the sealed content of
//! 19 bytes and its tag of 16: 76 bytes, which fit into one QR code. The content is the 16 bytes of the wallet,
//! how many accounts it has (two bytes, little endian) and whether its back-up was checked (one byte). It is
//! sealed by XChaCha20-Poly1305 with what stands before it as associated data, under [`ONE_TIME_WORDS`] new
//! words of BIP-39's list, in lower case with a space between them, which Argon2id stretches as it does a key
//! file's passphrase. The work is the version's and not the code's, so that no code can ask for more.
//!
//! # Trust
//! The words are 66 random bits and never in the code, so whoever photographs the code alone has nothing. Both
//! together are the wallet, for ever: whoever shows them must say so.

use crate::{Wallet, Words, key_file::Cost, words::ENTROPY_BYTES};
use bip39::Language;
use borsh::{BorshDeserialize, BorshSerialize};
use chacha20poly1305::aead::AeadInOut;
use outpost_protocol::{
    address::{read_bech32, write_bech32},
    hash::encode,
};
use std::{fmt, str::FromStr};
use zeroize::Zeroizing;

/// How many words open a code.
pub const ONE_TIME_WORDS: usize = 6;
/// How every code begins, before bech32's separator.
const PREFIX: &str = "oppair";
/// The one version there is.
const VERSION: u8 = 1;
/// Length of a code of version 1, in bytes.
const CODE_BYTES: usize = 76;
/// Length of its text: a letter for 5 bits, prefix, separator and checksum.
const CODE_LETTERS: usize = (CODE_BYTES * 8).div_ceil(5) + 13;
/// Length of what is sealed.
const CONTENT_BYTES: usize = ENTROPY_BYTES + 3;

/// A wallet on its way to another device, sealed. No secret without its words.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct PairingCode {
    header: Header,
    sealed: [u8; CONTENT_BYTES],
    tag: [u8; 16],
}

#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
struct Header {
    version: u8,
    salt: [u8; 16],
    nonce: [u8; 24],
}

/// The words that open one code.
pub struct OneTimeWords(Zeroizing<String>);

/// What a code brings.
#[derive(Debug)]
pub struct Paired {
    /// The wallet's words.
    pub words: Words,
    /// How many accounts it has; one at least.
    pub accounts: u16,
    /// Whether its person has shown that the words are written down.
    pub backed_up: bool,
}

/// Why there is no code, or none that opens.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PairingError {
    /// It is no code: mistyped, cut off, or something else.
    #[error("it is no pairing code")]
    NoCode,
    /// It was made by a later version.
    #[error("the pairing code's version {0} is unknown")]
    Version(u8),
    /// A word that is not on the list.
    #[error("word {position} is not on the list")]
    UnknownWord {
        /// Where it stands, counted from 1.
        position: usize,
    },
    /// Too few or too many words.
    #[error("a pairing code has {ONE_TIME_WORDS} words, these are {found}")]
    WrongCount {
        /// How many there are.
        found: usize,
    },
    /// The words are those of another code.
    #[error("the words do not open the pairing code")]
    WordsWrong,
    /// The system gave no randomness.
    #[error("the system gave no randomness: {0}")]
    NoRandomness(#[from] getrandom::Error),
    /// Too little memory to stretch the words.
    #[error("there is not enough memory to open a pairing code")]
    OutOfMemory,
}

/// Seals `wallet`, which has so many accounts, under new words.
pub fn seal(
    wallet: &Wallet,
    accounts: u16,
    backed_up: bool,
) -> Result<(PairingCode, OneTimeWords), PairingError> {
    let words = OneTimeWords::generate()?;
    let mut header = Header {
        version: VERSION,
        salt: [0; 16],
        nonce: [0; 24],
    };
    getrandom::fill(&mut header.salt)?;
    getrandom::fill(&mut header.nonce)?;
    let entropy = wallet.words().entropy();
    let code = header.seal(&words, &entropy, accounts, backed_up)?;
    Ok((code, words))
}

impl PairingCode {
    /// What was sealed.
    pub fn open(&self, words: &OneTimeWords) -> Result<Paired, PairingError> {
        let mut content = Zeroizing::new(self.sealed);
        words
            .cipher(&self.header)?
            .decrypt_inout_detached(
                &self.header.nonce.into(),
                &encode(&self.header),
                content.as_mut_slice().into(),
                &self.tag.into(),
            )
            .map_err(|_| PairingError::WordsWrong)?;
        // What opens was sealed by a version of this app.
        let [entropy @ .., low, high, backed_up] = &*content;
        Ok(Paired {
            words: Words::from_entropy(entropy).map_err(|_| PairingError::NoCode)?,
            accounts: u16::from_le_bytes([*low, *high]).max(1),
            backed_up: *backed_up == 1,
        })
    }
}

impl Header {
    fn seal(
        self,
        words: &OneTimeWords,
        entropy: &[u8; ENTROPY_BYTES],
        accounts: u16,
        backed_up: bool,
    ) -> Result<PairingCode, PairingError> {
        let mut content = Zeroizing::new([0; CONTENT_BYTES]);
        let [low, high] = accounts.to_le_bytes();
        let parts = entropy.iter().copied().chain([low, high, backed_up.into()]);
        content
            .iter_mut()
            .zip(parts)
            .for_each(|(to, from)| *to = from);
        let tag = words
            .cipher(&self)?
            .encrypt_inout_detached(
                &self.nonce.into(),
                &encode(&self),
                content.as_mut_slice().into(),
            )
            // It fails for what is longer than any memory.
            .map_err(|_| PairingError::OutOfMemory)?;
        Ok(PairingCode {
            header: self,
            sealed: *content,
            tag: tag.into(),
        })
    }
}

impl OneTimeWords {
    /// Reads words that a person typed: any white space between them, upper or lower case.
    pub fn parse(text: &str) -> Result<Self, PairingError> {
        let text = Zeroizing::new(text.to_lowercase());
        let mut words = Vec::with_capacity(ONE_TIME_WORDS);
        for (index, word) in text.split_whitespace().enumerate() {
            if Language::English.find_word(word).is_none() {
                let position = index + 1;
                return Err(PairingError::UnknownWord { position });
            }
            words.push(word);
        }
        match words.len() {
            ONE_TIME_WORDS => Ok(Self(Zeroizing::new(words.join(" ")))),
            found => Err(PairingError::WrongCount { found }),
        }
    }

    /// The words, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ')
    }

    fn generate() -> Result<Self, PairingError> {
        let list = Language::English.word_list();
        let mut text = Zeroizing::new(String::with_capacity(ONE_TIME_WORDS * 9));
        for place in 0..ONE_TIME_WORDS {
            if place > 0 {
                text.push(' ');
            }
            // The list has 2^11 words, so that each is as likely as any other.
            let chosen = getrandom::u32()? as usize % list.len();
            text.push_str(list.get(chosen).copied().unwrap_or_default());
        }
        Ok(Self(text))
    }

    fn cipher(&self, header: &Header) -> Result<chacha20poly1305::XChaCha20Poly1305, PairingError> {
        Cost::RECOMMENDED
            .cipher(self.0.as_bytes(), &header.salt)
            .map_err(|_| PairingError::OutOfMemory)
    }
}

impl fmt::Debug for OneTimeWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeWords(secret)")
    }
}

impl fmt::Display for PairingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bech32(f, PREFIX, &encode(self))
    }
}

impl FromStr for PairingCode {
    type Err = PairingError;

    fn from_str(text: &str) -> Result<Self, PairingError> {
        // A later version's may be longer, and is still named as such.
        if text.trim().len() > CODE_LETTERS * 4 {
            return Err(PairingError::NoCode);
        }
        let bytes = read_bech32(text, PREFIX).map_err(|_| PairingError::NoCode)?;
        match bytes.first() {
            Some(&VERSION) => borsh::from_slice(&bytes).map_err(|_| PairingError::NoCode),
            Some(version) => Err(PairingError::Version(*version)),
            None => Err(PairingError::NoCode),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bech32::{Bech32m, Hrp};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Written by another implementation: Python's argon2-cffi, PyCryptodome and BIP-350's reference code.
    const KEPT: &str = "oppair1qyqsyqcyq5rqwzqfpg9scrgwpugx2en8dp5k56mvd4hx7ur3wfehgatkwau8j7nm03uuz54ec\
                        zxgcgttm7tp2hv9t2ne3zkjky5c9q7k36wzh80rtn86jmadyc5xtjly";
    /// The same with a later version.
    const LATER: &str = "oppair1qgqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq\
                         qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqnx78ed";
    const KEPT_WORDS: &str = "legal winner thank year wave sausage";

    fn wallet() -> Wallet {
        let phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        Wallet::from_words(Words::parse(phrase).unwrap())
    }

    fn words(text: &str) -> OneTimeWords {
        OneTimeWords::parse(text).unwrap()
    }

    #[test]
    fn a_code_of_version_1_can_be_opened_for_ever() {
        let code: PairingCode = KEPT.parse().unwrap();
        let paired = code.open(&words(KEPT_WORDS)).unwrap();
        assert_eq!(*paired.words.entropy(), [0; ENTROPY_BYTES]);
        assert_eq!((paired.accounts, paired.backed_up), (3, true));
        assert_eq!(code.to_string(), KEPT);
        assert_eq!(KEPT.len(), CODE_LETTERS);
        assert_eq!(encode(&code).len(), CODE_BYTES);
    }

    #[test]
    fn what_was_sealed_is_opened_by_its_words_however_they_are_typed() {
        let wallet = wallet();
        for (accounts, backed_up) in [(1, false), (u16::MAX, true)] {
            let (code, words) = seal(&wallet, accounts, backed_up).unwrap();
            let typed = words.iter().collect::<Vec<_>>().join(" \n ").to_uppercase();
            let scanned = code.to_string().to_uppercase();
            let read: PairingCode = format!(" {scanned}\n").parse().unwrap();
            let paired = read.open(&OneTimeWords::parse(&typed).unwrap()).unwrap();
            assert_eq!(*paired.words.entropy(), *wallet.words().entropy());
            assert_eq!((paired.accounts, paired.backed_up), (accounts, backed_up));
        }
    }

    #[test]
    fn other_words_and_a_code_that_was_changed_do_not_open() {
        let code: PairingCode = KEPT.parse().unwrap();
        let swapped = words("winner legal thank year wave sausage");
        assert_eq!(code.open(&swapped).unwrap_err(), PairingError::WordsWrong);
        for place in [1, 17, 41, 60] {
            let mut bytes = encode(&code);
            bytes[place] ^= 1;
            let forged: PairingCode = borsh::from_slice(&bytes).unwrap();
            let refused = forged.open(&words(KEPT_WORDS)).unwrap_err();
            assert_eq!(refused, PairingError::WordsWrong, "byte {place}");
        }
    }

    #[test]
    fn what_is_no_code_or_a_later_one_is_said_to_be_so() {
        let address = wallet().address().to_string();
        let mistyped = KEPT.replacen('q', "p", 1);
        let long = format!("oppair1{}", "q".repeat(1 << 16));
        for none in ["", "oppair1", &address, &mistyped, &KEPT[..100], &long] {
            assert_eq!(none.parse::<PairingCode>(), Err(PairingError::NoCode));
        }
        assert_eq!(LATER.parse::<PairingCode>(), Err(PairingError::Version(2)));
    }

    #[test]
    fn words_that_are_mistyped_or_missing_are_told_by_their_place() {
        let unknown = OneTimeWords::parse("legal winer thank year wave sausage").unwrap_err();
        assert_eq!(unknown, PairingError::UnknownWord { position: 2 });
        for (text, found) in [
            ("", 0),
            ("legal winner", 2),
            ("zoo zoo zoo zoo zoo zoo zoo", 7),
        ] {
            let refused = OneTimeWords::parse(text).unwrap_err();
            assert_eq!(refused, PairingError::WrongCount { found });
        }
    }

    #[test]
    fn words_are_new_each_time_never_printed_and_not_in_the_code() {
        let all: BTreeSet<String> = (0..200)
            .map(|_| OneTimeWords::generate().unwrap().iter().collect())
            .collect();
        assert_eq!(all.len(), 200);
        assert_eq!(format!("{:?}", words(KEPT_WORDS)), "OneTimeWords(secret)");
        let (code, words) = seal(&wallet(), 1, false).unwrap();
        let bytes = encode(&code);
        for word in words.iter() {
            assert!(
                !bytes
                    .windows(word.len())
                    .any(|part| part == word.as_bytes())
            );
        }
        for part in wallet().words().entropy().windows(4) {
            assert!(!bytes.windows(4).any(|found| found == part));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text: String, bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            prop_assert!(text.parse::<PairingCode>().is_err());
            let coded = bech32::encode::<Bech32m>(Hrp::parse_unchecked(PREFIX), &bytes).unwrap();
            if let Ok(code) = coded.parse::<PairingCode>() {
                prop_assert_eq!(code.to_string(), coded);
            }
        }
    }
}
