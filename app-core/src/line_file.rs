//! Keeps a list that only grows, a line of JSON for each value, so that a kill loses no line that counts.
//!
//! A line counts once its end is on the disk. What a kill left of one is cut off at the next start.

use crate::files::FileError;
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

/// Largest file that is read back, in bytes: some 100,000 transactions.
const MAX_FILE_BYTES: u64 = 64 << 20;

/// A list in a file.
#[derive(Debug)]
pub(crate) struct LineFile {
    path: PathBuf,
    file: File,
    /// How much of the file counts.
    length: u64,
}

impl LineFile {
    /// Opens the file, which is made if there is none, with all that counts.
    ///
    /// Lines that cannot be read are left out; then the file as it was is kept beside.
    pub(crate) fn open<T: DeserializeOwned>(path: PathBuf) -> Result<(Self, Vec<T>), FileError> {
        let mut file = OpenOptions::new()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(|error| failed(&path, error))?;
        let bytes = read_bounded(&mut file, &path)?;
        let (length, values) = read_lines(&bytes, || keep_beside(&path))?;
        // What follows the last whole line never counted.
        file.set_len(length)
            .and_then(|()| file.sync_all())
            .map_err(|error| failed(&path, error))?;
        let opened = Self { path, file, length };
        Ok((opened, values))
    }

    /// All that counts in a file that somebody else may have open, and that is left as it is.
    pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, FileError> {
        let mut file = File::open(path).map_err(|error| failed(path, error))?;
        let (_, values) = read_lines(&read_bounded(&mut file, path)?, || Ok(()))?;
        Ok(values)
    }

    /// How much of the file counts, in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// Adds a value; it is on the disk when this returns. What would not be read back is refused.
    pub(crate) fn append<T: Serialize>(&mut self, value: &T) -> Result<(), FileError> {
        let mut line = serde_json::to_vec(value).map_err(|_| FileError::Damaged {
            path: self.path.clone(),
        })?;
        line.push(b'\n');
        let bytes = self.length.saturating_add(line.len() as u64);
        if bytes > MAX_FILE_BYTES {
            return Err(FileError::TooLarge {
                path: self.path.clone(),
                bytes,
                limit: MAX_FILE_BYTES,
            });
        }
        let written = self
            .file
            .write_all(&line)
            .and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Half a line must not become the beginning of the next. If that fails as well, the next start
            // leaves out both.
            let _ = self.file.set_len(self.length);
            return Err(failed(&self.path, error));
        }
        self.length = bytes;
        Ok(())
    }
}

fn read_bounded(file: &mut File, path: &Path) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(path, error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(FileError::Damaged {
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}

/// The values of all whole lines, and where the last of them ends. Calls `on_damage` before it leaves out
/// the first line that cannot be read.
fn read_lines<T: DeserializeOwned>(
    bytes: &[u8],
    on_damage: impl Fn() -> Result<(), FileError>,
) -> Result<(u64, Vec<T>), FileError> {
    let (mut length, mut values, mut damaged) = (0, Vec::new(), false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let Some(json) = line.strip_suffix(b"\n") else {
            break;
        };
        length += line.len() as u64;
        match serde_json::from_slice(json) {
            Ok(value) => values.push(value),
            Err(_) if damaged => {}
            Err(_) => {
                damaged = true;
                on_damage()?;
            }
        }
    }
    Ok((length, values))
}

fn keep_beside(path: &Path) -> Result<(), FileError> {
    let beside = path.with_extension("damaged");
    tracing::warn!(path = %path.display(), beside = %beside.display(), "a file has lines that cannot be read");
    fs::copy(path, beside)
        .map(|_| ())
        .map_err(|error| failed(path, error))
}

fn failed(path: &Path, source: io::Error) -> FileError {
    FileError::Io {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &Path) -> (LineFile, Vec<u32>) {
        LineFile::open(path.to_owned()).unwrap()
    }

    #[test]
    fn lines_come_back_in_order_and_more_can_be_added() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        let (mut file, none) = open(&path);
        assert!(none.is_empty());
        for value in [7u32, 8] {
            file.append(&value).unwrap();
        }
        let (mut file, values) = open(&path);
        assert_eq!(values, [7, 8]);
        file.append(&9u32).unwrap();
        assert_eq!(open(&path).1, [7, 8, 9]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_kill_within_a_line_loses_that_line_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        let whole = b"123\n456\n";
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let counted = whole[..cut].iter().filter(|byte| **byte == b'\n').count();
            let (mut file, values) = open(&path);
            assert_eq!(values, [123, 456][..counted], "cut at {cut}");
            file.append(&9u32).unwrap();
            assert_eq!(open(&path).1.last(), Some(&9));
            assert_eq!(open(&path).1.len(), counted + 1);
        }
    }

    #[test]
    fn what_would_not_be_read_back_is_refused_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        let (mut file, _) = LineFile::open::<String>(path.clone()).unwrap();
        file.append(&"a".repeat(1_000)).unwrap();
        let refused = file.append(&"b".repeat(MAX_FILE_BYTES as usize));
        assert!(matches!(refused, Err(FileError::TooLarge { .. })));
        let (_, lines) = LineFile::open::<String>(path).unwrap();
        assert_eq!(lines, ["a".repeat(1_000)]);
    }

    #[test]
    fn a_damaged_line_is_left_out_and_kept_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list");
        fs::write(&path, b"1\n{\"ha\n3\n\n").unwrap();
        assert_eq!(open(&path).1, [1, 3]);
        let beside = fs::read(path.with_extension("damaged")).unwrap();
        assert_eq!(beside, b"1\n{\"ha\n3\n\n");
    }
}
