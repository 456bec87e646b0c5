//! Decides when a followed account must be asked for again, and which statements are missing.
//!
//! An account cannot have changed while the state's root has not, so a new header with the same root
//! confirms it without a request. Otherwise it is asked for at once when the epoch's rewards were
//! due or a transaction of its own is on the way, and every few seconds in between.

use super::{Now, devices::Partial};
use crate::{Gaps, VerifiedAccount, VerifiedHeader};
use outpost_protocol::{
    AccountAddress, Epoch, Hash, Header, Timestamp,
    genesis::Parameters,
    state::{SLOTS_PER_SHEET, StateKey},
    statement::{Statement, StatementId},
};
use std::collections::{BTreeMap, BTreeSet};

/// How often a followed account is asked for while nothing is known to have touched it.
const INTERVAL_MS: u64 = 5_000;
/// How long after a transaction every header may bring its effect.
const EXPECT_CHANGE_MS: u64 = 30_000;
/// How long after an epoch's rewards were due every header may bring them: they come some blocks later,
/// since the draw did.
const EXPECT_REWARDS_MS: u64 = 6_000;
/// Statements asked for at once when walking back.
const WALK_STATEMENTS: usize = 32;

/// Which statements of an account are verified, each with the one before it.
pub type KnownStatements = BTreeMap<StatementId, Option<StatementId>>;

/// What the core knows of one account.
#[derive(Debug, Default)]
pub(super) struct KnownAccount {
    pub(super) is_followed: bool,
    pub(super) is_asked: bool,
    pub(super) is_walking: bool,
    statements: BTreeSet<StatementId>,
    gaps: Gaps,
    verified: Option<Verified>,
    next_ask_ms: u64,
    expect_change_until_ms: u64,
}

#[derive(Debug)]
struct Verified {
    root: Hash,
    header_time: Timestamp,
    parameters: Parameters,
    newest_statement: Option<StatementId>,
    /// How many statements the account can have for an epoch.
    pages: u32,
}

/// What a new header means for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// Nothing.
    No,
    /// It is proven to be the same.
    Confirmed,
    /// It may have changed.
    Ask,
}

impl KnownAccount {
    pub(super) fn remember(&mut self, statements: KnownStatements) {
        for (id, previous) in statements {
            self.note(id, previous);
        }
    }

    /// Notes that nothing of the account is stored any more.
    pub(super) fn forget(&mut self) {
        self.statements.clear();
        self.gaps = Gaps::default();
        self.verified = None;
        self.next_ask_ms = 0;
    }

    /// Whether the account was proven at a later header already.
    pub(super) fn is_newer_than(&self, header: &VerifiedHeader) -> bool {
        self.verified
            .as_ref()
            .is_some_and(|verified| verified.header_time > header.header().timestamp)
    }

    /// Notes a fresh proof of the account.
    pub(super) fn verified(
        &mut self,
        now: Now,
        header: &VerifiedHeader,
        account: &VerifiedAccount,
    ) {
        // What takes more requests is asked for less often.
        let requests = Partial::pages(account.account.devices).saturating_add(1);
        let pause = INTERVAL_MS.saturating_mul(requests);
        self.next_ask_ms = now.uptime_ms.saturating_add(pause);
        self.verified = Some(Verified {
            root: header.header().state_root,
            header_time: header.header().timestamp,
            parameters: account.parameters.clone(),
            newest_statement: account.account.newest_statement,
            pages: account.account.slots.div_ceil(SLOTS_PER_SHEET),
        });
    }

    /// Notes that asking failed, so that it is not asked again at once.
    pub(super) fn missed(&mut self, now: Now) {
        self.next_ask_ms = now.uptime_ms.saturating_add(INTERVAL_MS);
    }

    /// Notes that the app sent a transaction for this account.
    pub(super) fn expect_change(&mut self, now: Now) {
        self.expect_change_until_ms = now.uptime_ms.saturating_add(EXPECT_CHANGE_MS);
    }

    /// Notes a verified statement; whether it is new.
    pub(super) fn insert(&mut self, statement: &Statement) -> bool {
        self.note(statement.id, statement.previous)
    }

    fn note(&mut self, id: StatementId, previous: Option<StatementId>) -> bool {
        let is_new = self.statements.insert(id);
        if is_new {
            self.gaps.note(id, previous);
        }
        is_new
    }

    /// What `tip` means for this account.
    pub(super) fn due(&mut self, now: Now, tip: &Header) -> Due {
        let Some(verified) = &mut self.verified else {
            return self.due_by_time(now);
        };
        if tip.timestamp <= verified.header_time {
            return Due::No;
        }
        if verified.rewards_were_due(tip.timestamp) {
            let until = now.uptime_ms.saturating_add(EXPECT_REWARDS_MS);
            self.expect_change_until_ms = self.expect_change_until_ms.max(until);
        }
        if tip.state_root == verified.root {
            verified.header_time = tip.timestamp;
            return Due::Confirmed;
        }
        if now.uptime_ms < self.expect_change_until_ms {
            return Due::Ask;
        }
        self.due_by_time(now)
    }

    pub(super) fn due_by_time(&self, now: Now) -> Due {
        if self.next_ask_ms <= now.uptime_ms {
            Due::Ask
        } else {
            Due::No
        }
    }

    /// The statements to ask for next: the newest that is missing in the chain, and those that most
    /// likely follow.
    pub(super) fn missing(&self, address: AccountAddress) -> Vec<StateKey> {
        let (Some(first), Some(verified)) = (self.first_missing(), &self.verified) else {
            return Vec::new();
        };
        let pages = verified.pages;
        let likely = (0..=first.epoch.0)
            .rev()
            .map(Epoch)
            .flat_map(|epoch| (0..pages).map(move |page| StatementId { epoch, page }))
            .filter(|id| *id != first && !self.statements.contains(id));
        std::iter::once(first)
            .chain(likely)
            .take(WALK_STATEMENTS)
            .map(|id| StateKey::Statement(address, id))
            .collect()
    }

    fn first_missing(&self) -> Option<StatementId> {
        let newest = self.verified.as_ref()?.newest_statement?;
        match self.statements.contains(&newest) {
            true => self.gaps.newest(),
            false => Some(newest),
        }
    }
}

impl Verified {
    /// Whether an epoch's rewards became due between the last proof and `time`.
    fn rewards_were_due(&self, time: Timestamp) -> bool {
        let due_epochs = |time: Timestamp| {
            let rules = &self.parameters;
            let after_reports = rules.audit_window_ms.saturating_add(rules.answer_window_ms);
            rules.first_unclosed_at(Timestamp(time.0.saturating_sub(after_reports)))
        };
        due_epochs(self.header_time) < due_epochs(time)
    }
}
