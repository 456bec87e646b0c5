//! Turns a period into moments, and sums into the bars of a chart.

use super::{
    calendar::{Calendar, monday_of, month_of, next, year_of},
    sums::{EpochSum, Sums, total},
};
use outpost_app_api::{AppError, Bar, BarStep, Day, ErrorCode, Money, Period};
use outpost_protocol::{Epoch, Timestamp, genesis::Parameters, report::Resource};
use std::ops::Range;

/// Most bars of a chart, whatever was asked for: about a bar for each day in five years.
const MOST_BARS: u64 = 2_000;
/// Most bars of a chart whose step the app chooses, so that each can be told from the next.
const LEGIBLE_BARS: u64 = 120;
/// The longest period: a hundred years.
const MOST_DAYS: i32 = 36_525;
const HOUR_MS: u64 = 3_600_000;
const DAY_MS: u64 = 24 * HOUR_MS;
const STEPS: [BarStep; 5] = [
    BarStep::Epoch,
    BarStep::Hour,
    BarStep::Day,
    BarStep::Week,
    BarStep::Month,
];

/// A period, in days and in moments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: Day,
    pub(crate) last: Day,
    /// Milliseconds since 1970 UTC.
    pub(crate) moments: Range<u64>,
}

impl Span {
    /// The days of `period` if `today` is today and there are statements for `all`; `None` for all that
    /// there is, where there is nothing.
    ///
    /// # Errors
    /// [`ErrorCode::PeriodInvalid`] for days that are in the wrong order or too far apart.
    pub(crate) fn resolve(
        period: Period,
        calendar: &Calendar,
        today: Day,
        all: Option<(Day, Day)>,
    ) -> Result<Option<Self>, AppError> {
        let back = |days: u16| Day(today.0.saturating_sub(i32::from(days.max(1)) - 1));
        let (first, last) = match period {
            Period::Today => (today, today),
            Period::Week => (monday_of(today), today),
            Period::Month => (month_of(today), today),
            Period::Year => (year_of(today), today),
            Period::Last { days } => (back(days), today),
            Period::Days { first, last } => (first, last),
            Period::All => match all {
                Some(days) => days,
                None => return Ok(None),
            },
        };
        if first.0 < 0 || last < first || last.0 - first.0 > MOST_DAYS {
            return Err(AppError::new(ErrorCode::PeriodInvalid));
        }
        Ok(Some(Self {
            first,
            last,
            moments: calendar.moments(first, last),
        }))
    }

    /// The epochs that ended in it.
    pub(crate) fn epochs(&self, parameters: &Parameters) -> Range<Epoch> {
        let ended_by = |ms: u64| {
            let running = parameters.epoch_at(Timestamp(ms));
            // The epoch before ends at the very moment at which this one begins.
            match (parameters.start_of(running).0 >= ms, running.previous()) {
                (true, Some(before)) => before,
                _ => running,
            }
        };
        ended_by(self.moments.start)..ended_by(self.moments.end)
    }

