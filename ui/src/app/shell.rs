//! Draws what surrounds a screen: navigation, the state of the network, the practice banner.

use super::Route;
use crate::{
    text::t,
    widgets::{Glyph, Icon},
};
use outpost_app_api::{AppView, NetworkView, WalletState};
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
        WalletState::Open { .. } | WalletState::LookingAround
    );
    let at_ease = open && props.route != Route::Backup;
    let network = &props.view.network;
    html! {
        <div class={classes!("shell", at_ease.then_some("shell-with-navigation"))}>
            if at_ease {
                <nav class="navigation" aria-label={t!("nav-label")}>
                    <div class="brand"><Mark /><span>{ t!("app-name") }</span></div>
                    <ul>
                        { tab(&props.route, Route::Home, Glyph::Home, t!("nav-home"), "nav-home") }
                        { tab(&props.route, Route::Devices, Glyph::Device, t!("nav-devices"), "nav-devices") }
                        { tab(&props.route, Route::Earnings, Glyph::Earnings, t!("nav-earnings"), "nav-earnings") }
                        { tab(&props.route, Route::Network, Glyph::Network, t!("nav-network"), "nav-network") }
                    </ul>
                    { pulse(network) }
                </nav>
            }
            <main class="main" data-test={format!("screen-{}", props.route.name())}>
                if network.practice && at_ease {
                    <p class="practice" data-test="practice-banner">{ t!("app-practice") }</p>
                }
                <div class="content" key={props.route.hash()}>{ props.children.clone() }</div>
            </main>
        </div>
    }
}

fn tab(at: &Route, to: Route, glyph: Glyph, label: String, test: &'static str) -> Html {
    let current = match (at, &to) {
        (Route::Device(_), Route::Devices) | (Route::AddDevice, Route::Devices) => true,
        (at, to) => at == to,
    };
    html! {
        <li>
            <a href={to.hash()} data-test={test} aria-current={current.then_some("page")}>
                <Icon {glyph} /><span>{ label }</span>
            </a>
        </li>
    }
}

/// The network in a line, at the foot of the side rail.
fn pulse(network: &NetworkView) -> Html {
    let (class, words) = match &network.tip {
        _ if network.peers == 0 => ("pulse pulse-off", t!("nav-offline")),
        None => ("pulse pulse-off", t!("nav-connecting")),
        Some(tip) if tip.stale_since_ms.is_some() => ("pulse pulse-off", t!("nav-stale")),
        Some(tip) => ("pulse", t!("nav-synced", height = tip.height)),
    };
    html! { <p {class}><span class="pulse-dot" aria-hidden="true"></span><span>{ words }</span></p> }
}

/// The app's mark: a cell with somebody home.
#[component]
pub fn Mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
            <path d="M16 2.5 27.7 9.25v13.5L16 29.5 4.3 22.75V9.25Z" fill="currentColor" />
            <circle cx="16" cy="16" r="4.5" class="mark-core" />
        </svg>
    }
}
