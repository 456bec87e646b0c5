//! Draws what one more device would earn in a cell, before anything is paid: a range, the payback, and why.

use super::costs::{CostFields, TypedCosts};
use crate::{
    bridge,
    text::{format, t},
    widgets::{FreshnessChip, Glyph, Problem, notice, spinner},
};
use gloo::timers::callback::Timeout;
use outpost_app_api::{
    AppError, Costs, EstimatePlace, EstimateView, PaybackView, RadioView, RangeView, ResourceKind,
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long typing must rest until the estimate is made anew.
const PAUSE_MS: u32 = 400;

/// Properties of [`Estimate`].
#[derive(Properties, PartialEq)]
pub struct EstimateProps {
    /// The cell.
    pub cell: String,
    /// What the device would contribute.
    pub resource: ResourceKind,
    /// The costs to begin with.
    pub costs: Costs,
    /// Takes the costs whenever they are whole.
    pub oncosts: Callback<Costs>,
}

#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    Ready(Box<EstimateView>),
    Failed(AppError),
}

/// The estimate with the costs that it is made for.
#[component]
pub fn Estimate(props: &EstimateProps) -> Html {
    let state = use_state(|| State::Waiting);
    let typed = use_state(|| TypedCosts::of(&props.costs));
    let attempt = use_state(|| 0_u32);
    {
        let state = state.setter();
        let asked = EstimatePlace {
            cell: props.cell.clone(),
            resource: props.resource,
            costs: typed.read(),
        };
        use_effect_with((asked, *attempt), move |(asked, _)| {
            let asked = asked.clone();
            let pause = Timeout::new(PAUSE_MS, move || {
                spawn_local(async move {
                    state.set(match bridge::call(&asked).await {
                        Ok(estimate) => State::Ready(Box::new(estimate)),
                        Err(error) => State::Failed(error),
                    });
                });
            });
            move || drop(pause)
        });
    }
    let onchange = {
        let (typed, oncosts) = (typed.setter(), props.oncosts.clone());
        Callback::from(move |next: TypedCosts| {
            if let Some(costs) = next.read() {
                oncosts.emit(costs);
            }
            typed.set(next);
        })
    };
    let retry = {
        let (attempt, state) = (attempt.clone(), state.setter());
        Callback::from(move |()| {
            state.set(State::Waiting);
            attempt.set(*attempt + 1);
        })
    };
    html! {
        <section class="estimate" aria-label={t!("estimate-title")} data-test="estimate">
            <h2>{ t!("estimate-title") }</h2>
            { match &*state {
                State::Waiting => spinner(t!("estimate-waiting")),
                State::Failed(error) => html! { <Problem error={error.clone()} {retry} /> },
                State::Ready(estimate) => html! { <Shown estimate={(**estimate).clone()} /> },
            } }
            <details data-test="estimate-costs">
                <summary>{ t!("estimate-costs") }</summary>
                <p class="fine-print">{ t!("estimate-costs-note") }</p>
                <CostFields typed={(*typed).clone()} {onchange} />
            </details>
        </section>
    }
}

/// Properties of [`Shown`].
#[derive(Properties, PartialEq)]
pub struct ShownProps {
    /// The estimate.
    pub estimate: EstimateView,
}

/// An estimate that was made.
#[component]
pub fn Shown(props: &ShownProps) -> Html {
    let estimate = &props.estimate;
    html! {
        <div aria-live="polite">
            <dl class="ranges">
                { range(t!("estimate-day"), &estimate.day, "estimate-day") }
                { range(t!("estimate-month"), &estimate.month, "estimate-month") }
                if let Some(payback) = &estimate.payback {
                    <div data-test="estimate-payback">
                        <dt>{ t!("estimate-payback") }</dt>
                        <dd><strong>{ days(payback.middle) }</strong><span>{ between(payback) }</span></dd>
                    </div>
                }
            </dl>
            if estimate.neighbours >= estimate.capacity {
                { notice(Glyph::Alert, html! { <>
                    <p data-test="estimate-crowded">
                        { t!("estimate-crowded", count = estimate.neighbours,
                            share = format::thousandths(thousandths(estimate.multiplier))) }
                    </p>
                </> }) }
            } else {
                <p>{ t!("estimate-room", count = estimate.neighbours, capacity = estimate.capacity) }</p>
            }
            if estimate.first_multiplier > estimate.multiplier {
                <p>{ t!("estimate-stale", share = format::thousandths(thousandths(estimate.first_multiplier))) }</p>
            }
            if let Some(radio) = &estimate.radio {
                <Radio radio={radio.clone()} />
            }
            <p class="fine-print">{ t!("estimate-how", count = estimate.epochs) }</p>
            <FreshnessChip freshness={estimate.freshness.clone()} />
        </div>
    }
}

fn range(words: String, range: &RangeView, test: &'static str) -> Html {
    html! {
        <div data-test={test} data-units={range.middle.0.to_string()}>
            <dt>{ words }</dt>
            <dd>
                <strong>{ format::about(range.middle) }</strong>
                <span>{ t!("estimate-range", low = format::about(range.low), high = format::about(range.high)) }</span>
            </dd>
        </div>
    }
}

fn days(days: Option<u64>) -> String {
    match days {
        None => t!("estimate-never"),
        Some(days) => t!("format-days", count = days),
    }
}

fn between(payback: &PaybackView) -> String {
    match (payback.soonest, payback.latest) {
        (None, _) => String::new(),
        (Some(soonest), None) => t!("estimate-payback-maybe", soonest = soonest),
        (Some(soonest), Some(latest)) => {
            t!("estimate-payback-range", soonest = soonest, latest = latest)
        }
    }
}

fn thousandths(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Properties of [`Radio`].
#[derive(Properties, PartialEq)]
pub struct RadioProps {
    /// The rules.
    pub radio: RadioView,
}

/// The radio rules of a place.
#[component]
fn Radio(props: &RadioProps) -> Html {
    let radio = &props.radio;
    let (low, high) = radio.band_mhz;
    html! {
        <details data-test="estimate-radio">
            <summary>
                { t!("radio-limit", plan = radio.plan.clone(), limit = format::tenths(radio.limit_decidbm)) }
            </summary>
            <p>{ t!("radio-band", low = low.to_string(), high = high.to_string()) }</p>
            if let Some(power) = radio.conducted_decidbm {
                <p>{ t!("radio-conducted", limit = format::tenths(power)) }</p>
            }
            <p class="fine-print">{ t!("radio-source", source = radio.source.clone()) }</p>
        </details>
    }
}
