//! Puts judged sheets into drawers, by where their accounts lie, and keeps the open pages at hand.

use super::{Desk, Settling};
use crate::{
    execute::{ExecuteError, Execution},
    report::Resource,
    state::{JudgedPage, JudgedSheet, Payroll, ReadState, SheetGroup, StateKey},
    statement::StatementLine,
};
use std::collections::{BTreeMap, btree_map::Entry};

/// The drawers as far as a block has opened them.
pub(super) struct Drawers {
    payroll: Payroll,
    pages: BTreeMap<u32, JudgedPage>,
    groups: BTreeMap<u32, SheetGroup>,
}

impl<S: ReadState> Execution<'_, S> {
    /// Puts a judged sheet into its account's drawer.
    pub(super) fn take_judged(
        &self,
        settling: &Settling,
        desk: &mut Desk,
        sheet: JudgedSheet,
    ) -> Result<(), ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        let drawers = match &mut desk.drawers {
            Some(drawers) => drawers,
            closed => closed.insert(Drawers {
                payroll: self
                    .state
                    .get(&StateKey::Payroll(epoch))?
                    .unwrap_or_default(),
                pages: BTreeMap::new(),
                groups: BTreeMap::new(),
            }),
        };
        let number = drawers
            .payroll
            .add_sheet(sheet.id.owner)
            .ok_or(ExecuteError::OutOfBounds("an epoch's sheets"))?;
        let page = match drawers.pages.entry(number) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let page = self.state.get(&StateKey::JudgedPage(epoch, number))?;
                entry.insert(page.unwrap_or_default())
            }
        };
        let group = match drawers.groups.entry(SheetGroup::number_of(number)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let group = self.state.get(&StateKey::SheetGroup(epoch, *entry.key()))?;
                entry.insert(group.unwrap_or_default())
            }
        };
        for line in &sheet.lines {
            for weights in [&mut page.weights, &mut group.weights] {
                add_weight(weights, line).ok_or(ExecuteError::OutOfBounds("an epoch's weight"))?;
            }
        }
        page.sheets.push(sheet);
        Ok(())
    }

    /// Writes what was put into drawers.
    pub(super) fn file_judged(
        &mut self,
        settling: &Settling,
        desk: &mut Desk,
    ) -> Result<(), ExecuteError<S::Error>> {
        let epoch = settling.epoch;
        let Some(drawers) = desk.drawers.take() else {
            return Ok(());
        };
        for (number, page) in &drawers.pages {
            self.state.put(&StateKey::JudgedPage(epoch, *number), page);
        }
        for (number, group) in &drawers.groups {
            self.state.put(&StateKey::SheetGroup(epoch, *number), group);
        }
        self.state.put(&StateKey::Payroll(epoch), &drawers.payroll);
        Ok(())
    }
}

fn add_weight(weights: &mut [u64; Resource::COUNT], line: &StatementLine) -> Option<()> {
    let sum = weights.get_mut(line.resource.index())?;
    *sum = sum.checked_add(line.weight())?;
    Some(())
}
