//! Answers what was earned: every number is a fold of the account's verified statements.
//!
//! Sums over all lines of an epoch are kept ([`sums`], [`ledger`]); whatever needs single lines reads the
//! statements of the epochs in question from the light node, some thousands at a time.

mod calendar;
pub(crate) mod csv;
mod export;
mod ledger;
mod lines;
mod period;
mod statements;
mod sums;
mod waterfall;

pub(crate) use calendar::moment;
pub(crate) use export::export;
pub(crate) use ledger::{Ledger, Progress, Proven};
pub(crate) use lines::{loss_kind, money, resource, view as line_view};

use crate::{app::Core, network};
use calendar::Calendar;
use lines::Selection;
use outpost_app_api::{
    AppError, BarStep, Day, DeviceEarnings, DeviceEarningsView, EarningsTotals, EarningsView,
    EpochEarnings, EpochsView, Freshness, GetEarnings, GetEarningsByDevice, GetEpochLines,
    GetEpochs, GetWaterfall, LinesView, Money, Period, ResourceEarnings, Scope, SumProof,
    WaterfallView,
};
use outpost_light_client::VerifiedStatement;
use outpost_protocol::{DeviceKey, Epoch, Timestamp, genesis::Parameters, report::Resource};
use period::Span;
use std::{borrow::Cow, collections::BTreeMap, ops::Range, sync::Arc};
use sums::{EpochSum, Proof, Sums, total};
use waterfall::Waterfall;

/// Most entries of a page, whatever is asked for.
const MOST_ENTRIES: u32 = 200;

/// What the account earned today, this week, this month and in all.
pub(crate) fn totals(proven: &Proven, calendar: &Calendar) -> EarningsTotals {
    let Some(parameters) = &proven.parameters else {
        return EarningsTotals::default();
    };
    let sums = &proven.book.sums;
    let today = calendar.today();
    let of = |period| {
        let span = Span::resolve(period, calendar, today, None).ok().flatten();
        Money(span.map_or(0, |span| span.total(sums, parameters)))
    };
    EarningsTotals {
        today: of(Period::Today),
        week: of(Period::Week),
        month: of(Period::Month),
        all: Money(total(sums.epochs.values().map(|sum| sum.total(None)))),
        older_are_loading: !proven.is_complete(),
    }
}

/// The person's calendar. Where this machine does not know the zone that they chose, the system's.
pub(crate) fn calendar(core: &Core) -> Calendar {
    let boundary = core.settings.get().day;
    Calendar::new(&boundary).unwrap_or_else(|_| Calendar::of_the_system())
}

/// What was earned in a period, in bars and by resource.
pub(crate) async fn get(core: &Arc<Core>, call: GetEarnings) -> Result<EarningsView, AppError> {
    let inquiry = Inquiry::open(core, &call.scope).await?;
    let Some((span, parameters)) = inquiry.span_and_rules() else {
        return Ok(inquiry.nothing());
    };
    let sums = inquiry.sums(core).await?;
    let resource = inquiry.selection.resource;
    let (step, bars) = span.bars(call.step, resource, &sums, parameters, &inquiry.calendar);
    let mut by_resource: BTreeMap<Resource, u128> = BTreeMap::new();
    let mut proof: Option<Proof> = None;
    let mut statements = 0u64;
    for (_, sum) in span.sums(&sums, parameters) {
        proof = Some(proof.map_or(sum.proof, |proof| proof.and(sum.proof)));
        statements = statements.saturating_add(sum.statements.into());
        for (of, part) in sum.parts(resource) {
            let so_far = by_resource.entry(of).or_default();
            *so_far = so_far.saturating_add(part.paid);
        }
    }
    let sum = total(by_resource.values().copied());
    let mut resources: Vec<ResourceEarnings> = by_resource
        .into_iter()
        .map(|(resource, paid)| ResourceEarnings {
            resource: lines::resource_kind(resource),
            total: Money(paid),
        })
        .collect();
    resources.sort_by_key(|resource| std::cmp::Reverse(resource.total));
    Ok(EarningsView {
        days: Some((span.first, span.last)),
        total: Money(sum),
        step,
        bars,
        resources,
        proof: proof
            .zip(inquiry.freshness.clone())
            .map(|(proof, at)| SumProof {
                statements,
                heights: (proof.lowest.0, proof.highest.0),
                fewest_peers: proof.fewest_peers,
                complete_at: at,
            }),
        ..inquiry.nothing()
    })
}

