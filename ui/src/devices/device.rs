//! Draws one device: how it is, what it earned, where it stands.

use super::list::{StateLabel, state_name};
use crate::{
    app::{Route, use_clock},
    text::{format, t, words},
    widgets::{Address, Amount, Button, FreshnessChip, Glyph, Heading, Look},
};
use outpost_app_api::{AppView, DeviceView};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`DeviceScreen`].
#[derive(Properties, PartialEq)]
pub struct DeviceScreenProps {
    /// Which device.
    pub address: String,
    /// What there is to draw.
    pub view: Rc<AppView>,
    /// Goes to another screen.
    pub navigate: Callback<Route>,
}

/// The screen.
#[component]
pub fn DeviceScreen(props: &DeviceScreenProps) -> Html {
    let device = props
        .view
        .devices
        .iter()
        .find(|device| device.address == props.address);
    html! {
        <>
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("device-all")} test="device-back"
                onclick={props.navigate.reform(|()| Route::Devices)} />
            { match device {
                Some(device) => html! { <Details device={device.clone()} /> },
                None => html! { <Heading title={t!("device-unknown")} lead={t!("device-unknown.lead")} /> },
            } }
        </>
    }
}

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
struct DetailsProps {
    device: DeviceView,
}

#[component]
fn Details(props: &DetailsProps) -> Html {
    let clock = use_clock();
    let device = &props.device;
    let stale = device.freshness.stale_since_ms.is_some();
    html! {
        <>
            <Heading title={device.name.clone()} />
            <section class="card" data-test="device-state" data-state={state_name(device.state)}>
                <StateLabel state={device.state} />
                <p>{ words::device_advice(device.state) }</p>
            </section>
            <section class="card" aria-label={t!("device-earned")}>
                <p class="card-label">{ t!("device-earned") }</p>
                <Amount value={device.earned} test="device-earned" large=true {stale} />
                <FreshnessChip freshness={device.freshness.clone()} />
            </section>
            <dl class="facts">
                <div><dt>{ t!("device-last-report") }</dt><dd>{ last_report(device.last_epoch) }</dd></div>
                <div><dt>{ t!("device-cell") }</dt><dd>{ cell(device.cell.as_deref()) }</dd></div>
                <div><dt>{ t!("device-claimed") }</dt><dd>{ clock.moment(device.claimed_ms) }</dd></div>
                <div>
                    <dt>{ t!("device-address") }</dt>
                    <dd><Address address={device.address.clone()} test="device-address" /></dd>
                </div>
            </dl>
        </>
    }
}

fn last_report(epoch: Option<u64>) -> String {
    match epoch {
        Some(epoch) => t!("device-epoch", epoch = format::count(epoch)),
        None => t!("device-no-report"),
    }
}

fn cell(cell: Option<&str>) -> Html {
    match cell {
        Some(cell) => html! { <code>{ cell }</code> },
        None => html! { t!("device-no-cell") },
    }
}
