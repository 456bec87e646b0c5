//! Draws the field that a place is searched with: by town, by coordinates, or by where this machine is.

use super::{
    library,
    position::use_position,
    towns::{self, Town, use_towns},
};
use crate::{
    text::t,
    widgets::{Button, Glyph, Problem, TextField, icon},
};
use gloo::timers::callback::Timeout;
use outpost_app_api::PositionView;
use yew::prelude::*;

/// How long typing must rest until coordinates are taken as complete.
const PAUSE_MS: u32 = 400;

/// A place that was found.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// A town or coordinates: degrees north and east.
    Place(f64, f64),
    /// Where this machine is.
    Here(PositionView),
}

/// Properties of [`PlaceSearch`].
#[derive(Properties, PartialEq)]
pub struct PlaceSearchProps {
    /// Takes what is found.
    pub onfound: Callback<Found>,
}

/// The field, what it offers, and the button for the own position.
#[component]
pub fn PlaceSearch(props: &PlaceSearchProps) -> Html {
    let typed = use_state(String::new);
    // The town that was picked: while its name stands in the field, no others are offered.
    let picked = use_state(String::new);
    {
        let onfound = props.onfound.clone();
        use_effect_with((*typed).clone(), move |typed| {
            let pause = towns::coordinates(typed).map(|(latitude, longitude)| {
                Timeout::new(PAUSE_MS, move || {
                    onfound.emit(Found::Place(latitude, longitude));
                })
            });
            move || drop(pause)
        });
    }
    let onchange = {
        let typed = typed.setter();
        Callback::from(move |value| typed.set(value))
    };
    let onpick = {
        let (onfound, typed, picked) = (props.onfound.clone(), typed.setter(), picked.setter());
        Callback::from(move |town: Town| {
            typed.set(town.name.clone());
            picked.set(town.name);
            onfound.emit(Found::Place(town.latitude, town.longitude));
        })
    };
    let position = use_position(props.onfound.reform(Found::Here));
    html! {
        <div class="place-search">
            <TextField name="place-search" label={t!("place-search")} hint={t!("place-search-hint")}
                value={(*typed).clone()} {onchange} />
            if *picked != *typed {
                <Offers typed={(*typed).clone()} {onpick} />
            }
            <Button glyph={Glyph::Target} label={t!("place-here")} test="place-here" busy={position.working}
                onclick={position.find} />
            if position.working {
                <p class="fine-print" role="status">{ t!("place-locating") }</p>
            }
            if let Some(error) = position.problem {
                <Problem {error} />
            }
        </div>
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
    let towns = use_towns();
    let Some(towns) = towns.filter(|_| !props.typed.trim().is_empty()) else {
        return html! {};
    };
    let found = towns.search(&props.typed);
    if found.is_empty() && towns::coordinates(&props.typed).is_none() {
        return html! { <p class="empty" role="status">{ t!("place-none") }</p> };
    }
    let offer = |(index, town): (usize, Town)| {
        let country = library::country(&town.country);
        let name = town.name.clone();
        let onclick = props.onpick.reform(move |_: MouseEvent| town.clone());
        html! {
            <li>
                <button type="button" class="row" data-test={format!("place-town-{index}")} {onclick}>
                    { icon(Glyph::Pin) }
                    <span class="row-words"><strong>{ name }</strong><span>{ country }</span></span>
                </button>
            </li>
        }
    };
    html! { <ul class="rows">{ for found.into_iter().enumerate().map(offer) }</ul> }
}
