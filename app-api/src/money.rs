//! Money on its way to the screen: integer base units, as a decimal string so that JavaScript's
//! numbers never touch it.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An amount in base units; [`Money::DECIMALS`] of them to the left of the point make a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub u128);

/// Why a text that a person typed is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmountProblem {
    /// Nothing was typed.
    Empty,
    /// Something else than digits, or thousands that are not three digits.
    NotANumber,
    /// More decimals than [`Money::DECIMALS`].
    TooManyDecimals,
    /// More than can be written in base units.
    TooLarge,
}

impl Money {
    /// Decimals of a token.
    pub const DECIMALS: u32 = 8;

    /// Reads an amount of tokens as people write it where `decimal` stands before the decimals and
    /// `group` between thousands, which may be left out. Nothing is rounded and nothing guessed: where
    /// the point groups thousands, `1.5` is no number.
    ///
    /// Digits of any script that people of the app's languages use are taken. An empty `group` means that
    /// thousands cannot be told apart.
    pub fn parse(text: &str, decimal: &str, group: &str) -> Result<Self, AmountProblem> {
        let text: String = text.chars().map(to_ascii_digit).collect();
        if text.is_empty() {
            return Err(AmountProblem::Empty);
        }
        let (whole, decimals) = text.split_once(decimal).unwrap_or((&text, ""));
        let whole = without_groups(whole, group).ok_or(AmountProblem::NotANumber)?;
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(&whole) || !is_number(decimals) || (whole.is_empty() && decimals.is_empty()) {
            return Err(AmountProblem::NotANumber);
        }
        let width = Self::DECIMALS as usize;
        if decimals.trim_end_matches('0').len() > width {
            return Err(AmountProblem::TooManyDecimals);
        }
        let padded: String = decimals
            .chars()
            .chain("0".repeat(width).chars())
            .take(width)
            .collect();
        let digits = format!("{whole}{padded}");
        digits
            .parse()
            .map(Self)
            .map_err(|_| AmountProblem::TooLarge)
    }

    /// Tokens with a point before the decimals, of which there are as many as needed.
    pub fn to_decimal(self) -> String {
        let one = 10u128.pow(Self::DECIMALS);
        let (whole, rest) = (self.0 / one, self.0 % one);
        let decimals = format!("{rest:0width$}", width = Self::DECIMALS as usize);
        match decimals.trim_end_matches('0') {
            "" => whole.to_string(),
            decimals => format!("{whole}.{decimals}"),
        }
    }
}

/// The same digit as ASCII writes it, of those that Arabic and Persian are written with; any other
/// character as it is.
fn to_ascii_digit(c: char) -> char {
    let zero = match c {
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        other => return other,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// `None` where thousands are grouped in another way than by three digits.
fn without_groups(whole: &str, group: &str) -> Option<String> {
    if group.is_empty() || !whole.contains(group) {
        return Some(whole.to_owned());
    }
    let mut parts = whole.split(group);
    let first = parts.next()?;
    let grouped = (1..=3).contains(&first.len()) && parts.all(|part| part.len() == 3);
    grouped.then(|| whole.replace(group, ""))
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse()
            .map(Self)
            .map_err(|_| D::Error::custom("not an amount in base units"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, (decimal, group): (&str, &str), expected: Result<u128, AmountProblem>) {
        let found = Money::parse(text, decimal, group);
        assert_eq!(found, expected.map(Money), "{text:?}");
    }

    const ENGLISH: (&str, &str) = (".", ",");
    const GERMAN: (&str, &str) = (",", ".");

    #[test]
    fn an_amount_is_read_to_the_last_unit_in_the_persons_way_of_writing() {
        check("12.5", ENGLISH, Ok(1_250_000_000));
        check("1,234.00000001", ENGLISH, Ok(123_400_000_001));
        check("1.234,5", GERMAN, Ok(123_450_000_000));
        check("007", ENGLISH, Ok(700_000_000));
        check(".5", ENGLISH, Ok(50_000_000));
        check("5.", ENGLISH, Ok(500_000_000));
        check("1.500000000000", ENGLISH, Ok(150_000_000));
        check("٣٫٥", ("٫", "٬"), Ok(350_000_000));
        check("1\u{a0}000", (",", "\u{a0}"), Ok(100_000_000_000));
    }

    #[test]
    fn what_could_be_meant_in_two_ways_is_no_amount() {
        use AmountProblem::*;
        check("", ENGLISH, Err(Empty));
        check("1.5", GERMAN, Err(NotANumber));
        for text in [
            "1,5", "1,23,456", ",123", "1.2.3", "1.2,3", "-1", "+1", "1 000", "1e3", ".", "½",
            "0x1",
        ] {
            check(text, ENGLISH, Err(NotANumber));
        }
        check("0.000000001", ENGLISH, Err(TooManyDecimals));
        let most = u128::MAX / 100_000_000;
        check(&(most + 1).to_string(), ENGLISH, Err(TooLarge));
        check(&"9".repeat(60), ENGLISH, Err(TooLarge));
    }

    #[test]
    fn an_amount_in_tokens_is_as_short_as_it_can_be() {
        for (units, text) in [
            (0, "0"),
            (1, "0.00000001"),
            (1_250_000_000, "12.5"),
            (100_000_000, "1"),
        ] {
            assert_eq!(Money(units).to_decimal(), text);
            assert_eq!(Money::parse(text, ".", ""), Ok(Money(units)));
        }
    }
}
