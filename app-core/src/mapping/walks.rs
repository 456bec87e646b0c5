//! Keeps walks in a folder, a file of lines for each: each line is on the disk before it counts, so that a
//! kill loses none. What was around on the way is in memory only while the walk goes on.

use super::walk::{Line, Walk};
use crate::{
    files::{FileError, JsonFile},
    line_file::LineFile,
};
use outpost_app_api::ReceiverChoice;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A walk that has so many bytes takes no more points: about two days of one each second. Its end still fits.
const MOST_BYTES: u64 = 32 << 20;

/// All walks.
#[derive(Debug)]
pub(super) struct Walks {
    folder: PathBuf,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    walks: BTreeMap<u64, Walk>,
    /// The highest number that a file has, or had since the app started.
    last: u64,
    /// The walk that goes on, or was cut off.
    open: Option<(u64, LineFile)>,
}

impl Walks {
    /// Opens the folder; made if it is not there.
    pub(super) fn open(folder: PathBuf) -> Result<Self, FileError> {
        let failed = |source| FileError::Io {
            path: folder.clone(),
            source,
        };
        fs::create_dir_all(&folder).map_err(failed)?;
        let mut kept = Kept::default();
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let Some(id) = id_of(&path) else { continue };
            kept.last = kept.last.max(id);
            let (file, lines) = match LineFile::open(path) {
                Err(FileError::Damaged { path }) => {
                    tracing::warn!(path = %path.display(), "a walk cannot be read, and stays where it is");
                    continue;
                }
                opened => opened?,
            };
            // A kill before its first line leaves nothing of it.
            let Some(walk) = Walk::of(lines) else {
                continue;
            };
            let is_newest = kept.open.as_ref().is_none_or(|(open, _)| *open < id);
            if walk.ended_ms.is_none() && is_newest {
                // What was seen on one that was cut off before is read again with the others'.
                if let Some((before, _)) = kept.open.replace((id, file)) {
                    kept.leave_out_seen(before);
                }
                kept.walks.insert(id, walk);
            } else {
                kept.walks.insert(id, walk.without_seen());
            }
        }
        let kept = Mutex::new(kept);
        Ok(Self { folder, kept })
    }

    /// Begins a walk, or goes on with the one that was not ended.
    pub(super) fn begin(&self, at_ms: u64, receiver: ReceiverChoice) -> Result<u64, FileError> {
        let mut kept = self.kept();
        let kept = &mut *kept;
        let line = Line::Begun { at_ms, receiver };
        if let Some(id) = kept.open.as_ref().map(|(id, _)| *id) {
            kept.append(line)?;
            return Ok(id);
        }
        let id = kept.last.saturating_add(1);
        let (mut file, _) = LineFile::open::<Line>(self.path(id))?;
        file.append(&line)?;
        kept.walks
            .extend(Walk::of(vec![line]).map(|walk| (id, walk)));
        (kept.open, kept.last) = (Some((id, file)), id);
        Ok(id)
    }

    /// Adds to the walk that goes on, if there is one. Whether it takes more.
    pub(super) fn append(&self, line: Line) -> Result<bool, FileError> {
        let mut kept = self.kept();
        let is_full = |(_, file): &(u64, LineFile)| file.length() >= MOST_BYTES;
        if kept.open.as_ref().is_some_and(is_full) {
            return Ok(false);
        }
        kept.append(line)?;
        Ok(true)
    }

    /// Ends the walk that goes on.
    pub(super) fn end(&self, at_ms: u64) -> Result<(), FileError> {
        let mut kept = self.kept();
        kept.append(Line::Ended { at_ms })?;
        if let Some((id, _)) = kept.open.take() {
            kept.leave_out_seen(id);
        }
        Ok(())
    }

    /// Deletes a walk.
    pub(super) fn remove(&self, id: u64) -> Result<(), FileError> {
        let mut kept = self.kept();
        JsonFile::at(self.path(id)).remove()?;
        kept.walks.remove(&id);
        kept.open.take_if(|(open, _)| *open == id);
        Ok(())
    }

    /// The number of the walk that is not ended.
    pub(super) fn open_id(&self) -> Option<u64> {
        self.kept().open.as_ref().map(|(id, _)| *id)
    }

    /// What `look` makes of a walk.
    pub(super) fn with<T>(&self, id: u64, look: impl FnOnce(&Walk) -> T) -> Option<T> {
        self.kept().walks.get(&id).map(look)
    }

    /// A walk with all that was around, from its file unless it goes on; `None` if there is none. Waits for the disk.
    pub(super) fn whole(&self, id: u64) -> Result<Option<Walk>, FileError> {
        {
            let kept = self.kept();
            let is_open = kept.open.as_ref().is_some_and(|(open, _)| *open == id);
            let known = kept.walks.get(&id);
            if is_open || known.is_none() {
                return Ok(known.cloned());
            }
        }
        match LineFile::read(&self.path(id)) {
            Ok(lines) => Ok(Walk::of(lines)),
            // It was deleted meanwhile.
            Err(_) if !self.kept().walks.contains_key(&id) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What `look` makes of each walk, the oldest first.
    pub(super) fn each<T>(&self, mut look: impl FnMut(u64, &Walk) -> T) -> Vec<T> {
        let kept = self.kept();
        kept.walks
            .iter()
            .map(|(id, walk)| look(*id, walk))
            .collect()
    }

    fn path(&self, id: u64) -> PathBuf {
        self.folder.join(format!("{id}.jsonl"))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn leave_out_seen(&mut self, id: u64) {
        if let Some(walk) = self.walks.remove(&id) {
            self.walks.insert(id, walk.without_seen());
        }
    }

    fn append(&mut self, line: Line) -> Result<(), FileError> {
        if let Some((id, file)) = &mut self.open {
            file.append(&line)?;
            if let Some(walk) = self.walks.get_mut(id) {
                walk.take(line);
            }
        }
        Ok(())
    }
}

fn id_of(path: &Path) -> Option<u64> {
    path.extension().filter(|it| *it == "jsonl")?;
    path.file_stem()?.to_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{super::walk::Point, *};

    fn point(number: u64) -> Line {
        Line::Fix(Point {
            at_ms: number * 1_000,
            north_e7: 525_200_000 + number as i32 * 1_000,
            east_e7: 134_050_000,
            accuracy_cm: 300,
        })
    }

    #[test]
    fn a_walk_that_is_cut_off_at_any_byte_goes_on_with_all_whole_points() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        let walks = Walks::open(path.clone()).unwrap();
        let id = walks.begin(0, ReceiverChoice::Phone).unwrap();
        for number in 1..=3 {
            walks.append(point(number)).unwrap();
        }
        let whole = fs::read(path.join("1.jsonl")).unwrap();
        let begun = whole.iter().position(|byte| *byte == b'\n').unwrap();
        for cut in begun + 1..whole.len() {
            fs::write(path.join("1.jsonl"), &whole[..cut]).unwrap();
            let ends = whole[..cut].iter().filter(|byte| **byte == b'\n').count();
            let again = Walks::open(path.clone()).unwrap();
            assert_eq!(again.with(id, Walk::points), Some(ends - 1), "cut at {cut}");
            assert_eq!(again.begin(9, ReceiverChoice::Phone).unwrap(), id);
            again.append(point(9)).unwrap();
            assert_eq!(again.with(id, Walk::points), Some(ends));
        }
    }

    #[test]
    fn what_was_around_on_a_walk_that_ended_is_read_back_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let walks = Walks::open(folder.path().to_owned()).unwrap();
        let id = walks.begin(0, ReceiverChoice::Phone).unwrap();
        walks.append(point(1)).unwrap();
        let (at_ms, names) = (1_000, vec![hex::encode("access point")]);
        walks.append(Line::Seen { at_ms, names }).unwrap();
        let whole = walks.whole(id).unwrap();
        assert_eq!(walks.with(id, Walk::clone), whole, "it goes on");

        walks.end(2_000).unwrap();
        let mut ended = whole.unwrap();
        ended.take(Line::Ended { at_ms: 2_000 });
        let again = Walks::open(folder.path().to_owned()).unwrap();
        for walks in [&walks, &again] {
            let kept = walks.with(id, Walk::clone).unwrap();
            assert_eq!(kept, ended.clone().without_seen());
            assert_ne!(kept, ended);
            assert_eq!(walks.whole(id).unwrap().as_ref(), Some(&ended));
        }
        again.remove(id).unwrap();
        assert_eq!(again.whole(id).unwrap(), None);
    }

    #[test]
    fn a_walk_that_ended_takes_nothing_more_and_the_next_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Walks::open(folder.path().to_owned()).unwrap();
        let walks = open();
        let first = walks.begin(0, ReceiverChoice::Phone).unwrap();
        walks.append(point(1)).unwrap();
        walks.end(2_000).unwrap();
        walks.append(point(3)).unwrap();
        let walks = open();
        assert_eq!(walks.open_id(), None);
        assert_eq!(walks.with(first, Walk::points), Some(1));
        let second = walks.begin(4_000, ReceiverChoice::Phone).unwrap();
        assert_ne!(first, second);
        walks.remove(first).unwrap();
        assert_eq!(open().each(|id, _| id), [second]);
    }
}