/// What each device earned in a period, most first.
pub(crate) async fn by_device(
    core: &Arc<Core>,
    call: GetEarningsByDevice,
) -> Result<DeviceEarningsView, AppError> {
    let inquiry = Inquiry::open(core, &call.scope).await?;
    let mut earned: BTreeMap<DeviceKey, u128> = BTreeMap::new();
    if call.scope == Scope::default() {
        let devices = inquiry.proven.book.devices.iter();
        earned.extend(devices.map(|(device, sum)| (*device, sum.earned)));
    } else {
        inquiry
            .each_statement(core, |verified| {
                for line in inquiry.selection.lines(verified) {
                    let so_far = earned.entry(line.device).or_default();
                    *so_far = so_far.saturating_add(line.reward.units());
                }
            })
            .await?;
    }
    let sum = total(earned.values().copied());
    let mut devices: Vec<DeviceEarnings> = earned
        .into_iter()
        .map(|(device, earned)| DeviceEarnings {
            device: device.to_string(),
            name: core.names.of(device),
            total: Money(earned),
        })
        .collect();
    devices.sort_by(|one, other| {
        (other.total, &one.name, &one.device).cmp(&(one.total, &other.name, &other.device))
    });
    Ok(DeviceEarningsView {
        total: Money(sum),
        devices,
    })
}

/// What was possible in a period, what was lost and why, and what was paid.
pub(crate) async fn waterfall(
    core: &Arc<Core>,
    call: GetWaterfall,
) -> Result<WaterfallView, AppError> {
    let inquiry = Inquiry::open(core, &call.scope).await?;
    let mut waterfall = Waterfall::default();
    inquiry
        .each_statement(core, |verified| {
            inquiry
                .selection
                .lines(verified)
                .for_each(|line| waterfall.add(line));
        })
        .await?;
    Ok(waterfall.view(&core.names))
}

/// A page of the epochs of a period, newest first.
pub(crate) async fn epochs(core: &Arc<Core>, call: GetEpochs) -> Result<EpochsView, AppError> {
    let inquiry = Inquiry::open(core, &call.scope).await?;
    let Some((span, parameters)) = inquiry.span_and_rules() else {
        return Ok(EpochsView {
            count: 0,
            epochs: Vec::new(),
        });
    };
    let sums = inquiry.sums(core).await?;
    let resource = inquiry.selection.resource;
    let counting: Vec<(Epoch, &EpochSum)> = span
        .sums(&sums, parameters)
        .filter(|(_, sum)| sum.parts(resource).next().is_some())
        .collect();
    let newest_first = counting.iter().rev();
    let page = newest_first
        .skip(call.skip as usize)
        .take(call.take.min(MOST_ENTRIES) as usize)
        .map(|(epoch, sum)| inquiry.epoch(*epoch, sum, parameters));
    Ok(EpochsView {
        count: u32::try_from(counting.len()).unwrap_or(u32::MAX),
        epochs: page.collect(),
    })
}

/// A page of the lines of one epoch.
pub(crate) async fn epoch_lines(
    core: &Arc<Core>,
    call: GetEpochLines,
) -> Result<LinesView, AppError> {
    let scope = Scope {
        device: call.device,
        ..Scope::default()
    };
    let inquiry = Inquiry::open(core, &scope).await?;
    let epoch = Epoch(call.epoch);
    let sum = inquiry.proven.book.sums.epochs.get(&epoch);
    let (mut all, mut count) = (0u128, 0u32);
    let mut page = Vec::new();
    inquiry
        .each_of(core, epoch..epoch.next(), |verified| {
            for line in inquiry.selection.lines(verified) {
                let is_shown =
                    count >= call.skip && page.len() < call.take.min(MOST_ENTRIES) as usize;
                if is_shown {
                    let freshness = network::freshness(verified.at, inquiry.stale_since);
                    page.push(lines::view(line, &core.names, freshness));
                }
                count = count.saturating_add(1);
                all = all.saturating_add(line.reward.units());
            }
        })
        .await?;
    Ok(LinesView {
        epoch: sum
            .zip(inquiry.proven.parameters.as_ref())
            .map(|(sum, parameters)| inquiry.epoch(epoch, sum, parameters)),
        total: Money(all),
        count,
        lines: page,
    })
}

