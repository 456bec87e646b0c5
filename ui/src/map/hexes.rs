//! Draws a cell and its neighbours, to choose from by mouse, touch or arrow keys.

use crate::text::{format, t};
use outpost_app_api::{CellView, PlaceView};
use web_sys::SvgElement;
use yew::prelude::*;

/// Units of the drawing's width and height.
const SIZE: f64 = 320.0;
/// Units that stay free around it.
const MARGIN: f64 = 8.0;

/// Properties of [`Hexes`].
#[derive(Properties, PartialEq)]
pub struct HexesProps {
    /// The cell in the middle and those around it.
    pub place: PlaceView,
    /// The one that is chosen.
    pub chosen: String,
    /// Takes the cell that is chosen next.
    pub onchoose: Callback<String>,
}

/// The cells.
#[component]
pub fn Hexes(props: &HexesProps) -> Html {
    let group = use_node_ref();
    let cells: Vec<CellView> = std::iter::once(&props.place.chosen)
        .chain(&props.place.neighbours)
        .cloned()
        .collect();
    let names: Vec<String> = cells.iter().map(|cell| cell.cell.clone()).collect();
    let at = names
        .iter()
        .position(|name| *name == props.chosen)
        .unwrap_or(0);
    let onkeydown = {
        let (onchoose, group) = (props.onchoose.clone(), group.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(to) = neighbour(&event.key(), at, names.len()) else {
                return;
            };
            event.prevent_default();
            if let Some(name) = names.get(to) {
                onchoose.emit(name.clone());
                focus(&group, to);
            }
        })
    };
    let project = Projection::around(&cells);
    html! {
        <figure class="hexes">
            <svg ref={group} viewBox={format!("0 0 {SIZE} {SIZE}")} role="radiogroup" aria-label={t!("place-cells")}
                {onkeydown}>
                { for cells.iter().enumerate().map(|(index, cell)| {
                    hex(index, cell, index == at, &project, &props.onchoose)
                }) }
                // Cells are drawn over each other's edges; the chosen one's edge is drawn last.
                if let Some(cell) = cells.get(at) {
                    <polygon class="hex-edge" points={corners(cell, &project)} aria-hidden="true" />
                }
            </svg>
            if let Some(cell) = cells.get(at) {
                <figcaption aria-live="polite">{ name(at, cell) }</figcaption>
            }
        </figure>
    }
}

fn hex(
    index: usize,
    cell: &CellView,
    checked: bool,
    project: &Projection,
    onchoose: &Callback<String>,
) -> Html {
    let (x, y) = project.point(cell.centre);
    let onclick = {
        let name = cell.cell.clone();
        onchoose.reform(move |_: MouseEvent| name.clone())
    };
    html! {
        <g class="hex" role="radio" aria-checked={checked.to_string()} aria-label={name(index, cell)}
            tabindex={if checked { "0" } else { "-1" }} data-test={format!("place-cell-{index}")}
            data-cell={cell.cell.clone()} {onclick}>
            <polygon points={corners(cell, project)} />
            if checked {
                <path class="hex-pin" transform={format!("translate({:.1} {:.1})", x - 12.0, y - 21.0)}
                    d="M12 21s6.8-5.6 6.8-11A6.8 6.8 0 0 0 5.2 10c0 5.4 6.8 11 6.8 11Zm0-13.4a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z" />
            }
        </g>
    }
}

fn corners(cell: &CellView, project: &Projection) -> String {
    let point = |corner: &(f64, f64)| {
        let (x, y) = project.point(*corner);
        format!("{x:.1},{y:.1}")
    };
    cell.boundary
        .iter()
        .map(point)
        .collect::<Vec<_>>()
        .join(" ")
}

fn name(index: usize, cell: &CellView) -> String {
    let (latitude, longitude) = cell.centre;
    t!(
        "place-cell",
        number = index + 1,
        place = format::coordinates(latitude, longitude)
    )
}

