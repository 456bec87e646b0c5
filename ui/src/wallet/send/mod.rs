//! Leads through a payment: whom and how much, what it will do, what became of it.

mod confirm;
mod form;
mod progress;

use super::goes;
use crate::app::{Route, WalletPage};
use confirm::Confirm;
use form::Form;
use outpost_app_api::{AppView, PaymentPreview};
use progress::Progress;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Send`].
#[derive(Properties, PartialEq)]
pub struct SendProps {
    /// Fills in the recipient: an address or a link, which may come from outside. Empty for nobody.
    pub to: String,
    /// What there is to draw.
    pub view: Rc<AppView>,
    /// Goes to another screen.
    pub navigate: Callback<Route>,
}

/// How far the payment got.
#[derive(Clone, PartialEq)]
enum Stage {
    Form,
    /// What it will do, and what for.
    Confirm(PaymentPreview, Option<String>),
    /// The id of what was signed.
    Sent(String),
}

/// What was typed; it stays while the confirmation is looked at.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    to: String,
    amount: String,
    everything: bool,
    note: String,
}

/// The page.
#[component]
pub fn Send(props: &SendProps) -> Html {
    let stage = use_state(|| Stage::Form);
    let typed = use_state(|| Typed::default().with_recipient(&props.to));
    let leave = goes(&props.navigate, WalletPage::Overview);
    let to_form = {
        let setter = stage.setter();
        Callback::from(move |()| setter.set(Stage::Form))
    };
    let can_sign = props.view.wallet.can_sign();
    let drawn = match &*stage {
        Stage::Form => html! {
            <Form typed={(*typed).clone()} {can_sign} {leave}
                onchange={{ let setter = typed.setter(); Callback::from(move |typed| setter.set(typed)) }}
                done={{ let setter = stage.setter(); Callback::from(move |(preview, note)| setter.set(Stage::Confirm(preview, note))) }} />
        },
        Stage::Confirm(preview, note) => html! {
            <Confirm preview={preview.clone()} note={note.clone()} back={to_form}
                sent={{ let setter = stage.setter(); Callback::from(move |id| setter.set(Stage::Sent(id))) }} />
        },
        Stage::Sent(id) => html! { <Progress id={id.clone()} view={props.view.clone()} {leave} /> },
    };
    html! { <div class="narrow">{ drawn }</div> }
}
