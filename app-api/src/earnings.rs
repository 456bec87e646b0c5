//! What was earned: sums over any period, why it was not more, and each line down to its proof.
//!
//! Every sum is a fold of verified statements. An account can have a million lines, so no request answers
//! with all of them: sums are folded by the app, and lists come a page at a time.

use crate::{
    Freshness, LossKind, Money,
    call::calls,
    period::{BarStep, Day, DayBoundary, Period},
};
use serde::{Deserialize, Serialize};

calls! {
    /// What was earned in a period, in bars and by resource.
    "earnings" => GetEarnings {
        /// What counts.
        scope: Scope,
        /// The length of a bar; `None` for the shortest that makes a legible chart.
        step: Option<BarStep>,
    } -> EarningsView;
    /// What each device earned in a period, most first.
    "earnings_by_device" => GetEarningsByDevice {
        /// What counts.
        scope: Scope,
    } -> DeviceEarningsView;
    /// What was possible in a period, what was lost and why, and what was paid.
    "earnings_waterfall" => GetWaterfall {
        /// What counts.
        scope: Scope,
    } -> WaterfallView;
    /// A page of the epochs of a period, newest first.
    "earnings_epochs" => GetEpochs {
        /// What counts; epochs without any of it are left out.
        scope: Scope,
        /// How many to leave out.
        skip: u32,
        /// How many at most; 200 are enough for any screen, and more are never sent.
        take: u32,
    } -> EpochsView;
    /// A page of the lines of one epoch, ordered by device.
    "earnings_lines" => GetEpochLines {
        /// The epoch.
        epoch: u64,
        /// Only the lines of this device, `opd1…`.
        device: Option<String>,
        /// How many to leave out.
        skip: u32,
        /// How many at most; 200 are enough for any screen, and more are never sent.
        take: u32,
    } -> LinesView;
    /// Writes the earnings of a period to a file in the person's folder for downloads.
    "export_earnings" => ExportEarnings {
        /// What counts.
        scope: Scope,
        /// For which program.
        format: CsvFormat,
        /// What a row is.
        rows: CsvRows,
    } -> ExportView;
}

/// Which earnings count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// When. An epoch belongs to the day that it ended in.
    pub period: Period,
    /// Only those of this device, `opd1…`.
    pub device: Option<String>,
    /// Only those for this.
    pub resource: Option<ResourceKind>,
    /// Where days begin, if not where the settings say.
    pub boundary: Option<DayBoundary>,
}

impl Scope {
    /// All that was earned in `period`.
    pub fn of(period: Period) -> Self {
        Self {
            period,
            ..Self::default()
        }
    }
}

/// Sums over statements, for the home screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarningsTotals {
    /// Epochs that ended today, by this device's clock and the person's day.
    pub today: Money,
    /// Epochs that ended this week, which begins on Monday.
    pub week: Money,
    /// Epochs that ended this month.
    pub month: Money,
    /// All epochs.
    pub all: Money,
    /// Whether older statements are not here yet, so that the sums will grow.
    pub older_are_loading: bool,
}

/// What was earned in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningsView {
    /// The period's first and last day; `None` when there is nothing yet.
    pub days: Option<(Day, Day)>,
    /// Where days begin.
    pub boundary: DayBoundary,
    /// The sum.
    pub total: Money,
    /// The length of each bar.
    pub step: BarStep,
    /// Oldest first and without a gap; their sum is `total`.
    pub bars: Vec<Bar>,
    /// Most first; their sum is `total`.
    pub resources: Vec<ResourceEarnings>,
    /// How the sum is proven; `None` when there is nothing yet.
    pub proof: Option<SumProof>,
    /// Whether older statements are not here yet, so that the sum may grow.
    pub older_are_loading: bool,
}

/// A stretch of time, and what was earned in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// The day it begins in.
    pub day: Day,
    /// When it begins, in milliseconds since 1970 UTC; for an epoch, when it ended.
    pub at_ms: u64,
    /// The sum.
    pub total: Money,
    /// How many epochs with a statement ended in it.
    pub epochs: u32,
}

/// What was earned for a kind of contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceEarnings {
    /// Which.
    pub resource: ResourceKind,
    /// The sum.
    pub total: Money,
}

/// How far a sum can be relied on: each statement in it is proven by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SumProof {
    /// How many statements it is the sum of.
    pub statements: u64,
    /// The lowest block that one of them was proven at, and the highest.
    pub heights: (u64, u64),
    /// The fewest peers that agreed when one of them was proven.
    pub fewest_peers: u32,
    /// The block at which it is known that there are no others.
    pub complete_at: Freshness,
}

