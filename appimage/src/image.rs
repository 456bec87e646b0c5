//! Finds the file system in an AppImage.

use crate::program::{self, NotAProgram};
use backhand::BackhandError;
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// A file that is an AppImage of this crate's.
#[derive(Debug)]
pub struct Image {
    pub(crate) file: File,
    /// Where the file system begins, in bytes.
    pub offset: u64,
    /// How long it is, in bytes.
    pub(crate) length: u64,
    /// The hash of the file system.
    pub(crate) id: [u8; blake3::OUT_LEN],
}

/// Why there is no image, or none of it can be unpacked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which one.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The image does not begin with a program.
    #[error(transparent)]
    Program(#[from] NotAProgram),
    /// The program has something behind it already.
    #[error("the program ends at byte {end} of its {length}")]
    Occupied {
        /// Where its last section ends.
        end: u64,
        /// The file's length.
        length: u64,
    },
    /// Nothing is behind the program.
    #[error("the file ends with its program: no app is in it")]
    Empty,
    /// What is behind the program is not what was packed.
    #[error("the file is damaged: fetch it again")]
    Damaged,
    /// The file system cannot be read or written.
    #[error(transparent)]
    FileSystem(#[from] BackhandError),
    /// It has a file that is neither a folder nor a link nor a file, or one outside its own root.
    #[error("{0} does not belong into an app")]
    Foreign(PathBuf),
}

impl Image {
    /// Opens the AppImage at `path`.
    ///
    /// # Errors
    /// If it cannot be read, or is none.
    pub fn open(path: &Path) -> Result<Self, ImageError> {
        let told = |error| ImageError::File {
            path: path.to_owned(),
            error,
        };
        let mut file = File::open(path).map_err(told)?;
        let mut head = [0; program::HEAD];
        file.read_exact(&mut head).map_err(told)?;
        let offset = program::end(&head)?;
        let mut id = [0; blake3::OUT_LEN];
        let behind = file.metadata().map_err(told)?.len().checked_sub(offset);
        let length = behind.and_then(|behind| behind.checked_sub(id.len() as u64));
        let length = length
            .filter(|length| *length > 0)
            .ok_or(ImageError::Empty)?;
        file.seek(SeekFrom::End(-(id.len() as i64))).map_err(told)?;
        file.read_exact(&mut id).map_err(told)?;
        Ok(Self {
            file,
            offset,
            length,
            id,
        })
    }
}

/// The hash of all that is left in `packed`.
pub(crate) fn hash(mut packed: impl Read) -> io::Result<[u8; blake3::OUT_LEN]> {
    let mut hasher = blake3::Hasher::new();
    let mut bytes = vec![0; 1 << 16];
    loop {
        match packed.read(&mut bytes)? {
            0 => return Ok(hasher.finalize().into()),
            read => hasher.update(bytes.get(..read).unwrap_or_default()),
        };
    }
}
