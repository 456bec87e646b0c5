//! Reads the statements that a question is about from the light node, some thousands at a time.

use super::{ledger::Proven, lines::Selection};
use crate::errors::ForApp;
use outpost_app_api::AppError;
use outpost_light_client::{LightNode, VerifiedStatement};
use outpost_protocol::Epoch;
use std::ops::{Range, RangeInclusive};

/// Statements that are read at once.
const BATCH: u64 = 2_000;

/// Looks at each statement of these epochs that may have lines that count, oldest epoch first.
pub(super) async fn each(
    light: &LightNode,
    proven: &Proven,
    selection: Selection,
    epochs: Range<Epoch>,
    mut look: impl FnMut(&VerifiedStatement),
) -> Result<(), AppError> {
    let Some(account) = &proven.account else {
        return Ok(());
    };
    // A device's lines stand on few of the account's pages.
    let pages: Vec<Option<u32>> = match selection.device {
        None => vec![None],
        Some(device) => {
            let sum = proven.book.devices.get(&device);
            let pages = sum.into_iter().flat_map(|sum| &sum.pages);
            pages.copied().map(Some).collect()
        }
    };
    for batch in batches(proven, selection, epochs) {
        let mut statements = Vec::new();
        for page in &pages {
            let of_page = light.statements_of(account.address, batch.clone(), *page);
            statements.extend(of_page.await.for_app()?);
        }
        statements.sort_by_key(|verified| verified.statement.id);
        statements.iter().for_each(&mut look);
    }
    Ok(())
}

/// Cuts epochs into stretches that have about [`BATCH`] statements each.
fn batches(
    proven: &Proven,
    selection: Selection,
    epochs: Range<Epoch>,
) -> Vec<RangeInclusive<Epoch>> {
    let mut batches = Vec::new();
    let mut batch: Option<(Epoch, Epoch, u64)> = None;
    for (epoch, sum) in proven.book.sums.epochs.range(epochs) {
        let statements = match selection.device {
            Some(_) => 1,
            None => u64::from(sum.statements),
        };
        batch = match batch {
            Some((first, last, so_far)) if so_far >= BATCH => {
                batches.push(first..=last);
                Some((*epoch, *epoch, statements))
            }
            Some((first, _, so_far)) => Some((first, *epoch, so_far + statements)),
            None => Some((*epoch, *epoch, statements)),
        };
    }
    batches.extend(batch.map(|(first, last, _)| first..=last));
    batches
}
