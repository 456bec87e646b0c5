//! Tells how much time and memory something took.

use super::MeasureError;
use rustix::{
    thread::{CpuSet, sched_setaffinity},
    time::{ClockId, clock_gettime},
};
use std::{
    fs, io,
    time::{Duration, Instant},
};

/// What something took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Took {
    /// On the clock.
    pub(super) clock: Duration,
    /// Of the processor, by all threads.
    pub(super) processor: Duration,
}

impl Took {
    pub(super) fn add(&mut self, other: Self) {
        self.clock += other.clock;
        self.processor += other.processor;
    }
}

/// Does something, and says what it took.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, Took) {
    let (clock, processor) = (Instant::now(), processor_time());
    let result = work();
    let took = Took {
        clock: clock.elapsed(),
        processor: processor_time().saturating_sub(processor),
    };
    (result, took)
}

fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or(0),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// Keeps this thread, and those that it starts, to one core.
pub fn use_one_core() -> Result<(), MeasureError> {
    let mut core = CpuSet::new();
    core.set(0);
    sched_setaffinity(None, &core).map_err(|error| MeasureError::Usage(error.into()))
}

/// Forgets the most memory that the process had so far.
pub(super) fn forget_peak_memory() -> Result<(), MeasureError> {
    // proc_pid_clear_refs(5): 5 resets the peak of the resident set.
    fs::write("/proc/self/clear_refs", "5").map_err(MeasureError::Usage)
}

/// The most memory that the process had, in MiB.
pub(super) fn peak_memory_mib() -> Result<f64, MeasureError> {
    let status = fs::read_to_string("/proc/self/status").map_err(MeasureError::Usage)?;
    let kibibytes: Option<f64> = status.lines().find_map(|line| {
        let value = line.strip_prefix("VmHWM:")?.trim();
        value.strip_suffix("kB")?.trim().parse().ok()
    });
    kibibytes
        .map(|kibibytes| kibibytes / 1024.0)
        .ok_or_else(|| MeasureError::Usage(io::ErrorKind::Unsupported.into()))
}
