//! Draws the third step: where does it stand, and what would it earn there?

use super::{
    DeviceInHand, StepProps,
    antenna::{Antenna, TypedAntenna},
};
use crate::{
    bridge::use_action,
    map::{
        Canvas, Estimate, Found, Hexes, PlaceSearch, Scene, Viewpoint, cells_at, resource_choices,
        resource_name, resource_of,
    },
    text::{format, t},
    widgets::{Button, Choice, Glyph, Heading, Look, Problem, Segments, Select, notice},
};
use outpost_app_api::{
    AntennaView, CellView, ChoosePlace, Costs, GetPlaces, PlaceView, PlacesView, PositionView,
    PreviewPlace, ResourceKind,
};
use yew::prelude::*;

/// A ring wider than this may reach beyond the cell, in metres: less than a cell's edge.
const COARSE_M: f64 = 300.0;

/// The step.
#[component]
pub fn Place(props: &StepProps) -> Html {
    let place = use_state(|| props.onboarding.place.clone());
    let cell = use_state(|| {
        props
            .onboarding
            .place
            .as_ref()
            .map(|place| place.chosen.clone())
    });
    let position = use_state(|| None::<PositionView>);
    let costs = use_state(|| None::<Costs>);
    let said = props.onboarding.antenna;
    let antenna = use_state(|| TypedAntenna::of(said));
    let is_hotspot = props.onboarding.is_hotspot || said != AntennaView::default();
    let resource = use_state(|| match is_hotspot {
        true => ResourceKind::Coverage,
        false => ResourceKind::Sensing,
    });
    // Of what hears nobody over the air, no antenna is asked.
    let told = match *resource {
        ResourceKind::Coverage => antenna.read(),
        _ => Some(AntennaView::default()),
    };
    let ask = use_action::<GetPlaces>({
        let costs = costs.setter();
        Callback::from(move |places: PlacesView| costs.set(Some(places.costs)))
    });
    {
        let send = ask.send.clone();
        use_effect_with((), move |()| send.emit(GetPlaces {}));
    }
    let preview = use_action::<PreviewPlace>({
        let (place, cell) = (place.setter(), cell.setter());
        Callback::from(move |found: PlaceView| {
            cell.set(Some(found.chosen.clone()));
            place.set(Some(found));
        })
    });
    let onfound = {
        let (send, position) = (preview.send.clone(), position.setter());
        Callback::from(move |found: Found| {
            let (latitude, longitude) = match found {
                Found::Place(latitude, longitude) => (latitude, longitude),
                Found::Here(here) => (here.latitude, here.longitude),
            };
            position.set(match found {
                Found::Here(here) => Some(here),
                Found::Place(..) => None,
            });
            send.emit(PreviewPlace {
                latitude,
                longitude,
            });
        })
    };
    let onpicked = preview
        .send
        .reform(|(latitude, longitude): (f64, f64)| PreviewPlace {
            latitude,
            longitude,
        });
    let onchoose = {
        let cell = cell.setter();
        Callback::from(move |picked: CellView| cell.set(Some(picked)))
    };
    let choose = use_action::<ChoosePlace>(Callback::noop());
    let busy = props.onboarding.working.is_some();
    let on_continue = {
        let (choose, cell) = (choose.send.clone(), cell.clone());
        Callback::from(move |()| {
            if let (Some(cell), Some(antenna)) = (&*cell, told) {
                choose.emit(ChoosePlace {
                    cell: cell.cell.clone(),
                    antenna,
                });
            }
        })
    };
    let onresource = {
        let resource = resource.setter();
        Callback::from(move |name: String| {
            if let Some(kind) = resource_of(&name) {
                resource.set(kind);
            }
        })
    };
    let oncosts = {
        let costs = costs.setter();
        Callback::from(move |next| costs.set(Some(next)))
    };
    let onantenna = {
        let antenna = antenna.setter();
        Callback::from(move |typed| antenna.set(typed))
    };
    let shown = props.onboarding.problem.is_some();
    html! {
        <>
            <Heading title={t!("place-title")} lead={t!("place-lead")} />
            if let Some(device) = &props.onboarding.device {
                <DeviceInHand device={device.clone()} {busy} />
            }
            <PlaceSearch {onfound} />
            if let Some(error) = preview.problem().or(choose.problem()).filter(|_| !shown) {
                <Problem error={error.clone()} />
            }
            if let (Some(place), Some(cell)) = (&*place, &*cell) {
                <Pickers place={place.clone()} chosen={cell.clone()} position={*position} {onpicked} {onchoose} />
                if let Some(position) = &*position {
                    <p role="status" data-test="place-accuracy">{ accuracy(position) }</p>
                }
                { notice(Glyph::Shield, html! { <p>{ t!("place-privacy") }</p> }) }
                <Select name="place-resource" label={t!("place-resource")} choices={resource_choices()}
                    chosen={resource_name(*resource)} onchange={onresource} />
                if *resource == ResourceKind::Coverage {
                    <Antenna typed={(*antenna).clone()} onchange={onantenna} radio={place.radio.clone()} />
                }
                if let Some(costs) = *costs {
                    <Estimate cell={cell.cell.clone()} resource={*resource} {costs} {oncosts} />
                }
                if let Some(fee) = props.onboarding.fee {
                    <p class="fine-print">{ t!("place-fee", fee = format::money(fee)) }</p>
                }
            }
            <div class="actions">
                <Button look={Look::Primary} label={t!("app-continue")} test="place-continue" onclick={on_continue}
                    disabled={busy || cell.is_none() || told.is_none()} busy={choose.working()} />
            </div>
        </>
    }
}

