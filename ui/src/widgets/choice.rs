//! Draws what is chosen: a switch that is on or off, one of a few, one of many.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Properties of [`Switch`].
#[derive(Properties, PartialEq)]
pub struct SwitchProps {
    /// Names it; unique on the screen. Also the hook for tests.
    pub name: AttrValue,
    /// What it switches.
    pub label: String,
    /// What that means.
    #[prop_or_default]
    pub hint: Option<String>,
    /// Whether it is on.
    pub on: bool,
    /// Takes what it is switched to.
    pub onchange: Callback<bool>,
}

/// Something that is on or off, as soon as it is pressed.
#[component]
pub fn Switch(props: &SwitchProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| {
        event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked())
    });
    let (words, notes) = setting_words(&props.name, &props.label, props.hint.as_deref());
    html! {
        <div class="setting">
            { words }
            <input id={props.name.clone()} class="switch" type="checkbox" role="switch" checked={props.on}
                aria-describedby={notes} {onchange} data-test={props.name.clone()} />
        </div>
    }
}

/// One thing of several: what it is called inside, and what the person reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its value.
    pub value: AttrValue,
    /// Its words.
    pub label: String,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// Properties of [`Segments`] and [`Select`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// Names it; unique on the screen. Also the hook for tests; in [`Segments`] with the value behind it.
    pub name: AttrValue,
    /// What is chosen.
    pub label: String,
    /// What that means.
    #[prop_or_default]
    pub hint: Option<String>,
    /// What there is to choose from.
    pub choices: Vec<Choice>,
    /// The value of the one that is chosen.
    pub chosen: AttrValue,
    /// Takes the value of what is chosen now.
    pub onchange: Callback<String>,
}

/// One of a few, all in sight.
#[component]
pub fn Segments(props: &ChoiceProps) -> Html {
    let segment = |choice: &Choice| {
        let value = choice.value.to_string();
        let onchange = props.onchange.reform(move |_: Event| value.clone());
        html! {
            <label key={choice.value.to_string()}>
                <input type="radio" name={props.name.clone()} value={choice.value.clone()}
                    checked={choice.value == props.chosen} {onchange}
                    data-test={format!("{}-{}", props.name, choice.value)} />
                <span>{ &choice.label }</span>
            </label>
        }
    };
    html! {
        <fieldset class="setting">
            <legend class="setting-words">{ &props.label }</legend>
            <div class="segments">{ for props.choices.iter().map(segment) }</div>
        </fieldset>
    }
}

/// One of many.
#[component]
pub fn Select(props: &ChoiceProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| {
        event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
            .unwrap_or_default()
    });
    let option = |choice: &Choice| {
        html! {
            <option key={choice.value.to_string()} value={choice.value.clone()}
                selected={choice.value == props.chosen}>{ &choice.label }</option>
        }
    };
    let (words, notes) = setting_words(&props.name, &props.label, props.hint.as_deref());
    html! {
        <div class="setting">
            { words }
            <select id={props.name.clone()} aria-describedby={notes} {onchange}
                data-test={props.name.clone()}>
                { for props.choices.iter().map(option) }
            </select>
        </div>
    }
}

/// The label of what is chosen and what it means; and the name of the latter, if there is one.
fn setting_words(name: &AttrValue, label: &str, hint: Option<&str>) -> (Html, Option<String>) {
    let notes = hint.map(|_| format!("{name}-notes"));
    let words = html! {
        <div class="setting-words">
            <label for={name.clone()}>{ label }</label>
            if let Some(hint) = hint {
                <p id={notes.clone()}>{ hint }</p>
            }
        </div>
    };
    (words, notes)
}
