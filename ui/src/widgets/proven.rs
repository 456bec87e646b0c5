//! Draws an amount that tells, when it is pressed, how fresh and how proven it is.

use super::{Amount, freshness::sum_words};
use crate::{
    app::use_clock,
    text::{format, t},
};
use outpost_app_api::{Freshness, Money, SumProof};
use yew::prelude::*;

/// Properties of [`ProvenAmount`].
#[derive(Properties, PartialEq)]
pub struct ProvenAmountProps {
    /// The amount.
    pub value: Money,
    /// How it is proven.
    pub freshness: Freshness,
    /// How its parts are, where it is a sum of statements.
    #[prop_or_default]
    pub sum: Option<SumProof>,
    /// The hook for tests. That of the button is the same with `-proof` behind it.
    pub test: AttrValue,
    /// Whether it is the number that the screen is about.
    #[prop_or_default]
    pub large: bool,
}

/// The amount.
#[component]
pub fn ProvenAmount(props: &ProvenAmountProps) -> Html {
    let clock = use_clock();
    let open = use_state(|| false);
    let close = {
        let open = open.clone();
        move || open.set(false)
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close();
            }
        })
    };
    let onfocusout = Callback::from(move |_: FocusEvent| close());
    let Freshness {
        height,
        block_time_ms,
        peers,
        stale_since_ms,
    } = props.freshness;
    let panel = format!("{}-words", props.test);
    html! {
        <span class="proven" {onkeydown} {onfocusout}>
            <button type="button" class="proven-button" {onclick} aria-expanded={open.to_string()}
                aria-controls={panel.clone()} data-test={format!("{}-proof", props.test)}>
                <Amount value={props.value} test={props.test.clone()} large={props.large} stale={stale_since_ms.is_some()} />
            </button>
            <span id={panel} class="proven-words" role="status" hidden={!*open}>
                if *open {
                    if let Some(since) = stale_since_ms {
                        <span class="proven-stale">{ t!("proven-stale", since = clock.moment(since)) }</span>
                    }
                    <span>{ t!("proven-here", height = height, ago = format::ago(clock.now_ms, block_time_ms)) }</span>
                    <span>{ t!("freshness-peers", peers = peers) }</span>
                    if let Some(sum) = &props.sum {
                        <span>{ sum_words(sum) }</span>
                    }
                }
            </span>
        </span>
    }
}
