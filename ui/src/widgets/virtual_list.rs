//! Draws a long list of rows of one height, and of them only those that are in sight.
//!
//! The list scrolls with the page. Above and below what is drawn, empty drawings hold the place of the rest,
//! since the window's policy allows no inline style. Screen readers are told each row's place in the whole.

use gloo::{events::EventListener, utils::window};
use std::ops::Range;
use web_sys::Element;
use yew::prelude::*;

/// Rows drawn at once, so that not every step of scrolling draws anew.
const CHUNK: usize = 10;
/// Rows drawn beyond either edge of the window.
const BEYOND: usize = 10;
/// Drawn before the window was measured.
const AT_FIRST: usize = 30;

/// Properties of [`VirtualList`].
#[derive(Properties, PartialEq)]
pub struct VirtualListProps {
    /// How many rows there are.
    pub count: usize,
    /// Draws a row's content.
    pub row: Callback<usize, Html>,
    /// Hears which rows are in sight, so that they can be fetched.
    #[prop_or_default]
    pub in_sight: Callback<Range<usize>>,
    /// Its name.
    pub label: String,
    /// The hook for tests.
    pub test: AttrValue,
}

/// The list.
#[component]
pub fn VirtualList(props: &VirtualListProps) -> Html {
    let list = use_node_ref();
    let drawn = use_state_eq(|| 0..AT_FIRST);
    let height = use_state_eq(|| 0i32);
    {
        let (list, drawn, height) = (list.clone(), drawn.setter(), height.setter());
        use_effect_with(props.count, move |&count| {
            let measure = move || {
                let Some(found) = list.cast::<Element>().and_then(|list| measured(&list)) else {
                    return;
                };
                height.set(found.row);
                drawn.set(to_draw(found, count));
            };
            measure();
            let scrolled = EventListener::new(&window(), "scroll", {
                let measure = measure.clone();
                move |_| measure()
            });
            let resized = EventListener::new(&window(), "resize", move |_| measure());
            move || drop((scrolled, resized))
        });
    }
    let shown = drawn.start.min(props.count)..drawn.end.min(props.count);
    {
        let in_sight = props.in_sight.clone();
        use_effect_with(shown.clone(), move |shown| in_sight.emit(shown.clone()));
    }
    // Everything in the list has a key, so that a row which stays in sight stays itself and keeps the focus.
    let space = |key: &'static str, rows: usize| {
        let height = i64::from(*height).saturating_mul(i64::try_from(rows).unwrap_or(0));
        html! {
            <li {key} class="spacer" role="presentation" aria-hidden="true">
                <svg width="1" height={height.to_string()} focusable="false"></svg>
            </li>
        }
    };
    let total = props.count.to_string();
    html! {
        <ul ref={list} class="rows rows-even" role="list" aria-label={props.label.clone()} data-test={props.test.clone()}
            data-count={total.clone()}>
            { space("above", shown.start) }
            { for shown.clone().map(|index| html! {
                <li key={index} class="even" aria-setsize={total.clone()} aria-posinset={(index + 1).to_string()}>
                    { props.row.emit(index) }
                </li>
            }) }
            { space("below", props.count - shown.end) }
        </ul>
    }
}

/// The pages of so many rows that these rows are on.
pub fn pages_of(rows: &Range<usize>, page: u32) -> Range<u32> {
    let of = |row: usize| u32::try_from(row).unwrap_or(u32::MAX) / page.max(1);
    of(rows.start)..of(rows.end.saturating_sub(1)).saturating_add(1)
}

/// Where the list is in the window, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Measured {
    /// The list's upper edge, below the window's.
    top: i32,
    window: i32,
    row: i32,
}

/// Measures a list; `None` before it is drawn.
fn measured(list: &Element) -> Option<Measured> {
    let rows = list.get_elements_by_class_name("even");
    let row = rows.item(0)?.get_bounding_client_rect().height();
    let window = window().inner_height().ok()?.as_f64()?;
    (row >= 1.0).then(|| Measured {
        top: list.get_bounding_client_rect().top() as i32,
        window: window as i32,
        row: row.round() as i32,
    })
}

/// Which rows to draw, in whole chunks.
fn to_draw(Measured { top, window, row }: Measured, count: usize) -> Range<usize> {
    let at = |pixel: i32| usize::try_from(pixel.max(0) / row.max(1)).unwrap_or(0);
    let first = at(-top).saturating_sub(BEYOND) / CHUNK * CHUNK;
    let last = (at(window - top) + BEYOND).div_ceil(CHUNK) * CHUNK;
    // A list that is out of sight still has a row, to be measured by.
    let first = first.min(count.saturating_sub(CHUNK));
    first..last.max(first + CHUNK).min(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(top: i32, count: usize, expected: Range<usize>) {
        let at = Measured {
            top,
            window: 600,
            row: 60,
        };
        assert_eq!(to_draw(at, count), expected, "{top}");
    }

    #[test]
    fn what_is_in_sight_is_drawn_with_some_rows_beside_it() {
        check(300, 1_000, 0..20);
        check(0, 1_000, 0..20);
        check(-6_000, 1_000, 90..120);
        check(-59_500, 1_000, 980..1_000);
    }

    #[test]
    fn only_pages_in_sight_are_fetched() {
        assert_eq!(pages_of(&(0..20), 100), 0..1);
        assert_eq!(pages_of(&(90..120), 100), 0..2);
        assert_eq!(pages_of(&(100..101), 100), 1..2);
    }

    #[test]
    fn a_list_out_of_sight_or_scrolled_past_still_has_rows() {
        check(9_000, 1_000, 0..10);
        check(-90_000, 1_000, 990..1_000);
        check(0, 3, 0..3);
        check(0, 0, 0..0);
    }
}
