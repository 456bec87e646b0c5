//! Decides when to measure, when to report and when to try again. Has no IO and no clock.
//!
//! # The rules
//! There is a reporter for each [`Craft`] of a device. An epoch and its slots follow from the proven
//! [`Parameters`] and the network's time; a slot has one reading. After the epoch's end the readings become
//! one report. It is signed once, kept, and from then on sent as it is, until the network proves that it
//! has it or the window closes. An epoch whose report is signed takes no more readings, even if the time is found to
//! have been ahead.
//!
//! Until the epoch's rewards are paid, the device looks after its report: where more than a third of the
//! validators say that they could not get the evidence, it shows the evidence on chain.

mod craft;
mod energy;
mod mapping;
mod sensing;
mod task;
mod work;

pub use craft::{Craft, Made, Past};
pub use energy::Energy;
pub use mapping::{Mapping, Passed};
pub use sensing::{Reading, Sensing};
pub use task::{Proven, Sent, Task, TaskOf};
pub use work::Standing;

use crate::evidence::Recovered;
use outpost_protocol::{
    DeviceKey, Epoch, Hash, NetworkId, Timestamp,
    evidence::EvidenceRoot,
    execute::{schedule, scheduled_by, schedules},
    genesis::Parameters,
    report::{Report, SignedReport},
    seal::Salt,
    state::{Device, StateKey},
    transaction::Rejection,
};
use std::collections::{BTreeMap, BTreeSet};
use work::{Accusation, Stage, Work};

/// Evidence is kept for so many epochs after its own, for those who want to check it.
pub const KEPT_EPOCHS: u64 = 10;

/// How long until the network is asked again whether the device is claimed.
const ASK_UNCLAIMED_MS: u64 = 3_000;
/// How long until it is asked whether it has a report it took.
const ASK_REPORTED_MS: u64 = 2_000;
/// The longest time until it is asked whether all is as before, and whether the device is accused. Less
/// where there is less time to answer.
const ASK_SETTLED_MS: u64 = 30_000;
/// How long until a report that was taken, and is not proven, is sent again.
const SEND_TAKEN_MS: u64 = 8_000;
/// How long until an offer that was not taken is made again; longer than full nodes want between two.
const OFFER_AGAIN_MS: u64 = 6_000;
/// The first and the longest time until a report that was not taken is sent again.
const SEND_AGAIN_MS: (u64, u64) = (1_000, 8_000);

/// What a device knows of the network, and what it has taken down and reported.
#[derive(Debug)]
pub struct Reporter<C: Craft> {
    network: NetworkId,
    device: DeviceKey,
    /// What salts follow from.
    secret: [u8; 32],
    rules: Option<Parameters>,
    owned: Option<Device>,
    epochs: BTreeMap<Epoch, Work<C>>,
    ask_at: Timestamp,
    /// When a schedule that is lacking may be asked for.
    ask_schedule_at: Timestamp,
    /// When the instrument is asked next, at the earliest.
    measure_at: Timestamp,
    /// A request to the network is under way: one at a time.
    waiting: bool,
    /// The last epoch whose evidence was offered.
    offered: Option<Epoch>,
    /// When the next offer can be made; none while one is under way.
    offer_at: Option<Timestamp>,
}

impl<C: Craft> Reporter<C> {
    /// A reporter with what was kept from before. What is sealed can be opened by whoever knows `secret`.
    pub fn new(
        network: NetworkId,
        device: DeviceKey,
        secret: [u8; 32],
        recovered: BTreeMap<Epoch, Recovered<C::Reading, C::Held>>,
    ) -> Self {
        let mut epochs: BTreeMap<Epoch, Work<C>> = recovered
            .into_iter()
            .map(|(epoch, recovered)| (epoch, Work::from(recovered)))
            .collect();
        let holding = epochs.iter().filter(|(_, work)| work.held.is_some());
        let telling: Vec<Epoch> = holding.map(|(epoch, _)| epoch.next()).collect();
        for epoch in telling {
            epochs.entry(epoch).or_default();
        }
        Self {
            network,
            device,
            secret,
            rules: None,
            owned: None,
            epochs,
            ask_at: Timestamp(0),
            ask_schedule_at: Timestamp(0),
            measure_at: Timestamp(0),
            waiting: false,
            offered: None,
            offer_at: Some(Timestamp(0)),
        }
    }

