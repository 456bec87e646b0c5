//! Settles an epoch in one go, in memory: what the blocks of a settlement must come to together.

use crate::town::Town;
use outpost_protocol::{
    AccountAddress, Amount, Epoch,
    economy::{EpochSummary, Market, price},
    execute::{schedule, scheduled_by},
    genesis::Parameters,
    report::Resource,
    resources::{EpochContext, judge, screen},
    rewards::{apportion, multipliers},
    state::{Draw, PendingReport, SHEETS_PER_PAGE, StateKey, Supply},
    statement::{Loss, StatementId, StatementLine},
    tally::{Subject, Tallies, Tally, TallyId},
};
use std::collections::BTreeMap;

/// The lines of every statement of an epoch, and what it paid.
pub(crate) struct Outcome {
    pub(crate) statements: BTreeMap<(AccountAddress, StatementId), Vec<StatementLine>>,
    pub(crate) summary: EpochSummary,
}

/// Settles an epoch that the state is about to settle.
pub(crate) fn settle(town: &Town, epoch: Epoch) -> Outcome {
    let world = &town.world;
    let parameters: Parameters = world.get(StateKey::Parameters).unwrap();
    let draw: Draw = world.get(StateKey::Draw(epoch)).unwrap();
    let earlier: Option<Draw> = scheduled_by(epoch).and_then(|it| world.get(StateKey::Draw(it)));
    let context = EpochContext {
        network: world.network(),
        epoch,
        parameters: &parameters,
        schedule: schedule(world.network(), epoch, earlier.as_ref()),
        work: earlier.map(|draw| draw.work).unwrap_or_default(),
        draw: draw.randomness,
    };
    let pages = town.sheets(epoch);
    let reports = || pages.iter().flatten().flat_map(|(_, sheet)| &sheet.reports);
    let tallies = gather(town, reports(), &context);
    let mut summary = EpochSummary::begin(draw.randomness);
    let mut drawers: BTreeMap<u8, Vec<_>> = BTreeMap::new();
    for page in &pages {
        for (id, sheet) in page {
            let page = id.page;
            let drawer = StateKey::Account(id.owner).path()[0];
            let mut lines: Vec<_> = sheet
                .reports
                .iter()
                .map(|report| line(report, &tallies, &context))
                .collect();
            lines.sort_by_key(|line| (line.device, line.resource));
            let sheet = ((id.owner, StatementId { epoch, page }), lines);
            drawers.entry(drawer).or_default().push(sheet);
        }
    }
    let mut judged: Vec<_> = drawers.into_values().collect();
    // A drawer has one page then.
    assert!(
        judged
            .iter()
            .all(|sheets| sheets.len() <= SHEETS_PER_PAGE as usize)
    );
    for line in judged.iter().flatten().flat_map(|(_, lines)| lines) {
        let total = &mut summary.resources[line.resource.index()];
        total.reports += 1;
        total.paid_reports += u32::from(line.accepted > 0);
        total.accepted += line.accepted;
        total.weight += line.weight();
    }
    let mut market: Market = world.get(StateKey::Market).unwrap();
    let mut supply: Supply = world.supply();
    price(&parameters, epoch, &mut summary, &mut market, &mut supply).unwrap();
    for resource in Resource::ALL {
        pay(resource, &mut judged, &mut summary);
    }
    Outcome {
        statements: judged.into_iter().flatten().collect(),
        summary,
    }
}

fn gather<'a>(
    town: &Town,
    reports: impl Iterator<Item = &'a PendingReport>,
    context: &EpochContext<'_>,
) -> BTreeMap<TallyId, Tally> {
    let mut tallies = BTreeMap::new();
    for report in reports {
        if screen(report, context).accepted() == 0 {
            continue;
        }
        let rule = report.claim.rule();
        let resource = report.resource();
        let mut open = |subject, change: &dyn Fn(&mut Tally)| {
            let id = TallyId { resource, subject };
            let tally = tallies.entry(id).or_insert_with(|| {
                Tally::begin(context.epoch, town.world.get(StateKey::Tally(id)))
            });
            change(tally);
        };
        if let Some(cell) = rule.home(report) {
            open(Subject::Cell(cell), &Tally::count_contributor);
        }
        for (subject, sample) in rule.samples(report, context) {
            open(subject, &|tally| tally.take(sample, &context.draw));
        }
    }
    tallies
}

fn line(
    report: &PendingReport,
    tallies: &BTreeMap<TallyId, Tally>,
    context: &EpochContext<'_>,
) -> StatementLine {
    let rule = report.claim.rule();
    let resource = report.resource();
    let find = |subject| tallies.get(&TallyId { resource, subject });
    let compared = rule
        .subjects(report, context)
        .into_iter()
        .filter_map(|subject| Some((subject, find(subject)?.clone())));
    let verdict = judge(report, &Tallies(compared.collect()), context);
    let home = rule.home(report).and_then(|cell| find(Subject::Cell(cell)));
    let losses = verdict.losses().iter().map(|&(reason, units)| Loss {
        reason,
        units,
        amount: Amount::ZERO,
    });
    StatementLine {
        device: report.device,
        resource,
        cell: report.cell,
        possible: verdict.possible(),
        claimed: verdict.claimed(),
        accepted: verdict.accepted(),
        losses: losses.collect(),
        multipliers: multipliers(home, context),
        reward: Amount::ZERO,
    }
}

type Judged = Vec<Vec<((AccountAddress, StatementId), Vec<StatementLine>)>>;

/// Splits a resource's budget between pages, and a page's part between lines.
fn pay(resource: Resource, judged: &mut Judged, summary: &mut EpochSummary) {
    let total = &mut summary.resources[resource.index()];
    let weigh = |lines: &mut dyn Iterator<Item = &StatementLine>| -> Vec<u64> {
        lines
            .filter(|line| line.resource == resource)
            .map(StatementLine::weight)
            .collect()
    };
    let pages: Vec<u64> = judged
        .iter()
        .map(|page| {
            weigh(&mut page.iter().flat_map(|(_, lines)| lines))
                .iter()
                .sum()
        })
        .collect();
    for (page, budget) in judged
        .iter_mut()
        .zip(apportion(total.budget, &pages).unwrap())
    {
        let weights = weigh(&mut page.iter().flat_map(|(_, lines)| lines));
        let lines = page.iter_mut().flat_map(|(_, lines)| lines);
        let lines = lines.filter(|line| line.resource == resource);
        for (line, share) in lines.zip(apportion(budget, &weights).unwrap()) {
            line.reward = share;
            total.paid = total.paid.checked_add(share).unwrap();
            for loss in &mut line.losses {
                loss.amount = total.worth(loss.units, line.multipliers.product());
            }
        }
    }
}
