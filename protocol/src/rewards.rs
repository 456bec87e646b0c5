//! Turns an epoch's reports into rewards.
//!
//! # The rule
//! 1. Each report is judged by the rule of its resource ([`verdict`](crate::verdict)): so many units
//!    are accepted.
//! 2. Each cell has a scale, in thousandths: [`FULL_SCALE`] while at most `cell_capacity` devices
//!    contributed there in this epoch, `cell_capacity * 1000 / n` when there were `n`, but at least 1.
//!    So a crowd shares what the capacity would be paid, and nobody can crowd others out to nothing.
//! 3. A line's weight is `accepted * scale`.
//! 4. The epoch's budget is its [`emission`], as far as the cap on all emission allows. It is
//!    split in proportion to the weights, to the last base unit ([`apportion`]).
//! 5. Where no line has any weight, nothing is paid: what an epoch does not emit is never made up for.

mod apportion;
mod emission;

pub use apportion::apportion;
pub use emission::{budget, emission};

use crate::{
    AccountAddress, Amount, CellId, Epoch,
    genesis::Parameters,
    state::PendingReport,
    statement::StatementLine,
    verdict::{Verdict, judge},
};
use std::collections::BTreeMap;

/// The scale of a cell that is not crowded.
pub const FULL_SCALE: u32 = 1_000;

/// Splits `budget` among the reports of `epoch`: each owner's lines, ordered by device and resource.
/// The rewards sum to the budget, or to nothing. `None` when a number exceeds what the bounds on the
/// parameters and on the number of reports rule out.
pub fn reward(
    mut reports: Vec<PendingReport>,
    epoch: Epoch,
    parameters: &Parameters,
    budget: Amount,
) -> Option<BTreeMap<AccountAddress, Vec<StatementLine>>> {
    reports.sort_by_key(|report| (report.device, report.claim.resource()));
    let judged: Vec<(PendingReport, Verdict)> = reports
        .into_iter()
        .map(|report| {
            let verdict = judge(&report, epoch, parameters);
            (report, verdict)
        })
        .collect();
    let contributors = count_contributors(&judged);

    let mut weights = Vec::with_capacity(judged.len());
    let mut lines = Vec::with_capacity(judged.len());
    for (report, verdict) in judged {
        let crowd = report.cell.and_then(|cell| contributors.get(&cell));
        let scale = cell_scale(crowd.copied().unwrap_or(0), parameters.cell_capacity);
        weights.push(verdict.accepted().checked_mul(u64::from(scale))?);
        lines.push((report, verdict, scale));
    }

    let shares = apportion(budget, &weights)?;
    let mut by_owner = BTreeMap::<_, Vec<_>>::new();
    for ((report, verdict, cell_scale), reward) in lines.into_iter().zip(shares) {
        by_owner
            .entry(report.owner)
            .or_default()
            .push(StatementLine {
                device: report.device,
                resource: report.claim.resource(),
                cell: report.cell,
                possible: verdict.possible(),
                claimed: verdict.claimed(),
                accepted: verdict.accepted(),
                losses: verdict.losses().to_vec(),
                cell_scale,
                reward,
            });
    }
    Some(by_owner)
}

/// What a cell with so many contributing devices pays for a unit, in thousandths.
pub fn cell_scale(devices: u32, capacity: u32) -> u32 {
    if devices <= capacity {
        return FULL_SCALE;
    }
    let shared = u64::from(capacity) * u64::from(FULL_SCALE);
    shared
        .checked_div(u64::from(devices))
        .and_then(|scale| u32::try_from(scale).ok())
        .map_or(1, |scale| scale.max(1))
}

/// How many devices contributed in each cell; those of which nothing was accepted crowd nobody.
fn count_contributors(judged: &[(PendingReport, Verdict)]) -> BTreeMap<CellId, u32> {
    let mut contributors = BTreeMap::<_, u32>::new();
    for (report, verdict) in judged {
        if let (Some(cell), 1..) = (report.cell, verdict.accepted()) {
            let count = contributors.entry(cell).or_default();
            *count = count.saturating_add(1);
        }
    }
    contributors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_pays_in_full_up_to_its_capacity_and_its_share_beyond() {
        let scales = [0, 1, 2, 3, 4, 2_000, 2_001, u32::MAX].map(|n| cell_scale(n, 2));
        assert_eq!(scales, [1_000, 1_000, 1_000, 666, 500, 1, 1, 1]);
    }
}
