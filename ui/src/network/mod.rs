//! Draws the network as this device sees it, and says how numbers are checked.

mod details;

use crate::{
    app::{ScreenProps, use_clock},
    text::{format, t},
    widgets::{FreshnessChip, Glyph, Heading, icon, notice, spinner},
};
use details::Details;
use outpost_app_api::{EpochView, Freshness, NetworkView};
use yew::prelude::*;

/// The screen.
#[component]
pub fn Network(props: &ScreenProps) -> Html {
    let network = &props.view.network;
    html! {
        <>
            <Heading title={t!("network-title")} lead={lead(network)} />
            { tip(network) }
            <Figures network={network.clone()} />
            <section class="section" aria-labelledby="network-how">
                <h2 id="network-how">{ t!("network-how") }</h2>
                <ol class="steps">
                    { check(Glyph::Network, t!("network-how-ask"), t!("network-how-ask.body")) }
                    { check(Glyph::Key, t!("network-how-seal"), t!("network-how-seal.body")) }
                    { check(Glyph::Shield, t!("network-how-proof"), t!("network-how-proof.body")) }
                    { check(Glyph::Lock, t!("network-how-keep"), t!("network-how-keep.body")) }
                </ol>
            </section>
            <Details peers={network.peers} />
        </>
    }
}

fn lead(network: &NetworkView) -> String {
    match network.practice {
        true => t!("network-lead-practice", name = network.name.as_str()),
        false => t!("network-lead", name = network.name.as_str()),
    }
}

fn tip(network: &NetworkView) -> Html {
    match &network.tip {
        None => html! { <section class="card">{ spinner(t!("network-no-tip")) }</section> },
        Some(
            tip @ Freshness {
                height,
                stale_since_ms,
                ..
            },
        ) => html! {
            <section class="card">
                <p class="card-label">{ t!("network-tip") }</p>
                <p class={classes!("card-figure", stale_since_ms.is_some().then_some("amount-stale"))}
                    data-test="network-tip" data-height={height.to_string()}>{ format::count(*height) }</p>
                <FreshnessChip freshness={tip.clone()} />
                if stale_since_ms.is_some() {
                    { notice(Glyph::Clock, html! { <p>{ t!("network-stale") }</p> }) }
                }
            </section>
        },
    }
}

/// Properties of [`Figures`].
#[derive(Properties, PartialEq)]
struct FiguresProps {
    network: NetworkView,
}

#[component]
fn Figures(props: &FiguresProps) -> Html {
    let clock = use_clock();
    let NetworkView { peers, epoch, .. } = &props.network;
    html! {
        <dl class="facts">
            <div>
                <dt>{ t!("network-peers") }</dt>
                <dd data-test="network-peers" data-peers={peers.to_string()}>{ format::count(*peers) }</dd>
            </div>
            if let Some(EpochView { number, ends_ms, paid_ms, length_ms }) = *epoch {
                <div><dt>{ t!("network-epoch") }</dt><dd>{ format::count(number) }</dd></div>
                <div><dt>{ t!("network-epoch-ends") }</dt><dd>{ format::until(clock.now_ms, ends_ms) }</dd></div>
                <div><dt>{ t!("network-epoch-paid") }</dt><dd>{ format::until(clock.now_ms, paid_ms) }</dd></div>
                <div><dt>{ t!("network-epoch-length") }</dt><dd>{ format::duration(length_ms) }</dd></div>
            }
        </dl>
    }
}

fn check(glyph: Glyph, title: String, body: String) -> Html {
    html! {
        <li><span class="choice-icon">{ icon(glyph) }</span><div><strong>{ title }</strong><p>{ body }</p></div></li>
    }
}
