//! Asks for the passphrase of a new wallet, twice.

use crate::{
    app::{Route, ScreenProps},
    bridge::use_action,
    text::t,
    widgets::{Button, Glyph, Heading, Look, Problem, Secret, SubmitButton, notice},
};
use outpost_app_api::CreateWallet;
use yew::prelude::*;

/// The fewest characters of a passphrase; the app refuses shorter ones too.
const SHORTEST: usize = 8;

/// What was typed into the two fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TwicePassphrase {
    /// The first time.
    pub first: String,
    /// The second time.
    pub second: String,
}

impl TwicePassphrase {
    /// The passphrase, once it is long enough and both are the same.
    pub fn agreed(&self) -> Option<String> {
        (!self.too_short() && self.first == self.second).then(|| self.first.clone())
    }

    fn too_short(&self) -> bool {
        self.first.chars().count() < SHORTEST
    }

    fn problem_with_second(&self) -> Option<String> {
        let differs = !self.second.is_empty() && !self.first.starts_with(&self.second);
        differs.then(|| t!("passphrase-differs"))
    }
}

/// Properties of [`PassphraseFields`].
#[derive(Properties, PartialEq)]
pub struct PassphraseFieldsProps {
    /// What was typed.
    pub value: TwicePassphrase,
    /// Takes what is typed.
    pub onchange: Callback<TwicePassphrase>,
}

/// The two fields and what they protect.
#[component]
pub fn PassphraseFields(props: &PassphraseFieldsProps) -> Html {
    let value = &props.value;
    let first = {
        let value = value.clone();
        props.onchange.reform(move |first| TwicePassphrase {
            first,
            ..value.clone()
        })
    };
    let second = {
        let value = value.clone();
        props.onchange.reform(move |second| TwicePassphrase {
            second,
            ..value.clone()
        })
    };
    html! {
        <>
            <Secret name="passphrase" label={t!("passphrase-label")} value={value.first.clone()} onchange={first}
                hint={t!("passphrase-hint", shortest = SHORTEST)} autocomplete="new-password" />
            <Secret name="passphrase-repeat" label={t!("passphrase-repeat")} value={value.second.clone()}
                onchange={second} problem={value.problem_with_second()} autocomplete="new-password" />
        </>
    }
}

/// The screen before a new wallet, on machines without a key store.
#[component]
pub fn Passphrase(props: &ScreenProps) -> Html {
    let typed = use_state(TwicePassphrase::default);
    let create = use_action::<CreateWallet>(Callback::noop());
    let onsubmit = {
        let (typed, create) = (typed.clone(), create.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(passphrase) = typed.agreed() {
                create.emit(CreateWallet {
                    passphrase: Some(passphrase),
                });
            }
        })
    };
    let onchange = {
        let setter = typed.setter();
        Callback::from(move |value| setter.set(value))
    };
    html! {
        <form class="narrow" {onsubmit}>
            <Heading title={t!("passphrase-title")} lead={t!("passphrase-lead")} />
            <PassphraseFields value={(*typed).clone()} {onchange} />
            { notice(Glyph::Key, html! { <p>{ t!("passphrase-notice") }</p> }) }
            if let Some(error) = create.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <Button look={Look::Plain} label={t!("app-back")} test="passphrase-back"
                    onclick={props.navigate.reform(|()| Route::Welcome)} />
                <SubmitButton label={t!("app-continue")} test="passphrase-continue" busy={create.working()}
                    disabled={typed.agreed().is_none()} />
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(first: &str, second: &str, agreed: bool, complains: bool) {
        let typed = TwicePassphrase {
            first: first.to_owned(),
            second: second.to_owned(),
        };
        assert_eq!(typed.agreed().is_some(), agreed);
        assert_eq!(typed.problem_with_second().is_some(), complains);
    }

    #[test]
    fn a_passphrase_is_agreed_when_long_enough_and_typed_twice() {
        check("", "", false, false);
        check("seven77", "seven77", false, false);
        check("eight888", "eight888", true, false);
        check("ächzen-öl", "ächzen-öl", true, false);
    }

    #[test]
    fn a_repetition_is_wrong_only_from_its_first_wrong_letter() {
        check("correct horse", "correct", false, false);
        check("correct horse", "corrupt", false, true);
    }
}
