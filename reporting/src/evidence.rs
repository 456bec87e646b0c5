//! Keeps the readings behind a device's reports, and the reports as they were signed.
//!
//! A resource has a folder. For each epoch there is a file of readings, which grows, and once the report is
//! signed a file of what it stands for, one of what is told with the next, and one of the report. The root in the report is the BLAKE3 hash of the
//! evidence file, which is the root of BLAKE3's own tree: any part can be proven against it later, to
//! those who fetch it and on chain.

use crate::{
    folder::{self, Folder},
    reporter::Craft,
};
use borsh::BorshDeserialize;
use outpost_protocol::{Epoch, hash::encode, report::SignedReport};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, OpenOptions},
    io::{self, Write},
    marker::PhantomData,
    path::PathBuf,
};

/// The files of readings and reports of one craft.
#[derive(Debug)]
pub struct EvidenceStore<C> {
    directory: PathBuf,
    craft: PhantomData<C>,
}

/// What is known of an epoch after a restart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered<R, H> {
    /// The readings, in order; none once there is a report of them.
    pub readings: Vec<R>,
    /// What is told with the next report.
    pub held: Option<H>,
    /// The report, if it was signed.
    pub report: Option<SignedReport>,
}

impl<R, H> Default for Recovered<R, H> {
    fn default() -> Self {
        Self {
            readings: Vec::new(),
            held: None,
            report: None,
        }
    }
}

/// What a craft kept of an epoch.
pub type RecoveredOf<C> = Recovered<<C as Craft>::Reading, <C as Craft>::Held>;

impl<C: Craft> EvidenceStore<C> {
    /// Opens the folder's evidence.
    pub fn open(folder: &Folder) -> io::Result<Self> {
        let directory = folder.file("evidence").join(C::RESOURCE.name());
        fs::create_dir_all(&directory)?;
        Ok(Self {
            directory,
            craft: PhantomData,
        })
    }

    /// Adds a reading to an epoch's.
    pub fn append(&self, epoch: Epoch, reading: &C::Reading) -> io::Result<()> {
        OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.file(epoch, "readings"))?
            .write_all(&encode(reading))
    }

    /// Keeps these readings as all of an epoch's.
    pub fn put(&self, epoch: Epoch, readings: &[C::Reading]) -> io::Result<()> {
        let bytes: Vec<u8> = readings.iter().flat_map(encode).collect();
        folder::write_whole(&self.file(epoch, "readings"), &bytes)
    }

    /// What is told with the report for the epoch after this one, once it is sealed.
    pub fn held(&self, epoch: Epoch) -> io::Result<Option<C::Held>> {
        self.read(epoch, "held")
    }

    /// Keeps a report and what it stands for, before it is sent.
    pub fn seal(
        &self,
        evidence: &[u8],
        held: Option<&C::Held>,
        report: &SignedReport,
    ) -> io::Result<()> {
        let epoch = report.report.epoch;
        if let Some(held) = held {
            folder::write_whole(&self.file(epoch, "held"), &encode(held))?;
        }
        folder::write_whole(&self.file(epoch, "evidence"), evidence)?;
        folder::write_whole(&self.file(epoch, "report"), &encode(report))
    }

    /// What an epoch's report stands for; `None` where it is not kept any more.
    pub fn evidence(&self, epoch: Epoch) -> io::Result<Option<Vec<u8>>> {
        folder::read_if_there(&self.file(epoch, "evidence"))
    }

    /// Forgets an epoch.
    pub fn discard(&self, epoch: Epoch) -> io::Result<()> {
        for kind in ["report", "evidence", "held", "readings"] {
            folder::remove_if_there(&self.file(epoch, kind))?;
        }
        Ok(())
    }

    /// Everything that is kept. A kill in the middle of a write leaves part of a reading, which is
    /// cut off.
    pub fn recover(&self) -> io::Result<BTreeMap<Epoch, RecoveredOf<C>>> {
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

    fn recover_epoch(&self, epoch: Epoch) -> io::Result<RecoveredOf<C>> {
        let report = self.read(epoch, "report")?;
        Ok(Recovered {
            // All that is said of them is in the report.
            readings: match report {
                Some(_) => Vec::new(),
                None => self.recover_readings(epoch)?,
            },
            held: self.read(epoch, "held")?,
            report,
        })
    }

    fn recover_readings(&self, epoch: Epoch) -> io::Result<Vec<C::Reading>> {
        let path = self.file(epoch, "readings");
        let bytes = folder::read_if_there(&path)?.unwrap_or_default();
        let mut rest = bytes.as_slice();
        let mut readings = Vec::new();
        loop {
            let mut ahead = rest;
            let Ok(reading) = C::Reading::deserialize(&mut ahead) else {
                break;
            };
            readings.push(reading);
            rest = ahead;
        }
        if !rest.is_empty() {
            let length = bytes.len().saturating_sub(rest.len());
            OpenOptions::new()
                .write(true)
                .open(&path)?
                .set_len(length as u64)?;
        }
        Ok(readings)
    }

    fn read<T: BorshDeserialize>(&self, epoch: Epoch, kind: &str) -> io::Result<Option<T>> {
        let bytes = folder::read_if_there(&self.file(epoch, kind))?;
        Ok(bytes.and_then(|bytes| borsh::from_slice(&bytes).ok()))
    }

    fn file(&self, epoch: Epoch, kind: &str) -> PathBuf {
        self.directory.join(format!("{epoch}.{kind}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporter::{Reading, Sensing};
    use outpost_protocol::Timestamp;

    #[test]
    fn readings_survive_a_restart_without_the_half_of_one() {
        let directory = tempfile::tempdir().unwrap();
        let folder = Folder::open(directory.path()).unwrap();
        let store = EvidenceStore::<Sensing>::open(&folder).unwrap();
        let readings: Vec<Reading> = (0..3)
            .map(|at| Reading {
                at: Timestamp(at),
                temperature_centi: 1_850,
                humidity_centi: 5_400,
            })
            .collect();
        for reading in &readings {
            store.append(Epoch(7), reading).unwrap();
        }
        let path = folder.file("evidence/sensing/7.readings");
        let whole = fs::read(&path).unwrap();
        assert_eq!(whole.len(), 3 * 14);
        fs::write(&path, [whole.as_slice(), &[1, 2, 3]].concat()).unwrap();
        let recovered = store.recover().unwrap();
        assert_eq!(
            recovered[&Epoch(7)],
            Recovered {
                readings,
                held: None,
                report: None
            }
        );
        assert_eq!(fs::read(&path).unwrap(), whole);
        store.discard(Epoch(7)).unwrap();
        assert!(store.recover().unwrap().is_empty());
    }
}
