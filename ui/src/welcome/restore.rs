//! Makes a wallet again from the words that back it up.

use super::passphrase::{PassphraseFields, TwicePassphrase};
use crate::{
    app::{Route, ScreenProps},
    bridge::use_action,
    text::t,
    widgets::{Button, Heading, Look, Problem, SubmitButton},
};
use outpost_app_api::RestoreWallet;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// How many words a back-up may have (BIP-39).
const LENGTHS: [usize; 5] = [12, 15, 18, 21, 24];

/// The screen.
#[component]
pub fn Restore(props: &ScreenProps) -> Html {
    let words = use_state(String::new);
    let typed = use_state(TwicePassphrase::default);
    let restore = use_action::<RestoreWallet>(Callback::noop());
    let needs_passphrase = props.view.wallet.needs_passphrase;
    let count = tidy(&words).split_whitespace().count();
    let complete = LENGTHS.contains(&count) && (!needs_passphrase || typed.agreed().is_some());
    let onsubmit = {
        let (words, typed, restore) = (words.clone(), typed.clone(), restore.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if complete {
                restore.emit(RestoreWallet {
                    words: tidy(&words),
                    passphrase: typed.agreed(),
                });
            }
        })
    };
    let oninput = {
        let words = words.setter();
        Callback::from(move |event: InputEvent| {
            let area = event.target_dyn_into::<HtmlTextAreaElement>();
            words.set(area.map(|area| area.value()).unwrap_or_default());
        })
    };
    let onchange = {
        let setter = typed.setter();
        Callback::from(move |value| setter.set(value))
    };
    html! {
        <form class="narrow" {onsubmit}>
            <Heading title={t!("restore-title")} lead={t!("restore-lead")} />
            <div class="field">
                <label for="restore-words">{ t!("restore-words") }</label>
                <textarea id="restore-words" data-test="restore-words" rows="4" {oninput} value={(*words).clone()}
                    autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false"
                    aria-describedby="restore-count" />
                <p id="restore-count" class="field-notes" aria-live="polite">{ t!("restore-count", count = count) }</p>
            </div>
            if needs_passphrase {
                <PassphraseFields value={(*typed).clone()} {onchange} />
            }
            if let Some(error) = restore.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <Button look={Look::Plain} label={t!("app-back")} test="restore-back"
                    onclick={props.navigate.reform(|()| Route::Welcome)} />
                <SubmitButton label={t!("restore-continue")} test="restore-continue" busy={restore.working()}
                    disabled={!complete} />
            </div>
        </form>
    }
}

/// Words as people paste them, with numbers, commas and capitals, as words.
fn tidy(words: &str) -> String {
    let letters_only = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphabetic())
            .to_lowercase()
    };
    let words: Vec<String> = words
        .split_whitespace()
        .map(letters_only)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_among_numbers_commas_and_capitals() {
        assert_eq!(
            tidy(" 1. Abandon,\n2. ability  3) able "),
            "abandon ability able"
        );
        assert_eq!(tidy(""), "");
    }
}
