//! Draws an amount of money: exact, with the decimals that rarely matter drawn smaller.

use crate::text::{format, t};
use outpost_app_api::Money;
use yew::prelude::*;

/// Properties of [`Amount`].
#[derive(Properties, PartialEq)]
pub struct AmountProps {
    /// The amount.
    pub value: Money,
    /// The hook for tests.
    pub test: AttrValue,
    /// Whether the number is old, so that it steps back.
    #[prop_or_default]
    pub stale: bool,
    /// Whether it is the number that the screen is about.
    #[prop_or_default]
    pub large: bool,
    /// Stands before the number, where it says whether something comes or goes.
    #[prop_or_default]
    pub sign: &'static str,
}

/// An amount of money.
#[component]
pub fn Amount(props: &AmountProps) -> Html {
    let parts = format::money_parts(props.value);
    let class = classes!(
        "amount",
        props.stale.then_some("amount-stale"),
        props.large.then_some("amount-large")
    );
    html! {
        <span {class} data-test={props.test.clone()} data-units={props.value.0.to_string()}>
            // Numbers and the token's name run from the left in every language.
            <bdi dir="ltr">
                { props.sign }
                <span class="amount-whole">{ parts.whole }</span>
                <span class="amount-cents">{ parts.cents }</span>
                <span class="amount-rest">{ parts.rest }</span>
                { " " }
                <span class="amount-token">{ t!("format-token") }</span>
            </bdi>
        </span>
    }
}
