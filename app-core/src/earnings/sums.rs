//! Sums an account's statements by epoch, resource and device, as they arrive.
//!
//! The statements themselves can be a million lines and stay in the light node's database. What is kept
//! here is small, is a fold of exactly the statements that arrived, and can be folded again at any time.

use borsh::{BorshDeserialize, BorshSerialize};
use outpost_light_client::{Arrivals, Cursor, Gaps, VerifiedStatement};
use outpost_protocol::{
    DeviceKey, Epoch, Height, Timestamp,
    report::Resource,
    statement::{StatementId, StatementLine},
};
use std::collections::{BTreeMap, BTreeSet};

/// The account's statements, summed.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Book {
    pub(crate) sums: Sums,
    pub(crate) devices: BTreeMap<DeviceKey, DeviceSum>,
    gaps: Gaps,
    cursor: Option<Cursor>,
}

/// Sums by epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Sums {
    pub(crate) epochs: BTreeMap<Epoch, EpochSum>,
}

/// What an epoch paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct EpochSum {
    /// For each resource that has a line.
    resources: BTreeMap<Resource, Part>,
    pub(crate) statements: u32,
    pub(crate) proof: Proof,
}

/// What an epoch paid for one resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Part {
    /// In base units.
    pub(crate) paid: u128,
    pub(crate) lines: u32,
}

/// How several statements were proven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Proof {
    pub(crate) lowest: Height,
    pub(crate) highest: Height,
    /// The time of the highest block.
    pub(crate) time: Timestamp,
    pub(crate) fewest_peers: u32,
}

/// What a device was paid over all time.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct DeviceSum {
    /// In base units.
    pub(crate) earned: u128,
    /// The newest epoch that it has a line for.
    pub(crate) last: Epoch,
    /// The pages of the account's statements that its lines stand on.
    pub(crate) pages: BTreeSet<u32>,
}

impl Book {
    /// Where to go on reading.
    pub(crate) fn cursor(&self) -> Option<Cursor> {
        self.cursor
    }

    /// Whether all statements are here from `newest`, the account's newest, back to its first.
    pub(crate) fn is_complete(&self, newest: Option<StatementId>) -> bool {
        self.gaps.are_filled_up_to(newest)
    }

    /// Takes statements in, each once; those of another store take the place of all that was here.
    pub(crate) fn take(&mut self, arrivals: &Arrivals) {
        if arrivals.are_first {
            *self = Self::default();
        }
        for verified in &arrivals.statements {
            self.add(verified);
        }
        self.cursor = Some(arrivals.cursor);
    }

    fn add(&mut self, verified: &VerifiedStatement) {
        let statement = &verified.statement;
        self.gaps.note(statement.id, statement.previous);
        self.sums.add(verified, |_| true);
        for line in &statement.lines {
            let device = self.devices.entry(line.device).or_default();
            device.earned = device.earned.saturating_add(line.reward.units());
            device.last = device.last.max(statement.id.epoch);
            device.pages.insert(statement.id.page);
        }
    }
}

impl Sums {
    /// Adds the lines of a statement that `counts` lets pass; a statement without any is left out.
    pub(crate) fn add(
        &mut self,
        verified: &VerifiedStatement,
        counts: impl Fn(&StatementLine) -> bool,
    ) {
        let statement = &verified.statement;
        if !statement.lines.iter().any(&counts) {
            return;
        }
        let sum = self.epochs.entry(statement.id.epoch).or_default();
        sum.proof = match sum.statements {
            0 => Proof::of(verified),
            _ => sum.proof.and(Proof::of(verified)),
        };
        sum.statements = sum.statements.saturating_add(1);
        for line in statement.lines.iter().filter(|line| counts(line)) {
            let part = sum.resources.entry(line.resource).or_default();
            part.paid = part.paid.saturating_add(line.reward.units());
            part.lines = part.lines.saturating_add(1);
        }
    }
}

impl EpochSum {
    /// What was paid by resource; only for `resource` if there is one.
    pub(crate) fn parts(
        &self,
        resource: Option<Resource>,
    ) -> impl Iterator<Item = (Resource, Part)> {
        let parts = self.resources.iter().map(|(of, part)| (*of, *part));
        parts.filter(move |(of, _)| resource.is_none_or(|resource| resource == *of))
    }

    /// What was paid, in base units; only for `resource` if there is one.
    ///
    /// Sums are of proven amounts, which the emission's cap keeps far below the limit of the type.
    pub(crate) fn total(&self, resource: Option<Resource>) -> u128 {
        total(self.parts(resource).map(|(_, part)| part.paid))
    }

    /// How many lines there are; only for `resource` if there is one.
    pub(crate) fn lines(&self, resource: Option<Resource>) -> u32 {
        let lines = self.parts(resource).map(|(_, part)| part.lines);
        lines.fold(0, u32::saturating_add)
    }
}

impl Proof {
    fn of(verified: &VerifiedStatement) -> Self {
        Self {
            lowest: verified.at.height,
            highest: verified.at.height,
            time: verified.at.header_time,
            fewest_peers: verified.at.agreeing_peers,
        }
    }

    /// How both are proven.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            lowest: self.lowest.min(other.lowest),
            highest: self.highest.max(other.highest),
            time: self.time.max(other.time),
            fewest_peers: self.fewest_peers.min(other.fewest_peers),
        }
    }
}

/// The sum of amounts in base units.
pub(crate) fn total(amounts: impl IntoIterator<Item = u128>) -> u128 {
    amounts.into_iter().fold(0, u128::saturating_add)
}
