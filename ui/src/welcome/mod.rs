//! Draws the way in: create a wallet, restore one, take one over from another device, watch an account, look
//! around first, or unlock the wallet there is.

mod pair;
mod passphrase;
mod restore;
mod unlock;
mod watch;

pub use pair::Pair;
pub use passphrase::{Passphrase, PassphraseFields, TwicePassphrase};
pub use restore::Restore;
pub use unlock::Unlock;
pub use watch::Watch;

use crate::{
    app::{Route, ScreenProps, mark},
    bridge::use_action,
    text::t,
    widgets::{Glyph, Heading, Problem, icon, spinner},
};
use outpost_app_api::{CreateWallet, LookAround};
use yew::prelude::*;

/// The first screen.
#[component]
pub fn Welcome(props: &ScreenProps) -> Html {
    let create = use_action::<CreateWallet>(Callback::noop());
    let look_around = use_action::<LookAround>(Callback::noop());
    let needs_passphrase = props.view.wallet.needs_passphrase;
    let on_create = {
        let (navigate, create) = (props.navigate.clone(), create.send.clone());
        Callback::from(move |_: MouseEvent| match needs_passphrase {
            true => navigate.emit(Route::Passphrase),
            false => create.emit(CreateWallet { passphrase: None }),
        })
    };
    let on_restore = props.navigate.reform(|_: MouseEvent| Route::Restore);
    let on_pair = props
        .navigate
        .reform(|_: MouseEvent| Route::Pair(String::new()));
    let on_watch = props.navigate.reform(|_: MouseEvent| Route::Watch);
    let on_look_around = look_around.send.reform(|_: MouseEvent| LookAround {});
    let problem = create.problem().or(look_around.problem());
    html! {
        <div class="welcome">
            <div class="welcome-brand">{ mark() }<span>{ t!("app-name") }</span></div>
            <Heading title={t!("welcome-title")} lead={t!("welcome-lead")} />
            if let Some(error) = problem {
                <Problem error={error.clone()} />
            }
            <div class="choices">
                { choice(Glyph::Wallet, t!("welcome-create"), t!("welcome-create.lead"), "welcome-create", on_create) }
                { choice(Glyph::Key, t!("welcome-restore"), t!("welcome-restore.lead"), "welcome-restore", on_restore) }
                { choice(Glyph::Device, t!("welcome-pair"), t!("welcome-pair.lead"), "welcome-pair", on_pair) }
                { choice(Glyph::Eye, t!("welcome-watch"), t!("welcome-watch.lead"), "welcome-watch", on_watch) }
                { choice(Glyph::Search, t!("welcome-look-around"), t!("welcome-look-around.lead"), "welcome-look-around", on_look_around) }
            </div>
            if create.working() {
                { spinner(t!("welcome-creating")) }
            }
            <p class="fine-print">{ t!("welcome-promise") }</p>
        </div>
    }
}

fn choice(
    glyph: Glyph,
    title: String,
    lead: String,
    test: &'static str,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="choice" data-test={test} {onclick}>
            <span class="choice-icon">{ icon(glyph) }</span>
            <span class="choice-words"><strong>{ title }</strong><span>{ lead }</span></span>
            { icon(Glyph::Chevron) }
        </button>
    }
}
