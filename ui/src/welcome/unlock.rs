//! Asks for what opens the wallet there is, or waits for the system's key store.

use crate::{
    app::{Route, ScreenProps, mark},
    bridge::use_action,
    text::t,
    widgets::{Button, Glyph, Heading, Look, Problem, Secret, SubmitButton, spinner},
};
use outpost_app_api::{
    AppError, BiometricUnlock, ErrorCode, SetWalletAside, UnlockByBiometrics, UnlockWallet,
};
use yew::prelude::*;

/// The screen after a start.
#[component]
pub fn Unlock(props: &ScreenProps) -> Html {
    let wallet = &props.view.wallet;
    match wallet.needs_passphrase {
        true => html! { <Ask biometrics={wallet.biometrics} navigate={props.navigate.clone()} /> },
        false => html! {
            <div class="narrow">
                <Heading title={t!("unlock-title")} />
                { spinner(t!("unlock-opening")) }
            </div>
        },
    }
}

#[derive(Properties, PartialEq)]
struct AskProps {
    biometrics: BiometricUnlock,
    navigate: Callback<Route>,
}

/// On machines without a key store: for a fingerprint or a face first where one opens the wallet, and always for
/// the passphrase.
#[component]
fn Ask(props: &AskProps) -> Html {
    let typed = use_state(String::new);
    let unlock = use_action::<UnlockWallet>(Callback::noop());
    let recognise = use_action::<UnlockByBiometrics>(Callback::noop());
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
    let is_offered = props.biometrics == BiometricUnlock::On;
    let (lead, look) = match is_offered {
        true => (t!("unlock-lead-biometrics"), Look::Secondary),
        false => (t!("unlock-lead"), Look::Primary),
    };
    let onclick = recognise.sends(UnlockByBiometrics {
        reason: t!("unlock-biometrics.reason"),
        cancel: t!("unlock-biometrics.cancel"),
    });
    // Whoever called it off knows that, and goes on with the passphrase.
    let is_news = |error: &&AppError| error.code != ErrorCode::BiometricsCancelled;
    html! {
        <form class="narrow" {onsubmit}>
            <div class="welcome-brand">{ mark() }<span>{ t!("app-name") }</span></div>
            <Heading title={t!("unlock-title")} {lead} />
            if is_offered {
                <div class="actions">
                    <Button look={Look::Primary} glyph={Glyph::Lock} label={t!("unlock-biometrics")} test="unlock-biometrics"
                        busy={recognise.working()} {onclick} />
                </div>
            }
            if let Some(error) = recognise.problem().filter(is_news) {
                <Problem error={error.clone()} />
            }
            <Secret name="unlock-passphrase" label={t!("passphrase-label")} value={(*typed).clone()} {onchange}
                autocomplete="current-password" />
            if let Some(error) = unlock.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <SubmitButton {look} label={t!("unlock-continue")} test="unlock-continue" busy={unlock.working()}
                    disabled={typed.is_empty()} />
            </div>
            <Forgotten navigate={props.navigate.clone()} />
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct ForgottenProps {
    navigate: Callback<Route>,
}

/// The way back for somebody who forgot the passphrase but has the words.
#[component]
fn Forgotten(props: &ForgottenProps) -> Html {
    let open = use_state(|| false);
    let aside = use_action::<SetWalletAside>(props.navigate.reform(|()| Route::Restore));
    if !*open {
        let onclick = {
            let setter = open.setter();
            Callback::from(move |()| setter.set(true))
        };
        return html! {
            <div class="actions">
                <Button look={Look::Plain} label={t!("unlock-forgotten")} test="unlock-forgotten" {onclick} />
            </div>
        };
    }
    let unsent = aside
        .problem()
        .is_some_and(|error| error.code == ErrorCode::WorkUnsent);
    html! {
        <section class="section" aria-labelledby="unlock-aside">
            <h2 id="unlock-aside">{ t!("unlock-aside-title") }</h2>
            <p>{ t!("unlock-aside-body") }</p>
            if let Some(error) = aside.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                if unsent {
                    <Button look={Look::Plain} label={t!("unlock-aside-anyway")} test="unlock-aside-anyway"
                        onclick={aside.sends(SetWalletAside { unsent_too: true })} />
                } else {
                    <Button look={Look::Plain} label={t!("unlock-aside")} test="unlock-aside"
                        onclick={aside.sends(SetWalletAside { unsent_too: false })} />
                }
            </div>
        </section>
    }
}
