//! Keeps the readings behind a device's reports, and the reports as they were signed.
//!
//! For each epoch there is a file of readings, which grows, and once the report is signed a file of
//! what it stands for and a file of the report. The root in the report is the BLAKE3 hash of the
//! evidence file, which is the root of BLAKE3's own tree: any part can be proven against it later, to
//! those who fetch it and on chain.

use crate::{
    folder::{self, Folder},
    sensor::Reading,
};
use outpost_protocol::{Epoch, hash::encode, report::SignedReport};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, OpenOptions},
    io::{self, Write},
    path::PathBuf,
};

/// The length of an encoded [`Reading`].
const READING_BYTES: usize = 14;

/// The files of readings and reports.
#[derive(Debug)]
pub struct EvidenceStore {
    directory: PathBuf,
}

/// What is known of an epoch after a restart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// The readings, in order.
    pub readings: Vec<Reading>,
    /// The report, if it was signed.
    pub report: Option<SignedReport>,
}

impl EvidenceStore {
    /// Opens the folder's evidence.
    pub fn open(folder: &Folder) -> io::Result<Self> {
        let directory = folder.file("evidence");
        fs::create_dir_all(&directory)?;
        Ok(Self { directory })
    }

    /// Adds a reading to an epoch's.
    pub fn append(&self, epoch: Epoch, reading: &Reading) -> io::Result<()> {
        OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.file(epoch, "readings"))?
            .write_all(&encode(reading))
    }

    /// Keeps a report and what it stands for, before it is sent.
    pub fn seal(&self, evidence: &[u8], report: &SignedReport) -> io::Result<()> {
        let epoch = report.report.epoch;
        folder::write_whole(&self.file(epoch, "evidence"), evidence)?;
        folder::write_whole(&self.file(epoch, "report"), &encode(report))
    }

    /// What an epoch's report stands for; `None` where it is not kept any more.
    pub fn evidence(&self, epoch: Epoch) -> io::Result<Option<Vec<u8>>> {
        folder::read_if_there(&self.file(epoch, "evidence"))
    }

    /// Forgets an epoch.
    pub fn discard(&self, epoch: Epoch) -> io::Result<()> {
        for kind in ["report", "evidence", "readings"] {
            folder::remove_if_there(&self.file(epoch, kind))?;
        }
        Ok(())
    }

    /// Everything that is kept. A kill in the middle of a write leaves part of a reading, which is
    /// cut off.
    pub fn recover(&self) -> io::Result<BTreeMap<Epoch, Recovered>> {
        let mut epochs = BTreeMap::new();
        for epoch in self.epochs_with(&["readings", "report"])? {
            epochs.insert(epoch, self.recover_epoch(epoch)?);
        }
        Ok(epochs)
    }

    /// The epochs whose reports have something to show.
    pub fn epochs_with_evidence(&self) -> io::Result<BTreeSet<Epoch>> {
        self.epochs_with(&["evidence"])
    }

    fn epochs_with(&self, kinds: &[&str]) -> io::Result<BTreeSet<Epoch>> {
        let mut epochs = BTreeSet::new();
        for entry in fs::read_dir(&self.directory)? {
            let name = entry?.file_name();
            let parts = name.to_str().and_then(|name| name.split_once('.'));
            if let Some((number, kind)) = parts
                && kinds.contains(&kind)
                && let Ok(epoch) = number.parse()
            {
                epochs.insert(Epoch(epoch));
            }
        }
        Ok(epochs)
    }

    fn recover_epoch(&self, epoch: Epoch) -> io::Result<Recovered> {
        let path = self.file(epoch, "readings");
        let bytes = folder::read_if_there(&path)?.unwrap_or_default();
        let (whole, torn) = bytes.as_chunks::<READING_BYTES>();
        if !torn.is_empty() {
            let length = bytes.len().saturating_sub(torn.len());
            OpenOptions::new()
                .write(true)
                .open(&path)?
                .set_len(length as u64)?;
        }
        let readings = whole
            .iter()
            .filter_map(|bytes| borsh::from_slice(bytes).ok())
            .collect();
        let report = folder::read_if_there(&self.file(epoch, "report"))?;
        Ok(Recovered {
            readings,
            report: report.and_then(|bytes| borsh::from_slice(&bytes).ok()),
        })
    }

    fn file(&self, epoch: Epoch, kind: &str) -> PathBuf {
        self.directory.join(format!("{epoch}.{kind}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sensor::made_up::measure;
    use outpost_protocol::{DeviceKey, Timestamp};

    #[test]
    fn readings_survive_a_restart_without_the_half_of_one() {
        let directory = tempfile::tempdir().unwrap();
        let folder = Folder::open(directory.path()).unwrap();
        let store = EvidenceStore::open(&folder).unwrap();
        let readings: Vec<Reading> = (0..3)
            .map(|at| measure(DeviceKey::Ed25519([1; 32]), Timestamp(at)))
            .collect();
        for reading in &readings {
            store.append(Epoch(7), reading).unwrap();
        }
        let path = folder.file("evidence/7.readings");
        let whole = fs::read(&path).unwrap();
        assert_eq!(whole.len(), 3 * READING_BYTES);
        fs::write(&path, [whole.as_slice(), &[1, 2, 3]].concat()).unwrap();
        let recovered = store.recover().unwrap();
        assert_eq!(
            recovered[&Epoch(7)],
            Recovered {
                readings,
                report: None
            }
        );
        assert_eq!(fs::read(&path).unwrap(), whole);
        store.discard(Epoch(7)).unwrap();
        assert!(store.recover().unwrap().is_empty());
    }
}
