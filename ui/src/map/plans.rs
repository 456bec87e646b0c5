//! Draws the devices that the person thinks of, each with what it would earn.

use super::{estimate::days, names, towns::Towns};
use crate::{
    bridge::{use_action, use_answer},
    text::{format, t, words},
    widgets::{Button, Look, Problem},
};
use outpost_app_api::{
    CellView, EstimatePlace, EstimateView, ForgetPlan, PlacesView, PlanView, ResourceKind,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Plans`].
#[derive(Properties, PartialEq)]
pub struct PlansProps {
    /// The plans.
    pub plans: Vec<PlanView>,
    /// To name the cells by.
    pub towns: Option<Rc<Towns>>,
    /// Takes the cell of a plan that is looked at, with what it would contribute.
    pub onlook: Callback<(CellView, ResourceKind)>,
    /// Takes the places after a plan was forgotten.
    pub onchange: Callback<PlacesView>,
}

/// The plans, with a way to look at each and to forget it.
#[component]
pub fn Plans(props: &PlansProps) -> Html {
    let forget = use_action::<ForgetPlan>(props.onchange.clone());
    let row = |(index, plan): (usize, &PlanView)| {
        let onlook = {
            let (place, resource) = (plan.place.clone(), plan.resource);
            props
                .onlook
                .reform(move |_: MouseEvent| (place.clone(), resource))
        };
        let name = names::of(props.towns.as_deref(), &plan.place);
        html! {
            <li class="plan" key={plan.id}>
                <button type="button" class="row" data-test={format!("plan-{index}")} onclick={onlook}>
                    <span class="row-words">
                        <strong>{ words::resource(plan.resource) }</strong>
                        <span>{ name }</span>
                        <Earning plan={plan.clone()} />
                    </span>
                </button>
                <Button look={Look::Plain} label={t!("plan-forget")} test={format!("plan-{index}-forget")}
                    onclick={forget.sends(ForgetPlan { id: plan.id })} busy={forget.working()} />
            </li>
        }
    };
    html! {
        <section class="section" aria-labelledby="plans">
            <h2 id="plans">{ t!("plans-title") }</h2>
            if props.plans.is_empty() {
                <p class="empty">{ t!("plans-none") }</p>
            } else {
                <ul class="rows">{ for props.plans.iter().enumerate().map(row) }</ul>
            }
            if let Some(error) = forget.problem() {
                <Problem error={error.clone()} />
            }
        </section>
    }
}

/// Properties of [`Earning`].
#[derive(Properties, PartialEq)]
struct EarningProps {
    plan: PlanView,
}

/// What a planned device would earn, at the costs that it was noted with.
#[component]
fn Earning(props: &EarningProps) -> Html {
    let plan = &props.plan;
    let answer = use_answer(
        EstimatePlace {
            cell: plan.place.cell.clone(),
            resource: plan.resource,
            costs: plan.costs,
        },
        (),
    );
    let said = match (&answer.value, &answer.problem) {
        (Some(estimate), _) => in_a_line(estimate),
        (None, Some(_)) => t!("map-unknown"),
        (None, None) => t!("estimate-waiting"),
    };
    html! { <span data-test="plan-earns">{ said }</span> }
}

fn in_a_line(estimate: &EstimateView) -> String {
    let a_day = t!("plan-earns", amount = format::about(estimate.day.middle));
    match &estimate.payback {
        Some(payback) => format!(
            "{a_day} · {}: {}",
            t!("estimate-payback"),
            days(payback.middle)
        ),
        None => a_day,
    }
}

/// The icon's meaning on the map, in words.
pub fn key() -> Html {
    html! {
        <ul class="map-key">
            <li><span class="map-dot map-dot-device" aria-hidden="true"></span>{ t!("map-key-device") }</li>
            <li><span class="map-dot map-dot-plan" aria-hidden="true"></span>{ t!("map-key-plan") }</li>
        </ul>
    }
}
