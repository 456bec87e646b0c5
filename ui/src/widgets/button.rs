//! Draws buttons.

use super::{Glyph, icon};
use yew::prelude::*;

/// How loud a button is. A screen has at most one that is primary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// The one next step.
    Primary,
    /// Another thing to do.
    #[default]
    Secondary,
    /// A way out or aside.
    Plain,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button button-secondary",
            Self::Plain => "button button-plain",
        }
    }
}

/// Properties of [`Button`].
#[derive(Properties, PartialEq)]
pub struct ButtonProps {
    /// What it does, as a verb.
    pub label: String,
    /// The hook for tests.
    pub test: AttrValue,
    /// What it sets off.
    pub onclick: Callback<()>,
    /// How loud it is.
    #[prop_or_default]
    pub look: Look,
    /// Drawn before the label.
    #[prop_or_default]
    pub glyph: Option<Glyph>,
    /// Shows that it is at work, and keeps it from being pressed again.
    #[prop_or_default]
    pub busy: bool,
    /// Keeps it from being pressed.
    #[prop_or_default]
    pub disabled: bool,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let onclick = props.onclick.reform(|_: MouseEvent| ());
    html! {
        <button type="button" class={props.look.class()} data-test={props.test.clone()} {onclick}
            disabled={props.disabled || props.busy} aria-busy={props.busy.to_string()}>
            { lead(props.glyph, props.busy) }
            <span>{ &props.label }</span>
        </button>
    }
}

/// Properties of [`SubmitButton`].
#[derive(Properties, PartialEq)]
pub struct SubmitButtonProps {
    /// What it does, as a verb.
    pub label: String,
    /// The hook for tests.
    pub test: AttrValue,
    /// How loud it is.
    #[prop_or(Look::Primary)]
    pub look: Look,
    /// Shows that it is at work, and keeps it from being pressed again.
    #[prop_or_default]
    pub busy: bool,
    /// Keeps it from being pressed.
    #[prop_or_default]
    pub disabled: bool,
}

/// The button of a form, which the Enter key presses too.
#[component]
pub fn SubmitButton(props: &SubmitButtonProps) -> Html {
    html! {
        <button type="submit" class={props.look.class()} data-test={props.test.clone()}
            disabled={props.disabled || props.busy} aria-busy={props.busy.to_string()}>
            { lead(None, props.busy) }
            <span>{ &props.label }</span>
        </button>
    }
}

fn lead(glyph: Option<Glyph>, busy: bool) -> Html {
    match (busy, glyph) {
        (true, _) => html! { <span class="spinner" aria-hidden="true"></span> },
        (false, Some(glyph)) => icon(glyph),
        (false, None) => html! {},
    }
}
