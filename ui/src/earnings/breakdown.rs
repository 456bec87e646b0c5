//! Draws what each resource and each device earned in the period.

use super::{Version, sums};
use crate::{
    bridge::use_answer,
    text::{t, words},
    widgets::{Amount, Glyph, Problem, VirtualList, icon, spinner, tick},
};
use outpost_app_api::{EarningsView, GetEarningsByDevice, Money, ResourceKind, Scope};
use yew::prelude::*;

/// The resources, where there are several.
pub fn resources(view: &EarningsView, choose: &Callback<ResourceKind>) -> Html {
    let resources = &view.resources;
    if resources.len() < 2 {
        return html! {};
    }
    html! {
        <section class="section" aria-labelledby="earnings-resources">
            <h2 id="earnings-resources">{ t!("earnings-resources") }</h2>
            <ul class="rows">
                { for resources.iter().enumerate().map(|(index, part)| {
                    let kind = part.resource;
                    let choose = choose.reform(move |()| kind);
                    html! { <li key={index}>{ row(words::resource(kind), part.total, format!("earnings-resource-{index}"), choose) }</li> }
                }) }
            </ul>
        </section>
    }
}

/// Properties of [`Devices`].
#[derive(Properties, PartialEq)]
pub struct DevicesProps {
    /// What counts.
    pub scope: Scope,
    /// Asks again when it changes.
    pub version: Version,
    /// What they must make.
    pub total: Money,
    /// Looks at one by itself: its address and its name.
    pub choose: Callback<(String, String)>,
}

/// The devices, most first, where there are several.
#[component]
pub fn Devices(props: &DevicesProps) -> Html {
    let request = GetEarningsByDevice {
        scope: props.scope.clone(),
    };
    let devices = use_answer(request, props.version);
    let body = match (&devices.value, &devices.problem) {
        (_, Some(error)) => {
            html! { <Problem error={error.clone()} retry={devices.again.clone()} /> }
        }
        (None, None) => spinner(t!("earnings-summing")),
        (Some(view), None) if view.devices.len() < 2 => return html! {},
        (Some(view), None) => {
            let (list, choose) = (view.clone(), props.choose.clone());
            let draw = Callback::from(move |index: usize| match list.devices.get(index) {
                Some(device) => {
                    let chosen = (device.device.clone(), device.name.clone());
                    let choose = choose.reform(move |()| chosen.clone());
                    let test = format!("earnings-device-{index}");
                    row(device.name.clone(), device.total, test, choose)
                }
                None => html! {},
            });
            html! {
                <>
                    <VirtualList count={view.devices.len()} row={draw} label={t!("earnings-devices")} test="earnings-devices" />
                    if devices.working {
                        { spinner(t!("earnings-summing")) }
                    } else {
                        { tick("earnings-devices-add-up", sums::devices_make_the_total(view, props.total),
                            t!("earnings-devices-add-up", count = view.devices.len()), t!("earnings-does-not-add-up")) }
                    }
                </>
            }
        }
    };
    html! {
        <section class="section" aria-labelledby="earnings-by-device">
            <h2 id="earnings-by-device">{ t!("earnings-devices") }</h2>
            { body }
        </section>
    }
}

fn row(name: String, total: Money, test: String, choose: Callback<()>) -> Html {
    let onclick = choose.reform(|_: MouseEvent| ());
    html! {
        <button type="button" class="row" data-test={test.clone()} {onclick}>
            <span class="row-words"><strong>{ name }</strong></span>
            <Amount value={total} test={format!("{test}-total")} />
            { icon(Glyph::Chevron) }
        </button>
    }
}
