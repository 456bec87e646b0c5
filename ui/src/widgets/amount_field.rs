//! Draws a field for an amount of tokens, typed as the language writes numbers.

use super::TextField;
use crate::text::{format, t};
use outpost_app_api::{AmountProblem, Money};
use yew::prelude::*;

/// The field, which says at once what is wrong with what was typed. `name` names it and is the hook for tests.
pub fn amount_field(
    name: &'static str,
    label: String,
    value: &str,
    onchange: Callback<String>,
    hint: Option<String>,
) -> Html {
    let problem = typed_amount(value).err().and_then(words);
    html! {
        <TextField {name} {label} value={value.to_owned()} {onchange} {hint} {problem} inputmode="decimal" />
    }
}

/// The amount that was typed.
pub fn typed_amount(text: &str) -> Result<Money, AmountProblem> {
    Money::parse(text.trim(), &t!("format-decimal"), &t!("format-group"))
}

/// An amount as somebody would type it: without thousands apart.
pub fn as_typed(amount: Money) -> String {
    amount.to_decimal().replace('.', &t!("format-decimal"))
}

fn words(problem: AmountProblem) -> Option<String> {
    match problem {
        AmountProblem::Empty => None,
        AmountProblem::NotANumber => {
            Some(t!("amount-no-number", example = format::decimal_example()))
        }
        AmountProblem::TooManyDecimals => Some(t!("amount-decimals", most = Money::DECIMALS)),
        AmountProblem::TooLarge => Some(t!("amount-too-large")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_it_would_be_typed() {
        for units in [0, 1, 150_000_000, 123_456_789_012_345_678] {
            assert_eq!(typed_amount(&as_typed(Money(units))), Ok(Money(units)));
        }
        assert_eq!(typed_amount(" 1,250.5 "), Ok(Money(125_050_000_000)));
    }

    #[test]
    fn an_empty_field_is_no_problem_and_a_wrong_number_is_told() {
        assert_eq!(words(AmountProblem::Empty), None);
        for problem in [
            AmountProblem::NotANumber,
            AmountProblem::TooManyDecimals,
            AmountProblem::TooLarge,
        ] {
            assert!(words(problem).is_some_and(|words| words.contains(' ')));
        }
    }
}
