//! Draws what keeps others out and the wallet safe: lock, passphrase, back-up.

use super::{Lock, goes};
use crate::{
    app::{Route, ScreenProps, WalletPage},
    bridge::use_action,
    text::t,
    welcome::{PassphraseFields, TwicePassphrase},
    widgets::{Button, Glyph, Heading, Look, Problem, Secret, SubmitButton, notice},
};
use outpost_app_api::ChangePassphrase;
use yew::prelude::*;

/// The page.
#[component]
pub fn Security(props: &ScreenProps) -> Html {
    let wallet = &props.view.wallet;
    html! {
        <div class="narrow">
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("wallet-title")} test="wallet-back"
                onclick={goes(&props.navigate, WalletPage::Overview)} />
            <Heading title={t!("wallet-security")} lead={t!("security-lead")} />
            <section class="section" aria-labelledby="security-backup">
                <h2 id="security-backup">{ t!("security-backup") }</h2>
                <p data-test="security-backed-up" data-holds={wallet.backed_up.to_string()}>
                    { if wallet.backed_up { t!("security-backed-up") } else { t!("security-not-backed-up") } }
                </p>
                <Button label={if wallet.backed_up { t!("security-check-backup") } else { t!("next-back-up.do") }}
                    test="security-check-backup" onclick={props.navigate.reform(|()| Route::Backup)} />
            </section>
            <section class="section" aria-labelledby="security-pair">
                <h2 id="security-pair">{ t!("security-pair") }</h2>
                <p>{ t!("security-pair.lead") }</p>
                <Button label={t!("security-pair.do")} test="security-pair"
                    onclick={goes(&props.navigate, WalletPage::Offer)} />
            </section>
            if wallet.needs_passphrase {
                <section class="section" aria-labelledby="security-lock">
                    <h2 id="security-lock">{ t!("security-lock") }</h2>
                    <Lock test="security-lock" biometrics={wallet.biometrics} />
                </section>
                <Change />
            } else {
                { notice(Glyph::Shield, html! { <p>{ t!("security-system") }</p> }) }
            }
        </div>
    }
}

/// Changes the passphrase.
#[component]
fn Change() -> Html {
    let old = use_state(String::new);
    let new = use_state(TwicePassphrase::default);
    let changed = use_state(|| false);
    let change = use_action::<ChangePassphrase>({
        let (old, new, changed) = (old.setter(), new.setter(), changed.setter());
        Callback::from(move |()| {
            old.set(String::new());
            new.set(TwicePassphrase::default());
            changed.set(true);
        })
    });
    let onsubmit = {
        let (old, new, send, changed) = (
            old.clone(),
            new.clone(),
            change.send.clone(),
            changed.setter(),
        );
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(new) = new.agreed() {
                changed.set(false);
                send.emit(ChangePassphrase {
                    old: (*old).clone(),
                    new,
                });
            }
        })
    };
    let on_old = {
        let setter = old.setter();
        Callback::from(move |text| setter.set(text))
    };
    let on_new = {
        let setter = new.setter();
        Callback::from(move |typed| setter.set(typed))
    };
    html! {
        <form class="section" {onsubmit} aria-labelledby="security-passphrase">
            <h2 id="security-passphrase">{ t!("security-passphrase") }</h2>
            <p>{ t!("security-passphrase.lead") }</p>
            <Secret name="security-old" label={t!("security-old")} value={(*old).clone()} onchange={on_old}
                autocomplete="current-password" />
            <PassphraseFields value={(*new).clone()} onchange={on_new} />
            if let Some(error) = change.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton look={Look::Secondary} label={t!("security-passphrase.do")} test="security-change" busy={change.working()}
                disabled={old.is_empty() || new.agreed().is_none()} />
            if *changed {
                <p role="status" data-test="security-changed">{ t!("security-changed") }</p>
            }
        </form>
    }
}
