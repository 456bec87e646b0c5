//! Decides when to measure, when to report and when to try again. Has no IO and no clock.
//!
//! # The rules
//! An epoch and its slots follow from the proven [`Parameters`] and the network's time; a slot has one
//! reading. After the epoch's end the readings since the device was claimed become one report. It is
//! signed once, kept, and from then on sent as it is, until the network proves that it has it or the
//! window closes. An epoch whose report is signed takes no more readings, even if the time is found to
//! have been ahead.
//!
//! Until the epoch's rewards are paid, the device looks after its report: where more than a third of the
//! validators say that they could not get the evidence, it shows the evidence on chain.

use crate::{evidence::Recovered, sensor::Reading};
use outpost_protocol::{
    DeviceKey, Epoch, NetworkId, Timestamp,
    evidence::{Challenge, EvidenceRoot},
    genesis::Parameters,
    report::{Claim, Report, Resource, SignedReport},
    resources::sensing::readings::{self, Origin},
    state::{Case, Device, Draw, PendingReport, Sheet, SheetId, StateKey},
    transaction::{MAX_PROOFS, Rejection, ReportId},
};
use std::collections::BTreeMap;

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

/// What a device knows of the network, and what it has measured and reported.
#[derive(Debug)]
pub struct Reporter {
    network: NetworkId,
    device: DeviceKey,
    rules: Option<Parameters>,
    owned: Option<Device>,
    epochs: BTreeMap<Epoch, Work>,
    ask_at: Timestamp,
    /// When the sensor is asked next, at the earliest.
    measure_at: Timestamp,
    /// A request to the network is under way: one at a time.
    waiting: bool,
    /// The last epoch whose evidence was offered.
    offered: Option<Epoch>,
    /// When the next offer can be made; none while one is under way.
    offer_at: Option<Timestamp>,
}

/// What is to be done. Each is answered by the method of [`Reporter`] that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Have parameters, device, and the sheets and draws of some epochs proven: [`Reporter::proven`] or
    /// [`Reporter::not_proven`].
    Prove {
        /// Where the reports wait that the network should have.
        sheets: Vec<(Epoch, StateKey)>,
    },
    /// Take a reading: [`Reporter::measured`] or [`Reporter::not_measured`].
    Measure {
        /// The epoch it belongs to.
        epoch: Epoch,
        /// Its time.
        at: Timestamp,
    },
    /// Sign and keep a report with its evidence: [`Reporter::sealed`].
    Seal {
        /// To be signed.
        report: Report,
        /// To be kept.
        evidence: Vec<u8>,
    },
    /// Hand a report to the network: [`Reporter::sent`].
    Send(SignedReport),
    /// Show parts of an epoch's evidence on chain. Needs no answer: it is asked for again while the device
    /// is proven to be accused.
    Show {
        /// The epoch.
        epoch: Epoch,
        /// Which report is accused.
        report: ReportId,
        /// The parts, in order.
        challenges: Vec<Challenge>,
    },
    /// Tell the network where the evidence is: [`Reporter::offered`] or [`Reporter::not_offered`].
    Offer(Epoch),
    /// Forget what is kept of an epoch. Needs no answer.
    Discard(Epoch),
}

/// What the network proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The rules' numbers.
    pub rules: Parameters,
    /// The device; `None` if nobody claimed it.
    pub device: Option<Device>,
    /// Those of the sheets that were asked for that there are.
    pub sheets: BTreeMap<Epoch, Sheet>,
    /// The draws of their epochs, where they were made.
    pub draws: BTreeMap<Epoch, Draw>,
}

/// What became of a report that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A peer took it. Not final.
    Taken,
    /// The network refused it.
    Refused(Rejection),
    /// No peer took it.
    NotSent,
}

#[derive(Debug, Default)]
struct Work {
    readings: Vec<Reading>,
    stage: Stage,
}

