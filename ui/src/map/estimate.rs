//! Draws what one more device would earn in a cell, before anything is paid: a range, the payback, and why.

use super::costs::{CostFields, TypedCosts};
use crate::{
    bridge::use_answer,
    text::{format, t},
    widgets::{FreshnessChip, Glyph, Problem, notice, spinner},
};
use gloo::timers::callback::Timeout;
use outpost_app_api::{
    Costs, EstimatePlace, EstimateView, PaybackView, RadioView, RangeView, ResourceKind,
};
use std::rc::Rc;
use yew::prelude::*;

/// How long typing must rest until the estimate is made anew.
const PAUSE_MS: u32 = 400;

/// Properties of [`Estimate`].
#[derive(Clone, Properties, PartialEq)]
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

/// The estimate with the costs that it is made for.
#[component]
pub fn Estimate(props: &EstimateProps) -> Html {
    // What was estimated of another cell is not shown of this one.
    let question = format!("{} {:?}", props.cell, props.resource);
    html! { <OfCell key={question} ..props.clone() /> }
}

#[component]
fn OfCell(props: &EstimateProps) -> Html {
    let typed = use_state(|| TypedCosts::of(&props.costs));
    let costs = use_state(|| typed.read());
    let answer = use_answer(
        EstimatePlace {
            cell: props.cell.clone(),
            resource: props.resource,
            costs: *costs,
        },
        (),
    );
    {
        let costs = costs.setter();
        use_effect_with(typed.read(), move |typed| {
            let typed = *typed;
            let pause = Timeout::new(PAUSE_MS, move || costs.set(typed));
            move || drop(pause)
        });
    }
    let is_of_costs = !answer.working && typed.read() == *costs;
    let onchange = {
        let (typed, oncosts) = (typed.setter(), props.oncosts.clone());
        Callback::from(move |next: TypedCosts| {
            if let Some(costs) = next.read() {
                oncosts.emit(costs);
            }
            typed.set(next);
        })
    };
    html! {
        <section class="estimate" aria-label={t!("estimate-title")} data-test="estimate">
            <h2>{ t!("estimate-title") }</h2>
            { match (&answer.value, &answer.problem) {
                (_, Some(error)) => html! { <Problem error={error.clone()} retry={answer.again.clone()} /> },
                (Some(estimate), None) => html! { <Shown estimate={estimate.clone()} {is_of_costs} /> },
                (None, None) => spinner(t!("estimate-waiting")),
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
    pub estimate: Rc<EstimateView>,
    /// Whether it is made for the costs that are typed, of which the payback follows.
    pub is_of_costs: bool,
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
                if let Some(payback) = estimate.payback.as_ref().filter(|_| props.is_of_costs) {
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

/// A time until a device has paid for itself; never if `None`.
pub fn days(days: Option<u64>) -> String {
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
