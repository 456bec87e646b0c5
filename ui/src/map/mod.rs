//! Draws the map, the same as a list, and what one more device would earn in a cell.

mod canvas;
mod costs;
mod details;
mod drawing;
mod estimate;
mod explored;
mod hexes;
mod layer;
mod library;
mod names;
mod plans;
mod position;
mod search;
mod table;
mod towns;

pub use canvas::{Canvas, Viewpoint};
pub use drawing::Scene;
pub use estimate::Estimate;
pub use hexes::Hexes;
pub use names::of as place_name;
pub use search::{Found, PlaceSearch};
pub use towns::{Towns, use_towns};

use crate::{
    app::{Route, ScreenProps},
    bridge::use_action,
    text::{t, words},
    widgets::{Choice, FreshnessChip, Glyph, Heading, Problem, Segments, Select, notice, spinner},
};
use details::Details;
use explored::{LEAST_ZOOM, use_explored};
use layer::Layer;
use outpost_app_api::{
    CellStateView, CellView, GetPlaces, Money, PlaceView, PlacesView, PreviewPlace, ResourceKind,
};
use plans::Plans;
use table::{CellTable, Order};
use yew::prelude::*;

/// Where a map opens for whoever has no place yet: the world.
const WORLD: Viewpoint = Viewpoint {
    latitude: 25.0,
    longitude: 10.0,
    zoom: 1.3,
};
/// From where a city's cells can be seen.
pub const CELLS_ZOOM: f64 = 11.0;

/// What a device may contribute, with a name for tests.
pub const RESOURCES: [(ResourceKind, &str); 6] = [
    (ResourceKind::Coverage, "coverage"),
    (ResourceKind::Sensing, "sensing"),
    (ResourceKind::Mapping, "mapping"),
    (ResourceKind::Energy, "energy"),
    (ResourceKind::Storage, "storage"),
    (ResourceKind::Compute, "compute"),
];

/// A choice among what a device may contribute.
pub fn resource_choices() -> Vec<Choice> {
    let item =
        |(kind, name): (ResourceKind, &'static str)| Choice::new(name, words::resource(kind));
    RESOURCES.into_iter().map(item).collect()
}

/// What is called so.
pub fn resource_of(name: &str) -> Option<ResourceKind> {
    RESOURCES
        .into_iter()
        .find_map(|(kind, its)| (its == name).then_some(kind))
}

/// What tests call it.
pub fn resource_name(kind: ResourceKind) -> &'static str {
    RESOURCES
        .into_iter()
        .find_map(|(its, name)| (its == kind).then_some(name))
        .unwrap_or_default()
}

/// The screen.
#[component]
pub fn Map(props: &ScreenProps) -> Html {
    let places = use_state(|| None::<PlacesView>);
    let ask = use_action::<GetPlaces>({
        let places = places.setter();
        Callback::from(move |found| places.set(Some(found)))
    });
    {
        let send = ask.send.clone();
        use_effect_with(props.view.devices.len(), move |_| send.emit(GetPlaces {}));
    }
    let onchange = {
        let places = places.setter();
        use_callback((), move |next, ()| places.set(Some(next)))
    };
    let epoch = props.view.network.epoch.map(|epoch| epoch.number);
    html! {
        <div class="wide">
            <Heading title={t!("map-title")} lead={t!("map-lead")} />
            <p class="map-mapping"><a class="link" href={Route::Mapping.hash()} data-test="map-mapping">{ t!("map-mapping") }</a></p>
            { match (&*places, ask.problem()) {
                (Some(places), _) => html! { <Explorer places={places.clone()} {onchange} {epoch} /> },
                (None, Some(error)) => {
                    html! { <Problem error={error.clone()} retry={ask.sends(GetPlaces {})} /> }
                }
                (None, None) => spinner(t!("map-opening")),
            } }
        </div>
    }
}

/// Properties of [`Explorer`].
#[derive(Properties, PartialEq)]
struct ExplorerProps {
    places: PlacesView,
    onchange: Callback<PlacesView>,
    epoch: Option<u64>,
}

