//! Draws the button that locks the wallet at once, where a passphrase opens it again.

use super::part;
use crate::{
    bridge::use_action,
    text::t,
    widgets::{Button, Glyph, Look, Problem},
};
use outpost_app_api::LockWallet;
use yew::prelude::*;

/// Locks now.
#[component]
pub(super) fn Lock() -> Html {
    let lock = use_action::<LockWallet>(Callback::noop());
    let inside = html! {
        <>
            <div class="setting">
                <div class="setting-words"><p>{ t!("security-lock.lead") }</p></div>
                <Button glyph={Glyph::Lock} label={t!("security-lock.do")} look={Look::Secondary} test="settings-lock"
                    busy={lock.working()} onclick={lock.sends(LockWallet {})} />
            </div>
            if let Some(error) = lock.problem() {
                <Problem error={error.clone()} />
            }
        </>
    };
    part("settings-lock", t!("security-lock"), inside)
}
