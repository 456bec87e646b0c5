//! Draws a line of a statement as a waterfall: from what was possible, past each loss and its
//! reason, to what was accepted and paid.

use crate::{
    text::{format, t, words},
    widgets::Amount,
};
use outpost_app_api::EarningsLine;
use yew::prelude::*;

/// Properties of [`Waterfall`].
#[derive(Properties, PartialEq)]
pub struct WaterfallProps {
    /// The line.
    pub line: EarningsLine,
    /// Begins the hooks for tests.
    pub test: AttrValue,
}

/// A part of the waterfall: where its bar begins and how long it is, in units.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    class: &'static str,
    words: String,
    sign: &'static str,
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
                <span>{ words::resource(line.resource) }</span>
            </caption>
            <tbody>
                { for parts(line).iter().map(|part| row(part, line.possible)) }
                <tr>
                    <th scope="row">{ t!("waterfall-cell-pay") }</th>
                    <td class="waterfall-bar"></td>
                    <td class="number">{ t!("waterfall-times", factor = format::thousandths(line.cell_scale)) }</td>
                </tr>
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
        words: t!("waterfall-possible"),
        sign: "",
        start: 0,
        units: line.possible,
    }];
    let mut left = line.possible;
    for loss in &line.losses {
        left = left.saturating_sub(loss.units);
        parts.push(Part {
            class: "bar-loss",
            words: words::loss(loss.reason),
            sign: "−",
            start: left,
            units: loss.units,
        });
    }
    parts.push(Part {
        class: "bar-accepted",
        words: t!("waterfall-accepted"),
        sign: "",
        start: 0,
        units: line.accepted,
    });
    parts
}

fn row(part: &Part, possible: u64) -> Html {
    let whole = possible.max(1).to_string();
    html! {
        <tr>
            <th scope="row">{ &part.words }</th>
            <td class="waterfall-bar" aria-hidden="true">
                <svg viewBox={format!("0 0 {whole} 1")} preserveAspectRatio="none">
                    <rect class="bar-track" x="0" y="0" width={whole.clone()} height="1" />
                    <rect class={part.class} x={part.start.to_string()} y="0" width={part.units.to_string()} height="1" />
                </svg>
            </td>
            <td class="number">{ part.sign }{ format::count(part.units) }</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::{LossKind, LossView, Money, ResourceKind};

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
                })
                .collect(),
            cell_scale: 1_000,
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
}
