//! Draws the last epochs as bars. The list below it has the same numbers in words.

use crate::text::t;
use outpost_app_api::EpochEarnings;
use yew::prelude::*;

/// Bars shown.
const BARS: usize = 40;
/// Units of the drawing from one bar to the next, and the height of the tallest.
const STEP: u32 = 10;
const HEIGHT: u32 = 72;

/// Properties of [`Chart`].
#[derive(Properties, PartialEq)]
pub struct ChartProps {
    /// Newest first.
    pub epochs: Vec<EpochEarnings>,
}

/// The bars, oldest first.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let heights = heights(&props.epochs);
    if heights.len() < 2 {
        return html! {};
    }
    let width = BARS as u32 * STEP;
    let first = (BARS - heights.len()) as u32 * STEP;
    html! {
        <figure class="chart">
            <svg viewBox={format!("0 0 {width} {HEIGHT}")} preserveAspectRatio="none" role="img"
                aria-label={t!("earnings-chart", count = heights.len())}>
                { for heights.iter().zip(0u32..).map(|(height, index)| html! {
                    <rect class="chart-bar" x={(first + index * STEP + 2).to_string()} y={(HEIGHT - height).to_string()}
                        width={(STEP - 4).to_string()} height={height.to_string()} rx="1" />
                }) }
            </svg>
            <figcaption>{ t!("earnings-chart", count = heights.len()) }</figcaption>
        </figure>
    }
}

/// The height of each bar, oldest first. What is not nothing is at least two units high.
fn heights(epochs: &[EpochEarnings]) -> Vec<u32> {
    let newest: Vec<u128> = epochs
        .iter()
        .take(BARS)
        .map(|epoch| epoch.total.0)
        .collect();
    let most = newest.iter().copied().max().unwrap_or(0).max(1);
    let height = |total: u128| match total {
        0 => 0,
        total => (u128::from(HEIGHT).saturating_mul(total) / most).max(2) as u32,
    };
    newest.into_iter().rev().map(height).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use outpost_app_api::Money;

    #[test]
    fn the_best_epoch_fills_the_chart_and_the_oldest_comes_first() {
        let mut epochs = gallery::earnings().epochs;
        epochs.truncate(3);
        for (epoch, total) in epochs.iter_mut().zip([50, 100, 0]) {
            epoch.total = Money(total);
        }
        assert_eq!(heights(&epochs), [0, 72, 36]);
    }

    #[test]
    fn epochs_without_earnings_are_flat() {
        let mut epochs = gallery::earnings().epochs;
        epochs.truncate(1);
        epochs[0].total = Money(0);
        assert_eq!(heights(&epochs), [0]);
    }
}