/// The cell that a key moves to.
fn neighbour(key: &str, at: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowRight" | "ArrowDown" => Some((at + 1) % count.max(1)),
        "ArrowLeft" | "ArrowUp" => Some((at + count.max(1) - 1) % count.max(1)),
        _ => None,
    }
}

fn focus(group: &NodeRef, index: usize) {
    let radio = group
        .cast::<web_sys::Element>()
        .and_then(|group| group.children().item(index as u32))
        .and_then(|radio| wasm_bindgen::JsCast::dyn_into::<SvgElement>(radio).ok());
    if let Some(radio) = radio {
        // A cell that cannot be focused is chosen all the same.
        let _ = radio.focus();
    }
}

/// From degrees to units of the drawing: flat, which cells of a few kilometres are, and with as
/// many units to a kilometre north as to one east.
struct Projection {
    centre: (f64, f64),
    east_per_north: f64,
    scale: f64,
}

impl Projection {
    fn around(cells: &[CellView]) -> Self {
        let centre = cells.first().map_or((0.0, 0.0), |cell| cell.centre);
        let mut projection = Self {
            centre,
            east_per_north: centre.0.to_radians().cos().max(0.01),
            scale: 1.0,
        };
        let corners = cells.iter().flat_map(|cell| &cell.boundary);
        let reach = corners
            .map(|corner| projection.offset(*corner))
            .fold(0.0, |reach: f64, (x, y)| reach.max(x.abs()).max(y.abs()));
        projection.scale = (SIZE / 2.0 - MARGIN) / reach.max(1e-9);
        projection
    }

    fn point(&self, corner: (f64, f64)) -> (f64, f64) {
        let (x, y) = self.offset(corner);
        (SIZE / 2.0 + x * self.scale, SIZE / 2.0 + y * self.scale)
    }

    /// Degrees from the centre, right and down, the short way round the Earth.
    fn offset(&self, (latitude, longitude): (f64, f64)) -> (f64, f64) {
        let east = (longitude - self.centre.1 + 540.0).rem_euclid(360.0) - 180.0;
        (east * self.east_per_north, self.centre.0 - latitude)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(centre: (f64, f64), boundary: &[(f64, f64)]) -> CellView {
        CellView {
            cell: "8928308280fffff".to_owned(),
            centre,
            boundary: boundary.to_vec(),
        }
    }

    fn check(cells: &[CellView]) {
        let projection = Projection::around(cells);
        for corner in cells.iter().flat_map(|cell| &cell.boundary) {
            let (x, y) = projection.point(*corner);
            assert!((MARGIN - 0.1..=SIZE - MARGIN + 0.1).contains(&x), "{x}");
            assert!((MARGIN - 0.1..=SIZE - MARGIN + 0.1).contains(&y), "{y}");
        }
    }

    #[test]
    fn every_corner_is_inside_of_the_drawing_at_the_equator_the_pole_and_the_date_line() {
        check(&[cell((0.0, 0.0), &[(0.1, 0.1), (-0.1, 0.1), (0.0, -0.2)])]);
        check(&[cell((89.9, 10.0), &[(89.95, 30.0), (89.8, -20.0)])]);
        check(&[cell((10.0, 179.99), &[(10.1, -179.95), (9.9, 179.9)])]);
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let projection = Projection::around(&[cell((50.0, 10.0), &[(50.1, 10.1)])]);
        let (centre, corner) = (
            projection.point((50.0, 10.0)),
            projection.point((50.1, 10.1)),
        );
        assert!(corner.0 > centre.0 && corner.1 < centre.1);
    }

    #[test]
    fn arrow_keys_go_round_the_cells() {
        assert_eq!(neighbour("ArrowRight", 6, 7), Some(0));
        assert_eq!(neighbour("ArrowUp", 0, 7), Some(6));
        assert_eq!(neighbour("Tab", 0, 7), None);
        assert_eq!(neighbour("ArrowDown", 0, 0), Some(0));
    }
}
