//! Draws the chosen cell: what is proven of it, what one more device would earn, and planning one.

use super::{estimate::Estimate, names, towns::Towns};
use crate::{
    app::use_clock,
    bridge::use_action,
    text::{format, t},
    widgets::{Button, Glyph, Look, Problem},
};
use outpost_app_api::{
    CellStateView, CellView, Costs, DevicePlaceView, PlacesView, PlanDevice, ResourceKind,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    /// The cell.
    pub place: CellView,
    /// What is proven of it, once it is.
    pub state: Option<CellStateView>,
    /// Which contributions are looked at.
    pub resource: ResourceKind,
    /// The person's own places.
    pub places: PlacesView,
    /// To name the cell by.
    pub towns: Option<Rc<Towns>>,
    /// Takes the places after a plan was noted.
    pub onchange: Callback<PlacesView>,
}

/// The cell.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let clock = use_clock();
    let mut plans = props.places.plans.iter();
    let planned =
        plans.find(|plan| plan.place.cell == props.place.cell && plan.resource == props.resource);
    // Of what is planned here already, its own costs; else those that were typed last.
    let first = planned
        .and_then(|plan| plan.costs)
        .unwrap_or(props.places.costs);
    let costs = use_state(|| first);
    let plan = use_action::<PlanDevice>(props.onchange.clone());
    let oncosts = {
        let costs = costs.setter();
        Callback::from(move |next| costs.set(next))
    };
    let cell = props.place.cell.clone();
    let onplan = plan.sends(PlanDevice {
        cell: cell.clone(),
        resource: props.resource,
        costs: Some(*costs).filter(|costs| *costs != Costs::default()),
    });
    let own: Vec<&DevicePlaceView> = props
        .places
        .devices
        .iter()
        .filter(|device| device.place.cell == cell)
        .collect();
    let fact =
        |words: String, value: String| html! { <div><dt>{ words }</dt><dd>{ value }</dd></div> };
    html! {
        <section class="card cell-details" aria-labelledby="cell-name" data-test="cell" data-cell={cell.clone()}>
            <h2 id="cell-name" aria-live="polite">{ names::of(props.towns.as_deref(), &props.place) }</h2>
            <dl class="facts">
                if let Some(state) = &props.state {
                    { fact(t!("cell-devices"),
                        t!("cell-devices.value", devices = state.devices, capacity = state.capacity)) }
                    { fact(t!("cell-last"), state.last.map_or_else(|| t!("map-never"),
                        |last| format::ago(clock.now_ms, last.ended_ms))) }
                }
                if !own.is_empty() {
                    { fact(t!("cell-own"), own.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ")) }
                }
            </dl>
            <Estimate cell={cell.clone()} resource={props.resource} costs={first} {oncosts} />
            if planned.is_some() {
                <p role="status">{ t!("plan-noted") }</p>
            } else {
                <Button look={Look::Secondary} glyph={Glyph::Pin} label={t!("plan-here")} test="plan-here"
                    onclick={onplan} busy={plan.working()} />
            }
            if let Some(error) = plan.problem() {
                <Problem error={error.clone()} />
            }
        </section>
    }
}
