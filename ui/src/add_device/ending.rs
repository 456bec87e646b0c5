//! Draws what both ends of the wizard have: a list of what is done and what comes next, and the way out.

use crate::{
    app::Route,
    bridge::use_action,
    text::t,
    widgets::{Button, Look, Problem},
};
use outpost_app_api::FinishOnboarding;
use yew::prelude::*;

/// One of the things that are done or come next. `class` says which.
pub(super) fn stage(class: &'static str, mark: Html, title: String, body: String) -> Html {
    html! {
        <li class={classes!("stage", class)}>
            <span class="stepper-mark" aria-hidden="true">{ mark }</span>
            <div><strong>{ title }</strong><p>{ body }</p></div>
        </li>
    }
}

/// Properties of [`Finish`].
#[derive(Properties, PartialEq)]
pub(super) struct FinishProps {
    /// Goes to another screen.
    pub(super) navigate: Callback<Route>,
}

/// The button that ends the wizard.
#[component]
pub(super) fn Finish(props: &FinishProps) -> Html {
    let finish = use_action::<FinishOnboarding>(props.navigate.reform(|()| Route::Home));
    html! {
        <>
            if let Some(error) = finish.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <Button look={Look::Primary} label={t!("done-finish")} test="done-finish" busy={finish.working()}
                    onclick={finish.sends(FinishOnboarding {})} />
            </div>
        </>
    }
}
