//! Writes a file for the person, so that a kill leaves the whole file or none, and no other is lost.

use crate::files::{self, FileError};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// Names tried for a file: whoever exports the same so often cleans up at times.
const MOST_NAMES: u32 = 1_000;

/// A file that is being written, and is gone again unless it is kept.
pub(crate) struct Draft {
    pub(crate) file: File,
    temporary: PathBuf,
    folder: PathBuf,
    name: String,
    ending: &'static str,
}

impl Draft {
    /// Begins the file `name.ending` in a folder, which is made if it is not there.
    pub(crate) fn begin(
        folder: &Path,
        name: &str,
        ending: &'static str,
    ) -> Result<Self, FileError> {
        let temporary = folder.join(format!("{name}.part"));
        let begun = fs::create_dir_all(folder).and_then(|()| File::create(&temporary));
        Ok(Self {
            file: begun.map_err(|source| FileError::Io {
                path: folder.to_owned(),
                source,
            })?,
            temporary,
            folder: folder.to_owned(),
            name: name.to_owned(),
            ending,
        })
    }

    /// Gives the file a name that no other has; it is on the disk when this returns.
    pub(crate) fn keep(self) -> Result<PathBuf, FileError> {
        let (name, ending) = (&self.name, self.ending);
        let numbered = |number: u32| match number {
            1 => self.folder.join(format!("{name}.{ending}")),
            _ => self.folder.join(format!("{name}-{number}.{ending}")),
        };
        let free = (1..=MOST_NAMES).map(numbered).find(|path| !path.exists());
        let Some(path) = free else {
            return self.checked(Err(io::ErrorKind::AlreadyExists.into()));
        };
        let kept = self
            .file
            .sync_all()
            .and_then(|()| fs::rename(&self.temporary, &path))
            .and_then(|()| files::sync_folder(&self.folder));
        self.checked(kept)?;
        Ok(path)
    }

    /// Says which folder it is about when something failed.
    pub(crate) fn checked<T>(&self, result: io::Result<T>) -> Result<T, FileError> {
        result.map_err(|source| FileError::Io {
            path: self.folder.clone(),
            source,
        })
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // One that was kept has another name by now.
        let _ = fs::remove_file(&self.temporary);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_whole_or_not_there_and_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        for content in ["one", "two"] {
            let draft = Draft::begin(folder.path(), "sums", "csv").unwrap();
            (&draft.file).write_all(content.as_bytes()).unwrap();
            draft.keep().unwrap();
        }
        drop(Draft::begin(folder.path(), "sums", "csv").unwrap());
        assert_eq!(names(folder.path()), ["sums-2.csv", "sums.csv"]);
        assert_eq!(fs::read(folder.path().join("sums.csv")).unwrap(), b"one");
    }
}
