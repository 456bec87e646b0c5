//! Takes the wallet over from another device, by the code and the words that it shows.

use super::passphrase::{PassphraseFields, TwicePassphrase};
use crate::{
    app::{Route, ScreenProps},
    bridge::use_action,
    text::t,
    widgets::{
        Button, CodeReader, Glyph, Heading, Look, Problem, SubmitButton, TextField, notice, spinner,
    },
};
use outpost_app_api::AcceptPairing;
use yew::prelude::*;

/// Properties of [`Pair`].
#[derive(Properties, PartialEq)]
pub struct PairProps {
    /// The code that came with a link; empty without one.
    pub code: String,
    /// What there is to draw, and how to go elsewhere.
    pub screen: ScreenProps,
}

/// The screen.
#[component]
pub fn Pair(props: &PairProps) -> Html {
    let ScreenProps { view, navigate } = &props.screen;
    let code = use_state(|| props.code.clone());
    let words = use_state(String::new);
    let typed = use_state(TwicePassphrase::default);
    let accept = use_action::<AcceptPairing>(Callback::noop());
    let needs_passphrase = view.wallet.needs_passphrase;
    let has_both = !code.trim().is_empty() && !words.trim().is_empty();
    let complete = has_both && (!needs_passphrase || typed.agreed().is_some());
    let onsubmit = {
        let (code, words) = (code.clone(), words.clone());
        let (typed, accept) = (typed.clone(), accept.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if complete {
                accept.emit(AcceptPairing {
                    code: (*code).clone(),
                    words: (*words).clone(),
                    passphrase: typed.agreed(),
                });
            }
        })
    };
    let set = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |text| setter.set(text))
    };
    let onchange = {
        let setter = typed.setter();
        Callback::from(move |value| setter.set(value))
    };
    html! {
        <form class="narrow" {onsubmit}>
            <Heading title={t!("pair-title")} lead={t!("pair-lead")} />
            <TextField name="pair-code" label={t!("pair-code")} hint={t!("pair-code.hint")}
                value={(*code).clone()} onchange={set(&code)} />
            <CodeReader test="pair-code" found={set(&code)} />
            <TextField name="pair-words" label={t!("pair-words")} hint={t!("pair-words.hint")}
                value={(*words).clone()} onchange={set(&words)} />
            if needs_passphrase {
                <PassphraseFields value={(*typed).clone()} {onchange} />
            }
            { notice(Glyph::Key, html! { <p>{ t!("pair-notice") }</p> }) }
            if let Some(error) = accept.problem() {
                <Problem error={error.clone()} />
            }
            if accept.working() {
                { spinner(t!("pair-working")) }
            }
            <div class="actions">
                <Button look={Look::Plain} label={t!("app-back")} test="pair-back"
                    onclick={navigate.reform(|()| Route::Welcome)} />
                <SubmitButton label={t!("pair-continue")} test="pair-continue" busy={accept.working()}
                    disabled={!complete} />
            </div>
        </form>
    }
}
