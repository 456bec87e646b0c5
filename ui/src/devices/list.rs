//! Draws a row for each device, those that need attention first.

use crate::{
    app::Route,
    text::{t, words},
    widgets::{Amount, FreshnessChip, Glyph, icon},
};
use outpost_app_api::{DeviceState, DeviceView};
use yew::prelude::*;

/// A row for each, and how far what they say can be relied on.
pub fn device_list(devices: &[DeviceView]) -> Html {
    if devices.is_empty() {
        return html! { <p class="empty">{ t!("devices-none") }</p> };
    }
    let mut devices: Vec<&DeviceView> = devices.iter().collect();
    devices.sort_by_key(|device| device.state);
    html! {
        <>
            { freshness(devices.iter().copied()) }
            <ul class="rows">{ for devices.into_iter().enumerate().map(|(index, device)| html! { <li>{ row(index, device) }</li> }) }</ul>
        </>
    }
}

/// How far all rows can be relied on: as far as the one that was proven longest ago.
pub fn freshness<'a>(devices: impl Iterator<Item = &'a DeviceView>) -> Html {
    let oldest = devices
        .map(|device| &device.freshness)
        .min_by_key(|freshness| freshness.height);
    html! {
        if let Some(freshness) = oldest {
            <div class="rows-freshness"><FreshnessChip freshness={freshness.clone()} /></div>
        }
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
                { state_label(device.state) }
            </span>
            <Amount value={device.earned} test={format!("device-{index}-earned")} {stale} />
            { icon(Glyph::Chevron) }
        </a>
    }
}

/// How a device is: colour, icon and words say the same.
pub fn state_label(state: DeviceState) -> Html {
    let (class, glyph) = match state {
        DeviceState::Suspended | DeviceState::Silent | DeviceState::NeedsPlace => {
            ("state state-attention", Glyph::Alert)
        }
        DeviceState::Waiting => ("state", Glyph::Clock),
        DeviceState::Working => ("state state-good", Glyph::Check),
    };
    html! { <span {class}>{ icon(glyph) }{ words::device_state(state) }</span> }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    #[component]
    fn Listed() -> Html {
        let mut devices = gallery::view("working").devices;
        assert!(devices.len() > 1);
        devices[1].freshness.height -= 1;
        device_list(&devices)
    }

    #[tokio::test]
    async fn the_list_is_said_to_be_as_fresh_as_the_row_that_was_proven_longest_ago() {
        let renderer = LocalServerRenderer::<Listed>::new().hydratable(false);
        let html = renderer.render().await;
        let height = gallery::view("working").devices[1].freshness.height - 1;
        assert_eq!(html.matches("data-test=\"freshness\"").count(), 1);
        assert!(
            html.contains(&format!("data-height=\"{height}\"")),
            "{html}"
        );
    }
}
