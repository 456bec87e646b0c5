//! Draws one track: on the map, and as a list of its cells with what each pays.

use crate::{
    app::use_clock,
    bridge,
    map::{Canvas, Scene, Towns, cells_at, place_name, use_towns},
    text::{format, t},
    widgets::{Amount, FreshnessChip, Problem, spinner},
};
use outpost_app_api::{AppError, CellView, LookAtTrack, MappedCellView, TrackCellsView, TrackView};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`Track`].
#[derive(Properties, PartialEq)]
pub struct TrackProps {
    /// The track.
    pub track: TrackView,
}

#[derive(Clone, PartialEq)]
enum State {
    Waiting,
    Ready(Rc<TrackCellsView>),
    Failed(AppError),
}

/// The track.
#[component]
pub fn Track(props: &TrackProps) -> Html {
    let towns = use_towns();
    let state = use_state(|| State::Waiting);
    let attempt = use_state(|| 0_u32);
    let failed = use_state(|| false);
    {
        let (state, id) = (state.setter(), props.track.id);
        use_effect_with(*attempt, move |_| {
            spawn_local(async move {
                state.set(match bridge::call(&LookAtTrack { id }).await {
                    Ok(cells) => State::Ready(Rc::new(cells)),
                    Err(error) => State::Failed(error),
                });
            });
        });
    }
    let retry = {
        let (attempt, state) = (attempt.clone(), state.setter());
        Callback::from(move |()| {
            state.set(State::Waiting);
            attempt.set(*attempt + 1);
        })
    };
    let onfailed = {
        let failed = failed.setter();
        Callback::from(move |()| failed.set(true))
    };
    let cells: Vec<(&CellView, u8)> = match &*state {
        State::Ready(view) => view
            .cells
            .iter()
            .map(|it| (&it.place, staleness(it)))
            .collect(),
        _ => props.track.cells.iter().map(|cell| (cell, 1)).collect(),
    };
    let scene = Scene {
        cells,
        tracks: &props.track.lines,
        ..Scene::default()
    };
    let start = props.track.cells.first().map(|cell| cells_at(cell.centre));
    html! {
        <section class="section" aria-label={props.track.name.clone()} data-test="track">
            if let Some(start) = start.filter(|_| !*failed) {
                <Canvas {start} drawing={scene.draw()} onpicked={Callback::noop()} {onfailed} />
            }
            { match &*state {
                State::Waiting => spinner(t!("map-asking")),
                State::Failed(error) => html! { <Problem error={error.clone()} {retry} /> },
                State::Ready(view) => html! { <Cells view={view.clone()} {towns} /> },
            } }
        </section>
    }
}

/// The staler, the stronger: what pays more stands out.
fn staleness(cell: &MappedCellView) -> u8 {
    match cell.last.map(|last| last.missed) {
        None => 4,
        Some(0) => 1,
        Some(1..=4) => 2,
        Some(_) => 3,
    }
}

/// Properties of [`Cells`].
#[derive(Properties, PartialEq)]
pub struct CellsProps {
    /// What is proven.
    pub view: Rc<TrackCellsView>,
    /// To name the cells by.
    pub towns: Option<Rc<Towns>>,
}

/// The cells in the order of travel.
#[component]
pub fn Cells(props: &CellsProps) -> Html {
    let clock = use_clock();
    let row = |(index, cell): (usize, &MappedCellView)| {
        let last = match cell.last {
            None => t!("map-never"),
            Some(last) => format::ago(clock.now_ms, last.ended_ms),
        };
        html! {
            <tr data-test={format!("track-cell-{index}")} data-cell={cell.place.cell.clone()}>
                <th scope="row">{ place_name(props.towns.as_deref(), &cell.place) }</th>
                <td>{ last }</td>
                <td data-units={cell.at_most.0.to_string()}>{ format::about(cell.at_most) }</td>
            </tr>
        }
    };
    let view = &props.view;
    html! {
        <>
            <p>{ t!("track-total") }{ " " }<Amount value={view.total} test="track-total" /></p>
            <p class="fine-print">{ t!("track-total-note") }</p>
            <table class="cells">
                <caption class="visually-hidden">{ t!("track-cells") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t!("map-column-place") }</th>
                        <th scope="col">{ t!("track-column-last") }</th>
                        <th scope="col">{ t!("track-column-pays") }</th>
                    </tr>
                </thead>
                <tbody>{ for view.cells.iter().enumerate().map(row) }</tbody>
            </table>
            <FreshnessChip freshness={view.freshness.clone()} />
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn a_tracks_map_has_a_list_whose_parts_are_the_total() {
        let view = gallery::track_cells();
        let parts: u128 = view.cells.iter().map(|cell| cell.at_most.0).sum();
        assert_eq!(parts, view.total.0);
        let html = LocalServerRenderer::<Cells>::with_props(CellsProps {
            view: Rc::new(view.clone()),
            towns: None,
        })
        .hydratable(false)
        .render()
        .await;
        for cell in &view.cells {
            assert!(html.contains(&format!("data-cell=\"{}\"", cell.place.cell)));
            assert!(html.contains(&format!("data-units=\"{}\"", cell.at_most.0)));
        }
        assert!(html.contains(&format!("data-units=\"{}\"", view.total.0)));
    }

    #[test]
    fn a_cell_that_nobody_mapped_stands_out_most() {
        let view = gallery::track_cells();
        let level = |never: bool| {
            let cell = view.cells.iter().find(|it| it.last.is_none() == never);
            staleness(cell.expect("in the gallery"))
        };
        assert_eq!(level(true), 4);
        assert!(level(false) < 4);
    }
}
