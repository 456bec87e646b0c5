//! Reads what libFuzzer says of a run, and shows it.

use super::session::LIMIT_MB;
use serde::Serialize;
use std::{fmt, process::ExitStatus};

/// What came of running a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Row {
    /// Its name.
    pub(super) target: String,
    /// How it ended.
    pub(super) outcome: Outcome,
    /// How many inputs it was given.
    pub(super) executions: u64,
    /// In each second.
    pub(super) executions_per_second: u64,
    /// The most memory that was resident, in MiB; libFuzzer's own is in it.
    pub(super) peak_rss_mb: u64,
    /// Places in the code that were reached.
    pub(super) coverage: u64,
    /// Inputs that each reach something that the others do not.
    pub(super) corpus: u64,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// The time was over.
    Stood,
    /// An input took too long.
    Hung,
    /// It took too much memory.
    TookMemory,
    /// It panicked, or ended in another way.
    Crashed,
}

impl Outcome {
    /// What libFuzzer's exit codes mean (`FuzzerOptions.h`).
    pub(super) fn of(status: ExitStatus) -> Self {
        match status.code() {
            Some(0) => Self::Stood,
            Some(70) => Self::Hung,
            Some(71) => Self::TookMemory,
            _ => Self::Crashed,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Stood => "stood",
            Self::Hung => "HUNG",
            Self::TookMemory => "TOOK MEMORY",
            Self::Crashed => "CRASHED",
        })
    }
}

impl Row {
    /// Whether it stood, did anything at all, and within the memory that it may take.
    pub(super) fn holds(&self) -> bool {
        self.outcome == Outcome::Stood && self.executions > 0 && self.peak_rss_mb <= LIMIT_MB
    }
}

/// Reads the log of a run.
pub(super) fn read(target: &str, log: &str, outcome: Outcome) -> Row {
    let stat = |name: &str| {
        let line = log.lines().rev().find_map(|line| {
            let value = line.strip_prefix("stat::")?.strip_prefix(name)?;
            value.strip_prefix(':')?.trim().parse().ok()
        });
        line.unwrap_or_default()
    };
    // #4 DONE cov: 11 ft: 12 corp: 5/17b …
    let progress = |name: &str| {
        let found = log.lines().rev().find_map(|line| {
            let words = line.strip_prefix('#')?.split_whitespace();
            let value = words.skip_while(|word| *word != name).nth(1)?;
            value.split('/').next()?.parse().ok()
        });
        found.unwrap_or_default()
    };
    Row {
        target: target.to_owned(),
        outcome,
        executions: stat("number_of_executed_units"),
        executions_per_second: stat("average_exec_per_sec"),
        peak_rss_mb: stat("peak_rss_mb"),
        coverage: progress("cov:"),
        corpus: progress("corp:"),
    }
}

/// Prints the rows for people.
pub(super) fn print(rows: &[Row]) {
    println!(
        "\n{:<20}  {:>12}  {:>10}  {:>9}  {:>9}  {:>8}  ended",
        "target", "executions", "per second", "peak MiB", "reached", "corpus"
    );
    for row in rows {
        println!(
            "{:<20}  {:>12}  {:>10}  {:>9}  {:>9}  {:>8}  {}",
            row.target,
            row.executions,
            row.executions_per_second,
            row.peak_rss_mb,
            row.coverage,
            row.corpus,
            row.outcome
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "#2\tINITED cov: 7 ft: 7 corp: 1/1b exec/s: 0 rss: 27Mb\n\
        #386319\tDONE   cov: 11 ft: 12 corp: 5/17b lim: 3821 exec/s: 64386 rss: 46Mb\n\
        Done 386319 runs in 6 second(s)\n\
        stat::number_of_executed_units: 386319\n\
        stat::average_exec_per_sec:     64386\n\
        stat::new_units_added:          8\n\
        stat::peak_rss_mb:              46\n";

    fn row() -> Row {
        read("cell", LOG, Outcome::Stood)
    }

    #[test]
    fn the_last_that_libfuzzer_says_is_read() {
        let expected = Row {
            target: "cell".into(),
            outcome: Outcome::Stood,
            executions: 386_319,
            executions_per_second: 64_386,
            peak_rss_mb: 46,
            coverage: 11,
            corpus: 5,
        };
        assert_eq!(row(), expected);
        assert!(row().holds());
    }

    #[test]
    fn a_target_that_did_not_stand_or_did_nothing_does_not_hold() {
        for outcome in [Outcome::Hung, Outcome::TookMemory, Outcome::Crashed] {
            assert!(!Row { outcome, ..row() }.holds());
        }
        assert!(!read("cell", "", Outcome::Stood).holds());
        let peak_rss_mb = LIMIT_MB + 1;
        assert!(
            !Row {
                peak_rss_mb,
                ..row()
            }
            .holds()
        );
    }
}
