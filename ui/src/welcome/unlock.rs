//! Asks for the passphrase of the wallet there is, or waits for the system's key store.

use crate::{
    app::{Mark, ScreenProps},
    bridge::use_action,
    text::t,
    widgets::{Busy, Heading, Problem, Secret, SubmitButton},
};
use outpost_app_api::UnlockWallet;
use yew::prelude::*;

/// The screen after a start.
#[component]
pub fn Unlock(props: &ScreenProps) -> Html {
    match props.view.wallet.needs_passphrase {
        true => html! { <AskPassphrase /> },
        false => html! {
            <div class="narrow">
                <Heading title={t!("unlock-title")} />
                <Busy words={t!("unlock-opening")} />
            </div>
        },
    }
}

/// On machines without a key store.
#[component]
fn AskPassphrase() -> Html {
    let typed = use_state(String::new);
    let unlock = use_action::<UnlockWallet>(Callback::noop());
    let onsubmit = {
        let (typed, unlock) = (typed.clone(), unlock.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            unlock.emit(UnlockWallet {
                passphrase: (*typed).clone(),
            });
        })
    };
    let onchange = {
        let setter = typed.setter();
        Callback::from(move |value| setter.set(value))
    };
    html! {
        <form class="narrow" {onsubmit}>
            <div class="welcome-brand"><Mark /><span>{ t!("app-name") }</span></div>
            <Heading title={t!("unlock-title")} lead={t!("unlock-lead")} />
            <Secret name="unlock-passphrase" label={t!("passphrase-label")} value={(*typed).clone()} {onchange}
                autocomplete="current-password" />
            if let Some(error) = unlock.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <SubmitButton label={t!("unlock-continue")} test="unlock-continue" busy={unlock.working()}
                    disabled={typed.is_empty()} />
            </div>
        </form>
    }
}
