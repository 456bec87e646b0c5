//! Draws the cells as a list that can be sorted: all that the map shows, for whoever does not see it.

use super::{layer::Layer, names, towns::Towns};
use crate::{
    app::use_clock,
    text::{format, t},
};
use outpost_app_api::{CellStateView, LastContribution, PlacesView};
use std::{cmp::Reverse, collections::BTreeMap, rc::Rc};
use yew::prelude::*;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// How far from the middle of the map.
    Place,
    /// How many devices.
    Devices,
    /// When there was a contribution.
    Last,
    /// What one more device would earn.
    Reward,
}

/// How the list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// By this column.
    pub by: Column,
    /// From the most to the least.
    pub descending: bool,
}

impl Order {
    /// What somebody who looks at a layer wants first.
    pub fn of(layer: Layer) -> Self {
        let by = match layer {
            Layer::Coverage => Column::Devices,
            Layer::Freshness => Column::Last,
            Layer::Reward => Column::Reward,
        };
        Self {
            by,
            descending: true,
        }
    }

    /// The order after a press on a column's head.
    fn pressed(self, column: Column) -> Self {
        Self {
            by: column,
            descending: match self.by == column {
                true => !self.descending,
                false => column != Column::Place,
            },
        }
    }

    /// The cells in this order; those that are alike stay as they come, the nearest first.
    fn sort(self, cells: &[CellStateView]) -> Vec<&CellStateView> {
        let mut sorted: Vec<&CellStateView> = cells.iter().collect();
        let by = self.by;
        let key = |cell: &CellStateView| match by {
            Column::Place => 0,
            Column::Devices => u128::from(cell.devices),
            Column::Last => cell.last.map_or(0, |last| u128::from(last.epoch) + 1),
            Column::Reward => cell.a_day.unwrap_or_default().0,
        };
        match (by, self.descending) {
            (Column::Place, true) => sorted.reverse(),
            (_, true) => sorted.sort_by_key(|cell| Reverse(key(cell))),
            (_, false) => sorted.sort_by_key(|cell| key(cell)),
        }
        sorted
    }

    fn spoken(self, column: Column) -> &'static str {
        match (self.by == column, self.descending) {
            (false, _) => "none",
            (true, true) => "descending",
            (true, false) => "ascending",
        }
    }
}

/// Properties of [`CellTable`].
#[derive(Properties, PartialEq)]
pub struct CellTableProps {
    /// The cells, the nearest first.
    pub cells: Rc<Vec<CellStateView>>,
    /// The name of the chosen one.
    pub chosen: Option<String>,
    /// Takes the cell that is chosen next.
    pub onchoose: Callback<CellStateView>,
    /// How it is sorted.
    pub order: Order,
    /// Takes the next order.
    pub onorder: Callback<Order>,
    /// To name the cells by.
    pub towns: Option<Rc<Towns>>,
    /// The person's own places, which the map has marks for.
    pub places: PlacesView,
}

impl CellTableProps {
    /// What of the person's own is or would be in a cell, in words.
    fn own(&self, cell: &str) -> Vec<String> {
        let mut devices = self.places.devices.iter();
        let is_there = devices.any(|it| it.place.cell == cell);
        let mut plans = self.places.plans.iter();
        let is_planned = plans.any(|it| it.place.cell == cell);
        let device = is_there.then(|| t!("map-key-device"));
        let plan = is_planned.then(|| t!("map-key-plan"));
        device.into_iter().chain(plan).collect()
    }
}

