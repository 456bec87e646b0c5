//! Tells what is going on, what went wrong and what holds.

use super::{Button, Glyph, Icon, Look};
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
            <Icon glyph={Glyph::Alert} />
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

/// Properties of [`Busy`].
#[derive(Properties, PartialEq)]
pub struct BusyProps {
    /// What is going on.
    pub words: String,
}

/// Something that takes a while.
#[component]
pub fn Busy(props: &BusyProps) -> Html {
    html! {
        <div class="busy" role="status" aria-live="polite">
            <span class="spinner" aria-hidden="true"></span>
            <p>{ &props.words }</p>
        </div>
    }
}

/// Properties of [`Notice`].
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// Drawn before it.
    pub glyph: Glyph,
    /// What it says.
    pub children: Html,
}

/// Something worth knowing that is no failure.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    html! { <div class="notice"><Icon glyph={props.glyph} /><div>{ props.children.clone() }</div></div> }
}

/// Properties of [`Tick`].
#[derive(Properties, PartialEq)]
pub struct TickProps {
    /// Whether it does.
    pub holds: bool,
    /// What is said if it does.
    pub yes: String,
    /// What is said if it does not.
    pub no: String,
    /// The hook for tests.
    pub test: AttrValue,
}

/// Whether something that must hold does.
#[component]
pub fn Tick(props: &TickProps) -> Html {
    let (glyph, class, words) = match props.holds {
        true => (Glyph::Check, "tick", &props.yes),
        false => (Glyph::Alert, "tick tick-broken", &props.no),
    };
    html! {
        <p {class} data-test={props.test.clone()} data-holds={props.holds.to_string()}><Icon {glyph} /><span>{ words }</span></p>
    }
}
