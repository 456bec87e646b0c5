//! Keeps the final blocks in one file that is only ever appended to.
//!
//! A record is its payload's length (4 bytes, little-endian), the first 8 bytes of the payload's
//! SHA-256, and the payload: an encoded [`FinalBlock`]. The record at index `n` is the block at
//! height `n`. A record that a crash cut off is cut away when the log is opened.

use outpost_protocol::{Height, hash::encode, header::MAX_BLOCK_BYTES, wire::FinalBlock};
use sha2::{Digest as _, Sha256};
use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

/// Length and checksum before each payload.
const RECORD_HEADER_BYTES: u64 = 12;
/// Largest payload: a block, its certificate and their length prefixes.
const MAX_PAYLOAD_BYTES: u32 = MAX_BLOCK_BYTES as u32 + 1_024;

/// The final blocks, from genesis on.
pub struct BlockLog {
    file: File,
    /// Where each record begins.
    offsets: Vec<u64>,
    end: u64,
}

/// The log could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BlockLogError {
    /// The disk failed.
    #[error("the block log cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// A record in the middle is not what was written.
    #[error("the block log is corrupt at height {0}")]
    Corrupt(Height),
}

impl BlockLog {
    /// Opens the log at `path`, or begins one.
    pub fn open(path: &Path) -> Result<Self, BlockLogError> {
        let file = OpenOptions::new()
            .create(true)
            .read(true)
            .write(true)
            .truncate(false)
            .open(path)?;
        let length = file.metadata()?.len();
        let mut reader = BufReader::with_capacity(1 << 20, &file);
        let (mut offsets, mut end) = (Vec::new(), 0_u64);
        while let Some(payload) = read_record(&mut reader)? {
            offsets.push(end);
            end = end.saturating_add(RECORD_HEADER_BYTES + payload.len() as u64);
        }
        drop(reader);
        if end < length {
            tracing::warn!(
                cut = length - end,
                "a crash cut off the newest record of the block log"
            );
            file.set_len(end)?;
            file.sync_all()?;
        }
        Ok(Self { file, offsets, end })
    }

    /// How many blocks there are: the height of the next.
    pub fn len(&self) -> u64 {
        self.offsets.len() as u64
    }

    /// Whether not even the genesis is there.
    pub fn is_empty(&self) -> bool {
        self.offsets.is_empty()
    }

    /// Appends the next block. On disk when this returns.
    pub fn append(&mut self, block: &FinalBlock) -> Result<(), BlockLogError> {
        let payload = encode(block);
        let mut record = Vec::with_capacity(payload.len() + RECORD_HEADER_BYTES as usize);
        record.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        record.extend_from_slice(&checksum(&payload));
        record.extend_from_slice(&payload);
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(&record)?;
        self.file.sync_data()?;
        self.offsets.push(self.end);
        self.end = self.end.saturating_add(record.len() as u64);
        Ok(())
    }

    /// The block at `height`.
    pub fn read(&mut self, height: Height) -> Result<Option<FinalBlock>, BlockLogError> {
        let Some(offset) = usize::try_from(height.0)
            .ok()
            .and_then(|index| self.offsets.get(index))
        else {
            return Ok(None);
        };
        self.file.seek(SeekFrom::Start(*offset))?;
        let payload = read_record(&mut self.file)?.ok_or(BlockLogError::Corrupt(height))?;
        borsh::from_slice(&payload)
            .map(Some)
            .map_err(|_| BlockLogError::Corrupt(height))
    }
}

/// The next payload; `None` at the end, and where a record is cut off or damaged.
fn read_record(reader: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let (mut length, mut expected) = ([0; 4], [0; 8]);
    if !read_fully(reader, &mut length)? || !read_fully(reader, &mut expected)? {
        return Ok(None);
    }
    let length = u32::from_le_bytes(length);
    if length > MAX_PAYLOAD_BYTES {
        return Ok(None);
    }
    let mut payload = vec![0; length as usize];
    if !read_fully(reader, &mut payload)? || checksum(&payload) != expected {
        return Ok(None);
    }
    Ok(Some(payload))
}

/// Whether `buffer` could be filled before the end.
fn read_fully(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match reader.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn checksum(payload: &[u8]) -> [u8; 8] {
    let digest: [u8; 32] = Sha256::digest(payload).into();
    let [a, b, c, d, e, f, g, h, ..] = digest;
    [a, b, c, d, e, f, g, h]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(content: u8) -> FinalBlock {
        FinalBlock {
            block: vec![content; 100],
            certificate: None,
        }
    }

    #[test]
    fn blocks_are_there_after_reopening() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("blocks");
        let mut log = BlockLog::open(&path).unwrap();
        for content in 0..5 {
            log.append(&block(content)).unwrap();
        }
        drop(log);
        let mut log = BlockLog::open(&path).unwrap();
        assert_eq!(log.len(), 5);
        assert_eq!(log.read(Height(3)).unwrap(), Some(block(3)));
        assert_eq!(log.read(Height(5)).unwrap(), None);
    }

    #[test]
    fn a_record_cut_off_at_any_byte_is_cut_away_and_written_again() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("blocks");
        let mut log = BlockLog::open(&path).unwrap();
        log.append(&block(0)).unwrap();
        let whole = log.end;
        log.append(&block(1)).unwrap();
        let end = log.end;
        drop(log);
        for cut in (whole..end).rev() {
            OpenOptions::new()
                .write(true)
                .open(&path)
                .unwrap()
                .set_len(cut)
                .unwrap();
            let mut log = BlockLog::open(&path).unwrap();
            assert_eq!(log.len(), 1);
            log.append(&block(1)).unwrap();
            assert_eq!(log.read(Height(1)).unwrap(), Some(block(1)));
        }
    }
}
