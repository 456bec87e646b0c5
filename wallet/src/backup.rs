//! Tests that the words were written down, by asking for three of them.

use crate::{Wallet, words::WORD_COUNT};

/// How many words are asked for.
pub const QUESTIONS: usize = 3;

/// Which words are asked for. Holds no secret: the answers are compared with the open wallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupQuestions {
    positions: [u8; QUESTIONS],
}

impl BackupQuestions {
    /// Chooses three different words at random.
    pub fn ask() -> Result<Self, getrandom::Error> {
        let mut left: Vec<u8> = (1..).take(WORD_COUNT).collect();
        let mut positions = [0; QUESTIONS];
        for position in &mut positions {
            // The remainder favours some words by less than one in 2^28: this is a test of memory,
            // not a key.
            let chosen = getrandom::u32()? as usize % left.len();
            *position = left.remove(chosen);
        }
        positions.sort_unstable();
        Ok(Self { positions })
    }

    /// The places of the words that are asked for, counted from 1, ascending.
    pub fn positions(&self) -> [u8; QUESTIONS] {
        self.positions
    }

    /// Whether each of `answers`, in the order of [`positions`](Self::positions), is the word that
    /// stands there. Case and white space around it do not matter. An answer that is not given is
    /// wrong.
    pub fn check(&self, wallet: &Wallet, answers: &[String]) -> [bool; QUESTIONS] {
        let words = wallet.words();
        let mut given = answers.iter();
        self.positions.map(|position| {
            let expected = words.iter().nth(usize::from(position) - 1);
            let answer = given.next().map(|answer| answer.trim().to_lowercase());
            expected.is_some() && expected == answer.as_deref()
        })
    }
}
