//! Asks for an account to watch, which needs no keys.

use crate::{
    app::{Route, ScreenProps},
    text::t,
    wallet::NewAccount,
    widgets::{Button, Glyph, Heading, Look, notice},
};
use yew::prelude::*;

/// The screen.
#[component]
pub fn Watch(props: &ScreenProps) -> Html {
    html! {
        <div class="narrow">
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("app-back")} test="watch-back"
                onclick={props.navigate.reform(|()| Route::Welcome)} />
            <Heading title={t!("watch-title")} lead={t!("watch-lead")} />
            { notice(Glyph::Eye, html! { <p>{ t!("watch-notice") }</p> }) }
            <NewAccount shown={props.navigate.reform(|()| Route::Home)} />
        </div>
    }
}
