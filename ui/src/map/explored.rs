//! Keeps what was proven of cells while the person moves over the map.

use super::canvas::Viewpoint;
use crate::bridge;
use gloo::timers::callback::Timeout;
use outpost_app_api::{AppError, CellStateView, CellsView, ExploreCells, Freshness, ResourceKind};
use std::{cell::Cell, collections::BTreeMap, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Farther away, cells are too small to see, and too many to ask for.
pub const LEAST_ZOOM: f64 = 9.0;
/// How long the map must rest until cells are asked for.
const PAUSE_MS: u32 = 250;
/// Most cells that are kept.
const MOST_CELLS: usize = 2_000;

/// What was proven so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explored {
    /// All cells, by name.
    pub cells: Rc<BTreeMap<String, CellStateView>>,
    /// Those that were asked for last, the nearest first.
    pub listed: Rc<Vec<CellStateView>>,
    /// How fresh and how proven those are.
    pub freshness: Option<Freshness>,
    /// Whether more are on their way.
    pub working: bool,
    /// Why they did not come.
    pub problem: Option<AppError>,
}

/// What happens to it.
enum Change {
    /// The question of this number was asked.
    Asked(u32, ResourceKind),
    /// The answer to it.
    Came(u32, CellsView),
    /// It has none.
    Failed(u32, AppError),
}

/// The same, with what it is about.
#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    resource: Option<ResourceKind>,
    /// The newest question.
    asked: u32,
    explored: Explored,
}

impl Reducible for Kept {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Asked(number, resource) => {
                if self.resource != Some(resource) {
                    next = Self {
                        resource: Some(resource),
                        ..Self::default()
                    };
                }
                next.asked = number;
                next.explored.working = true;
            }
            Change::Came(number, view) if self.resource == Some(view.resource) => {
                next.explored.keep(&view);
                if number == self.asked {
                    next.explored.list(view);
                }
            }
            // Of what the person no longer looks at.
            Change::Came(..) => {}
            Change::Failed(number, _) if number != self.asked => {}
            Change::Failed(_, error) => {
                next.explored.working = false;
                next.explored.problem = Some(error);
            }
        }
        Rc::new(next)
    }
}

impl Explored {
    /// Cells stay on the map wherever the person goes.
    fn keep(&mut self, view: &CellsView) {
        let mut cells = if self.cells.len() > MOST_CELLS {
            BTreeMap::new()
        } else {
            (*self.cells).clone()
        };
        for cell in &view.cells {
            cells.insert(cell.place.cell.clone(), cell.clone());
        }
        self.cells = Rc::new(cells);
    }

    /// The list is of the place that is looked at.
    fn list(&mut self, view: CellsView) {
        self.listed = Rc::new(view.cells);
        self.freshness = Some(view.freshness);
        self.working = false;
        self.problem = None;
    }
}

/// What is proven around where the map rests; asked for anew with each epoch.
#[hook]
pub fn use_explored(at: Viewpoint, resource: ResourceKind, epoch: Option<u64>) -> Explored {
    let kept = use_reducer(Kept::default);
    let newest = use_memo((), |()| Cell::new(0_u32));
    {
        let kept = kept.dispatcher();
        // A hundredth of a degree is about a cell: less changes nothing.
        let near = at.zoom >= LEAST_ZOOM;
        let place = [at.latitude, at.longitude].map(|degrees| (degrees * 100.0).round() as i32);
        use_effect_with(
            (place, near, resource, epoch),
            move |&([north, east], near, resource, _)| {
                let pause = near.then(|| {
                    Timeout::new(PAUSE_MS, move || {
                        let number = newest.get() + 1;
                        newest.set(number);
                        kept.dispatch(Change::Asked(number, resource));
                        spawn_local(async move {
                            let asked = ExploreCells {
                                latitude: f64::from(north) / 100.0,
                                longitude: f64::from(east) / 100.0,
                                resource,
                            };
                            kept.dispatch(match bridge::call(&asked).await {
                                Ok(view) => Change::Came(number, view),
                                Err(error) => Change::Failed(number, error),
                            });
                        });
                    })
                });
                move || drop(pause)
            },
        );
    }
    kept.explored.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;

    fn asked(resource: ResourceKind) -> Rc<Kept> {
        Rc::new(Kept::default()).reduce(Change::Asked(1, resource))
    }

    #[test]
    fn an_older_place_s_answer_is_kept_on_the_map_and_not_listed() {
        let view = gallery::cells();
        let mut here = view.clone();
        let there = CellsView {
            cells: here.cells.split_off(here.cells.len() / 2),
            ..view.clone()
        };
        let both = asked(view.resource)
            .reduce(Change::Asked(2, view.resource))
            .reduce(Change::Came(2, here.clone()))
            .reduce(Change::Came(1, there));
        assert_eq!(*both.explored.listed, here.cells);
        assert_eq!(both.explored.cells.len(), view.cells.len());
    }

    #[test]
    fn an_answer_about_what_is_no_longer_looked_at_changes_nothing() {
        let view = gallery::cells();
        let other = match view.resource {
            ResourceKind::Energy => ResourceKind::Sensing,
            _ => ResourceKind::Energy,
        };
        let waiting = asked(other);
        assert_eq!(waiting.clone().reduce(Change::Came(1, view)), waiting);
    }

    #[test]
    fn what_came_before_stays_on_the_map_and_only_the_newest_is_listed() {
        let view = gallery::cells();
        let mut first = view.clone();
        let second = CellsView {
            cells: first.cells.split_off(first.cells.len() / 2),
            ..view.clone()
        };
        let both = asked(view.resource)
            .reduce(Change::Came(1, first))
            .reduce(Change::Asked(2, view.resource))
            .reduce(Change::Came(2, second.clone()));
        assert_eq!(both.explored.cells.len(), view.cells.len());
        assert_eq!(*both.explored.listed, second.cells);
        assert!(!both.explored.working);
    }
}
