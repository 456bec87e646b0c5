//! Names the bars of a period for the chart.

use crate::{
    app::{Clock, use_clock},
    text::{format, t},
    widgets::{Chart, ChartBar, FreshnessChip},
};
use outpost_app_api::{Bar, BarStep, EarningsView};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`EarningsChart`].
#[derive(Properties, PartialEq)]
pub struct EarningsChartProps {
    /// The sums.
    pub view: Rc<EarningsView>,
    /// Begins the hooks for tests.
    pub test: AttrValue,
}

/// The chart, and how far its bars can be relied on; with fewer than two bars there is nothing to compare.
#[component]
pub fn EarningsChart(props: &EarningsChartProps) -> Html {
    let clock = use_clock();
    // Of the clock only the day matters here.
    let today = clock.now_ms / 86_400_000;
    let bars = use_memo((props.view.clone(), today), |(view, _)| {
        view.bars
            .iter()
            .map(|bar| named(bar, view.step, clock))
            .collect::<Vec<_>>()
    });
    if bars.len() < 2 {
        return html! {};
    }
    let (name, of) = (
        t!("earnings-chart", step = step_words(props.view.step)),
        step_words(props.view.step),
    );
    html! {
        <>
            <Chart {name} {of} {bars} test={props.test.clone()} />
            if let Some(proof) = &props.view.proof {
                <FreshnessChip freshness={proof.complete_at.clone()} sum={Some(proof.clone())} />
            }
        </>
    }
}

fn named(bar: &Bar, step: BarStep, clock: Clock) -> ChartBar {
    let (short, name) = match step {
        BarStep::Epoch | BarStep::Hour => (clock.time(bar.at_ms), clock.moment(bar.at_ms)),
        BarStep::Day => (format::short_day(bar.day), format::day(bar.day)),
        BarStep::Week => (
            format::short_day(bar.day),
            t!("earnings-week-of", day = format::day(bar.day)),
        ),
        BarStep::Month => (format::month(bar.day), format::month(bar.day)),
    };
    ChartBar {
        short,
        name,
        amount: bar.total,
    }
}

fn step_words(step: BarStep) -> String {
    match step {
        BarStep::Epoch => t!("earnings-step-epoch"),
        BarStep::Hour => t!("earnings-step-hour"),
        BarStep::Day => t!("earnings-step-day"),
        BarStep::Week => t!("earnings-step-week"),
        BarStep::Month => t!("earnings-step-month"),
    }
}
