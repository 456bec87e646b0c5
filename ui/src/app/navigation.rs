//! Leads to the places of the app: by a bar at the bottom of a phone, by a rail at the side of a window.
//!
//! A phone's bar has room for a few; the others are on a screen of their own, behind the last of the bar.

use super::{Route, WalletPage, mark};
use crate::{
    text::t,
    widgets::{Glyph, Heading, icon},
};
use outpost_app_api::NetworkView;
use yew::prelude::*;

/// Where a place is on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phone {
    /// On the bar.
    Bar,
    /// On the screen behind its last.
    More,
}

/// A place of the app.
struct Place {
    route: Route,
    glyph: Glyph,
    label: String,
    test: &'static str,
    phone: Phone,
}

/// All places, in order.
fn places() -> Vec<Place> {
    let place = |phone, route, glyph, label, test| Place {
        route,
        glyph,
        label,
        test,
        phone,
    };
    let bar = |route, glyph, label, test| place(Phone::Bar, route, glyph, label, test);
    let more = |route, glyph, label, test| place(Phone::More, route, glyph, label, test);
    vec![
        bar(Route::Home, Glyph::Home, t!("nav-home"), "nav-home"),
        bar(
            Route::Devices,
            Glyph::Device,
            t!("nav-devices"),
            "nav-devices",
        ),
        bar(
            Route::Earnings,
            Glyph::Earnings,
            t!("nav-earnings"),
            "nav-earnings",
        ),
        bar(Route::Map, Glyph::Map, t!("nav-map"), "nav-map"),
        bar(
            Route::Wallet(WalletPage::Overview),
            Glyph::Wallet,
            t!("nav-wallet"),
            "nav-wallet",
        ),
        more(
            Route::Network,
            Glyph::Network,
            t!("nav-network"),
            "nav-network",
        ),
        more(
            Route::Settings,
            Glyph::Settings,
            t!("nav-settings"),
            "nav-settings",
        ),
    ]
}

/// The place that a screen belongs to.
fn place_of(route: &Route) -> Route {
    match route {
        Route::Device(_) | Route::AddDevice => Route::Devices,
        Route::Epoch(_) => Route::Earnings,
        Route::Mapping => Route::Map,
        Route::Wallet(_) => Route::Wallet(WalletPage::Overview),
        other => other.clone(),
    }
}

/// The bar or the rail, with the network in a line at the foot of the rail. Without an account there is no
/// wallet to look into.
pub fn navigation(route: &Route, network: &NetworkView, has_account: bool) -> Html {
    let at = place_of(route);
    let mut places = places();
    places.retain(|place| has_account || !matches!(place.route, Route::Wallet(_)));
    let is_behind_more = at == Route::More
        || places
            .iter()
            .any(|place| place.phone == Phone::More && place.route == at);
    let tab = |place: &Place| {
        let class = match place.phone {
            Phone::Bar => None,
            Phone::More => Some("on-the-rail"),
        };
        html! {
            <li {class} key={place.test}>
                <a href={place.route.hash()} data-test={place.test}
                    aria-current={(place.route == at).then_some("page")}>
                    { icon(place.glyph) }<span>{ &place.label }</span>
                </a>
            </li>
        }
    };
    html! {
        <nav class="navigation" aria-label={t!("nav-label")}>
            <div class="brand">{ mark() }<span>{ t!("app-name") }</span></div>
            <ul>
                { for places.iter().map(tab) }
                <li class="on-the-bar">
                    <a href={Route::More.hash()} data-test="nav-more"
                        aria-current={is_behind_more.then_some("page")}>
                        { icon(Glyph::More) }<span>{ t!("nav-more") }</span>
                    </a>
                </li>
            </ul>
            { pulse(network) }
        </nav>
    }
}

/// The network in a line.
fn pulse(network: &NetworkView) -> Html {
    let (class, words) = match &network.tip {
        _ if network.resting => ("pulse pulse-off", t!("nav-resting")),
        _ if network.peers == 0 => ("pulse pulse-off", t!("nav-offline")),
        None => ("pulse pulse-off", t!("nav-connecting")),
        Some(tip) if tip.stale_since_ms.is_some() => ("pulse pulse-off", t!("nav-stale")),
        Some(tip) => ("pulse", t!("nav-synced", height = tip.height)),
    };
    html! { <p {class}><span class="pulse-dot" aria-hidden="true"></span><span>{ words }</span></p> }
}

/// The places that a phone's bar has no room for.
pub fn more() -> Html {
    let row = |place: Place| {
        html! {
            <li key={place.test}>
                <a class="row" href={place.route.hash()} data-test={format!("more-{}", place.route.name())}>
                    { icon(place.glyph) }
                    <span class="row-words"><strong>{ place.label }</strong></span>
                    { icon(Glyph::Chevron) }
                </a>
            </li>
        }
    };
    let places = places().into_iter();
    let behind = places.filter(|place| place.phone == Phone::More);
    html! {
        <>
            <Heading title={t!("nav-more")} />
            <ul class="rows">{ for behind.map(row) }</ul>
        </>
    }
}