/// The statements of these epochs that have lines of a device, newest first.
pub(crate) async fn statements_of(
    core: &Core,
    device: DeviceKey,
    epochs: Range<Epoch>,
) -> Result<Vec<VerifiedStatement>, AppError> {
    let of_device = Selection {
        device: Some(device),
        resource: None,
    };
    let proven = core.proven();
    let mut found = Vec::new();
    statements::each(&core.light, &proven, of_device, epochs, |verified| {
        if of_device.lines(verified).next().is_some() {
            found.push(verified.clone());
        }
    })
    .await?;
    found.reverse();
    Ok(found)
}

/// One question about the ledger: what it is about, and the ledger as it was when it was asked.
struct Inquiry {
    proven: Proven,
    selection: Selection,
    calendar: Calendar,
    /// `None` for all that there is, where there is nothing.
    span: Option<Span>,
    /// How fresh and how proven the account is.
    freshness: Option<Freshness>,
    stale_since: Option<Timestamp>,
}

impl Inquiry {
    async fn open(core: &Core, scope: &Scope) -> Result<Self, AppError> {
        let proven = core.proven();
        let selection = Selection::of(scope)?;
        let calendar = match &scope.boundary {
            Some(boundary) => Calendar::new(boundary)?,
            None => calendar(core),
        };
        let all = proven
            .parameters
            .as_ref()
            .and_then(|parameters| days_of(&proven.book.sums, parameters, &calendar));
        let span = Span::resolve(scope.period, &calendar, calendar.today(), all)?;
        let tip = core.light.status().await.tip;
        let stale_since = tip.and_then(|tip| tip.stale_since);
        let freshness = proven
            .account
            .as_ref()
            .map(|account| network::freshness(account.at, stale_since));
        Ok(Self {
            proven,
            selection,
            calendar,
            span,
            freshness,
            stale_since,
        })
    }

    /// The period and the rules; `None` while there is nothing to show.
    fn span_and_rules(&self) -> Option<(&Span, &Parameters)> {
        self.span.as_ref().zip(self.proven.parameters.as_ref())
    }

    fn nothing(&self) -> EarningsView {
        EarningsView {
            days: None,
            boundary: self.calendar.boundary(),
            total: Money::default(),
            step: BarStep::Day,
            bars: Vec::new(),
            resources: Vec::new(),
            proof: None,
            older_are_loading: !self.proven.is_complete(),
        }
    }

    /// The sums by epoch: the ledger's own, or those of one device, whose lines are looked for.
    async fn sums(&self, core: &Core) -> Result<Cow<'_, Sums>, AppError> {
        if self.selection.device.is_none() {
            return Ok(Cow::Borrowed(&self.proven.book.sums));
        }
        let mut sums = Sums::default();
        self.each_statement(core, |verified| {
            sums.add(verified, |line| self.selection.has(line));
        })
        .await?;
        Ok(Cow::Owned(sums))
    }

    /// Looks at each statement of the period that may have lines that count, oldest epoch first.
    async fn each_statement(
        &self,
        core: &Core,
        look: impl FnMut(&VerifiedStatement),
    ) -> Result<(), AppError> {
        match self.span_and_rules() {
            Some((span, parameters)) => self.each_of(core, span.epochs(parameters), look).await,
            None => Ok(()),
        }
    }

    async fn each_of(
        &self,
        core: &Core,
        epochs: Range<Epoch>,
        look: impl FnMut(&VerifiedStatement),
    ) -> Result<(), AppError> {
        statements::each(&core.light, &self.proven, self.selection, epochs, look).await
    }

    fn epoch(&self, epoch: Epoch, sum: &EpochSum, parameters: &Parameters) -> EpochEarnings {
        EpochEarnings {
            epoch: epoch.0,
            ended_ms: parameters.end_of(epoch).0,
            total: Money(sum.total(self.selection.resource)),
            lines: sum.lines(self.selection.resource),
            freshness: Freshness {
                height: sum.proof.highest.0,
                block_time_ms: sum.proof.time.0,
                peers: sum.proof.fewest_peers,
                stale_since_ms: self.stale_since.map(|since| since.0),
            },
        }
    }
}

/// The days of the first and the last epoch that there is a statement for.
fn days_of(sums: &Sums, parameters: &Parameters, calendar: &Calendar) -> Option<(Day, Day)> {
    let (first, _) = sums.epochs.first_key_value()?;
    let (last, _) = sums.epochs.last_key_value()?;
    let day = |epoch: &Epoch| calendar.day_of(parameters.end_of(*epoch).0);
    Some((day(first), day(last)))
}