/// What each device earned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEarningsView {
    /// The sum.
    pub total: Money,
    /// Most first; their sum is `total`.
    pub devices: Vec<DeviceEarnings>,
}

/// What a device earned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceEarnings {
    /// `opd1…`
    pub device: String,
    /// What the person or the device calls it.
    pub name: String,
    /// The sum.
    pub total: Money,
}

/// From what was possible to what was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaterfallView {
    /// What was paid and what was lost, together.
    pub possible: Money,
    /// What was lost, dearest first, over all resources.
    pub losses: Vec<LossView>,
    /// What was paid.
    pub paid: Money,
    /// The same for each resource, in its units.
    pub resources: Vec<ResourceWaterfall>,
    /// What to do first; `None` when nothing was lost.
    pub best: Option<Recovery>,
    /// How many lines it is the sum of.
    pub lines: u64,
}

/// From what was possible to what was paid, for one kind of contribution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceWaterfall {
    /// Which.
    pub resource: ResourceKind,
    /// The most units there was room for.
    pub possible: u64,
    /// Why units do not count, dearest first.
    pub losses: Vec<LossView>,
    /// Units that count: `possible` less all losses.
    pub accepted: u64,
    /// What was paid.
    pub paid: Money,
    /// How many lines were paid less since their cell was crowded.
    pub crowded_lines: u64,
    /// How many lines were paid more since their cell had been neglected.
    pub bonus_lines: u64,
    /// How many lines it is the sum of.
    pub lines: u64,
}

/// The one action that recovers most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// What it is about.
    pub reason: LossKind,
    /// What was lost for it in the period.
    pub amount: Money,
    /// The device that lost most for it, `opd1…`.
    pub device: String,
    /// What the person or the device calls it.
    pub device_name: String,
    /// How many devices lost anything for it.
    pub devices: u64,
}

/// A page of epochs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochsView {
    /// How many there are in the period.
    pub count: u32,
    /// Newest first.
    pub epochs: Vec<EpochEarnings>,
}

/// What an epoch paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpochEarnings {
    /// The epoch.
    pub epoch: u64,
    /// When it ended, in milliseconds since 1970 UTC.
    pub ended_ms: u64,
    /// The sum of the lines that count.
    pub total: Money,
    /// How many of them there are: one for each device and resource.
    pub lines: u32,
    /// How it was proven.
    pub freshness: Freshness,
}

/// A page of an epoch's lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesView {
    /// The epoch; its total is that of all its lines. `None` if it paid nothing.
    pub epoch: Option<EpochEarnings>,
    /// The sum of all lines that were asked for, those that are left out included.
    pub total: Money,
    /// How many there are, those that are left out included.
    pub count: u32,
    /// The page.
    pub lines: Vec<EarningsLine>,
}

/// A line of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningsLine {
    /// `opd1…`
    pub device: String,
    /// What the person or the device calls it.
    pub device_name: String,
    /// What was contributed.
    pub resource: ResourceKind,
    /// The most units the epoch had room for.
    pub possible: u64,
    /// Units the device claimed.
    pub claimed: u64,
    /// Units that count.
    pub accepted: u64,
    /// Why the others do not.
    pub losses: Vec<LossView>,
    /// What the units are multiplied by.
    pub multipliers: MultipliersView,
    /// What was paid.
    pub reward: Money,
    /// How the statement that it stands in was proven.
    pub freshness: Freshness,
}

/// What a line's units are multiplied by, each in thousandths: 1000 changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MultipliersView {
    /// Below 1000 where the cell is crowded.
    pub crowd: u32,
    /// Above 1000 where the cell had no contribution for a while.
    pub freshness: u32,
}

/// A kind of contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// Wireless coverage, in beacons.
    Coverage,
    /// Space kept for others, in MiB through an epoch.
    Storage,
    /// Jobs run for others.
    Compute,
    /// Temperature and humidity, in readings.
    Sensing,
    /// Energy fed in, in Wh.
    Energy,
    /// Streets mapped, in cells.
    Mapping,
}

/// Units that do not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossView {
    /// Why.
    pub reason: LossKind,
    /// How many.
    pub units: u64,
    /// What they would have been paid.
    pub amount: Money,
}

/// Whose columns a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CsvFormat {
    /// All that a statement says.
    Plain,
    /// What Koinly reads: the columns of its simple template.
    Koinly,
    /// What CoinTracking reads: the columns of its own import.
    CoinTracking,
}

/// What a row of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CsvRows {
    /// A line of a statement.
    Lines,
    /// A day.
    Days,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportView {
    /// Where it is.
    pub path: String,
    /// Its rows, without the heading.
    pub rows: u64,
    /// The sum of its amounts, which is that of the period on the screen.
    pub total: Money,
}
