//! Decides whose evidence to fetch, when to try again, and whom to accuse. Has no IO and no clock.
//!
//! # The rules
//! An epoch's audit lasts from its draw until a quarter of the time for audits is left, which is for the
//! accusations to get into a block. Reports are looked at in an order of the validator's own, so that a
//! device is not asked by all at once; at most [`CONCURRENT`] at a time.
//! - Evidence that was fetched and is right, passes; wrong evidence is accused, and is not fetched again.
//! - What could not be fetched is tried again, after twice the time with each try, and accused when the
//!   audit ends.
//! - A report that was not looked at until then, or only in the last quarter of the audit, is not accused:
//!   that is the validator's fault.
//!
//! A validator that can fetch from nobody doubts everybody. That has no effect as long as no more than a
//! third do, and else costs each device one answer on chain.

use outpost_protocol::{
    Hash, Timestamp,
    bounded::List,
    transaction::{MAX_ACCUSATIONS, ReportId},
};
use std::collections::{BTreeMap, BTreeSet};

/// Most reports whose evidence is fetched at the same time.
pub(super) const CONCURRENT: usize = 32;
/// Until what was not fetched is tried again for the first time.
const RETRY_MS: u64 = 500;
/// The longest time until it is tried again.
const LONGEST_RETRY_MS: u64 = 60_000;

/// The audit of one epoch.
#[derive(Debug)]
pub(super) struct Plan {
    closes: Timestamp,
    ends: Timestamp,
    /// From here on it is too late for a first try.
    last_quarter: Timestamp,
    /// Not passed yet, by turn.
    open: BTreeMap<Turn, Open>,
    /// When which is next looked at.
    due: BTreeSet<(Timestamp, Turn)>,
    /// Since when.
    fetching: BTreeMap<Turn, Timestamp>,
    wrong: BTreeSet<Turn>,
}

/// A report's place in the order of this validator.
type Turn = (Hash, ReportId);

#[derive(Debug, Default)]
struct Open {
    failures: u32,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Fetch and check this report's evidence until then: [`Plan::fetched`].
    Fetch {
        /// The report.
        report: ReportId,
        /// When it is too late.
        until: Timestamp,
    },
    /// Say that the evidence of these is doubted.
    Accuse(List<ReportId, MAX_ACCUSATIONS>),
}

/// What came of fetching a report's evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is what the report says.
    Right,
    /// It is something else, whoever gives it.
    Wrong,
    /// It could not be had.
    NotHad,
}

impl Plan {
    /// The audit of these reports, drawn for at `drawn` and open until `closes`. `seed` sets the order.
    pub(super) fn new(
        (drawn, closes): (Timestamp, Timestamp),
        seed: Hash,
        reports: impl IntoIterator<Item = ReportId>,
    ) -> Self {
        let open: BTreeMap<Turn, Open> = reports
            .into_iter()
            .map(|report| {
                let place = Hash::of_encoded("outpost audit order", &(seed, report));
                ((place, report), Open::default())
            })
            .collect();
        let ends = before_last_quarter(drawn, closes);
        Self {
            closes,
            ends,
            last_quarter: before_last_quarter(drawn, ends),
            due: open.keys().map(|turn| (drawn, *turn)).collect(),
            open,
            fetching: BTreeMap::new(),
            wrong: BTreeSet::new(),
        }
    }

    /// When it is too late for accusations.
    pub(super) fn closes(&self) -> Timestamp {
        self.closes
    }

    /// What is to be done at `now`; to be asked again until there is nothing.
    pub(super) fn next(&mut self, now: Timestamp) -> Option<Step> {
        if now >= self.ends || self.open.len() == self.wrong.len() {
            return self.accuse();
        }
        if self.fetching.len() >= CONCURRENT {
            return None;
        }
        let &(at, turn) = self.due.first()?;
        if at > now {
            return None;
        }
        self.due.pop_first();
        self.fetching.insert(turn, now);
        Some(Step::Fetch {
            report: turn.1,
            until: self.ends,
        })
    }

    /// A fetch that [`next`](Self::next) asked for is over.
    pub(super) fn fetched(&mut self, report: ReportId, outcome: Outcome, now: Timestamp) {
        let Some(turn) = self.fetching.keys().find(|turn| turn.1 == report).copied() else {
            return;
        };
        self.fetching.remove(&turn);
        match outcome {
            Outcome::Right => {
                self.open.remove(&turn);
            }
            Outcome::Wrong => {
                self.wrong.insert(turn);
            }
            Outcome::NotHad => {
                let Some(open) = self.open.get_mut(&turn) else {
                    return;
                };
                let pause = RETRY_MS.saturating_mul(1 << open.failures.min(16));
                open.failures = open.failures.saturating_add(1);
                let again = now.0.saturating_add(pause.min(LONGEST_RETRY_MS));
                self.due.insert((Timestamp(again), turn));
            }
        }
    }

    /// Whether nothing is left to do.
    pub(super) fn is_over(&self) -> bool {
        self.open.is_empty()
    }

    /// The next of those to accuse.
    fn accuse(&mut self) -> Option<Step> {
        let Self {
            open,
            wrong,
            fetching,
            last_quarter,
            ..
        } = self;
        open.retain(|turn, open| {
            let tried = fetching.get(turn).is_some_and(|since| since < last_quarter);
            tried || open.failures > 0 || wrong.contains(turn)
        });
        fetching.clear();
        self.due.clear();
        let mut accused = List::default();
        while let Some((turn, _)) = open.first_key_value()
            && accused.push(turn.1).is_ok()
        {
            wrong.remove(turn);
            open.pop_first();
        }
        (!accused.is_empty()).then_some(Step::Accuse(accused))
    }
}

fn before_last_quarter(from: Timestamp, until: Timestamp) -> Timestamp {
    Timestamp(until.0.saturating_sub(until.0.saturating_sub(from.0) / 4))
}

#[cfg(test)]
mod tests;
