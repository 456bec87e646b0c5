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
    pub(super) fn class(self) -> &'static str {
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
    /// Shows that it is at work, and does nothing when it is pressed again. It keeps the focus.
    #[prop_or_default]
    pub busy: bool,
    /// Keeps it from being pressed.
    #[prop_or_default]
    pub disabled: bool,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let (busy, onclick) = (props.busy, props.onclick.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        if !busy {
            onclick.emit(());
        }
    });
    html! {
        <button type="button" class={props.look.class()} data-test={props.test.clone()} {onclick}
            disabled={props.disabled && !busy} aria-disabled={at_work(busy)} aria-busy={busy.to_string()}>
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
    /// Shows that it is at work, and keeps its form from being sent again. It keeps the focus.
    #[prop_or_default]
    pub busy: bool,
    /// Keeps it from being pressed.
    #[prop_or_default]
    pub disabled: bool,
}

/// The button of a form, which the Enter key presses too.
#[component]
pub fn SubmitButton(props: &SubmitButtonProps) -> Html {
    let busy = props.busy;
    // The Enter key in a field of the form comes here as a click, too.
    let onclick = Callback::from(move |event: MouseEvent| {
        if busy {
            event.prevent_default();
        }
    });
    html! {
        <button type="submit" class={props.look.class()} data-test={props.test.clone()} {onclick}
            disabled={props.disabled && !busy} aria-disabled={at_work(busy)} aria-busy={busy.to_string()}>
            { lead(None, props.busy) }
            <span>{ &props.label }</span>
        </button>
    }
}

/// Said instead of `disabled`, which would take the focus from whoever just pressed it.
fn at_work(busy: bool) -> Option<&'static str> {
    busy.then_some("true")
}

fn lead(glyph: Option<Glyph>, busy: bool) -> Html {
    match (busy, glyph) {
        (true, _) => html! { <span class="spinner" aria-hidden="true"></span> },
        (false, Some(glyph)) => icon(glyph),
        (false, None) => html! {},
    }
}
