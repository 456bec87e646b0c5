//! Draws what surrounds a screen: navigation, and the practice banner.

use super::{Route, navigation::navigation};
use crate::{mapping::unsent, text::t};
use outpost_app_api::{AppView, WalletState};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Shell`].
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// What there is to draw.
    pub view: Rc<AppView>,
    /// The screen inside.
    pub route: Route,
    /// The screen.
    pub children: Html,
}

/// The frame of every screen.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let open = matches!(
        props.view.wallet.state,
        WalletState::Open { .. } | WalletState::Watching { .. } | WalletState::LookingAround
    );
    let has_account = open && props.view.wallet.state != WalletState::LookingAround;
    let before_a_wallet = matches!(
        props.route,
        Route::Backup | Route::Welcome | Route::Passphrase | Route::Restore | Route::Watch
    );
    let at_ease = open && !before_a_wallet;
    let network = &props.view.network;
    html! {
        <div class={classes!("shell", at_ease.then_some("shell-with-navigation"))}>
            if at_ease {
                { navigation(&props.route, network, has_account) }
            }
            <main class="main" data-test={format!("screen-{}", props.route.name())}>
                if network.practice && at_ease {
                    <p class="practice" data-test="practice-banner">{ t!("app-practice") }</p>
                }
                // The screen of walks has it among them.
                if at_ease && props.route != Route::Mapping {
                    { unsent(&props.view.mapping, true) }
                }
                <div class="content" key={props.route.hash()}>{ props.children.clone() }</div>
            </main>
        </div>
    }
}

/// The app's mark: a cell with somebody home.
pub fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <path d="M16 2.5 27.7 9.25v13.5L16 29.5 4.3 22.75V9.25Z" fill="currentColor" />
            <circle cx="16" cy="16" r="4.5" class="mark-core" />
        </svg>
    }
}
