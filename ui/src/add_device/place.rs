//! Draws the third step: where does it stand?

use super::{
    DeviceInHand, StepProps,
    hexes::Hexes,
    towns::{self, Town},
};
use crate::{
    bridge::use_action,
    text::{format, t},
    widgets::{Button, Glyph, Heading, Icon, Look, Notice, Problem, TextField},
};
use outpost_app_api::{ChoosePlace, PlaceView, PreviewPlace};
use yew::prelude::*;

/// The step.
#[component]
pub fn Place(props: &StepProps) -> Html {
    let typed = use_state(String::new);
    let place = use_state(|| props.onboarding.place.clone());
    let cell = use_state(|| {
        props
            .onboarding
            .place
            .as_ref()
            .map(|place| place.chosen.cell.clone())
    });
    let preview = use_action::<PreviewPlace>({
        let (place, cell, typed) = (place.setter(), cell.setter(), typed.setter());
        Callback::from(move |found: PlaceView| {
            cell.set(Some(found.chosen.cell.clone()));
            place.set(Some(found));
            typed.set(String::new());
        })
    });
    let choose = use_action::<ChoosePlace>(Callback::noop());
    let busy = props.onboarding.working.is_some();
    let on_continue = {
        let (choose, cell) = (choose.send.clone(), cell.clone());
        Callback::from(move |()| {
            if let Some(cell) = (*cell).clone() {
                choose.emit(ChoosePlace { cell });
            }
        })
    };
    let onchange = {
        let typed = typed.setter();
        Callback::from(move |value| typed.set(value))
    };
    let onchoose = {
        let cell = cell.setter();
        Callback::from(move |picked| cell.set(Some(picked)))
    };
    let told = props.onboarding.problem.is_some();
    html! {
        <>
            <Heading title={t!("place-title")} lead={t!("place-lead")} />
            if let Some(device) = &props.onboarding.device {
                <DeviceInHand device={device.clone()} {busy} />
            }
            <TextField name="place-search" label={t!("place-search")} hint={t!("place-search-hint")}
                value={(*typed).clone()} {onchange} />
            <Offers typed={(*typed).clone()} preview={preview.send.clone()} />
            if let Some(error) = preview.problem().or(choose.problem()).filter(|_| !told) {
                <Problem error={error.clone()} />
            }
            if let (Some(place), Some(cell)) = (&*place, &*cell) {
                <Hexes place={place.clone()} chosen={cell.clone()} {onchoose} />
                <Notice glyph={Glyph::Shield}><p>{ t!("place-privacy") }</p></Notice>
            }
            <div class="actions">
                <Button look={Look::Primary} label={t!("app-continue")} test="place-continue" onclick={on_continue}
                    disabled={busy || cell.is_none()} busy={choose.working()} />
            </div>
        </>
    }
}

/// Properties of [`Offers`].
#[derive(Properties, PartialEq)]
struct OffersProps {
    typed: String,
    preview: Callback<PreviewPlace>,
}

/// What could be meant by what was typed.
#[component]
fn Offers(props: &OffersProps) -> Html {
    let offer = |test: String, name: String, detail: String, latitude: f64, longitude: f64| {
        let onclick = props.preview.reform(move |_: MouseEvent| PreviewPlace {
            latitude,
            longitude,
        });
        html! {
            <li>
                <button type="button" class="row" data-test={test} {onclick}>
                    <Icon glyph={Glyph::Pin} />
                    <span class="row-words"><strong>{ name }</strong><span>{ detail }</span></span>
                </button>
            </li>
        }
    };
    if let Some((latitude, longitude)) = towns::coordinates(&props.typed) {
        let name = format::coordinates(latitude, longitude);
        let row = offer(
            "place-coordinates".to_owned(),
            name,
            t!("place-coordinates"),
            latitude,
            longitude,
        );
        return html! { <ul class="rows">{ row }</ul> };
    }
    let found = towns::search(&props.typed);
    if found.is_empty() && !props.typed.trim().is_empty() {
        return html! { <p class="empty" role="status">{ t!("place-none") }</p> };
    }
    let town = |(
        index,
        Town {
            name,
            country,
            latitude,
            longitude,
        },
    ): (usize, Town)| {
        offer(
            format!("place-town-{index}"),
            name.to_owned(),
            country.to_owned(),
            latitude,
            longitude,
        )
    };
    html! { <ul class="rows">{ for found.into_iter().enumerate().map(town) }</ul> }
}
