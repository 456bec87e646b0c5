//! Draws a line of a statement as a waterfall: from what was possible, past each loss and its
//! reason, to what was accepted and paid.

use crate::{
    text::{
        format, t,
        words::{self, ThreeSentences},
    },
    widgets::Amount,
};
use outpost_app_api::{EarningsLine, LossView, MultipliersView};
use yew::prelude::*;

/// A multiplier that changes nothing, in thousandths.
const FULL: u32 = 1_000;

/// Properties of [`Waterfall`].
#[derive(Properties, PartialEq)]
pub struct WaterfallProps {
    /// The line.
    pub line: EarningsLine,
    /// Begins the hooks for tests.
    pub test: AttrValue,
}

/// A part of the waterfall: where its bar begins and how long it is, in units.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    class: &'static str,
    /// What it is, with what to do about it where there is something.
    words: Html,
    /// Units, and for a loss what they are worth.
    figures: Html,
    start: u64,
    units: u64,
}

/// The line.
#[component]
pub fn Waterfall(props: &WaterfallProps) -> Html {
    let line = &props.line;
    html! {
        <table class="waterfall">
            <caption>
                <strong>{ &line.device_name }</strong>
                <span>{ t!("waterfall-caption", resource = words::resource(line.resource), unit = words::unit(line.resource)) }</span>
            </caption>
            <tbody>
                { for parts(line).iter().map(|part| row(part, line.possible)) }
                { for multipliers(line.multipliers) }
                <tr class="waterfall-reward">
                    <th scope="row">{ t!("waterfall-reward") }</th>
                    <td class="number" colspan="2">
                        <Amount value={line.reward} test={format!("{}-reward", props.test)} />
                    </td>
                </tr>
            </tbody>
        </table>
    }
}

fn parts(line: &EarningsLine) -> Vec<Part> {
    let mut parts = vec![Part {
        class: "bar-possible",
        words: t!("waterfall-possible").into(),
        figures: format::count(line.possible).into(),
        start: 0,
        units: line.possible,
    }];
    let dearest = line.losses.iter().map(|loss| loss.amount).max();
    let mut left = line.possible;
    for loss in &line.losses {
        left = left.saturating_sub(loss.units);
        parts.push(Part {
            class: "bar-loss",
            words: loss_words(loss, Some(loss.amount) == dearest),
            figures: loss_figures(loss),
            start: left,
            units: loss.units,
        });
    }
    parts.push(Part {
        class: "bar-accepted",
        words: t!("waterfall-accepted").into(),
        figures: format::count(line.accepted).into(),
        start: 0,
        units: line.accepted,
    });
    parts
}

/// What happened; on a press what it means and what to do. Shown at once for the loss that costs most.
fn loss_words(loss: &LossView, open: bool) -> Html {
    let ThreeSentences { what, means, next } = words::loss(loss.reason);
    html! {
        <details {open} data-test={format!("loss-{}", loss.reason.key())}>
            <summary>{ what }</summary>
            <p>{ means }</p>
            <p><strong>{ t!("waterfall-to-do") }</strong>{ " " }{ next }</p>
        </details>
    }
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
    let whole = possible.max(1).to_string();
    html! {
        <tr>
            <th scope="row">{ part.words.clone() }</th>
            <td class="waterfall-bar" aria-hidden="true">
                <svg viewBox={format!("0 0 {whole} 1")} preserveAspectRatio="none">
                    <rect class="bar-track" x="0" y="0" width={whole.clone()} height="1" />
                    <rect class={part.class} x={part.start.to_string()} y="0" width={part.units.to_string()} height="1" />
                </svg>
            </td>
            <td class="number">{ part.figures.clone() }</td>
        </tr>
    }
}

/// A row for each multiplier that changes something; one that says so where none does.
fn multipliers(multipliers: MultipliersView) -> Vec<Html> {
    let MultipliersView { crowd, freshness } = multipliers;
    let mut rows = Vec::new();
    if crowd != FULL {
        let (what, means) = (t!("multiplier-crowd"), t!("multiplier-crowd.means"));
        rows.push(multiplier(what, means, crowd));
    }
    if freshness != FULL {
        let (what, means) = (t!("multiplier-freshness"), t!("multiplier-freshness.means"));
        rows.push(multiplier(what, means, freshness));
    }
    if rows.is_empty() {
        let (what, means) = (t!("multiplier-none"), t!("multiplier-none.means"));
        rows.push(multiplier(what, means, FULL));
    }
    rows
}

fn multiplier(what: String, means: String, thousandths: u32) -> Html {
    html! {
        <tr>
            <th scope="row">
                <details>
                    <summary>{ what }</summary>
                    <p>{ means }</p>
                </details>
            </th>
            <td class="waterfall-bar"></td>
            <td class="number">{ t!("waterfall-times", factor = format::thousandths(thousandths)) }</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::{LossKind, Money, ResourceKind};

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
        }
    }

    fn check(line: EarningsLine, expected: &[(u64, u64)]) {
        let bars: Vec<(u64, u64)> = parts(&line)
            .iter()
            .map(|part| (part.start, part.units))
            .collect();
        assert_eq!(bars, expected);
    }

    #[test]
    fn each_loss_begins_where_the_one_before_left_off() {
        check(
            line(60, &[10, 5], 45),
            &[(0, 60), (50, 10), (45, 5), (0, 45)],
        );
        check(line(60, &[], 60), &[(0, 60), (0, 60)]);
    }

    #[test]
    fn losses_that_are_more_than_was_possible_do_not_wrap_around() {
        check(line(5, &[9], 0), &[(0, 5), (0, 9), (0, 0)]);
    }

    #[test]
    fn each_multiplier_that_changes_something_has_its_row() {
        let rows = |crowd, freshness| multipliers(MultipliersView { crowd, freshness }).len();
        assert_eq!(rows(FULL, FULL), 1);
        assert_eq!(rows(500, FULL), 1);
        assert_eq!(rows(500, 2_000), 2);
    }
}