/// What the network wants to see.
#[derive(Debug)]
struct Accusation {
    report: ReportId,
    challenges: Vec<Challenge>,
}

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Measuring,
    Sealed {
        report: Box<SignedReport>,
        send_at: Timestamp,
        failures: u32,
    },
    /// Proven to be with the network, where it may still be accused.
    Reported { accused: Option<Box<Accusation>> },
    /// Nothing is left to do.
    Done,
}

impl Reporter {
    /// A reporter with what was kept from before.
    pub fn new(
        network: NetworkId,
        device: DeviceKey,
        recovered: BTreeMap<Epoch, Recovered>,
    ) -> Self {
        let epochs = recovered
            .into_iter()
            .map(|(epoch, recovered)| {
                let stage = match recovered.report {
                    Some(report) => Stage::sealed(report),
                    None => Stage::Measuring,
                };
                let readings = recovered.readings;
                (epoch, Work { readings, stage })
            })
            .collect();
        Self {
            network,
            device,
            rules: None,
            owned: None,
            epochs,
            ask_at: Timestamp(0),
            measure_at: Timestamp(0),
            waiting: false,
            offered: None,
            offer_at: Some(Timestamp(0)),
        }
    }

    /// What is to be done at `now`; to be asked again until there is nothing.
    pub fn next(&mut self, now: Timestamp) -> Option<Task> {
        if !self.waiting && now >= self.ask_at {
            self.waiting = true;
            return Some(Task::Prove {
                sheets: self.awaited_sheets(),
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
            let made = sheet.reports.iter().find(|report| {
                report.device == self.device && report.resource() == Resource::Sensing
            });
            if let (Some(work), Some(report)) = (self.epochs.get_mut(&epoch), made) {
                let draw = proven.draws.get(&epoch);
                let accused =
                    draw.and_then(|draw| Accusation::of(report, epoch, draw, &self.owned));
                work.stage = Stage::Reported {
                    accused: accused.map(Box::new),
                };
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
    pub fn measured(&mut self, epoch: Epoch, reading: Reading) {
        self.epochs.entry(epoch).or_default().readings.push(reading);
    }

    /// The sensor failed; it can be asked again at `then`.
    pub fn not_measured(&mut self, then: Timestamp) {
        self.measure_at = then;
    }

    /// A report was signed and kept.
    pub fn sealed(&mut self, report: SignedReport) {
        let work = self.epochs.entry(report.report.epoch).or_default();
        work.stage = Stage::sealed(report);
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
            Sent::Refused(_) => work.stage = Stage::Done,
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

    fn awaited_sheets(&self) -> Vec<(Epoch, StateKey)> {
        let Some(device) = &self.owned else {
            return Vec::new();
        };
        self.epochs
            .iter()
            .filter(|(_, work)| matches!(work.stage, Stage::Sealed { .. } | Stage::Reported { .. }))
            .map(|(&epoch, _)| (epoch, StateKey::Sheet(device.owner, device.sheet(epoch))))
            .collect()
    }

    /// One reading for each slot; slots that were slept through stay empty.
    fn next_reading(&self, rules: &Parameters, epoch: Epoch, now: Timestamp) -> Option<Task> {
        let start = rules.start_of(epoch);
        let slot_of = |at: Timestamp| {
            at.0.saturating_sub(start.0)
                .checked_div(rules.reading_interval_ms)
        };
        let slot = slot_of(now)?;
        let possible = rules.epoch_ms.checked_div(rules.reading_interval_ms)?;
        if now < start || now < self.measure_at || slot >= possible {
            return None;
        }
        if let Some(work) = self.epochs.get(&epoch) {
            let taken = work
                .readings
                .last()
                .is_some_and(|last| slot_of(last.at) >= Some(slot));
            if taken || !matches!(work.stage, Stage::Measuring) {
                return None;
            }
        }
        Some(Task::Measure { epoch, at: now })
    }

    fn next_discard(&mut self, current: Epoch) -> Option<Task> {
        let (&oldest, _) = self.epochs.first_key_value()?;
        if oldest.0.saturating_add(KEPT_EPOCHS) >= current.0 {
            return None;
        }
        self.epochs.remove(&oldest);
        Some(Task::Discard(oldest))
    }

    fn next_seal(&mut self, rules: &Parameters, current: Epoch, now: Timestamp) -> Option<Task> {
        let claimed_at = self.owned.as_ref()?.claimed_at;
        for (&epoch, work) in self.epochs.range_mut(..current) {
            if !matches!(work.stage, Stage::Measuring) {
                continue;
            }
            let origin = Origin {
                network: self.network,
                device: self.device,
                epoch,
            };
            let sealed = report_of(&work.readings, claimed_at, &origin, rules)
                .filter(|_| now < rules.reports_close(epoch));
            if sealed.is_some() {
                return sealed;
            }
            // Nothing to report, or too late for it.
            work.stage = Stage::Done;
        }
        None
    }

    fn next_send(&mut self, rules: &Parameters, now: Timestamp) -> Option<Task> {
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
                work.stage = Stage::Done;
            } else if now >= rules.turn_to_report(epoch, owner).max(*send_at) {
                self.waiting = true;
                return Some(Task::Send(report.as_ref().clone()));
            }
        }
        None
    }

    /// The evidence of each epoch is offered once its report is on its way: a device without a report has
    /// nothing to show.
    fn next_offer(&mut self, rules: &Parameters, now: Timestamp) -> Option<Task> {
        let is_due = self.owned.is_some() && self.offer_at.is_some_and(|at| now >= at);
        let (&epoch, _) = self.epochs.iter().rev().find(|(_, work)| {
            matches!(work.stage, Stage::Sealed { .. } | Stage::Reported { .. })
        })?;
        let is_audited = now < rules.audits_close(rules.end_of(epoch.next()));
        if !is_due || !is_audited || self.offered >= Some(epoch) {
            return None;
        }
        self.offer_at = None;
        Some(Task::Offer(epoch))
    }

    fn next_show(&mut self, rules: &Parameters, now: Timestamp) -> Option<Task> {
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
                work.stage = Stage::Done;
            }
        }
        None
    }
}

impl Accusation {
    /// What must be shown next of a report; `None` if nothing must.
    fn of(
        report: &PendingReport,
        epoch: Epoch,
        draw: &Draw,
        device: &Option<Device>,
    ) -> Option<Self> {
        let answered = match report.case {
            Case::Accused => 0,
            Case::Answered(challenges) => usize::from(challenges),
            _ => return None,
        };
        let rule = report.claim.rule();
        let challenges = rule.challenges(report, epoch, &draw.randomness);
        Some(Self {
            report: ReportId {
                sheet: SheetId {
                    owner: report.owner,
                    page: device.as_ref()?.sheet(epoch).page,
                },
                device: report.device,
                resource: report.resource(),
            },
            challenges: challenges
                .into_iter()
                .skip(answered)
                .take(MAX_PROOFS)
                .collect(),
        })
    }
}

impl Stage {
    fn sealed(report: SignedReport) -> Self {
        Self::Sealed {
            report: Box::new(report),
            send_at: Timestamp(0),
            failures: 0,
        }
    }
}

/// The report of an epoch's readings since the device was claimed, with its evidence; `None` if there
/// are none.
fn report_of(
    readings: &[Reading],
    claimed_at: Timestamp,
    origin: &Origin,
    rules: &Parameters,
) -> Option<Task> {
    let start = rules.start_of(origin.epoch);
    let counted: Vec<readings::Reading> = readings
        .iter()
        .filter(|reading| reading.at >= claimed_at)
        .filter_map(|reading| reading.since(start))
        .collect();
    let claim = readings::claim_of(&counted)?;
    let evidence = readings::leaves_of(&counted, origin).concat();
    let report = Report {
        network: origin.network,
        device: origin.device,
        epoch: origin.epoch,
        claim: Claim::Sensing(claim),
        evidence: EvidenceRoot::of(&evidence)?,
    };
    Some(Task::Seal { report, evidence })
}

fn after(now: Timestamp, pause_ms: u64) -> Timestamp {
    Timestamp(now.0.saturating_add(pause_ms))
}

#[cfg(test)]
mod tests;
