//! Makes the jobs that the customer has run: a small program, and series of readings that it works on.

use super::archive::File;
use outpost_protocol::{Epoch, Hash};
use std::collections::BTreeMap;

/// Tells in which rhythm a series repeats itself. It is made of `jobs/rhythm.wat`.
const MODULE: &[u8] = include_bytes!("jobs/rhythm.wasm");
/// Jobs that run at the same time.
pub(super) const JOBS: u32 = 4;
/// For how many epochs a job runs.
pub(super) const JOB_EPOCHS: u32 = 60;
/// Readings of a series.
const READINGS: usize = 4_096;
/// The shortest rhythm of a series, and how many others there are, in readings.
const RHYTHMS: (u32, u32) = (8, 50);

/// The bytes of modules and inputs, by their hashes, as whoever runs the jobs has them.
#[derive(Default)]
pub(super) struct JobFiles {
    batch: Option<u64>,
    files: BTreeMap<Hash, Vec<u8>>,
}

impl JobFiles {
    /// Has whatever jobs may need that run in `epoch`: those that were posted in its batch of
    /// [`JOB_EPOCHS`], and in the two before, since a job is still scheduled and reported for a while after
    /// its last draw.
    pub(super) fn turn_to(&mut self, epoch: Epoch) {
        let batch = batch_of(epoch);
        if self.batch == Some(batch) {
            return;
        }
        let numbers = |batch| (0..JOBS).map(move |number| series(batch, number));
        let inputs = (batch.saturating_sub(2)..=batch).flat_map(numbers);
        let files = inputs.chain([MODULE.to_vec()]);
        self.files = files.map(|bytes| (hash(&bytes), bytes)).collect();
        self.batch = Some(batch);
    }

    /// The file with this hash.
    pub(super) fn get(&self, hash: &Hash) -> Option<&[u8]> {
        self.files.get(hash).map(Vec::as_slice)
    }

    /// All files, for whoever wants to check a run.
    pub(super) fn files(&self) -> impl Iterator<Item = File> {
        self.files.values().cloned().map(job_file)
    }
}

/// What a job runs: the bytes of its module and of its input.
pub(super) struct JobBytes {
    pub(super) module: Vec<u8>,
    pub(super) input: Vec<u8>,
}

impl JobBytes {
    /// The job of this number of those posted around `epoch`.
    pub(super) fn new(epoch: Epoch, number: u32) -> Self {
        Self {
            module: MODULE.to_vec(),
            input: series(batch_of(epoch), number % JOBS),
        }
    }

    /// BLAKE3 of the module and of the input.
    pub(super) fn hashes(&self) -> (Hash, Hash) {
        (hash(&self.module), hash(&self.input))
    }
}

/// A module or an input, to be had for as long as somebody may check a run.
pub(super) fn job_file(bytes: Vec<u8>) -> File {
    File {
        bytes,
        // It is scheduled and reported for some epochs after its last draw.
        epochs: u64::from(JOB_EPOCHS) * 2,
    }
}

fn batch_of(epoch: Epoch) -> u64 {
    // Never by zero: a constant.
    epoch.0 / u64::from(JOB_EPOCHS)
}

fn hash(bytes: &[u8]) -> Hash {
    Hash(*blake3::hash(bytes).as_bytes())
}

/// Readings that rise and fall in a rhythm of their own, under noise: 16 bits each, little-endian.
fn series(batch: u64, number: u32) -> Vec<u8> {
    let name = Hash::of_encoded("practice series", &(batch, number));
    let mut noise = vec![0; READINGS];
    let mut source = blake3::Hasher::new_keyed(&name.0).finalize_xof();
    source.fill(&mut noise);
    let rhythm = rhythm(&name);
    (0..rhythm)
        .cycle()
        .zip(noise)
        .flat_map(|(at, noise)| {
            // Below 57 * 40 + 255.
            let wave = at.min(rhythm - at) * 40 + u32::from(noise);
            u16::try_from(wave).unwrap_or(u16::MAX).to_le_bytes()
        })
        .collect()
}

fn rhythm(name: &Hash) -> u32 {
    let (shortest, others) = RHYTHMS;
    shortest + name.below(others)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use outpost_job_runner::Runner;

    /// What the module says of an input, worked out without it.
    pub(in super::super) fn expected(input: &[u8]) -> Vec<u8> {
        let (readings, _) = input.as_chunks::<2>();
        let readings: Vec<i64> = readings
            .iter()
            .map(|it| i64::from(i16::from_le_bytes(*it)))
            .collect();
        let differences = (1..=64).map(|lag| {
            let pairs = readings.iter().zip(readings.iter().skip(lag));
            let count = pairs.len() as u64;
            let sum: u64 = pairs.map(|(one, other)| one.abs_diff(*other)).sum();
            (sum * 1_000).checked_div(count).unwrap_or(u64::MAX)
        });
        differences.flat_map(u64::to_le_bytes).collect()
    }

    #[track_caller]
    fn check(input: &[u8]) {
        let run = Runner::new().unwrap().run(MODULE, input, 1_000_000_000);
        assert_eq!(run.unwrap().output, expected(input));
    }

    /// With `OUTPOST_RENEW_JOB=1` in the environment it makes the module anew, which holds from the next build on.
    #[test]
    fn the_module_is_made_of_its_source() {
        let made = wat::parse_str(include_str!("jobs/rhythm.wat")).unwrap();
        if std::env::var_os("OUTPOST_RENEW_JOB").is_some() {
            let path = "src/practice/neighbours/jobs/rhythm.wasm";
            std::fs::write(
                std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path),
                &made,
            )
            .unwrap();
        }
        assert_eq!(MODULE, made);
    }

    #[test]
    fn the_module_computes_what_its_source_says() {
        check(&series(7, 0));
        check(&[]);
        check(&[1, 2, 3]);
        check(&[0, 0x80, 0xff, 0x7f, 0, 0x80]);
        // More than the memory has at first.
        check(&[3; 100_000]);
    }

    #[test]
    fn the_rhythm_of_a_series_is_found() {
        for number in 0..JOBS {
            let output = expected(&series(7, number));
            let (differences, _) = output.as_chunks::<8>();
            let lags = (1..).zip(differences.iter().map(|it| u64::from_le_bytes(*it)));
            let (lag, _) = lags.min_by_key(|(_, difference)| *difference).unwrap();
            let name = Hash::of_encoded("practice series", &(7_u64, number));
            assert_eq!(lag % rhythm(&name), 0, "{lag}");
        }
    }

    #[test]
    fn what_a_job_needs_is_there_until_its_last_report() {
        let posted = Epoch(179);
        let (module, input) = JobBytes::new(posted, 1).hashes();
        let mut files = JobFiles::default();
        for epoch in posted.0..=posted.0 + u64::from(JOB_EPOCHS) + 4 {
            files.turn_to(Epoch(epoch));
            assert!(files.get(&module).is_some() && files.get(&input).is_some());
        }
    }
}
