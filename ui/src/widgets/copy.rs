//! Draws a button that copies a text, and says that it did.

use super::{Button, Glyph, Look};
use crate::text::t;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// Properties of [`Copy`].
#[derive(Properties, PartialEq)]
pub struct CopyProps {
    /// What is copied.
    pub text: String,
    /// What the button says before.
    pub label: String,
    /// The hook for tests.
    pub test: AttrValue,
    /// How loud it is.
    #[prop_or_default]
    pub look: Look,
}

/// The button. A text that is not the one that was copied is not said to be.
#[component]
pub fn Copy(props: &CopyProps) -> Html {
    let copied = use_state(|| None::<String>);
    let onclick = {
        let (copied, text) = (copied.setter(), props.text.clone());
        Callback::from(move |()| {
            let (copied, text) = (copied.clone(), text.clone());
            spawn_local(async move {
                let clipboard = gloo::utils::window().navigator().clipboard();
                let written = JsFuture::from(clipboard.write_text(&text)).await;
                copied.set(written.ok().map(|_| text));
            });
        })
    };
    let (label, glyph) = match copied.as_ref() == Some(&props.text) {
        true => (t!("app-copied"), Glyph::Check),
        false => (props.label.clone(), Glyph::Copy),
    };
    html! { <Button look={props.look} {label} {glyph} test={props.test.clone()} {onclick} /> }
}
