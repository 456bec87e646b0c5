//! Draws an address by its two ends, with a button that copies all of it.

use super::{Copy, Look};
use crate::text::{format, t};
use yew::prelude::*;

/// Properties of [`Address`].
#[derive(Properties, PartialEq)]
pub struct AddressProps {
    /// `op1…` or `opd1…`
    pub address: String,
    /// The hook for tests.
    pub test: AttrValue,
}

/// An address.
#[component]
pub fn Address(props: &AddressProps) -> Html {
    html! {
        <div class="address">
            <code title={props.address.clone()} data-test={props.test.clone()} data-address={props.address.clone()}>
                { format::short_address(&props.address) }
            </code>
            <Copy look={Look::Plain} text={props.address.clone()} label={t!("app-copy")}
                test={format!("{}-copy", props.test)} />
        </div>
    }
}
