//! Runs one target for a while, within its limits.

use super::report::{Outcome, Row, read};
use crate::{programs::line_of, workspace};
use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

/// Most resident memory, of which libFuzzer itself takes about 27.
pub(super) const LIMIT_MB: u64 = 64;
/// An input that takes longer is a hang. Inputs take milliseconds, but where many programs run, a target waits for
/// its turn, and ten seconds of that were seen.
const HANG_SECONDS: u64 = 60;
/// Longest input. What is bounded is bounded below it, or refused unread.
const INPUT_BYTES: usize = 4_096;

/// How targets are run.
pub(super) struct Session {
    /// Where the programs are.
    pub(super) programs: PathBuf,
    /// Where what was found goes: corpus, logs, and inputs that a target did not stand.
    pub(super) folder: PathBuf,
    /// How long each runs.
    pub(super) duration: Duration,
}

impl Session {
    /// Runs a target, beginning with what was found before and with the seeds.
    pub(super) fn run(&self, target: &str) -> Result<Row> {
        let corpus = self.folder.join("corpus").join(target);
        let failures = self.folder.join("failures").join(target);
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&failures)?;
        let log = failures.join("log");
        let mut command = Command::new(self.programs.join(target));
        command
            .arg(&corpus)
            .arg(workspace::root().join("fuzz/corpus").join(target))
            .arg(format!("-max_total_time={}", self.duration.as_secs()))
            .arg(format!("-rss_limit_mb={LIMIT_MB}"))
            .arg(format!("-timeout={HANG_SECONDS}"))
            .arg(format!("-max_len={INPUT_BYTES}"))
            .arg(format!("-artifact_prefix={}/", failures.display()))
            .arg("-print_final_stats=1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log)?);
        let status = command
            .status()
            .with_context(|| format!("cannot start `{}`", line_of(&command)))?;
        let row = read(target, &fs::read_to_string(&log)?, Outcome::of(status));
        println!("  {target}: {}", row.outcome);
        Ok(row)
    }
}
