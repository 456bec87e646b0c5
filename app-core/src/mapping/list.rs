//! Shows the walks that were recorded, and how far each is handed in; exports and deletes them.

use super::{
    device, gpx,
    queue::{Part, PartStage, Progress},
    sender,
    walk::Walk,
};
use crate::{app::Core, draft::Draft, errors::ForApp, map};
use outpost_app_api::{
    AppError, ErrorCode, ExportWalk, ForgetWalk, GetWalks, MappingView, Money, TrackView,
    UnsentView, WalkStage, WalkView, WalksView,
};
use outpost_protocol::{Epoch, genesis::Parameters};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
};

/// What a walk's progress follows from, beside the walk itself.
struct Known {
    rules: Option<Parameters>,
    parts: BTreeMap<u64, Part>,
    /// The walk that is not ended.
    open: Option<u64>,
}

/// The walks and the device.
pub(crate) async fn walks(core: &Core, _: GetWalks) -> Result<WalksView, AppError> {
    let device = device::view(core).await?;
    let known = Known::of(core);
    let found = core
        .mapping
        .walks
        .each(|id, walk| (known.view(id, walk), known.epochs(walk)));
    let mut walks = Vec::new();
    for (mut walk, epochs) in found.into_iter().rev() {
        for epoch in epochs {
            let part = known.parts.get(&epoch.0);
            if part.is_some_and(|part| part.stage == PartStage::Claimed) {
                let paid = sender::paid(core, epoch).await.ok().flatten();
                walk.paid = Money(walk.paid.0.saturating_add(paid.map_or(0, |paid| paid.0)));
            }
        }
        walks.push(walk);
    }
    Ok(WalksView { device, walks })
}

/// Writes a walk to the person's folder for downloads.
pub(crate) async fn export(core: &Core, call: ExportWalk) -> Result<String, AppError> {
    let found = core
        .mapping
        .walks
        .with(call.id, |walk| (gpx::write(walk), gpx::date(walk.began_ms)));
    let (text, date) = found.ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))?;
    let name = format!("outpost-walk-{date}-{}", call.id);
    let draft = Draft::begin(&core.exports, &name, "gpx").for_app()?;
    let written = (&draft.file).write_all(text.as_bytes());
    draft.checked(written).for_app()?;
    let path = draft.keep().for_app()?;
    Ok(path.display().to_string())
}

/// Deletes a walk.
pub(crate) async fn forget(core: &Core, call: ForgetWalk) -> Result<WalksView, AppError> {
    let kept = &core.mapping.walks;
    let known = Known::of(core);
    if known.open == Some(call.id) {
        return Err(AppError::new(ErrorCode::StepOutOfOrder));
    }
    let progress = kept.with(call.id, |walk| known.progress(call.id, walk));
    if progress.is_some_and(|it| it.stage.is_unsent()) && !call.unsent_too {
        return Err(AppError::new(ErrorCode::WorkUnsent).with("walks", 1));
    }
    kept.remove(call.id).for_app()?;
    core.publisher.changed();
    walks(core, GetWalks {}).await
}

/// Refuses what would leave walks behind that are not handed in, unless that is wanted.
pub(crate) fn expect_nothing_unsent(core: &Core, unsent_too: bool) -> Result<(), AppError> {
    match unsent(core).walks {
        walks if walks > 0 && !unsent_too => {
            Err(AppError::new(ErrorCode::WorkUnsent).with("walks", walks))
        }
        _ => Ok(()),
    }
}

/// What is drawn without asking.
pub(crate) fn current(core: &Core) -> MappingView {
    MappingView {
        recording: core.mapping.recording(),
        unsent: unsent(core),
    }
}

fn unsent(core: &Core) -> UnsentView {
    let known = Known::of(core);
    let progress = |id, walk: &Walk| known.progress(id, walk);
    let all = core.mapping.walks.each(progress).into_iter();
    all.filter(|walk| walk.stage.is_unsent())
        .fold(UnsentView::default(), |sum, walk| UnsentView {
            walks: sum.walks.saturating_add(1),
            done: sum.done.saturating_add(walk.done),
            of: sum.of.saturating_add(walk.of),
        })
}

impl Known {
    fn of(core: &Core) -> Self {
        Self {
            rules: core.ledger.parameters(),
            parts: core.mapping.queue.parts(),
            open: core.mapping.walks.open_id(),
        }
    }

    /// Until the rules are proven nobody knows which epochs a walk is in.
    fn epochs(&self, walk: &Walk) -> BTreeSet<Epoch> {
        let rules = self.rules.as_ref();
        rules.map(|rules| walk.epochs(rules)).unwrap_or_default()
    }

    fn progress(&self, id: u64, walk: &Walk) -> Progress {
        let is_open = self.open == Some(id);
        let progress = Progress::of(self.epochs(walk), &self.parts, is_open);
        match progress.stage {
            // It may count, for all that is known.
            WalkStage::Nothing if self.rules.is_none() && walk.points() > 0 => Progress {
                stage: WalkStage::Waiting,
                ..progress
            },
            _ => progress,
        }
    }

    fn view(&self, id: u64, walk: &Walk) -> WalkView {
        let progress = self.progress(id, walk);
        let track = walk.track();
        let cells = track.cells();
        WalkView {
            track: TrackView {
                id,
                name: String::new(),
                lines: track.lines(),
                metres: walk.metres(),
                cells: cells.into_iter().filter_map(map::cell_view).collect(),
                kept_ms: walk.began_ms,
            },
            ended_ms: walk.ended_ms,
            stage: progress.stage,
            done: progress.done,
            of: progress.of,
            claimed_cells: progress.cells,
            paid: Money(0),
        }
    }
}
