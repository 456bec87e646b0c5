//! Draws how fresh and how verified a number is: a line, and on a tap the same in words.

use super::{Glyph, icon};
use crate::{
    app::use_clock,
    text::{format, t},
};
use outpost_app_api::{Freshness, SumProof};
use yew::prelude::*;

/// Properties of [`FreshnessChip`].
#[derive(Properties, PartialEq)]
pub struct FreshnessChipProps {
    /// How fresh and how verified.
    pub freshness: Freshness,
    /// How the parts are, where it is about sums of statements.
    #[prop_or_default]
    pub sum: Option<SumProof>,
}

/// The line below a number: `Verified · block 1,234 · 4 peers · 3 s ago`.
#[component]
pub fn FreshnessChip(props: &FreshnessChipProps) -> Html {
    let clock = use_clock();
    let Freshness {
        height,
        block_time_ms,
        peers,
        stale_since_ms,
    } = props.freshness;
    let (glyph, class, line) = match stale_since_ms {
        None => (
            Glyph::Shield,
            "freshness",
            t!(
                "freshness-line",
                height = height,
                peers = peers,
                ago = format::ago(clock.now_ms, block_time_ms)
            ),
        ),
        Some(since) => (
            Glyph::Clock,
            "freshness freshness-stale",
            t!(
                "freshness-line-stale",
                height = height,
                since = clock.moment(since)
            ),
        ),
    };
    html! {
        <details {class} data-test="freshness" data-verified="true" data-height={height.to_string()}
            data-peers={peers.to_string()} data-stale={stale_since_ms.is_some().to_string()}>
            <summary>{ icon(glyph) }<span>{ line }</span></summary>
            <div class="freshness-words">
                <p>{ t!("freshness-proof", height = height, time = clock.moment(block_time_ms)) }</p>
                <p>{ t!("freshness-peers", peers = peers) }</p>
                if let Some(sum) = &props.sum {
                    <p>{ sum_words(sum) }</p>
                }
                if stale_since_ms.is_some() {
                    <p>{ t!("freshness-stale-advice") }</p>
                }
            </div>
        </details>
    }
}

/// What a sum is made of, and how far its parts can be relied on.
pub(super) fn sum_words(sum: &SumProof) -> String {
    let (lowest, highest) = sum.heights;
    t!(
        "proven-sum",
        count = sum.statements,
        lowest = lowest,
        highest = highest,
        peers = sum.fewest_peers
    )
}
