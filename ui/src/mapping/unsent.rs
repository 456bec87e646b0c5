//! Draws what was recorded and is not handed in: wherever the person is, it is in sight.

use crate::{
    app::Route,
    text::t,
    widgets::{Glyph, notice},
};
use outpost_app_api::{MappingView, UnsentView};
use yew::prelude::*;

/// What is not handed in, with the way to it where `is_elsewhere`; nothing while there is nothing.
pub fn unsent(mapping: &MappingView, is_elsewhere: bool) -> Html {
    let UnsentView { walks, done, of } = mapping.unsent;
    if walks == 0 {
        return html! {};
    }
    let words = html! {
        <>
            <p>
                { t!("unsent-walks", count = walks) }
                if of > 0 {
                    { " " }{ t!("unsent-progress", done = done, of = of) }
                }
            </p>
            if of > 0 {
                <progress value={done.to_string()} max={of.to_string()} aria-label={t!("unsent-label")}></progress>
            }
            if is_elsewhere {
                <p><a class="link" href={Route::Mapping.hash()} data-test="unsent-open">{ t!("unsent-open") }</a></p>
            }
        </>
    };
    html! {
        <div class={is_elsewhere.then_some("above-screen")} data-test="unsent" data-walks={walks.to_string()}
            role="status" aria-live="polite">
            { notice(Glyph::Clock, words) }
        </div>
    }
}
