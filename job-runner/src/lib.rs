//! Runs jobs of the network: WebAssembly, under fuel, with the same result on every machine.
//!
//! # A module
//! It imports nothing and exports a memory `memory` and two functions:
//! - `room(length: i32) -> i32`: where the input is to be put;
//! - `run(at: i32, length: i32) -> i64`: does the work on the input there, and says where the output is: its
//!   address in the upper and its length in the lower 32 bits.
//!
//! # Why the result is the same everywhere
//! A module has no clock, no randomness and no threads. What the specification leaves open is closed: NaNs
//! have one form, relaxed vector instructions do not validate, and memory grows up to
//! [`MAX_MEMORY_BYTES`] on every machine. How much fuel an instruction takes is this version of the engine's,
//! which is therefore pinned exactly. A run that fails has a result too, the same for whatever way it
//! failed in: how deep a module may recurse is the one thing that depends on the processor.

mod engine;

pub use engine::{Run, Runner};

use outpost_protocol::{
    Hash,
    resources::compute::{Job, JobResult, output_hash},
};

/// Largest module, in bytes, which bounds what it takes to compile it.
pub const MAX_MODULE_BYTES: usize = 4 << 20;
/// Largest input and largest output, in bytes.
pub const MAX_DATA_BYTES: usize = 16 << 20;
/// Most memory of a module, in bytes.
pub const MAX_MEMORY_BYTES: usize = 64 << 20;

/// Why there is nothing to run.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The module is not the job's.
    #[error("the module has the hash {0}, which is not the job's")]
    OtherModule(Hash),
    /// The input is not the job's.
    #[error("the input has the hash {0}, which is not the job's")]
    OtherInput(Hash),
    /// The engine does not work on this machine.
    #[error("the engine could not be set up: {0}")]
    Engine(String),
}

/// Why a run gave no output. Part of the job: every machine comes to it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Larger than [`MAX_MODULE_BYTES`], or an input larger than [`MAX_DATA_BYTES`].
    #[error("{0} bytes are more than are taken")]
    TooLarge(usize),
    /// Not a module, or one that needs what there is not.
    #[error("not a module that can be run: {0}")]
    Invalid(String),
    /// An export is missing or of another type.
    #[error("the module does not export `{0}` as it must")]
    NoExport(&'static str),
    /// The fuel did not suffice.
    #[error("the fuel of {0} did not suffice")]
    OutOfFuel(u64),
    /// The module stopped itself, or was stopped for what it did.
    #[error("the module was stopped: {0}")]
    Trapped(String),
    /// The input has no room where the module said, or the output is not in its memory.
    #[error("the input or the output is not in the module's memory")]
    OutsideMemory,
}

/// Runs the job at `place`, given its module and its input, which must be those it names.
pub fn run_job(
    runner: &Runner,
    place: u32,
    job: &Job,
    module: &[u8],
    input: &[u8],
) -> Result<JobResult, JobError> {
    let hash = |bytes| Hash(*blake3::hash(bytes).as_bytes());
    if hash(module) != job.module {
        return Err(JobError::OtherModule(hash(module)));
    }
    if hash(input) != job.input {
        return Err(JobError::OtherInput(hash(input)));
    }
    let output = match runner.run(module, input, job.fuel) {
        Ok(run) => output_hash(job, &hash(&run.output), run.fuel),
        Err(_) => output_hash(job, &Hash::ZERO, job.fuel),
    };
    Ok(JobResult { place, output })
}

#[cfg(test)]
mod tests;
