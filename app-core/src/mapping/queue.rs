//! Remembers how far what was recorded in each epoch is, and decides what is still to be handed in.
//!
//! # The rule
//! What was mapped in an epoch takes two reports: that epoch's commits to it, and the next one's claims it. The
//! part is done when the network is proven to have both. What a walk is not done with stays in its file, and the
//! queue says so.

use crate::files::{FileError, JsonFile};
use outpost_app_api::WalkStage;
use outpost_protocol::{Epoch, Timestamp, genesis::Parameters};
use outpost_reporting::reporter::Standing;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Reports that a part takes.
const REPORTS: u32 = 2;

/// How far the parts are, by their epochs, in a file.
#[derive(Debug)]
pub(super) struct Queue {
    file: JsonFile,
    parts: Mutex<BTreeMap<u64, Part>>,
}

/// What was recorded in one epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    pub(super) stage: PartStage,
    /// Cells in the report.
    pub(super) cells: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PartStage {
    /// Its epoch ended, and the device has it to report.
    Due,
    /// The network has the report that commits to it.
    Committed,
    /// The network has the report that claims it.
    Claimed,
    /// Nothing in it counts.
    Nothing,
    /// The network took no report of it in time.
    Late,
}

/// What is known of a part now.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sign {
    /// How far the report for its epoch is.
    pub(super) own: Option<Standing>,
    /// How far the report for the epoch after is.
    pub(super) next: Option<Standing>,
    /// Cells of the track that was sealed; 0 where nothing was.
    pub(super) cells: u32,
    /// Whether the network takes no report for its epoch any more, nor for the next.
    pub(super) closed: [bool; 2],
    /// Whether a statement has what it claims.
    pub(super) is_paid: bool,
    /// Whether that statement would be here, if there were one.
    pub(super) is_settled: bool,
}

/// How far a walk is: its stage, and how many of its reports the network has of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) stage: WalkStage,
    pub(super) done: u32,
    pub(super) of: u32,
    pub(super) cells: u32,
}

