//! Draws: takes the randomness that an epoch's challenges follow from, once its reports are all in.
//!
//! The first block at or after the close of an epoch's window for reports draws, from the seed of its
//! parent's round. It cannot do without one, and no other block may carry one. (The first block cannot
//! have one, since the genesis is of no round. It does not draw, however late it comes; there are no
//! reports yet.)
//!
//! # After a standstill
//! However many epochs are closed at once, after the network stood still for a year, say, only the oldest
//! of them can have reports: a report for epoch `e` is taken in a block at or after the end of `e`, and
//! since a window is shorter than an epoch ([`Parameters::check`]), that block has drawn for all before
//! `e`. So the oldest and the newest, which schedules follow from, share a draw, and those between have
//! none.

use super::{ExecuteError, Execution};
use crate::{
    Epoch, Hash, Height, NetworkId, Timestamp,
    genesis::Parameters,
    resources::compute::Work,
    state::{Draw, Progress, ReadState, StateKey},
};

impl<S: ReadState> Execution<'_, S> {
    pub(super) fn draw_if_due(
        &mut self,
        progress: &mut Progress,
    ) -> Result<(), ExecuteError<S::Error>> {
        let now = self.context.timestamp;
        if !is_due(&self.parameters, progress, self.context.height, now) {
            return match self.context.randomness {
                Some(_) => Err(ExecuteError::SeedNotDue),
                None => Ok(()),
            };
        }
        let randomness = self.context.randomness.ok_or(ExecuteError::SeedMissing)?;
        let work = self.work_drawn(progress.next_to_draw)?;
        let draw = |next| Draw {
            randomness,
            at: now,
            next,
            work,
        };
        let oldest = progress.next_to_draw;
        let unclosed = self.parameters.first_unclosed_at(now);
        let newest = unclosed.previous().unwrap_or(oldest);
        if oldest < newest {
            self.state.put(&StateKey::Draw(oldest), &draw(newest));
        }
        self.state.put(&StateKey::Draw(newest), &draw(unclosed));
        progress.next_to_draw = unclosed;
        Ok(())
    }

    /// The randomness that `epoch`'s schedules follow from: the draw made during the epoch before it,
    /// which is that of two epochs before. At the beginning, and after a standstill, it is known to
    /// all from the start.
    pub(super) fn schedule_of(&self, epoch: Epoch) -> Result<Schedule, ExecuteError<S::Error>> {
        let drawn = match scheduled_by(epoch) {
            Some(earlier) => self.state.get::<Draw>(&StateKey::Draw(earlier))?,
            None => None,
        };
        Ok(Schedule {
            randomness: schedule(self.context.network, epoch, drawn.as_ref()),
            work: drawn.map(|draw| draw.work).unwrap_or_default(),
        })
    }
}

/// What an epoch's schedules follow from.
#[derive(Clone, Copy)]
pub(super) struct Schedule {
    pub(super) randomness: Hash,
    pub(super) work: Work,
}

/// How many epochs a draw is ahead of the schedules that follow from it.
const SCHEDULED_AHEAD: u64 = 2;

/// The epoch whose draw `epoch`'s schedules follow from.
pub fn scheduled_by(epoch: Epoch) -> Option<Epoch> {
    epoch.0.checked_sub(SCHEDULED_AHEAD).map(Epoch)
}

/// The epoch whose schedules follow from `drawn`'s draw: what [`scheduled_by`] is turned round.
pub fn schedules(drawn: Epoch) -> Epoch {
    Epoch(drawn.0.saturating_add(SCHEDULED_AHEAD))
}

/// What `epoch`'s schedules follow from, given the [draw](scheduled_by) of two epochs before it.
pub fn schedule(network: NetworkId, epoch: Epoch, draw: Option<&Draw>) -> Hash {
    let randomness = draw.map(|draw| draw.randomness);
    Hash::of_encoded("outpost schedule 1", &(network, epoch, randomness))
}

/// Whether a block at `height` and `now` draws.
pub(super) fn is_due(
    parameters: &Parameters,
    progress: &Progress,
    height: Height,
    now: Timestamp,
) -> bool {
    height > Height(1) && parameters.first_unclosed_at(now) > progress.next_to_draw
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_epoch_is_scheduled_by_the_draw_that_schedules_it(number in 0..u64::MAX - 1) {
            let epoch = Epoch(number);
            prop_assert_eq!(scheduled_by(schedules(epoch)), Some(epoch));
            if let Some(drawn) = scheduled_by(epoch) {
                prop_assert_eq!(schedules(drawn), epoch);
            }
        }
    }
}