/// The list.
#[component]
pub fn CellTable(props: &CellTableProps) -> Html {
    let clock = use_clock();
    let head = |column: Column, words: String, test: &'static str| {
        let order = props.order;
        let onclick = props
            .onorder
            .reform(move |_: MouseEvent| order.pressed(column));
        let class = match order.spoken(column) {
            "descending" => "sort sort-down",
            "ascending" => "sort sort-up",
            _ => "sort",
        };
        html! {
            <th scope="col" aria-sort={order.spoken(column)}>
                <button type="button" {class} data-test={test} {onclick}>{ words }</button>
            </th>
        }
    };
    let last = |last: Option<LastContribution>| match last {
        None => t!("map-never"),
        Some(last) => format::ago(clock.now_ms, last.ended_ms),
    };
    // Names are looked for among all towns, so not each second.
    let names = use_memo(
        (props.cells.clone(), props.towns.clone()),
        |(cells, towns)| {
            let name = |cell: &CellStateView| {
                let name = names::of(towns.as_deref(), &cell.place);
                (cell.place.cell.clone(), name)
            };
            cells.iter().map(name).collect::<BTreeMap<String, String>>()
        },
    );
    let row = |(index, cell): (usize, &CellStateView)| {
        let chosen = props.chosen.as_ref() == Some(&cell.place.cell);
        let onclick = {
            let cell = cell.clone();
            props.onchoose.reform(move |_: MouseEvent| cell.clone())
        };
        html! {
            <tr key={cell.place.cell.clone()} class={chosen.then_some("chosen")}>
                <th scope="row">
                    <button type="button" class="link" aria-pressed={chosen.to_string()}
                        data-test={format!("map-cell-{index}")} data-cell={cell.place.cell.clone()} {onclick}>
                        { names.get(&cell.place.cell).cloned() }
                    </button>
                    { for props.own(&cell.place.cell).into_iter().map(|own| html! { <span class="own">{ own }</span> }) }
                </th>
                <td>{ format::count(cell.devices) }</td>
                <td>{ last(cell.last) }</td>
                <td>{ cell.a_day.map_or_else(|| t!("map-unknown"), format::about) }</td>
            </tr>
        }
    };
    html! {
        <table class="cells">
            <caption class="visually-hidden">{ t!("map-list") }</caption>
            <thead>
                <tr>
                    { head(Column::Place, t!("map-column-place"), "map-sort-place") }
                    { head(Column::Devices, t!("map-column-devices"), "map-sort-devices") }
                    { head(Column::Last, t!("map-column-last"), "map-sort-last") }
                    { head(Column::Reward, t!("map-column-reward"), "map-sort-reward") }
                </tr>
            </thead>
            <tbody>{ for props.order.sort(&props.cells).into_iter().enumerate().map(row) }</tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    #[test]
    fn each_column_sorts_both_ways_and_a_second_press_turns_it_round() {
        let cells = gallery::cells().cells;
        let values = |order: Order| -> Vec<u128> {
            let sorted = order.sort(&cells).into_iter();
            sorted
                .map(|cell| match order.by {
                    Column::Devices => cell.devices.into(),
                    Column::Last => cell.last.map_or(0, |last| u128::from(last.epoch) + 1),
                    _ => cell.a_day.unwrap_or_default().0,
                })
                .collect()
        };
        for column in [Column::Devices, Column::Last, Column::Reward] {
            let first = Order::of(Layer::Coverage)
                .pressed(Column::Place)
                .pressed(column);
            assert!(first.descending);
            let down = values(first);
            assert!(down.is_sorted_by(|a, b| a >= b), "{column:?}: {down:?}");
            let up = values(first.pressed(column));
            assert!(up.is_sorted(), "{column:?}: {up:?}");
            assert_ne!(up, down, "{column:?}: the gallery's cells are all alike");
        }
    }

    #[test]
    fn by_place_the_nearest_comes_first() {
        let cells = gallery::cells().cells;
        let order = Order::of(Layer::Reward).pressed(Column::Place);
        assert_eq!(order.sort(&cells).first().unwrap().place, cells[0].place);
        assert_eq!(
            order
                .pressed(Column::Place)
                .sort(&cells)
                .last()
                .unwrap()
                .place,
            cells[0].place
        );
    }
}