impl Queue {
    pub(super) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let parts = Mutex::new(file.read_or_set_aside()?.unwrap_or_default());
        Ok(Self { file, parts })
    }

    pub(super) fn parts(&self) -> BTreeMap<u64, Part> {
        self.lock().clone()
    }

    /// Writes a change down, and only then lets it count. Whether there was one.
    pub(super) fn change(
        &self,
        change: impl FnOnce(&mut BTreeMap<u64, Part>),
    ) -> Result<bool, FileError> {
        let mut parts = self.lock();
        let mut next = parts.clone();
        change(&mut next);
        if *parts == next {
            return Ok(false);
        }
        self.file.write(&next)?;
        *parts = next;
        Ok(true)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Part>> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Part {
    pub(super) const DUE: Self = Self {
        stage: PartStage::Due,
        cells: 0,
    };

    /// Where it is after a sign; what was proven once stays.
    pub(super) fn follow(self, sign: &Sign) -> Self {
        use PartStage::{Claimed, Committed, Due, Late, Nothing};
        let cells = self.cells.max(sign.cells);
        let [own_closed, next_closed] = sign.closed;
        let stage = match self.stage {
            Claimed | Nothing | Late => return self,
            Due | Committed if sign.is_paid => Claimed,
            Due => match sign.own {
                Some(Standing::Reported) if sign.cells > 0 => {
                    return Self {
                        stage: Committed,
                        cells,
                    }
                    .follow(sign);
                }
                Some(Standing::Reported | Standing::Empty) => Nothing,
                Some(Standing::Refused) => Late,
                own if own_closed || own == Some(Standing::TooLate) => match sign.may_be_there() {
                    true => Due,
                    false => Late,
                },
                _ => Due,
            },
            Committed => match sign.next {
                Some(Standing::Reported) => Claimed,
                Some(Standing::Refused | Standing::Empty) => Late,
                next if next_closed || next == Some(Standing::TooLate) => match sign.is_settled {
                    true => Late,
                    false => Committed,
                },
                _ => Committed,
            },
        };
        Self { stage, cells }
    }

    /// Whether there is something to report of it still.
    pub(super) fn is_open(self) -> bool {
        matches!(self.stage, PartStage::Due | PartStage::Committed)
    }
}

impl Sign {
    /// Whether the network may have what was sealed, though nobody proved that yet: after a restart, or while the
    /// wallet is locked, the statement is what tells.
    fn may_be_there(&self) -> bool {
        self.cells > 0 && !self.is_settled
    }

    /// Whether the network takes reports for an epoch, and for the next, at `now`.
    pub(super) fn closed(epoch: Epoch, rules: &Parameters, now: Timestamp) -> [bool; 2] {
        [epoch, epoch.next()].map(|epoch| now >= rules.reports_close(epoch))
    }
}

impl Progress {
    /// Of a walk in these epochs, which goes on if `is_open`.
    pub(super) fn of(
        epochs: impl IntoIterator<Item = Epoch>,
        parts: &BTreeMap<u64, Part>,
        is_open: bool,
    ) -> Self {
        let (mut waiting, mut open, mut claimed, mut late) = (false, false, false, false);
        let (mut done, mut of, mut cells) = (0, 0, 0);
        for epoch in epochs {
            let part = parts.get(&epoch.0);
            let reports = match part.map(|part| part.stage) {
                None => {
                    waiting = true;
                    Some(0)
                }
                Some(PartStage::Due) => {
                    open = true;
                    Some(0)
                }
                Some(PartStage::Committed) => {
                    open = true;
                    Some(1)
                }
                Some(PartStage::Claimed) => {
                    claimed = true;
                    cells += part.map_or(0, |part| part.cells);
                    Some(REPORTS)
                }
                Some(PartStage::Late) => {
                    late = true;
                    None
                }
                Some(PartStage::Nothing) => None,
            };
            done += reports.unwrap_or(0);
            of += reports.map_or(0, |_| REPORTS);
        }
        let stage = match (is_open, open, waiting) {
            (true, _, _) => WalkStage::Recording,
            (_, true, _) => WalkStage::HandingIn,
            (_, _, true) => WalkStage::Waiting,
            _ => match (claimed, late) {
                (true, false) => WalkStage::Done,
                (true, true) => WalkStage::PartlyLate,
                (false, true) => WalkStage::Late,
                (false, false) => WalkStage::Nothing,
            },
        };
        Self {
            stage,
            done,
            of,
            cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PartStage::{Claimed, Committed, Due, Late, Nothing};
    use Standing::{Empty, Measuring, Refused, Reported, Sealed, TooLate};

    #[track_caller]
    fn check(stage: PartStage, sign: Sign, expected: PartStage) {
        let part = Part { stage, cells: 0 };
        assert_eq!(part.follow(&sign).stage, expected, "{stage:?} {sign:?}");
    }

    fn sign(own: Option<Standing>, next: Option<Standing>, cells: u32) -> Sign {
        Sign {
            own,
            next,
            cells,
            ..Sign::default()
        }
    }

    #[test]
    fn a_part_is_done_when_both_of_its_reports_are_proven() {
        check(Due, sign(Some(Measuring), None, 0), Due);
        check(Due, sign(Some(Sealed), None, 3), Due);
        check(Due, sign(Some(Reported), Some(Measuring), 3), Committed);
        check(Committed, sign(Some(Reported), Some(Sealed), 3), Committed);
        check(Committed, sign(None, Some(Reported), 3), Claimed);
        check(Due, sign(Some(Reported), Some(Reported), 3), Claimed);
    }

    #[test]
    fn what_is_in_no_report_counts_for_nothing() {
        check(Due, sign(Some(Empty), None, 0), Nothing);
        // The report claims what was mapped before.
        check(Due, sign(Some(Reported), None, 0), Nothing);
    }

    #[test]
    fn what_the_network_does_not_take_came_too_late() {
        for end in [Refused, TooLate] {
            let settled = |own, next| Sign {
                is_settled: true,
                ..sign(own, next, 3)
            };
            check(Due, settled(Some(end), None), Late);
            check(Committed, settled(Some(Reported), Some(end)), Late);
        }
        let closed = Sign {
            closed: [true, false],
            ..Sign::default()
        };
        check(Due, closed, Late);
        check(Committed, closed, Committed);
        let closed = Sign {
            closed: [true, true],
            is_settled: true,
            ..Sign::default()
        };
        check(Committed, closed, Late);
    }

    #[test]
    fn what_was_sealed_is_not_called_late_before_its_statement_could_tell() {
        let closed = Sign {
            closed: [true, true],
            cells: 3,
            ..Sign::default()
        };
        for standing in [None, Some(Sealed), Some(TooLate)] {
            let waits = Sign {
                own: standing,
                next: standing,
                ..closed
            };
            check(Due, waits, Due);
            check(Committed, waits, Committed);
            let paid = Sign {
                is_paid: true,
                ..waits
            };
            check(Due, paid, Claimed);
        }
    }

    #[test]
    fn what_was_proven_once_stays_so_and_a_statement_proves_it_after_a_restart() {
        for end in [Claimed, Nothing, Late] {
            check(end, sign(Some(TooLate), Some(TooLate), 3), end);
        }
        let paid = Sign {
            is_paid: true,
            closed: [true, true],
            ..Sign::default()
        };
        check(Committed, paid, Claimed);
    }

    #[test]
    fn a_walk_is_as_far_as_its_parts_are() {
        let part = |stage| Part { stage, cells: 2 };
        let parts = BTreeMap::from([
            (1, part(Claimed)),
            (2, part(Committed)),
            (3, part(Late)),
            (4, part(Nothing)),
        ]);
        let progress = |epochs: &[u64]| {
            let epochs = epochs.iter().copied().map(Epoch);
            let Progress {
                stage, done, of, ..
            } = Progress::of(epochs, &parts, false);
            (stage, done, of)
        };
        assert_eq!(progress(&[1]), (WalkStage::Done, 2, 2));
        assert_eq!(progress(&[1, 2]), (WalkStage::HandingIn, 3, 4));
        assert_eq!(progress(&[1, 9]), (WalkStage::Waiting, 2, 4));
        assert_eq!(progress(&[1, 3]), (WalkStage::PartlyLate, 2, 2));
        assert_eq!(progress(&[3, 4]), (WalkStage::Late, 0, 0));
        assert_eq!(progress(&[4]), (WalkStage::Nothing, 0, 0));
        let open = Progress::of([Epoch(1)], &parts, true);
        assert_eq!(open.stage, WalkStage::Recording);
    }
}
