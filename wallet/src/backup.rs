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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Words;
    use std::collections::BTreeSet;

    fn wallet() -> Wallet {
        let phrase = "legal winner thank year wave sausage worth useful legal winner thank yellow";
        Wallet::from_words(Words::parse(phrase).unwrap())
    }

    fn check(answers: &[&str], expected: [bool; QUESTIONS]) {
        let questions = BackupQuestions {
            positions: [2, 6, 12],
        };
        let answers: Vec<String> = answers.iter().map(|answer| (*answer).into()).collect();
        assert_eq!(questions.check(&wallet(), &answers), expected);
    }

    #[test]
    fn right_words_pass_however_they_are_typed() {
        check(&["winner", "sausage", "yellow"], [true; 3]);
        check(&[" Winner", "SAUSAGE\n", "\tyellow "], [true; 3]);
    }

    #[test]
    fn each_wrong_answer_is_told_by_itself() {
        check(&["winner", "worth", "yellow"], [true, false, true]);
        check(&["yellow", "sausage", "winner"], [false, true, false]);
        check(&["winner", "", "yello"], [true, false, false]);
    }

    #[test]
    fn missing_answers_are_wrong_and_more_are_not_looked_at() {
        check(&[], [false; 3]);
        check(&["winner"], [true, false, false]);
        check(&["winner", "sausage", "yellow", "zoo"], [true; 3]);
    }

    #[test]
    fn three_different_words_are_asked_in_order_and_each_word_gets_its_turn() {
        let mut asked = BTreeSet::new();
        for _ in 0..400 {
            let positions = BackupQuestions::ask().unwrap().positions();
            assert!(positions.is_sorted_by(|one, next| one < next));
            asked.extend(positions);
        }
        // One word is left out of all rounds with a chance of (3/4)^400, about 10^-50.
        assert_eq!(asked, (1..=12).collect());
    }
}
