//! Follows the newest verified header, and notices when it stops moving.

use super::Now;
use crate::{TipView, VerifiedHeader};
use outpost_protocol::{Height, Timestamp};

/// A tip that has not moved for so long is stale: about ten blocks.
pub(super) const STALE_AFTER_MS: u64 = 10_000;

/// The newest verified header of this node.
#[derive(Debug, Default)]
pub(super) struct Tip {
    newest: Option<VerifiedHeader>,
    last_move: Option<Move>,
    /// Whether a peer told a header since the start.
    heard: bool,
    said_stale: bool,
}

#[derive(Clone, Copy, Debug)]
struct Move {
    wall: Timestamp,
    uptime_ms: u64,
    /// How long the header had stood already when it was first seen.
    age_then_ms: u64,
}

impl Tip {
    /// The tip as it was stored by an earlier run.
    pub(super) fn restored(now: Now, header: VerifiedHeader) -> Self {
        Self {
            last_move: Some(Move::by_header(now, header.header().timestamp)),
            newest: Some(header),
            heard: false,
            said_stale: false,
        }
    }

    pub(super) fn newest(&self) -> Option<&VerifiedHeader> {
        self.newest.as_ref()
    }

    pub(super) fn height(&self) -> Option<Height> {
        self.newest.as_ref().map(|tip| tip.header().height)
    }

    /// Takes a verified header; whether it is newer than all before.
    ///
    /// The first header that is heard may have stood for long, so its own time says since when.
    /// Later ones were seen to move, so this device's clock does, even if it is set wrong.
    pub(super) fn advance(&mut self, now: Now, header: VerifiedHeader) -> bool {
        let is_newer = self
            .height()
            .is_none_or(|height| height < header.header().height);
        if is_newer {
            self.last_move = Some(if self.heard {
                Move::seen(now)
            } else {
                Move::by_header(now, header.header().timestamp)
            });
            self.newest = Some(header);
            self.said_stale = false;
        }
        self.heard = true;
        is_newer
    }

    /// Since when the tip has stood still, if for too long.
    pub(super) fn stale_since(&self, now: Now) -> Option<Timestamp> {
        let last = self.last_move?;
        let still_ms = now
            .uptime_ms
            .saturating_sub(last.uptime_ms)
            .saturating_add(last.age_then_ms);
        (still_ms >= STALE_AFTER_MS).then_some(last.wall)
    }

    /// As [`Self::stale_since`], but only once for each header.
    pub(super) fn newly_stale(&mut self, now: Now) -> Option<Timestamp> {
        let since = self.stale_since(now).filter(|_| !self.said_stale)?;
        self.said_stale = true;
        Some(since)
    }

    pub(super) fn view(&self, now: Now) -> Option<TipView> {
        let header = self.newest.as_ref()?.header();
        Some(TipView {
            height: header.height,
            epoch: header.epoch,
            time: header.timestamp,
            stale_since: self.stale_since(now),
        })
    }
}

impl Move {
    fn seen(now: Now) -> Self {
        Self {
            wall: now.wall,
            uptime_ms: now.uptime_ms,
            age_then_ms: 0,
        }
    }

    fn by_header(now: Now, header_time: Timestamp) -> Self {
        Self {
            wall: header_time.min(now.wall),
            uptime_ms: now.uptime_ms,
            age_then_ms: now.wall.0.saturating_sub(header_time.0),
        }
    }
}