    /// What its epochs paid, oldest first.
    pub(crate) fn sums<'a>(
        &self,
        sums: &'a Sums,
        parameters: &Parameters,
    ) -> impl DoubleEndedIterator<Item = (Epoch, &'a EpochSum)> {
        let epochs = sums.epochs.range(self.epochs(parameters));
        epochs.map(|(epoch, sum)| (*epoch, sum))
    }

    /// What was paid in it, in base units.
    pub(crate) fn total(&self, sums: &Sums, parameters: &Parameters) -> u128 {
        total(self.sums(sums, parameters).map(|(_, sum)| sum.total(None)))
    }

    /// Bars of the asked length or, where those would be too many, of the next that is not.
    pub(crate) fn bars(
        &self,
        step: Option<BarStep>,
        resource: Option<Resource>,
        sums: &Sums,
        parameters: &Parameters,
        calendar: &Calendar,
    ) -> (BarStep, Vec<Bar>) {
        let paid: Vec<(u64, Epoch, u128)> = self
            .sums(sums, parameters)
            .map(|(epoch, sum)| (parameters.end_of(epoch).0, epoch, sum.total(resource)))
            .collect();
        let of_epochs = match (paid.first(), paid.last()) {
            (Some((_, first, _)), Some((_, last, _))) => last.0 - first.0 + 1,
            _ => 0,
        };
        let step = self.step(step, of_epochs, parameters.epoch_ms);
        let starts = match step {
            BarStep::Epoch => {
                let first = paid.first().map_or(Epoch(0), |(_, epoch, _)| *epoch);
                let epochs = (0..of_epochs).map(|at| Epoch(first.0 + at));
                epochs.map(|epoch| parameters.end_of(epoch).0).collect()
            }
            step => self.starts(step, calendar),
        };
        (step, fill(&starts, paid, calendar))
    }

    fn step(&self, asked: Option<BarStep>, of_epochs: u64, epoch_ms: u64) -> BarStep {
        let (least, most) = match asked {
            Some(step) => (step, MOST_BARS),
            None => (BarStep::Epoch, LEGIBLE_BARS),
        };
        let length = self.moments.end.saturating_sub(self.moments.start);
        let fits = |step: &BarStep| {
            let (bars, shorter_than_an_epoch) = match step {
                BarStep::Epoch => (of_epochs, epoch_ms >= DAY_MS),
                BarStep::Hour => (length / HOUR_MS, epoch_ms > HOUR_MS),
                BarStep::Day => (length / DAY_MS, false),
                BarStep::Week => (length / DAY_MS / 7, false),
                BarStep::Month => (0, false),
            };
            *step >= least && bars <= most && !shorter_than_an_epoch
        };
        STEPS.into_iter().find(fits).unwrap_or(BarStep::Month)
    }

    /// When each stretch begins. The first and the last may be cut off by the period.
    fn starts(&self, step: BarStep, calendar: &Calendar) -> Vec<u64> {
        let mut starts = Vec::new();
        let mut day = self.first;
        while day <= self.last {
            let (start, end) = (calendar.start_of(day), calendar.start_of(next(day)));
            match step {
                BarStep::Hour => starts.extend((start..end).step_by(HOUR_MS as usize)),
                _ => starts.push(start),
            }
            day = match step {
                BarStep::Week => Day(monday_of(day).0.saturating_add(7)),
                BarStep::Month => month_of(Day(month_of(day).0.saturating_add(31))),
                _ => next(day),
            };
        }
        // A day that a zone leaves out begins when the next one does.
        starts.dedup();
        starts
    }
}

