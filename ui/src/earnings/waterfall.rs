//! Draws a line of a statement as a waterfall: from what was possible, past each loss and its
//! reason, to what was accepted and paid.

use crate::{
    text::{
        format, t,
        words::{self, ThreeSentences},
    },
    widgets::{Amount, FreshnessChip, Glyph, icon},
};
use outpost_app_api::{EarningsLine, LossView, MultipliersView};
use yew::prelude::*;

/// Units of the drawing from end to end of a bar, which the eye cannot tell apart.
const LENGTH: u128 = 10_000;
/// A multiplier that changes nothing, in thousandths.
const FULL: u32 = 1_000;

/// A part of the waterfall: where its bar begins and how long it is, in units.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    class: &'static str,
    /// What it is.
    words: String,
    /// Units, and for a loss what they are worth.
    figures: Html,
    start: u64,
    units: u64,
}

/// The line; `test` begins the hooks for tests.
pub fn waterfall(line: &EarningsLine, test: &str) -> Html {
    html! {
        <>
        <table class="waterfall">
            <caption>
                <strong>{ &line.device_name }</strong>
                <span>{ t!("waterfall-caption", resource = words::resource(line.resource), unit = words::unit(line.resource)) }</span>
            </caption>
            <tbody>
                { row(&possible(line), line.possible) }
                { for losses(line, test) }
                { row(&accepted(line), line.possible) }
                { for multipliers(line.multipliers, test) }
                <tr class="waterfall-reward">
                    <th scope="row">{ t!("waterfall-reward") }</th>
                    <td class="number" colspan="2">
                        <Amount value={line.reward} test={format!("{test}-reward")} />
                    </td>
                </tr>
            </tbody>
        </table>
        <FreshnessChip freshness={line.freshness.clone()} />
        </>
    }
}

fn possible(line: &EarningsLine) -> Part {
    Part {
        class: "bar-possible",
        words: t!("waterfall-possible"),
        figures: format::count(line.possible).into(),
        start: 0,
        units: line.possible,
    }
}

fn accepted(line: &EarningsLine) -> Part {
    Part {
        class: "bar-accepted",
        words: t!("waterfall-accepted"),
        figures: format::count(line.accepted).into(),
        start: 0,
        units: line.accepted,
    }
}

/// A row for each loss; what to do about the one that costs most is told at once.
fn losses(line: &EarningsLine, test: &str) -> Vec<Html> {
    let dearest = line.losses.iter().map(|loss| loss.amount).max();
    let starts = starts(line);
    let rows = line.losses.iter().zip(starts).map(|(loss, start)| {
        let ThreeSentences { what, means, next } = words::loss(loss.reason);
        let part = Part {
            class: "bar-loss",
            words: what,
            figures: loss_figures(loss),
            start,
            units: loss.units,
        };
        let why = html! {
            <>
                <p>{ means }</p>
                <p><strong>{ t!("waterfall-to-do") }</strong>{ " " }{ next }</p>
            </>
        };
        html! {
            <ExplainedRow words={part.words.clone()} cells={cells(&part, line.possible)} {why}
                open={Some(loss.amount) == dearest} test={format!("{test}-{}", loss.reason.key())} />
        }
    });
    rows.collect()
}

/// Where the bar of each loss begins, in units.
fn starts(line: &EarningsLine) -> Vec<u64> {
    let mut left = line.possible;
    let after = |loss: &LossView| {
        left = left.saturating_sub(loss.units);
        left
    };
    line.losses.iter().map(after).collect()
}

fn loss_figures(loss: &LossView) -> Html {
    html! {
        <>
            { t!("waterfall-lost", units = format::count(loss.units)) }
            <small>{ t!("waterfall-worth", amount = format::money(loss.amount)) }</small>
        </>
    }
}

fn row(part: &Part, possible: u64) -> Html {
    html! { <tr><th scope="row">{ &part.words }</th>{ cells(part, possible) }</tr> }
}

/// The bar and the figures.
fn cells(part: &Part, possible: u64) -> Html {
    html! {
        <>
            { bar(part.class, part.start.into(), part.units.into(), possible.into()) }
            <td class="number">{ part.figures.clone() }</td>
        </>
    }
}

