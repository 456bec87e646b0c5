//! Draws a row for each device, those that need attention first.

use crate::{
    app::Route,
    text::{t, words},
    widgets::{Amount, Glyph, Icon},
};
use outpost_app_api::{DeviceState, DeviceView};
use yew::prelude::*;

/// Properties of [`DeviceList`].
#[derive(Properties, PartialEq)]
pub struct DeviceListProps {
    /// The devices.
    pub devices: Vec<DeviceView>,
}

/// The rows.
#[component]
pub fn DeviceList(props: &DeviceListProps) -> Html {
    if props.devices.is_empty() {
        return html! { <p class="empty">{ t!("devices-none") }</p> };
    }
    let mut devices: Vec<&DeviceView> = props.devices.iter().collect();
    devices.sort_by_key(|device| device.state);
    html! {
        <ul class="rows">{ for devices.into_iter().enumerate().map(|(index, device)| html! { <li>{ row(index, device) }</li> }) }</ul>
    }
}

/// A device's row.
pub fn row(index: usize, device: &DeviceView) -> Html {
    let stale = device.freshness.stale_since_ms.is_some();
    html! {
        <a class="row" href={Route::Device(device.address.clone()).hash()} data-test={format!("device-{index}")}
            data-address={device.address.clone()} data-state={state_name(device.state)}>
            <span class="row-words">
                <strong>{ &device.name }</strong>
                <StateLabel state={device.state} />
            </span>
            <Amount value={device.earned} test={format!("device-{index}-earned")} {stale} />
            <Icon glyph={Glyph::Chevron} />
        </a>
    }
}

/// Properties of [`StateLabel`].
#[derive(Properties, PartialEq)]
pub struct StateLabelProps {
    /// How the device is.
    pub state: DeviceState,
}

/// How a device is: colour, icon and words say the same.
#[component]
pub fn StateLabel(props: &StateLabelProps) -> Html {
    let (class, glyph) = match props.state {
        DeviceState::Suspended | DeviceState::Silent | DeviceState::NeedsPlace => {
            ("state state-attention", Glyph::Alert)
        }
        DeviceState::Waiting => ("state", Glyph::Clock),
        DeviceState::Working => ("state state-good", Glyph::Check),
    };
    html! { <span {class}><Icon {glyph} />{ words::device_state(props.state) }</span> }
}

/// What tests call a state; the same as in the API's JSON.
pub fn state_name(state: DeviceState) -> &'static str {
    match state {
        DeviceState::Suspended => "suspended",
        DeviceState::Silent => "silent",
        DeviceState::NeedsPlace => "needs_place",
        DeviceState::Waiting => "waiting",
        DeviceState::Working => "working",
    }
}
