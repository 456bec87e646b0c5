//! Draws fields to type into: each with its label, a hint and what is wrong with it.

use super::{Glyph, icon};
use crate::text::t;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Properties of [`TextField`] and [`Secret`].
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// Names the field; unique on the screen. Also the hook for tests.
    pub name: AttrValue,
    /// What to type.
    pub label: String,
    /// What is in it.
    pub value: String,
    /// Takes what was typed.
    pub onchange: Callback<String>,
    /// Helps with typing it.
    #[prop_or_default]
    pub hint: Option<String>,
    /// What is wrong with it.
    #[prop_or_default]
    pub problem: Option<String>,
    /// For the browser's and the system's helpers; most fields want none.
    #[prop_or(AttrValue::Static("off"))]
    pub autocomplete: AttrValue,
    /// Which keys a keyboard on the screen shows.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
}

/// A line of text.
#[component]
pub fn TextField(props: &FieldProps) -> Html {
    html! { <div class="field">{ label(props) }{ input(props, "text") }{ notes(props) }</div> }
}

/// Several lines of text. `name` names the field and is the hook for tests.
pub fn text_area(
    name: &'static str,
    label: String,
    value: &str,
    onchange: &Callback<String>,
) -> Html {
    let oninput = onchange.reform(|event: InputEvent| {
        let area = event.target_dyn_into::<HtmlTextAreaElement>();
        area.map(|area| area.value()).unwrap_or_default()
    });
    html! {
        <div class="field">
            <label for={name}>{ label }</label>
            <textarea id={name} {name} data-test={name} rows="4" value={value.to_owned()} {oninput} autocomplete="off" />
        </div>
    }
}

/// A line that is covered until its owner uncovers it.
#[component]
pub fn Secret(props: &FieldProps) -> Html {
    let shown = use_state(|| false);
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    let (kind, glyph, words) = match *shown {
        true => ("text", Glyph::EyeOff, t!("app-hide")),
        false => ("password", Glyph::Eye, t!("app-show")),
    };
    html! {
        <div class="field">
            { label(props) }
            <div class="field-with-button">
                { input(props, kind) }
                <button type="button" class="field-button" onclick={toggle} aria-label={words.clone()}
                    title={words} aria-pressed={shown.to_string()} data-test={format!("{}-show", props.name)}>
                    { icon(glyph) }
                </button>
            </div>
            { notes(props) }
        </div>
    }
}

fn label(props: &FieldProps) -> Html {
    html! { <label for={props.name.clone()}>{ &props.label }</label> }
}

fn input(props: &FieldProps, kind: &'static str) -> Html {
    let oninput = props.onchange.reform(|event: InputEvent| {
        event
            .target_dyn_into::<HtmlInputElement>()
            .map(|input| input.value())
            .unwrap_or_default()
    });
    html! {
        <input id={props.name.clone()} name={props.name.clone()} data-test={props.name.clone()} type={kind}
            value={props.value.clone()} {oninput} autocomplete={props.autocomplete.clone()}
            inputmode={props.inputmode.clone()}
            autocapitalize="off" autocorrect="off" spellcheck="false"
            aria-invalid={props.problem.is_some().to_string()} aria-describedby={format!("{}-notes", props.name)} />
    }
}

fn notes(props: &FieldProps) -> Html {
    html! {
        <div id={format!("{}-notes", props.name)} class="field-notes" aria-live="polite">
            if let Some(problem) = &props.problem {
                <p class="field-problem">{ problem }</p>
            } else if let Some(hint) = &props.hint {
                <p>{ hint }</p>
            }
        </div>
    }
}
