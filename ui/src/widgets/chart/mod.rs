//! Draws a chart of bars, and the same as a table.
//!
//! The drawing is uPlot's and shows proportions; every amount that is said or written is exact. For the
//! keyboard and for screen readers the chart is a slider over its bars: arrows move from bar to bar and each
//! is said with its amount; plus and minus go nearer and away.

mod plot;

use super::{Button, Glyph, Look};
use crate::text::{format, t};
use outpost_app_api::Money;
use plot::Plot;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

/// Rows of the table at first, and with each press of the button below them.
const ROWS: usize = 60;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBar {
    /// Below it, where there is room.
    pub short: String,
    /// What it is of.
    pub name: String,
    /// How high it is.
    pub amount: Money,
}

/// Properties of [`Chart`].
#[derive(Properties, PartialEq)]
pub struct ChartProps {
    /// What it shows.
    pub name: String,
    /// What a bar is of, as a heading of the table.
    pub of: String,
    /// Oldest first.
    pub bars: Rc<Vec<ChartBar>>,
    /// Begins the hooks for tests.
    pub test: AttrValue,
}

/// The chart, with a switch to the table.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let as_table = use_state(|| false);
    let switch = {
        let as_table = as_table.clone();
        Callback::from(move |()| as_table.set(!*as_table))
    };
    let (glyph, label) = match *as_table {
        true => (Glyph::Earnings, t!("chart-as-chart")),
        false => (Glyph::Table, t!("chart-as-table")),
    };
    html! {
        <figure class="chart">
            if *as_table {
                <BarTable name={props.name.clone()} of={props.of.clone()} bars={props.bars.clone()} test={props.test.clone()} />
            } else {
                <Bars name={props.name.clone()} bars={props.bars.clone()} test={props.test.clone()} />
            }
            <Button look={Look::Plain} {glyph} {label} test={format!("{}-switch", props.test)} onclick={switch} />
        </figure>
    }
}

/// Properties of [`Bars`].
#[derive(Properties, PartialEq)]
struct BarsProps {
    name: String,
    bars: Rc<Vec<ChartBar>>,
    test: AttrValue,
}

/// What a drawing needs while it is shown.
struct Shown {
    plot: Plot,
    _words: Closure<dyn Fn(f64) -> String>,
    _chose: Closure<dyn Fn(u32)>,
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.plot.end();
    }
}

#[component]
fn Bars(props: &BarsProps) -> Html {
    let host = use_node_ref();
    let shown = use_mut_ref(|| None::<Shown>);
    // Grows when a drawing is there, so that it is given its bars.
    let ready = use_state(|| false);
    let at = use_state(|| None::<usize>);
    {
        let (host, shown, ready, at) = (host.clone(), shown.clone(), ready.clone(), at.setter());
        use_effect_with((), move |()| {
            if let Some(host) = host.cast::<Element>() {
                spawn_local(begin(host, shown.clone(), ready.setter(), at));
            }
            move || drop(shown.borrow_mut().take())
        });
    }
    {
        let (shown, at) = (shown.clone(), at.setter());
        use_effect_with((*ready, props.bars.clone()), move |(_, bars)| {
            at.set(None);
            if let Some(shown) = &*shown.borrow() {
                let drawn = bars.iter().map(|bar| (&*bar.short, bar.amount.0 as f64));
                shown.plot.show(drawn);
            }
        });
    }
    let last = props.bars.len().saturating_sub(1);
    let current = at.unwrap_or(last).min(last);
    let onkeydown = {
        let (shown, at) = (shown.clone(), at.setter());
        Callback::from(move |event: KeyboardEvent| {
            let shown = shown.borrow();
            let key = event.key();
            if let Some(factor) = zoom_of(&key) {
                if let Some(shown) = &*shown {
                    shown.plot.zoom(factor);
                }
            } else if let Some(next) = moved(&key, current, last) {
                at.set(Some(next));
                if let Some(shown) = &*shown {
                    shown.plot.point(u32::try_from(next).unwrap_or(u32::MAX));
                }
            } else {
                return;
            }
            event.prevent_default();
        })
    };
    let said = props.bars.get(current).map(|bar| {
        t!(
            "chart-bar",
            name = bar.name.clone(),
            amount = format::money(bar.amount)
        )
    });
    html! {
        <>
            <div ref={host} class="chart-host" role="slider" tabindex="0" {onkeydown} data-test={props.test.clone()}
                aria-label={props.name.clone()} aria-valuemin="0" aria-valuemax={last.to_string()}
                aria-valuenow={current.to_string()} aria-valuetext={said.clone()}>
                // The drawing takes its colours and its type from these.
                <i class="chart-ink"></i><i class="chart-line"></i><i class="chart-fill"></i>
            </div>
            <figcaption class="chart-said" data-test={format!("{}-said", props.test)}>
                { said.unwrap_or_default() }
            </figcaption>
        </>
    }
}

