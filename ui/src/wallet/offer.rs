//! Shows the wallet to another device of its person: a code and six words, for two minutes.

use super::{goes, qr::Qr};
use crate::{
    app::{ScreenProps, WalletPage},
    backup::Words,
    bridge::use_action,
    text::t,
    widgets::{Button, Copy, Glyph, Heading, Look, Problem, Secret, SubmitButton, notice},
};
use gloo::timers::callback::Timeout;
use outpost_app_api::{OfferPairing, PairingView};
use yew::prelude::*;

/// How long code and words are shown, in milliseconds.
const SHOWN_FOR_MS: u32 = 120_000;

/// How far the person got.
#[derive(Clone, PartialEq)]
enum Stage {
    Asked,
    Shown(PairingView),
    Hidden,
}

/// The page. Whoever leaves it leaves nothing behind.
#[component]
pub fn Offer(props: &ScreenProps) -> Html {
    let stage = use_state(|| Stage::Asked);
    let passphrase = use_state(String::new);
    let offer = use_action::<OfferPairing>({
        let (stage, passphrase) = (stage.setter(), passphrase.setter());
        Callback::from(move |shown| {
            passphrase.set(String::new());
            stage.set(Stage::Shown(shown));
        })
    });
    let hide = {
        let setter = stage.setter();
        Callback::from(move |()| setter.set(Stage::Hidden))
    };
    {
        let hide = hide.clone();
        let is_shown = matches!(*stage, Stage::Shown(_));
        use_effect_with(is_shown, move |is_shown| {
            let timeout = is_shown.then(|| Timeout::new(SHOWN_FOR_MS, move || hide.emit(())));
            move || drop(timeout)
        });
    }
    let needs_passphrase = props.view.wallet.needs_passphrase;
    let onsubmit = {
        let (passphrase, send) = (passphrase.clone(), offer.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = needs_passphrase.then(|| (*passphrase).clone());
            send.emit(OfferPairing { passphrase: typed });
        })
    };
    let onchange = {
        let setter = passphrase.setter();
        Callback::from(move |text| setter.set(text))
    };
    html! {
        <div class="narrow">
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("wallet-security")} test="offer-back"
                onclick={goes(&props.navigate, WalletPage::Security)} />
            { match &*stage {
                Stage::Shown(shown) => html! { <Both shown={shown.clone()} {hide} /> },
                stage => html! {
                    <form {onsubmit}>
                        <Heading title={t!("offer-title")} lead={t!("offer-lead")} />
                        if *stage == Stage::Hidden {
                            <p role="status" data-test="offer-hidden">{ t!("offer-hidden") }</p>
                        }
                        { notice(Glyph::Shield, html! { <p>{ t!("offer-warning") }</p> }) }
                        if needs_passphrase {
                            <Secret name="offer-passphrase" label={t!("offer-passphrase")} value={(*passphrase).clone()}
                                {onchange} autocomplete="current-password" />
                        }
                        if let Some(error) = offer.problem() {
                            <Problem error={error.clone()} />
                        }
                        <div class="actions">
                            <SubmitButton label={t!("offer-do")} test="offer-do" busy={offer.working()}
                                disabled={needs_passphrase && passphrase.is_empty()} />
                        </div>
                    </form>
                },
            } }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct BothProps {
    shown: PairingView,
    hide: Callback<()>,
}

/// The code and the words.
#[component]
fn Both(props: &BothProps) -> Html {
    let PairingView { link, words } = &props.shown;
    html! {
        <>
            <Heading title={t!("offer-title")} lead={t!("offer-next")} />
            <section class="card receive" aria-label={t!("pair-code")}>
                <Qr text={link.clone()} label={t!("offer-qr")} />
                <div class="actions">
                    <Copy text={link.clone()} label={t!("offer-copy")} test="offer-copy" />
                </div>
            </section>
            <section class="section" aria-labelledby="offer-words">
                <h2 id="offer-words">{ t!("offer-words") }</h2>
                <Words words={words.clone()} />
                <p role="status">{ t!("offer-until") }</p>
            </section>
            { notice(Glyph::Shield, html! { <p>{ t!("offer-warning") }</p> }) }
            <div class="actions">
                <Button look={Look::Primary} label={t!("offer-hide")} test="offer-hide" onclick={props.hide.clone()} />
            </div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn code_words_and_what_they_are_worth_stand_together() {
        let shown: PairingView = crate::gallery::answer("offer_pairing");
        let props = BothProps {
            shown: shown.clone(),
            hide: Callback::noop(),
        };
        let renderer = LocalServerRenderer::<Both>::with_props(props);
        let html = renderer.hydratable(false).render().await;
        assert!(html.contains(&format!("data-text=\"{}\"", shown.link)));
        for word in &shown.words {
            assert!(html.contains(&format!(">{word}<")), "{word}");
            assert!(!shown.link.contains(word.as_str()), "{word} is in the code");
        }
        assert!(html.contains(&t!("offer-warning")));
        assert!(html.contains(&t!("offer-until")));
    }
}
