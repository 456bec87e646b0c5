//! Draws the fields for what a device costs, and reads what is typed into them.

use crate::{
    text::{format, t},
    widgets::{TextField, as_typed, typed_amount},
};
use outpost_app_api::{AmountProblem, Costs, Money};
use yew::prelude::*;

/// Thousandths of a watt that one unit of [`Money`]'s decimals is.
const UNITS_PER_MILLIWATT: u64 = 10u64.pow(Money::DECIMALS) / 1_000;

/// What was typed, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedCosts {
    /// The price.
    pub price: String,
    /// The power, in watts.
    pub watts: String,
    /// The price of a kilowatt hour.
    pub kilowatt_hour: String,
    /// What a token is worth.
    pub token: String,
}

impl TypedCosts {
    /// As they would be typed; what is nothing is left empty.
    pub fn of(costs: &Costs) -> Self {
        let text = |value: u64| match value {
            0 => String::new(),
            value => as_typed(Money(value.into())),
        };
        Self {
            price: text(costs.price),
            watts: text(costs.milliwatts.saturating_mul(UNITS_PER_MILLIWATT)),
            kilowatt_hour: text(costs.kilowatt_hour),
            token: text(costs.token),
        }
    }

    /// The costs; `None` while a field is no number.
    pub fn read(&self) -> Option<Costs> {
        Some(Costs {
            price: number(&self.price).ok()?,
            milliwatts: number(&self.watts).ok()? / UNITS_PER_MILLIWATT,
            kilowatt_hour: number(&self.kilowatt_hour).ok()?,
            token: number(&self.token).ok()?,
        })
    }
}

fn number(typed: &str) -> Result<u64, AmountProblem> {
    match typed_amount(typed) {
        Ok(Money(units)) => u64::try_from(units).map_err(|_| AmountProblem::TooLarge),
        Err(AmountProblem::Empty) => Ok(0),
        Err(problem) => Err(problem),
    }
}

/// Properties of [`CostFields`].
#[derive(Properties, PartialEq)]
pub struct CostFieldsProps {
    /// What is in the fields.
    pub typed: TypedCosts,
    /// Takes what is typed next.
    pub onchange: Callback<TypedCosts>,
}

/// The fields.
#[component]
pub fn CostFields(props: &CostFieldsProps) -> Html {
    let field = |name: &'static str,
                 label: String,
                 hint: Option<String>,
                 value: &str,
                 set: fn(&mut TypedCosts, String)| {
        let typed = props.typed.clone();
        let onchange = props.onchange.reform(move |value: String| {
            let mut next = typed.clone();
            set(&mut next, value);
            next
        });
        let problem = number(value)
            .err()
            .map(|_| t!("cost-problem", example = format::decimal_example()));
        html! { <TextField {name} {label} {hint} value={value.to_owned()} {onchange} {problem} /> }
    };
    let typed = &props.typed;
    html! {
        <div class="cost-fields">
            { field("cost-price", t!("cost-price"), None, &typed.price, |it, value| it.price = value) }
            { field("cost-watts", t!("cost-watts"), None, &typed.watts, |it, value| it.watts = value) }
            { field("cost-kilowatt-hour", t!("cost-kilowatt-hour"), None, &typed.kilowatt_hour,
                |it, value| it.kilowatt_hour = value) }
            { field("cost-token", t!("cost-token"), Some(t!("cost-token-hint")), &typed.token,
                |it, value| it.token = value) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_read_as_they_are_shown() {
        let costs = Costs {
            price: 12_950_000_000,
            milliwatts: 2_500,
            kilowatt_hour: 32_000_000,
            token: 100,
        };
        let typed = TypedCosts::of(&costs);
        assert_eq!(
            (typed.price.as_str(), typed.watts.as_str()),
            ("129.5", "2.5")
        );
        assert_eq!(typed.read(), Some(costs));
        assert_eq!(TypedCosts::default().read(), Some(Costs::default()));
    }

    #[test]
    fn what_is_no_number_gives_no_costs() {
        for price in ["cheap", "-1", "1.2.3", "9999999999999999"] {
            let typed = TypedCosts {
                price: price.to_owned(),
                ..TypedCosts::default()
            };
            assert_eq!(typed.read(), None, "{price}");
        }
    }
}