/// Map and list side by side, or one of them on a phone.
#[component]
fn Explorer(props: &ExplorerProps) -> Html {
    let towns = use_towns();
    let start = use_memo((), |()| start(&props.places));
    let at = use_state(|| *start);
    let look = use_state(|| None::<Viewpoint>);
    let resource = use_state(|| ResourceKind::Sensing);
    let layer = use_state(Layer::default);
    let order = use_state(|| Order::of(Layer::default()));
    let shown = use_state(|| "map".to_owned());
    let chosen = use_state(|| None::<CellView>);
    let position = use_state(|| None);
    let failed = use_state(|| false);
    let explored = use_explored(*at, *resource, props.epoch);

    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |place: CellView| chosen.set(Some(place)))
    };
    let preview = use_action::<PreviewPlace>(choose.reform(|found: PlaceView| found.chosen));
    // Whoever has no map goes by the search, which moves what is listed.
    let go = {
        let (look, at) = (look.setter(), at.setter());
        Callback::from(move |to: Viewpoint| {
            look.set(Some(to));
            at.set(to);
        })
    };
    let onmoved = {
        let at = at.setter();
        Callback::from(move |to| at.set(to))
    };
    let onpicked = {
        let (choose, send) = (choose.clone(), preview.send.clone());
        let cells = explored.cells.clone();
        Callback::from(move |place: (f64, f64)| {
            match cells
                .values()
                .find(|cell| drawing::is_within(&cell.place, place))
            {
                Some(cell) => choose.emit(cell.place.clone()),
                None => send.emit(PreviewPlace {
                    latitude: place.0,
                    longitude: place.1,
                }),
            }
        })
    };
    let onfound = {
        let (go, send, position) = (go.clone(), preview.send.clone(), position.setter());
        Callback::from(move |found: Found| {
            let (latitude, longitude) = match found {
                Found::Place(latitude, longitude) => (latitude, longitude),
                Found::Here(here) => {
                    position.set(Some(here));
                    (here.latitude, here.longitude)
                }
            };
            go.emit(cells_at((latitude, longitude)));
            send.emit(PreviewPlace {
                latitude,
                longitude,
            });
        })
    };
    let onlist = {
        let (choose, look) = (choose.clone(), look.setter());
        Callback::from(move |cell: CellStateView| {
            let (latitude, longitude) = cell.place.centre;
            look.set(Some(Viewpoint {
                latitude,
                longitude,
                zoom: 0.0,
            }));
            choose.emit(cell.place);
        })
    };
    let onlook = {
        let (choose, go, resource) = (choose, go, resource.setter());
        Callback::from(move |(place, kind): (CellView, ResourceKind)| {
            resource.set(kind);
            go.emit(cells_at(place.centre));
            choose.emit(place);
        })
    };
    let onfailed = {
        let failed = failed.setter();
        Callback::from(move |()| failed.set(true))
    };

    let most = explored.cells.values().filter_map(|cell| cell.a_day).max();
    let scene = Scene {
        cells: drawing::levels(*layer, most, explored.cells.values()),
        places: Some(&props.places),
        chosen: chosen.as_ref(),
        position: position.as_ref(),
        tracks: &[],
    };
    let state = chosen
        .as_ref()
        .and_then(|place| explored.cells.get(&place.cell).cloned());
    let pane = if *failed {
        "list".to_owned()
    } else {
        (*shown).clone()
    };
    html! {
        <>
            <div class="map-controls">
                <Select name="map-resource" label={t!("map-resource")} choices={resource_choices()}
                    chosen={resource_name(*resource)} onchange={setter(&resource, |name: String| resource_of(&name))} />
                <Segments name="map-layer" label={t!("map-layer")} chosen={layer.name()}
                    choices={Layer::ALL.map(|it| Choice::new(it.name(), it.words())).to_vec()}
                    onchange={choose_layer(&layer, &order)} />
                <Segments name="map-shown" label={t!("map-shown")} chosen={pane.clone()}
                    choices={vec![
                        Choice::new("map", t!("map-as-map")),
                        Choice::new("list", t!("map-as-list")),
                    ]}
                    onchange={setter(&shown, Some)} />
            </div>
            <PlaceSearch {onfound} />
            if let Some(error) = preview.problem().or(explored.problem.as_ref()) {
                <Problem error={error.clone()} />
            }
            <div class="explorer" data-shown={pane}>
                <div class="explorer-map">
                    <Canvas start={*start} look={*look} drawing={scene.draw()} {onmoved} {onpicked} {onfailed} />
                    { legend(*layer, explored.listed.first().map_or(0, |cell| cell.capacity), most) }
                </div>
                <div class="explorer-list">
                    if explored.listed.is_empty() {
                        <p class="empty" role="status">
                            { if explored.working { t!("map-asking") } else { t!("map-no-cells") } }
                        </p>
                    } else {
                        <CellTable cells={explored.listed.clone()} chosen={chosen.as_ref().map(|it| it.cell.clone())}
                            onchoose={onlist} order={*order} onorder={setter(&order, Some)} towns={towns.clone()}
                            places={props.places.clone()} />
                    }
                </div>
            </div>
            <p class="fine-print" role="status" data-test="map-status">
                if explored.working {
                    { t!("map-asking") }
                } else if at.zoom < LEAST_ZOOM && !*failed {
                    { t!("map-too-far") }
                }
            </p>
            if let Some(freshness) = &explored.freshness {
                <FreshnessChip freshness={freshness.clone()} />
            }
            if let Some(place) = &*chosen {
                <Details key={format!("{} {:?}", place.cell, *resource)} place={place.clone()} {state} resource={*resource}
                    places={props.places.clone()} towns={towns.clone()} onchange={props.onchange.clone()} />
            }
            <Plans plans={props.places.plans.clone()} {towns} {onlook} onchange={props.onchange.clone()} />
            { notice(Glyph::Shield, html! { <p>{ t!("map-privacy") }</p> }) }
        </>
    }
}

