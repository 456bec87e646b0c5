//! Draws where a device stands, and lets its owner say that it stands somewhere else.

use super::change::{About, changing, is_changing};
use crate::{
    bridge::use_action,
    map::{Found, Hexes, PlaceSearch},
    text::{format, t},
    widgets::{Button, Look, Problem},
};
use outpost_app_api::{
    AppView, ChangeDevice, DeviceChange, DeviceDetails, DeviceView, PlaceView, PreviewPlace,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Place`].
#[derive(Properties, PartialEq)]
pub struct PlaceProps {
    /// The device.
    pub device: DeviceView,
    /// What is known of it.
    pub details: Rc<DeviceDetails>,
    /// For what is under way.
    pub view: Rc<AppView>,
}

/// The place: as it is, and on a press those around it and any other.
#[component]
pub fn Place(props: &PlaceProps) -> Html {
    // A device without a place is to be given one.
    let open = use_state(|| props.details.place.is_none());
    let place = use_state(|| props.details.place.clone());
    let cell = use_state(|| props.device.cell.clone());
    let preview = use_action::<PreviewPlace>({
        let (place, cell) = (place.setter(), cell.setter());
        Callback::from(move |found: PlaceView| {
            cell.set(Some(found.chosen.cell.clone()));
            place.set(Some(found));
        })
    });
    let change = use_action::<ChangeDevice>({
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    });
    let onfound = preview.send.reform(|found: Found| {
        let (latitude, longitude) = match found {
            Found::Place(latitude, longitude) => (latitude, longitude),
            Found::Here(here) => (here.latitude, here.longitude),
        };
        PreviewPlace {
            latitude,
            longitude,
        }
    });
    let onchoose = {
        let cell = cell.setter();
        Callback::from(move |chosen| cell.set(Some(chosen)))
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    let busy = is_changing(&props.view, &props.device.address) || change.working();
    let is_elsewhere = cell.is_some() && *cell != props.device.cell;
    html! {
        <div class="card">
            <h3>{ t!("device-place") }</h3>
            <p>{ match &props.device.cell {
                Some(cell) => t!("device-place-is", cell = cell.as_str()),
                None => t!("device-place-none"),
            } }</p>
            if *open {
                <PlaceSearch {onfound} />
                if let Some(error) = preview.problem() {
                    <Problem error={error.clone()} />
                }
                if let (Some(place), Some(cell)) = (&*place, &*cell) {
                    <Hexes place={place.clone()} chosen={cell.clone()} {onchoose} />
                }
                <p class="fine-print">{ t!("device-change-fee", fee = format::money(props.details.fee)) }</p>
                if let Some(cell) = (*cell).clone().filter(|_| is_elsewhere) {
                    <Button label={t!("device-place-move")} test="device-place-move" {busy}
                        onclick={change.sends(ChangeDevice {
                            device: props.device.address.clone(),
                            change: DeviceChange::Move { cell },
                        })} />
                }
                <Button look={Look::Plain} label={t!("hand-over-keep")} test="device-place-keep" disabled={busy}
                    onclick={toggle} />
            } else {
                <Button label={t!("device-place-change")} test="device-place-change" disabled={busy} onclick={toggle} />
            }
            { changing(&props.view, &props.device.address, About::Place, change.problem()) }
        </div>
    }
}
