//! Tells what is going on, what went wrong and what holds.

use super::{Button, Glyph, Look, icon};
use crate::text::{t, words};
use outpost_app_api::AppError;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// Properties of [`Problem`].
#[derive(Properties, PartialEq)]
pub struct ProblemProps {
    /// What failed.
    pub error: AppError,
    /// Tries again, where that can help.
    #[prop_or_default]
    pub retry: Option<Callback<()>>,
}

/// A failure: what happened, what it means, what to do.
#[component]
pub fn Problem(props: &ProblemProps) -> Html {
    let words = words::error(&props.error);
    let section = use_node_ref();
    {
        let section = section.clone();
        use_effect_with(props.error.code, move |_| show(&section));
    }
    html! {
        <section ref={section} class="problem" role="alert" data-test="problem" data-code={props.error.code.key()}>
            { icon(Glyph::Alert) }
            <div>
                <h2>{ words.what }</h2>
                <p>{ words.means }</p>
                <p><strong>{ words.next }</strong></p>
                if let Some(retry) = &props.retry {
                    <Button look={Look::Secondary} glyph={Glyph::Refresh} label={t!("app-retry")}
                        test="problem-retry" onclick={retry.clone()} />
                }
            </div>
        </section>
    }
}

/// Scrolls as far as it takes, so that nobody waits for what has failed out of sight.
fn show(section: &NodeRef) {
    if let Some(section) = section.cast::<web_sys::Element>() {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        section.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}

/// Something that takes a while, in words.
pub fn spinner(words: String) -> Html {
    html! {
        <div class="busy" role="status" aria-live="polite">
            <span class="spinner" aria-hidden="true"></span>
            <p>{ words }</p>
        </div>
    }
}

/// Something worth knowing that is no failure.
pub fn notice(glyph: Glyph, words: Html) -> Html {
    html! { <div class="notice">{ icon(glyph) }<div>{ words }</div></div> }
}

/// Whether something that must hold does: `yes` is said if so, else `no`.
pub fn tick(test: &str, holds: bool, yes: String, no: String) -> Html {
    let (glyph, class, words) = match holds {
        true => (Glyph::Check, "tick", yes),
        false => (Glyph::Alert, "tick tick-broken", no),
    };
    html! {
        <p {class} data-test={test.to_owned()} data-holds={holds.to_string()}>{ icon(glyph) }<span>{ words }</span></p>
    }
}