/// A cell with a bar: where it begins and how long it is, of a whole.
pub fn bar(class: &'static str, start: u128, length: u128, whole: u128) -> Html {
    let scaled = |part: u128| (part.saturating_mul(LENGTH) / whole.max(1)).to_string();
    html! {
        <td class="waterfall-bar" aria-hidden="true">
            <svg viewBox={format!("0 0 {LENGTH} 1")} preserveAspectRatio="none">
                <rect class="bar-track" x="0" y="0" width={LENGTH.to_string()} height="1" />
                <rect {class} x={scaled(start)} y="0" width={scaled(length)} height="1" />
            </svg>
        </td>
    }
}

/// A row for each multiplier that changes something; one that says so where none does.
fn multipliers(multipliers: MultipliersView, test: &str) -> Vec<Html> {
    let MultipliersView { crowd, freshness } = multipliers;
    let mut rows = Vec::new();
    if crowd != FULL {
        let (what, means) = (t!("multiplier-crowd"), t!("multiplier-crowd.means"));
        rows.push(multiplier(what, means, crowd, format!("{test}-crowd")));
    }
    if freshness != FULL {
        let (what, means) = (t!("multiplier-freshness"), t!("multiplier-freshness.means"));
        rows.push(multiplier(
            what,
            means,
            freshness,
            format!("{test}-freshness"),
        ));
    }
    if rows.is_empty() {
        let (what, means) = (t!("multiplier-none"), t!("multiplier-none.means"));
        rows.push(multiplier(what, means, FULL, format!("{test}-multiplier")));
    }
    rows
}

fn multiplier(what: String, means: String, thousandths: u32, test: String) -> Html {
    let cells = html! {
        <td class="number" colspan="2">{ t!("waterfall-times", factor = format::thousandths(thousandths)) }</td>
    };
    html! { <ExplainedRow words={what} {cells} why={html! { <p>{ means }</p> }} open=false {test} /> }
}

/// Properties of [`ExplainedRow`].
#[derive(Properties, PartialEq)]
pub struct ExplainedRowProps {
    /// What it is.
    pub words: String,
    /// Beside the words.
    pub cells: Html,
    /// What it means.
    pub why: Html,
    /// Whether that is shown at first.
    pub open: bool,
    /// The hook for tests.
    pub test: String,
}

/// A row whose words tell more on a press.
#[component]
pub fn ExplainedRow(props: &ExplainedRowProps) -> Html {
    let open = use_state(|| props.open);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let panel = format!("{}-why", props.test);
    html! {
        <>
            <tr>
                <th scope="row">
                    <button type="button" class="why" data-test={props.test.clone()} onclick={toggle}
                        aria-expanded={open.to_string()} aria-controls={panel.clone()}>
                        { &props.words }{ icon(Glyph::Chevron) }
                    </button>
                </th>
                { props.cells.clone() }
            </tr>
            <tr id={panel} class="waterfall-why" hidden={!*open}>
                <td colspan="3">{ props.why.clone() }</td>
            </tr>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::{Freshness, LossKind, Money, ResourceKind};

    fn line(possible: u64, losses: &[u64], accepted: u64) -> EarningsLine {
        EarningsLine {
            device: "opd1xyz".to_owned(),
            device_name: "Balcony sensor".to_owned(),
            resource: ResourceKind::Sensing,
            possible,
            claimed: possible,
            accepted,
            losses: losses
                .iter()
                .map(|&units| LossView {
                    reason: LossKind::OutOfRange,
                    units,
                    amount: Money(units.into()),
                })
                .collect(),
            multipliers: MultipliersView {
                crowd: FULL,
                freshness: FULL,
            },
            reward: Money(1),
            freshness: Freshness {
                height: 1,
                block_time_ms: 0,
                peers: 1,
                stale_since_ms: None,
            },
        }
    }

    #[test]
    fn each_loss_begins_where_the_one_before_left_off() {
        assert_eq!(starts(&line(60, &[10, 5], 45)), [50, 45]);
    }

    #[test]
    fn losses_that_are_more_than_was_possible_do_not_wrap_around() {
        assert_eq!(starts(&line(5, &[9], 0)), [0]);
    }

    #[test]
    fn each_multiplier_that_changes_something_has_its_row() {
        let rows =
            |crowd, freshness| multipliers(MultipliersView { crowd, freshness }, "test").len();
        assert_eq!(rows(FULL, FULL), 1);
        assert_eq!(rows(500, FULL), 1);
        assert_eq!(rows(500, 2_000), 2);
    }
}
