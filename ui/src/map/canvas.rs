//! Holds the map in the page: opens it when it is first shown, draws what it is given, tells where it is
//! moved to and what is picked.

use super::library::{self, Handle};
use crate::{
    text::t,
    widgets::{Glyph, icon, notice, spinner},
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where a map looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewpoint {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// 1 shows the world, 11 a city's cells; 0 only sees to it that the place is in sight.
    pub zoom: f64,
}

/// What is drawn over the base map, as GeoJSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Cells, with the property `level`, 0 to 4.
    pub cells: String,
    /// Anything else, with the property `kind`.
    pub marks: String,
}

/// Properties of [`Canvas`].
#[derive(Properties, PartialEq)]
pub struct CanvasProps {
    /// Where it opens.
    pub start: Viewpoint,
    /// Where it goes when this changes.
    #[prop_or_default]
    pub look: Option<Viewpoint>,
    /// What it draws.
    pub drawing: Drawing,
    /// Where the person moved it to.
    #[prop_or_default]
    pub onmoved: Callback<Viewpoint>,
    /// The place that the person picked: degrees north and east.
    pub onpicked: Callback<(f64, f64)>,
    /// It cannot be drawn on this machine.
    pub onfailed: Callback<()>,
}

/// Whether the map is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Opening,
    Open,
    Failed,
}

type Heard = Closure<dyn Fn(String, f64, f64, f64)>;

/// The map, as long as it is shown.
#[derive(Default)]
struct Drawn {
    handle: Option<Handle>,
    heard: Option<Heard>,
    gone: bool,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        if let Some(handle) = &self.handle {
            handle.close();
        }
    }
}

/// The map.
#[component]
pub fn Canvas(props: &CanvasProps) -> Html {
    let place = use_node_ref();
    let state = use_state(|| State::Opening);
    let drawn = use_mut_ref(Drawn::default);
    // Callbacks change with each drawing, and the map hears for long.
    let callbacks = use_mut_ref(|| None);
    *callbacks.borrow_mut() = Some((
        props.onmoved.clone(),
        props.onpicked.clone(),
        props.onfailed.clone(),
    ));
    {
        let (place, drawn, state) = (place.clone(), drawn.clone(), state.setter());
        let (callbacks, start) = (callbacks.clone(), props.start);
        use_effect_with((), move |()| {
            if let Some(element) = place.cast::<web_sys::Element>() {
                open(element, start, &drawn, callbacks, state);
            }
            move || {
                let mut gone = Drawn::default();
                gone.gone = true;
                drawn.replace(gone);
            }
        });
    }
    {
        let drawn = drawn.clone();
        let inputs = (*state, props.drawing.clone());
        use_effect_with(inputs, move |(_, drawing)| {
            if let Some(handle) = &drawn.borrow().handle {
                handle.draw(&drawing.cells, &drawing.marks);
            }
        });
    }
    {
        let drawn = drawn.clone();
        use_effect_with((*state, props.look), move |(_, look)| {
            if let (Some(handle), Some(look)) = (&drawn.borrow().handle, look) {
                handle.look(look.latitude, look.longitude, look.zoom);
            }
        });
    }
    let zoom = |by: f64| {
        let drawn = drawn.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(handle) = &drawn.borrow().handle {
                handle.zoom(by);
            }
        })
    };
    if *state == State::Failed {
        return notice(Glyph::Alert, html! { <p>{ t!("map-failed") }</p> });
    }
    html! {
        <div class="map" data-test="map" data-open={(*state == State::Open).to_string()}>
            <div class="map-canvas" ref={place}></div>
            if *state == State::Opening {
                <div class="map-opening">{ spinner(t!("map-opening")) }</div>
            } else {
                <div class="map-zoom">
                    { button(Glyph::Plus, t!("map-nearer"), "map-nearer", zoom(1.0)) }
                    { button(Glyph::Minus, t!("map-farther"), "map-farther", zoom(-1.0)) }
                </div>
                <p class="map-sources">{ t!("map-sources") }</p>
            }
        </div>
    }
}

fn button(glyph: Glyph, words: String, test: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" aria-label={words.clone()} title={words} data-test={test} {onclick}>
            { icon(glyph) }
        </button>
    }
}

type Callbacks = Rc<RefCell<Option<(Callback<Viewpoint>, Callback<(f64, f64)>, Callback<()>)>>>;

fn open(
    element: web_sys::Element,
    start: Viewpoint,
    drawn: &Rc<RefCell<Drawn>>,
    callbacks: Callbacks,
    state: UseStateSetter<State>,
) {
    let failed = {
        let (callbacks, state) = (callbacks.clone(), state.clone());
        move || {
            state.set(State::Failed);
            if let Some((_, _, onfailed)) = &*callbacks.borrow() {
                onfailed.emit(());
            }
        }
    };
    let heard: Heard = {
        let failed = failed.clone();
        Closure::new(
            move |event: String, latitude: f64, longitude: f64, zoom: f64| {
                let told = callbacks.borrow().clone();
                let Some((onmoved, onpicked, _)) = told else {
                    return;
                };
                match event.as_str() {
                    "moved" => onmoved.emit(Viewpoint {
                        latitude,
                        longitude,
                        zoom,
                    }),
                    "picked" => onpicked.emit((latitude, longitude)),
                    _ => failed(),
                }
            },
        )
    };
    let drawn = drawn.clone();
    spawn_local(async move {
        let label = t!("map-label");
        let Viewpoint {
            latitude,
            longitude,
            zoom,
        } = start;
        let told = heard.as_ref().unchecked_ref();
        match library::open(&element, &label, latitude, longitude, zoom, told).await {
            Ok(handle) => {
                let handle: Handle = handle.unchecked_into();
                let mut drawn = drawn.borrow_mut();
                if drawn.gone {
                    // The person went on before it was there.
                    handle.close();
                    return;
                }
                drawn.handle = Some(handle);
                drawn.heard = Some(heard);
                drop(drawn);
                state.set(State::Open);
            }
            Err(_) => failed(),
        }
    });
}
