//! Draws an address by its two ends, with a button that copies all of it.

use super::{Button, Glyph, Look};
use crate::text::{format, t};
use wasm_bindgen_futures::{JsFuture, spawn_local};
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
    let copied = use_state(|| false);
    let copy = {
        let (copied, address) = (copied.clone(), props.address.clone());
        Callback::from(move |()| {
            let (copied, address) = (copied.clone(), address.clone());
            spawn_local(async move {
                let clipboard = gloo::utils::window().navigator().clipboard();
                copied.set(JsFuture::from(clipboard.write_text(&address)).await.is_ok());
            });
        })
    };
    let (label, glyph) = match *copied {
        true => (t!("app-copied"), Glyph::Check),
        false => (t!("app-copy"), Glyph::Copy),
    };
    html! {
        <div class="address">
            <code title={props.address.clone()} data-test={props.test.clone()} data-address={props.address.clone()}>
                { format::short_address(&props.address) }
            </code>
            <Button look={Look::Plain} {label} {glyph} test={format!("{}-copy", props.test)} onclick={copy} />
        </div>
    }
}
