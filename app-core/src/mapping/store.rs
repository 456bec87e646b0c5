//! Keeps tracks in the data folder, a file for each, on the disk before it says so.

use super::track::{Track, Unkept};
use crate::{
    app::Core,
    blocking::blocking,
    clock,
    errors::{Explain, ForApp},
    files::{FileError, JsonFile},
    map,
};
use outpost_app_api::{
    AppError, ErrorCode, ForgetTrack, GetTracks, ImportTrack, TrackView, TracksView,
};
use outpost_device_drivers::receivers::recorded::{RecordedTrack, TrackFileError};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Longest name that is kept, in characters.
const MAX_NAME_CHARS: usize = 80;

/// The tracks of this person.
#[derive(Debug)]
pub(crate) struct Tracks {
    folder: PathBuf,
    kept: Mutex<BTreeMap<u64, Kept>>,
}

/// A track as it is on the disk.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Kept {
    name: String,
    kept_ms: u64,
    track: Track,
}

/// The tracks that are kept.
pub(crate) async fn tracks(core: &Core, _: GetTracks) -> Result<TracksView, AppError> {
    Ok(core.tracks.view())
}

/// Takes a file over.
pub(crate) async fn import(core: &Core, call: ImportTrack) -> Result<TracksView, AppError> {
    // A large file takes a while to read, and others wait for this thread.
    let reading = blocking(move || {
        let recorded = RecordedTrack::read(&call.text).for_app()?;
        let track = Track::of(&recorded).for_app()?;
        Ok::<_, AppError>(Kept {
            name: call.name.chars().take(MAX_NAME_CHARS).collect(),
            kept_ms: clock::now_ms(),
            track,
        })
    });
    let kept = reading.await?;
    core.tracks.add(kept).for_app()?;
    Ok(core.tracks.view())
}

/// Forgets a track; one that is forgotten already needs no forgetting.
pub(crate) async fn forget(core: &Core, call: ForgetTrack) -> Result<TracksView, AppError> {
    core.tracks.remove(call.id).for_app()?;
    Ok(core.tracks.view())
}

impl Tracks {
    /// Opens the folder; made if it is not there.
    pub(crate) fn open(folder: PathBuf) -> Result<Self, FileError> {
        let failed = |source| FileError::Io {
            path: folder.clone(),
            source,
        };
        fs::create_dir_all(&folder).map_err(failed)?;
        let mut kept = BTreeMap::new();
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let is_track = path.extension().is_some_and(|it| it == "json");
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            let id = stem.and_then(|stem| stem.parse().ok());
            if let Some(id) = id.filter(|_| is_track)
                && let Some(track) = JsonFile::at(path).read_or_set_aside()?
            {
                kept.insert(id, track);
            }
        }
        let kept = Mutex::new(kept);
        Ok(Self { folder, kept })
    }

    /// The track of this number.
    pub(super) fn get(&self, id: u64) -> Option<Track> {
        self.kept().get(&id).map(|kept| kept.track.clone())
    }

    fn add(&self, track: Kept) -> Result<(), FileError> {
        let mut kept = self.kept();
        let id = kept
            .last_key_value()
            .map_or(1, |(last, _)| last.saturating_add(1));
        self.file(id).write(&track)?;
        kept.insert(id, track);
        Ok(())
    }

    fn remove(&self, id: u64) -> Result<(), FileError> {
        let mut kept = self.kept();
        self.file(id).remove()?;
        kept.remove(&id);
        Ok(())
    }

    fn view(&self) -> TracksView {
        let view = |(id, kept): (&u64, &Kept)| TrackView {
            id: *id,
            name: kept.name.clone(),
            lines: kept.track.lines(),
            metres: kept.track.metres(),
            cells: kept
                .track
                .cells()
                .into_iter()
                .filter_map(map::cell_view)
                .collect(),
            kept_ms: kept.kept_ms,
        };
        TracksView {
            tracks: self.kept().iter().rev().map(view).collect(),
        }
    }

    fn file(&self, id: u64) -> JsonFile {
        JsonFile::at(self.folder.join(format!("{id}.json")))
    }

    fn kept(&self) -> MutexGuard<'_, BTreeMap<u64, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Explain for Unkept {
    fn explain(self) -> AppError {
        AppError::new(match self {
            Self::TooLarge => ErrorCode::TrackTooLarge,
            Self::Nowhere => ErrorCode::TrackUnreadable,
        })
    }
}

impl Explain for TrackFileError {
    fn explain(self) -> AppError {
        AppError::new(match self {
            Self::TooLarge { .. } | Self::TooManyPoints => ErrorCode::TrackTooLarge,
            Self::UnknownFormat | Self::Damaged | Self::NotOnEarth | Self::NoTrack => {
                ErrorCode::TrackUnreadable
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::track::MOST_POINTS, *};

    const WALK: &str = r#"{"type":"LineString","coordinates":[[13.405,52.52],[13.406,52.521]]}"#;

    fn kept(name: &str) -> Kept {
        Kept {
            name: name.to_owned(),
            kept_ms: 1,
            track: Track::of(&RecordedTrack::read(WALK).unwrap()).unwrap(),
        }
    }

    #[test]
    fn the_longest_track_outlives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let tracks = Tracks::open(folder.path().to_owned()).unwrap();
        // The longest numbers that a point can have.
        let line = vec![(-899_999_999, -1_799_999_999); MOST_POINTS];
        let longest = Kept {
            name: "long".to_owned(),
            kept_ms: u64::MAX,
            track: serde_json::from_value(serde_json::json!({ "lines": [line] })).unwrap(),
        };
        tracks.add(longest.clone()).unwrap();
        let again = Tracks::open(folder.path().to_owned()).unwrap();
        assert_eq!(again.get(1), Some(longest.track));
    }

    #[test]
    fn tracks_outlive_a_restart_and_a_damaged_one_does_not_take_others_along() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tracks");
        let tracks = Tracks::open(path.clone()).unwrap();
        for name in ["one", "two", "three"] {
            tracks.add(kept(name)).unwrap();
        }
        tracks.remove(2).unwrap();
        fs::write(path.join("3.json"), b"{half").unwrap();
        let again = Tracks::open(path).unwrap();
        let names: Vec<String> = again.view().tracks.into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["one"]);
        again.add(kept("four")).unwrap();
        assert_eq!(again.view().tracks.len(), 2);
    }
}