    /// What is to be done at `now`; to be asked again until there is nothing.
    pub fn next(&mut self, now: Timestamp) -> Option<TaskOf<C>> {
        let lacking = self.lacking_schedules(now);
        let is_lacking = !lacking.is_empty() && now >= self.ask_schedule_at;
        if !self.waiting && (is_lacking || now >= self.ask_at) {
            self.waiting = true;
            self.ask_schedule_at = after(now, ASK_UNCLAIMED_MS);
            let sheets = self.awaited_sheets();
            let drawn = lacking.into_iter().filter_map(scheduled_by);
            let draws = sheets.iter().map(|(epoch, _)| *epoch).chain(drawn);
            return Some(Task::Prove {
                draws: draws.collect(),
                sheets,
            });
        }
        let rules = self.rules.clone()?;
        let current = rules.epoch_at(now);
        self.next_reading(&rules, current, now)
            .or_else(|| self.next_discard(current))
            .or_else(|| self.next_seal(&rules, current, now))
            .or_else(|| self.next_send(&rules, now))
            .or_else(|| self.next_show(&rules, now))
            .or_else(|| self.next_offer(&rules, now))
    }

    /// What was asked for is proven.
    pub fn proven(&mut self, proven: Proven, now: Timestamp) {
        self.waiting = false;
        for (epoch, sheet) in proven.sheets {
            let made = sheet
                .reports
                .iter()
                .find(|report| report.device == self.device && report.resource() == C::RESOURCE);
            if let (Some(work), Some(report)) = (self.epochs.get_mut(&epoch), made) {
                let draw = proven.draws.get(&epoch).and_then(Option::as_ref);
                let accused =
                    draw.and_then(|draw| Accusation::of(report, epoch, draw, &self.owned));
                work.stage = Stage::Reported {
                    accused: accused.map(Box::new),
                };
            }
        }
        for (drawn, draw) in &proven.draws {
            let epoch = schedules(*drawn);
            // A draw of two epochs before is made by the time that an epoch ends, or never.
            if now >= proven.rules.end_of(epoch)
                && let Some(work) = self.epochs.get_mut(&epoch)
            {
                work.schedule = Some(schedule(self.network, epoch, draw.as_ref()));
            }
        }
        let pause = match &proven.device {
            None => ASK_UNCLAIMED_MS,
            // Twice in the time to answer, so that one answer may be lost.
            Some(_) => ASK_SETTLED_MS.min(proven.rules.answer_window_ms / 2).max(1),
        };
        self.ask_at = after(now, pause);
        self.rules = Some(proven.rules);
        self.owned = proven.device;
    }

    /// Nothing could be proven.
    pub fn not_proven(&mut self, now: Timestamp) {
        self.waiting = false;
        self.ask_at = after(now, ASK_UNCLAIMED_MS);
    }

    /// A reading was taken and kept.
    pub fn measured(&mut self, epoch: Epoch, reading: C::Reading) {
        self.epochs.entry(epoch).or_default().readings.push(reading);
    }

    /// There was none; the instrument can be asked again at `then`.
    pub fn not_measured(&mut self, then: Timestamp) {
        self.measure_at = then;
    }

    /// A report was signed and kept, with what is held back.
    pub fn sealed(&mut self, report: SignedReport, held: Option<C::Held>) {
        let epoch = report.report.epoch;
        if held.is_some() {
            // Told with the next report, though nothing else may be said then.
            self.epochs.entry(epoch.next()).or_default();
        }
        let work = self.epochs.entry(epoch).or_default();
        work.held = held;
        work.stage = Stage::sealed(report);
        // All that is said of them is in the report.
        work.readings = Vec::new();
    }

