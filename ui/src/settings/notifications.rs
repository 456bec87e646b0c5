//! Draws what the person is told of: by kind of news, and by device.

use super::{PartProps, part};
use crate::{text::t, widgets::Switch};
use outpost_app_api::NotificationKind;
use yew::prelude::*;

/// Kinds of news, then devices.
pub(super) fn news(props: &PartProps) -> Html {
    let muted = &props.view.settings.settings.notifications;
    let kind = |kind: NotificationKind| {
        let (name, label) = words(kind);
        let onchange = props.changes(move |chosen, on: bool| {
            let muted = &mut chosen.notifications.muted_kinds;
            match on {
                true => muted.remove(&kind),
                false => muted.insert(kind),
            };
        });
        html! { <Switch {name} {label} on={!muted.muted_kinds.contains(&kind)} {onchange} /> }
    };
    let devices = props
        .view
        .devices
        .iter()
        .enumerate()
        .map(|(number, device)| {
            let address = device.address.clone();
            let onchange = props.changes(move |chosen, on: bool| {
                let muted = &mut chosen.notifications.muted_devices;
                match on {
                    true => muted.remove(&address),
                    false => muted.insert(address.clone()),
                };
            });
            html! {
                <Switch name={format!("settings-device-{number}")} label={device.name.clone()}
                    on={!muted.muted_devices.contains(&device.address)} {onchange} />
            }
        });
    let inside = html! {
        <>
            { for NotificationKind::ALL.into_iter().map(kind) }
            if !props.view.devices.is_empty() {
                <h3 class="settings-label">{ t!("settings-news-devices") }</h3>
                { for devices }
            }
        </>
    };
    part("settings-news", t!("settings-news"), inside)
}

fn words(kind: NotificationKind) -> (&'static str, String) {
    match kind {
        NotificationKind::DeviceOffline => ("settings-news-offline", t!("settings-news-offline")),
        NotificationKind::Reward => ("settings-news-reward", t!("settings-news-reward")),
        NotificationKind::Transaction => {
            ("settings-news-transaction", t!("settings-news-transaction"))
        }
        NotificationKind::BackupDue => ("settings-news-backup", t!("settings-news-backup")),
    }
}
