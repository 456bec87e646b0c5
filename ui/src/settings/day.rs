//! Draws where the person's days begin: the zone, and the hour on its clock.

use super::{PartProps, part};
use crate::{
    bridge::use_answer,
    text::{format, t},
    widgets::{Choice, Select},
};
use outpost_app_api::ListZones;
use yew::prelude::*;

/// Minutes in an hour, and hours in a day.
const HOUR: u16 = 60;
const HOURS: u16 = 24;

/// Zone and hour.
#[component]
pub(super) fn Day(props: &PartProps) -> Html {
    let zones = use_answer(ListZones {}, ()).value.unwrap_or_default();
    let settings = &props.view.settings;
    let day = &settings.settings.day;
    let start = props.changes(|chosen, value: String| {
        chosen.day.starts_minutes = value.parse().unwrap_or_default();
    });
    let zone = props.changes(|chosen, value: String| {
        chosen.day.zone = Some(value).filter(|name| !name.is_empty());
    });
    let system = match &settings.system_zone {
        Some(name) => t!("settings-zone-system-named", zone = in_words(name)),
        None => t!("settings-zone-system"),
    };
    let mut choices = vec![Choice::new("", system)];
    // What is chosen can be seen before the others have come.
    let chosen = day.zone.iter().filter(|zone| !zones.contains(zone));
    choices.extend(
        chosen
            .chain(zones.iter())
            .map(|zone| Choice::new(zone.clone(), in_words(zone))),
    );
    let inside = html! {
        <>
            <Select name="settings-day-start" label={t!("settings-day-start")} hint={t!("settings-day-start.hint")}
                choices={hours(day.starts_minutes)} chosen={day.starts_minutes.to_string()} onchange={start} />
            <Select name="settings-zone" label={t!("settings-zone")} {choices}
                chosen={day.zone.clone().unwrap_or_default()} onchange={zone} />
        </>
    };
    part("settings-day", t!("settings-day"), inside)
}

/// The full hours, and what is chosen if it is none of them.
fn hours(chosen: u16) -> Vec<Choice> {
    let full = (0..HOURS).map(|hour| hour * HOUR);
    let mut minutes: Vec<u16> = full.chain([chosen]).collect();
    minutes.sort_unstable();
    minutes.dedup();
    let choice = |minutes: u16| Choice::new(minutes.to_string(), format::time_of_day(minutes));
    minutes.into_iter().map(choice).collect()
}

/// `America/Argentina/Buenos_Aires` as people read it.
fn in_words(zone: &str) -> String {
    zone.replace('_', " ").replace('/', " / ")
}
