//! Draws one track: on the map, and as a list of its cells with what each pays.

use crate::{
    app::use_clock,
    bridge::use_answer,
    map::{Canvas, Scene, Towns, cells_at, place_name, use_towns},
    text::{format, t},
    widgets::{Amount, FreshnessChip, Problem, spinner},
};
use outpost_app_api::{
    AppError, CellView, LookAtTrack, LookAtWalk, MappedCellView, TrackCellsView, TrackView,
};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Track`].
#[derive(Properties, PartialEq)]
pub struct TrackProps {
    /// The track.
    pub track: TrackView,
    /// Whether it was recorded here.
    #[prop_or_default]
    pub of_walk: bool,
}

/// The track, with what its cells pay.
#[component]
pub fn Track(props: &TrackProps) -> Html {
    match props.of_walk {
        true => html! { <OfWalk track={props.track.clone()} /> },
        false => html! { <OfFile track={props.track.clone()} /> },
    }
}

/// One that was recorded here, and may go on.
#[component]
fn OfWalk(props: &TrackProps) -> Html {
    let id = props.track.id;
    let answer = use_answer(LookAtWalk { id }, props.track.cells.len());
    html! { <Shown track={props.track.clone()} worth={answer.value} problem={answer.problem} retry={answer.again} /> }
}

/// One of a file.
#[component]
fn OfFile(props: &TrackProps) -> Html {
    let id = props.track.id;
    let answer = use_answer(LookAtTrack { id }, ());
    html! { <Shown track={props.track.clone()} worth={answer.value} problem={answer.problem} retry={answer.again} /> }
}

/// Properties of [`Shown`].
#[derive(Properties, PartialEq)]
struct ShownProps {
    track: TrackView,
    worth: Option<Rc<TrackCellsView>>,
    problem: Option<AppError>,
    retry: Callback<()>,
}

/// A track on the map, and as a list.
#[component]
fn Shown(props: &ShownProps) -> Html {
    let towns = use_towns();
    let failed = use_state(|| false);
    let onfailed = {
        let failed = failed.setter();
        Callback::from(move |()| failed.set(true))
    };
    let cells: Vec<(&CellView, u8)> = match &props.worth {
        Some(view) => view
            .cells
            .iter()
            .map(|it| (&it.place, staleness(it)))
            .collect(),
        None => props.track.cells.iter().map(|cell| (cell, 1)).collect(),
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
            { match (&props.worth, &props.problem) {
                (Some(view), _) => html! { <Cells view={view.clone()} {towns} /> },
                (None, Some(error)) => html! { <Problem error={error.clone()} retry={props.retry.clone()} /> },
                (None, None) => spinner(t!("map-asking")),
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
    // Names are looked for among all towns, so not each second.
    let names = use_memo(
        (props.view.clone(), props.towns.clone()),
        |(view, towns)| {
            let name = |cell: &MappedCellView| place_name(towns.as_deref(), &cell.place);
            view.cells.iter().map(name).collect::<Vec<String>>()
        },
    );
    let row = |(index, (cell, name)): (usize, (&MappedCellView, &String))| {
        let last = match cell.last {
            None => t!("map-never"),
            Some(last) => format::ago(clock.now_ms, last.ended_ms),
        };
        html! {
            <tr data-test={format!("track-cell-{index}")} data-cell={cell.place.cell.clone()}>
                <th scope="row">{ name }</th>
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
                <tbody>{ for view.cells.iter().zip(&*names).enumerate().map(row) }</tbody>
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
