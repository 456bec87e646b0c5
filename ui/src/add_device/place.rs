//! Draws the third step: where does it stand?

use super::{
    DeviceInHand, StepProps,
    hexes::Hexes,
    towns::{self, Town},
};
use crate::{
    bridge::use_action,
    text::t,
    widgets::{Button, Glyph, Heading, Icon, Look, Notice, Problem, TextField},
};
use gloo::timers::callback::Timeout;
use outpost_app_api::{ChoosePlace, PlaceView, PreviewPlace};
use yew::prelude::*;

/// How long typing must rest until coordinates are taken as complete.
const PAUSE_MS: u32 = 400;

/// The step.
#[component]
pub fn Place(props: &StepProps) -> Html {
    let typed = use_state(String::new);
    // The town that was picked: while its name stands in the field, no others are offered.
    let picked = use_state(String::new);
    let place = use_state(|| props.onboarding.place.clone());
    let cell = use_state(|| {
        props
            .onboarding
            .place
            .as_ref()
            .map(|place| place.chosen.cell.clone())
    });
    let preview = use_action::<PreviewPlace>({
        let (place, cell) = (place.setter(), cell.setter());
        Callback::from(move |found: PlaceView| {
            cell.set(Some(found.chosen.cell.clone()));
            place.set(Some(found));
        })
    });
    {
        let send = preview.send.clone();
        use_effect_with((*typed).clone(), move |typed| {
            let pause = towns::coordinates(typed).map(|(latitude, longitude)| {
                Timeout::new(PAUSE_MS, move || {
                    send.emit(PreviewPlace {
                        latitude,
                        longitude,
                    })
                })
            });
            move || drop(pause)
        });
    }
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
    let onpick = {
        let (send, typed, picked) = (preview.send.clone(), typed.setter(), picked.setter());
        Callback::from(
            move |Town {
                      name,
                      latitude,
                      longitude,
                      ..
                  }: Town| {
                typed.set(name.to_owned());
                picked.set(name.to_owned());
                send.emit(PreviewPlace {
                    latitude,
                    longitude,
                });
            },
        )
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
            if *picked != *typed {
                <Offers typed={(*typed).clone()} {onpick} />
            }
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
    onpick: Callback<Town>,
}

/// The towns that could be meant by what was typed.
#[component]
fn Offers(props: &OffersProps) -> Html {
    let found = towns::search(&props.typed);
    let named = !props.typed.trim().is_empty() && towns::coordinates(&props.typed).is_none();
    if found.is_empty() && named {
        return html! { <p class="empty" role="status">{ t!("place-none") }</p> };
    }
    let offer = |(index, town): (usize, Town)| {
        let (name, country) = (town.name, town.country);
        let onclick = props.onpick.reform(move |_: MouseEvent| town.clone());
        html! {
            <li>
                <button type="button" class="row" data-test={format!("place-town-{index}")} {onclick}>
                    <Icon glyph={Glyph::Pin} />
                    <span class="row-words"><strong>{ name }</strong><span>{ country }</span></span>
                </button>
            </li>
        }
    };
    html! { <ul class="rows">{ for found.into_iter().enumerate().map(offer) }</ul> }
}