/// Puts each amount into the last stretch that begins at or before its moment.
fn fill(starts: &[u64], paid: Vec<(u64, Epoch, u128)>, calendar: &Calendar) -> Vec<Bar> {
    let mut bars: Vec<Bar> = starts
        .iter()
        .map(|&at_ms| Bar {
            day: calendar.day_of(at_ms),
            at_ms,
            total: Money::default(),
            epochs: 0,
        })
        .collect();
    for (ended, _, amount) in paid {
        let place = starts.partition_point(|start| *start <= ended);
        if let Some(bar) = place.checked_sub(1).and_then(|place| bars.get_mut(place)) {
            bar.total.0 = bar.total.0.saturating_add(amount);
            bar.epochs = bar.epochs.saturating_add(1);
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        earnings::calendar::tests::{ZONES, calendar},
        testing::{parameters, statement},
    };
    use proptest::prelude::*;

    /// Epochs of `epoch_ms` from `genesis` on, each with one line of so many units.
    fn world(genesis: u64, epoch_ms: u64, rewards: &[u64]) -> (Sums, Parameters) {
        let mut sums = Sums::default();
        for (number, reward) in rewards.iter().enumerate() {
            let number = number as u64 * 2;
            sums.add(&statement(number, vec![(1, *reward)]), |_| true);
        }
        let parameters = Parameters {
            genesis_time: Timestamp(genesis),
            epoch_ms,
            ..parameters()
        };
        (sums, parameters)
    }

    proptest! {
        #[test]
        fn the_bars_of_any_step_make_the_total_of_any_period_in_any_zone(
            zone in prop::sample::select(&ZONES[..]),
            starts in 0u16..1_440,
            // About the years 2021 to 2027, so that clocks are changed in between.
            genesis in 1_600_000_000_000u64..1_800_000_000_000,
            epoch_ms in prop::sample::select(&[60_000u64, 3_600_000, 5_000_000, 86_400_000][..]),
            rewards in prop::collection::vec(any::<u64>(), 1..400),
            step in prop::sample::select(&[None, Some(BarStep::Epoch), Some(BarStep::Hour), Some(BarStep::Day), Some(BarStep::Week), Some(BarStep::Month)][..]),
            cut in 0i32..400,
        ) {
            let calendar = calendar(zone, starts);
            let (sums, parameters) = world(genesis, epoch_ms, &rewards);
            let day = |epoch: usize| calendar.day_of(parameters.end_of(Epoch(epoch as u64)).0);
            let all = (day(0), day(rewards.len() - 1));
            let span = |period| {
                Span::resolve(period, &calendar, all.1, Some(all)).unwrap().unwrap()
            };
            let whole = span(Period::All);
            let sum: u128 = rewards.iter().map(|reward| u128::from(*reward)).sum();
            prop_assert_eq!(whole.total(&sums, &parameters), sum);

            let last = Day(all.0.0 + cut.min(all.1.0 - all.0.0));
            let one = span(Period::Days { first: all.0, last });
            for span in [&whole, &one] {
                let (_, bars) = span.bars(step, None, &sums, &parameters, &calendar);
                let of_bars: u128 = bars.iter().map(|bar| bar.total.0).sum();
                prop_assert_eq!(of_bars, span.total(&sums, &parameters));
                prop_assert!(bars.len() <= 2_100);
                prop_assert!(bars.is_sorted_by(|one, next| one.at_ms < next.at_ms));
            }
            // Each epoch is of exactly one period of two that follow each other.
            if last < all.1 {
                let rest = span(Period::Days { first: next(last), last: all.1 });
                prop_assert_eq!(one.total(&sums, &parameters) + rest.total(&sums, &parameters), sum);
            }
        }
    }

    #[track_caller]
    fn check(period: Period, expected: Option<(i32, i32)>) {
        let today = Day(20_783);
        let all = Some((Day(20_000), Day(20_782)));
        let span = Span::resolve(period, &calendar("UTC0", 0), today, all);
        let days = span.ok().flatten().map(|span| (span.first.0, span.last.0));
        assert_eq!(days, expected, "{period:?}");
    }

    #[test]
    fn a_period_is_of_whole_days() {
        // 26 November 2026, a Thursday.
        check(Period::Today, Some((20_783, 20_783)));
        check(Period::Week, Some((20_780, 20_783)));
        check(Period::Month, Some((20_758, 20_783)));
        check(Period::Year, Some((20_454, 20_783)));
        check(Period::Last { days: 30 }, Some((20_754, 20_783)));
        check(Period::All, Some((20_000, 20_782)));
    }

    #[test]
    fn a_period_that_ends_before_it_begins_is_refused() {
        let days = |first, last| Period::Days {
            first: Day(first),
            last: Day(last),
        };
        check(days(20_001, 20_000), None);
        check(days(-1, 20_000), None);
        check(days(0, i32::MAX), None);
        check(days(20_000, 20_000), Some((20_000, 20_000)));
    }

    #[test]
    fn a_chart_has_no_more_bars_than_can_be_told_apart() {
        let calendar = calendar("UTC0", 0);
        let steps = |epoch_ms: u64, epochs: usize| {
            let (sums, parameters) = world(1_700_000_000_000, epoch_ms, &vec![1; epochs]);
            let last = parameters.end_of(Epoch(epochs as u64 - 1)).0;
            let all = (calendar.day_of(1_700_000_000_000), calendar.day_of(last));
            let span = Span::resolve(Period::All, &calendar, all.1, Some(all));
            let span = span.unwrap().unwrap();
            span.bars(None, None, &sums, &parameters, &calendar).0
        };
        assert_eq!(steps(60_000, 100), BarStep::Epoch);
        assert_eq!(steps(60_000, 1_000), BarStep::Hour);
        assert_eq!(steps(86_400_000, 100), BarStep::Day);
        assert_eq!(steps(86_400_000, 800), BarStep::Week);
        assert_eq!(steps(86_400_000, 1_000), BarStep::Month);
    }
}