    /// The report of `epoch` was sent.
    pub fn sent(&mut self, epoch: Epoch, outcome: &Sent, now: Timestamp) {
        self.waiting = false;
        let Some(work) = self.epochs.get_mut(&epoch) else {
            return;
        };
        let Stage::Sealed {
            send_at, failures, ..
        } = &mut work.stage
        else {
            return;
        };
        match outcome {
            // That it has one already is proven next, as that it took this one.
            Sent::Taken | Sent::Refused(Rejection::ReportAlreadyMade) => {
                *send_at = after(now, SEND_TAKEN_MS);
                self.ask_at = after(now, ASK_REPORTED_MS);
            }
            Sent::NotSent
            | Sent::Refused(
                Rejection::Busy | Rejection::ReportWindowClosed { .. } | Rejection::DeviceUnknown,
            ) => {
                // Whatever was proven before may not be so any more.
                self.ask_at = self.ask_at.min(after(now, ASK_UNCLAIMED_MS));
                let (first, longest) = SEND_AGAIN_MS;
                let pause = first.saturating_mul(1 << (*failures).min(8));
                *failures = failures.saturating_add(1);
                *send_at = after(now, pause.min(longest));
            }
            // The same bytes would be refused again.
            Sent::Refused(_) => work.stage = Stage::Done(Standing::Refused),
        }
    }

    /// The network knows where the evidence of `epoch` is.
    pub fn offered(&mut self, epoch: Epoch) {
        self.offered = Some(epoch);
        self.offer_at = Some(Timestamp(0));
    }

    /// The network did not take the offer.
    pub fn not_offered(&mut self, now: Timestamp) {
        self.offer_at = Some(after(now, OFFER_AGAIN_MS));
    }

    /// How far the report for each epoch is of which anything is kept, oldest first.
    pub fn standing(&self) -> impl Iterator<Item = (Epoch, Standing)> {
        let standing = |(epoch, work): (&Epoch, &Work<C>)| (*epoch, work.stage.standing());
        self.epochs.iter().map(standing)
    }

    fn awaited_sheets(&self) -> Vec<(Epoch, StateKey)> {
        let Some(device) = &self.owned else {
            return Vec::new();
        };
        self.epochs
            .iter()
            .filter(|(_, work)| work.stage.is_reported())
            .map(|(&epoch, _)| (epoch, StateKey::Sheet(device.owner, device.sheet(epoch))))
            .collect()
    }

    /// The epochs that ended, whose reports wait for their schedules.
    fn lacking_schedules(&self, now: Timestamp) -> BTreeSet<Epoch> {
        let current = self.rules.as_ref().map(|rules| rules.epoch_at(now));
        let ended = current.filter(|_| C::IS_SCHEDULED).into_iter();
        ended
            .flat_map(|current| self.epochs.range(..current))
            .filter(|(_, work)| matches!(work.stage, Stage::Measuring))
            .map(|(&epoch, _)| epoch)
            .filter(|&epoch| self.schedule_of(epoch).is_none())
            .collect()
    }

    /// What an epoch's schedules follow from, once that is known.
    fn schedule_of(&self, epoch: Epoch) -> Option<Hash> {
        match scheduled_by(epoch) {
            Some(_) => self.epochs.get(&epoch)?.schedule,
            // At the beginning nothing was drawn for them.
            None => Some(schedule(self.network, epoch, None)),
        }
    }

    /// One reading for each slot; slots that were slept through stay empty.
    fn next_reading(&self, rules: &Parameters, epoch: Epoch, now: Timestamp) -> Option<TaskOf<C>> {
        let start = rules.start_of(epoch);
        let interval = C::interval_ms(rules);
        let slot_of = |at: Timestamp| at.0.saturating_sub(start.0).checked_div(interval);
        let slot = slot_of(now)?;
        let possible = rules.epoch_ms.checked_div(interval)?;
        if now < start || now < self.measure_at || slot >= possible {
            return None;
        }
        if let Some(work) = self.epochs.get(&epoch) {
            let taken = work
                .readings
                .last()
                .is_some_and(|last| slot_of(C::time_of(last)) >= Some(slot));
            if taken || !matches!(work.stage, Stage::Measuring) {
                return None;
            }
        }
        Some(Task::Measure { epoch, at: now })
    }

    fn next_discard(&mut self, current: Epoch) -> Option<TaskOf<C>> {
        let (&oldest, _) = self.epochs.first_key_value()?;
        if oldest.0.saturating_add(KEPT_EPOCHS) >= current.0 {
            return None;
        }
        self.epochs.remove(&oldest);
        Some(Task::Discard(oldest))
    }