fn accuracy(position: &PositionView) -> String {
    let distance = format::distance(position.accuracy_m);
    match position.accuracy_m > COARSE_M {
        true => t!("place-accuracy-coarse", distance = distance),
        false => t!("place-accuracy", distance = distance),
    }
}

/// Properties of [`Pickers`].
#[derive(Properties, PartialEq)]
struct PickersProps {
    place: PlaceView,
    chosen: CellView,
    position: Option<PositionView>,
    onpicked: Callback<(f64, f64)>,
    onchoose: Callback<CellView>,
}

/// The cell, on the map or among its neighbours; both choose the same.
#[component]
fn Pickers(props: &PickersProps) -> Html {
    let shown = use_state(|| "cells".to_owned());
    let onshown = {
        let shown = shown.setter();
        Callback::from(move |name| shown.set(name))
    };
    let onfailed = {
        let shown = shown.setter();
        Callback::from(move |()| shown.set("cells".to_owned()))
    };
    let at = cells_at(props.place.chosen.centre);
    let near = Viewpoint {
        zoom: at.zoom + 1.0,
        ..at
    };
    let cells = std::iter::once(&props.place.chosen).chain(&props.place.neighbours);
    let scene = Scene {
        cells: cells.map(|cell| (cell, 1)).collect(),
        chosen: Some(&props.chosen),
        position: props.position.as_ref(),
        ..Scene::default()
    };
    let onchoose = {
        let (place, onchoose) = (props.place.clone(), props.onchoose.clone());
        Callback::from(move |name: String| {
            let mut cells = std::iter::once(&place.chosen).chain(&place.neighbours);
            if let Some(cell) = cells.find(|cell| cell.cell == name) {
                onchoose.emit(cell.clone());
            }
        })
    };
    html! {
        <>
            <Segments name="place-shown" label={t!("map-shown")} chosen={(*shown).clone()} onchange={onshown}
                choices={vec![
                    Choice::new("cells", t!("place-as-cells")),
                    Choice::new("map", t!("map-as-map")),
                ]} />
            if *shown == "map" {
                <Canvas start={near} look={near} drawing={scene.draw()} onpicked={props.onpicked.clone()} {onfailed} />
            } else {
                <Hexes place={props.place.clone()} chosen={props.chosen.cell.clone()} {onchoose} />
            }
        </>
    }
}