/// Takes a choice, if it is one.
fn setter<I: 'static, T: 'static>(
    state: &UseStateHandle<T>,
    read: impl Fn(I) -> Option<T> + 'static,
) -> Callback<I> {
    let state = state.setter();
    Callback::from(move |input| {
        if let Some(value) = read(input) {
            state.set(value);
        }
    })
}

/// A layer brings its order: what it is about comes first.
fn choose_layer(layer: &UseStateHandle<Layer>, order: &UseStateHandle<Order>) -> Callback<String> {
    let (layer, order) = (layer.setter(), order.setter());
    Callback::from(move |name: String| {
        if let Some(next) = Layer::ALL.into_iter().find(|it| it.name() == name) {
            layer.set(next);
            order.set(Order::of(next));
        }
    })
}

/// Where the map opens: at the first of the person's places.
fn start(places: &PlacesView) -> Viewpoint {
    let devices = places.devices.iter().map(|it| &it.place);
    let plans = places.plans.iter().map(|it| &it.place);
    let first = devices.chain(plans).next();
    first.map_or(WORLD, |place| cells_at(place.centre))
}

/// A place with its cells in sight.
pub fn cells_at((latitude, longitude): (f64, f64)) -> Viewpoint {
    Viewpoint {
        latitude,
        longitude,
        zoom: CELLS_ZOOM,
    }
}

/// What the colours and the dots mean, where a cell takes so many devices and one more would earn at `most` so
/// much. Before the first cells came nobody knows that.
fn legend(layer: Layer, capacity: u32, most: Option<Money>) -> Html {
    let [least, most] = layer.ends(capacity, most);
    html! {
        <div class="legend">
            if capacity > 0 {
                <p class="legend-colours">
                    <span>{ least }</span>
                    <span class="legend-bar" aria-hidden="true">
                        { for (0..5).map(|level| html! { <i class={format!("level level-{level}")}></i> }) }
                    </span>
                    <span>{ most }</span>
                </p>
            }
            { plans::key() }
        </div>
    }
}

#[cfg(test)]
mod tests;