    fn next_seal(
        &mut self,
        rules: &Parameters,
        current: Epoch,
        now: Timestamp,
    ) -> Option<TaskOf<C>> {
        let device = self.owned.clone()?;
        let measuring = |(_, work): &(&Epoch, &Work<C>)| matches!(work.stage, Stage::Measuring);
        let ended = self.epochs.range(..current).filter(measuring);
        let ended: Vec<Epoch> = ended.map(|(&epoch, _)| epoch).collect();
        for epoch in ended {
            let is_in_time = now < rules.reports_close(epoch);
            if is_in_time {
                if C::IS_SCHEDULED && self.schedule_of(epoch).is_none() {
                    continue;
                }
                let sealed = self.report(&device, rules, epoch);
                if sealed.is_some() {
                    return sealed;
                }
            }
            if let Some(work) = self.epochs.get_mut(&epoch) {
                work.stage = Stage::Done(match is_in_time {
                    true => Standing::Empty,
                    false => Standing::TooLate,
                });
            }
        }
        None
    }

    /// The report of an epoch that ended; `None` if there is nothing to say.
    fn report(&self, device: &Device, rules: &Parameters, epoch: Epoch) -> Option<TaskOf<C>> {
        let work = self.epochs.get(&epoch)?;
        let before = epoch.previous().and_then(|before| self.epochs.get(&before));
        let made = C::report(&Past {
            network: self.network,
            key: self.device,
            device,
            rules,
            epoch,
            schedule: self.schedule_of(epoch).unwrap_or(Hash::ZERO),
            salt: self.salt(epoch),
            readings: &work.readings,
            before: before.and_then(|before| before.held.as_ref()),
        })?;
        let report = Report {
            network: self.network,
            device: self.device,
            epoch,
            claim: made.claim,
            evidence: EvidenceRoot::of(&made.evidence)?,
        };
        Some(Task::Seal {
            report: Box::new(report),
            evidence: made.evidence,
            held: made.held,
        })
    }

    /// The same after a restart, so that a report that was not kept is made again as it was.
    fn salt(&self, epoch: Epoch) -> Salt {
        let hash = Hash::of_encoded("outpost device salt 1", &(self.secret, C::RESOURCE, epoch));
        hash.0.first_chunk().copied().unwrap_or_default()
    }

    fn next_send(&mut self, rules: &Parameters, now: Timestamp) -> Option<TaskOf<C>> {
        let owner = self.owned.as_ref()?.owner;
        if self.waiting {
            return None;
        }
        for (&epoch, work) in &mut self.epochs {
            let Stage::Sealed {
                report, send_at, ..
            } = &work.stage
            else {
                continue;
            };
            if now >= rules.reports_close(epoch) {
                work.stage = Stage::Done(Standing::TooLate);
            } else if now >= rules.turn_to_report(epoch, owner).max(*send_at) {
                self.waiting = true;
                return Some(Task::Send(report.clone()));
            }
        }
        None
    }

    /// The evidence of each epoch is offered once its report is on its way: a device without a report has
    /// nothing to show.
    fn next_offer(&mut self, rules: &Parameters, now: Timestamp) -> Option<TaskOf<C>> {
        let is_due = self.owned.is_some() && self.offer_at.is_some_and(|at| now >= at);
        let mut newest_first = self.epochs.iter().rev();
        let (&epoch, _) = newest_first.find(|(_, work)| work.stage.is_reported())?;
        let is_audited = now < rules.audits_close(rules.end_of(epoch.next()));
        if !is_due || !is_audited || self.offered >= Some(epoch) {
            return None;
        }
        self.offer_at = None;
        Some(Task::Offer(epoch))
    }

    fn next_show(&mut self, rules: &Parameters, now: Timestamp) -> Option<TaskOf<C>> {
        for (&epoch, work) in &mut self.epochs {
            let Stage::Reported { accused } = &mut work.stage else {
                continue;
            };
            if let Some(accusation) = accused.take() {
                let Accusation { report, challenges } = *accusation;
                return Some(Task::Show {
                    epoch,
                    report,
                    challenges,
                });
            }
            // The next epoch's end is later than the last answer to this one's draw.
            if now >= rules.answers_close(rules.end_of(epoch.next())) {
                work.stage = Stage::Done(Standing::Reported);
            }
        }
        None
    }
}

fn after(now: Timestamp, pause_ms: u64) -> Timestamp {
    Timestamp(now.0.saturating_add(pause_ms))
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod two_steps;