/// Loads what draws, and makes a drawing in `host`; it is let go of if the page went on meanwhile.
async fn begin(
    host: Element,
    shown: Rc<RefCell<Option<Shown>>>,
    ready: UseStateSetter<bool>,
    at: UseStateSetter<Option<usize>>,
) {
    let words = Closure::<dyn Fn(f64) -> String>::new(|value: f64| {
        format::money_scale(Money(value.max(0.0) as u128))
    });
    let chose = Closure::<dyn Fn(u32)>::new(move |index: u32| {
        at.set(usize::try_from(index).ok());
    });
    let (for_words, for_chose): (&JsValue, &JsValue) = (words.as_ref(), chose.as_ref());
    // Without a drawing the table is still there.
    if let Ok(plot) = Plot::load(&host, for_words, for_chose).await {
        let drawing = Shown {
            plot,
            _words: words,
            _chose: chose,
        };
        if host.is_connected() {
            *shown.borrow_mut() = Some(drawing);
            ready.set(true);
        }
    }
}

/// The bar that a key leads to, if it is one that moves.
fn moved(key: &str, at: usize, last: usize) -> Option<usize> {
    Some(match key {
        "ArrowLeft" | "ArrowDown" => at.saturating_sub(1),
        "ArrowRight" | "ArrowUp" => at.saturating_add(1).min(last),
        "PageDown" => at.saturating_sub(10),
        "PageUp" => at.saturating_add(10).min(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

fn zoom_of(key: &str) -> Option<f64> {
    match key {
        "+" | "=" => Some(0.6),
        "-" => Some(1.0 / 0.6),
        _ => None,
    }
}

/// Properties of [`BarTable`].
#[derive(Properties, PartialEq)]
struct BarTableProps {
    name: String,
    of: String,
    bars: Rc<Vec<ChartBar>>,
    test: AttrValue,
}

/// The same as a table, newest first.
#[component]
fn BarTable(props: &BarTableProps) -> Html {
    let rows = use_state(|| ROWS);
    let more = {
        let rows = rows.clone();
        Callback::from(move |()| rows.set(*rows + ROWS))
    };
    html! {
        <>
            <table class="bar-table" data-test={format!("{}-table", props.test)}>
                <caption>{ &props.name }</caption>
                <thead>
                    <tr><th scope="col">{ &props.of }</th><th scope="col" class="number">{ t!("chart-amount") }</th></tr>
                </thead>
                <tbody>
                    { for props.bars.iter().rev().take(*rows).map(|bar| html! {
                        <tr><th scope="row">{ &bar.name }</th><td class="number">{ format::money(bar.amount) }</td></tr>
                    }) }
                </tbody>
            </table>
            if props.bars.len() > *rows {
                <Button look={Look::Plain} label={t!("chart-more")} test={format!("{}-more", props.test)} onclick={more} />
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    #[test]
    fn keys_move_from_bar_to_bar_and_not_beyond_the_last() {
        assert_eq!(moved("ArrowRight", 3, 4), Some(4));
        assert_eq!(moved("ArrowRight", 4, 4), Some(4));
        assert_eq!(moved("ArrowLeft", 0, 4), Some(0));
        assert_eq!(moved("Home", 4, 4), Some(0));
        assert_eq!(moved("Enter", 4, 4), None);
    }

    #[tokio::test]
    async fn a_chart_is_said_bar_by_bar_and_its_newest_bar_first() {
        let bar = |name: &str, units| ChartBar {
            short: name.to_owned(),
            name: name.to_owned(),
            amount: Money(units),
        };
        let props = ChartProps {
            name: "Earned".to_owned(),
            of: "Day".to_owned(),
            bars: Rc::new(vec![bar("Monday", 100_000_000), bar("Tuesday", 1)]),
            test: "sample".into(),
        };
        let renderer = LocalServerRenderer::<Chart>::with_props(props);
        let html = renderer.hydratable(false).render().await;
        assert!(html.contains("role=\"slider\""), "{html}");
        assert!(
            html.contains("aria-valuetext=\"Tuesday: 0.00000001 OPT\""),
            "{html}"
        );
    }
}
