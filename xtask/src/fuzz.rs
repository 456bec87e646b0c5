//! Feeds hostile bytes to every parser of them for a while: the targets of `fuzz/`.
//!
//! libFuzzer is driven without cargo-fuzz: the compiler's own pass for coverage is in every toolchain,
//! and all else is in libfuzzer-sys. No address sanitizer, which finds what only unsafe code does, would
//! need another toolchain, and takes more memory than a target may.

mod report;
mod session;

use crate::{
    programs::{cargo, output_of, run as run_program},
    progress::stage,
    workspace,
};
use anyhow::{Context, Result, bail, ensure};
use session::Session;
use std::{
    collections::VecDeque,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

/// What to run, and for how long.
#[derive(clap::Args)]
pub struct Arguments {
    /// How long each target runs, in seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// How many targets run at once.
    #[arg(long, default_value_t = 1)]
    jobs: usize,
    /// The targets to run; all of them if none is named.
    targets: Vec<String>,
}

const MANIFEST: &str = "fuzz/Cargo.toml";
/// What cargo-fuzz passes, less the sanitizer: a counter on each edge, and what is compared.
const FLAGS: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Runs the targets, prints what each did, and writes it to `target/fuzz/summary.json`.
///
/// # Errors
/// If a target crashed, hung or took too much memory, or if one of that name does not exist.
pub fn run(arguments: &Arguments) -> Result<()> {
    let targets = choose(&known_targets()?, &arguments.targets)?;
    let folder = workspace::target().join("fuzz");
    let programs = stage("Building the targets", || build(&folder))?;
    let session = Session {
        programs,
        folder: folder.clone(),
        duration: Duration::from_secs(arguments.seconds),
    };
    let title = format!("Running {} targets", targets.len());
    let mut rows = stage(&title, || run_all(&session, targets, arguments.jobs.max(1)))?;
    rows.sort_by(|one, other| one.target.cmp(&other.target));
    report::print(&rows);
    let summary = folder.join("summary.json");
    fs::write(&summary, serde_json::to_string_pretty(&rows)?)?;
    println!("The same as JSON: {}", summary.display());
    match rows.iter().filter(|row| !row.holds()).count() {
        0 => Ok(()),
        failed => bail!(
            "{failed} of {} targets did not stand it; inputs and logs are in {}",
            rows.len(),
            folder.display()
        ),
    }
}

/// The names of the targets, as the manifest has them.
fn known_targets() -> Result<Vec<String>> {
    let manifest: toml::Table = fs::read_to_string(workspace::root().join(MANIFEST))?.parse()?;
    let programs = manifest.get("bin").and_then(toml::Value::as_array);
    programs
        .context("the manifest of the targets names none")?
        .iter()
        .map(|program| {
            let name = program.get("name").and_then(toml::Value::as_str);
            Ok(name.context("a target has no name")?.to_owned())
        })
        .collect()
}

fn choose(known: &[String], wanted: &[String]) -> Result<VecDeque<String>> {
    for name in wanted {
        ensure!(
            known.contains(name),
            "there is no target {name}; there are: {}",
            known.join(", ")
        );
    }
    let chosen = if wanted.is_empty() { known } else { wanted };
    Ok(chosen.iter().cloned().collect())
}

/// Builds all targets, and says where they are.
fn build(folder: &Path) -> Result<PathBuf> {
    let host = host()?;
    let build = folder.join("build");
    let mut command = cargo();
    command.args(["build", "--locked", "--release", "--bins"]);
    command.args(["--manifest-path", MANIFEST]);
    // Named, so that the flags are not for what runs while building.
    command.args(["--target", &host]);
    command.arg("--target-dir").arg(&build);
    command.env_remove("CARGO_ENCODED_RUSTFLAGS");
    run_program(command.env("RUSTFLAGS", FLAGS))?;
    Ok(build.join(host).join("release"))
}

fn host() -> Result<String> {
    let version = output_of(Command::new("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .context("the compiler does not say what machine this is")
}

/// Runs the targets, so many at once.
fn run_all(session: &Session, targets: VecDeque<String>, jobs: usize) -> Result<Vec<report::Row>> {
    let waiting = Mutex::new(targets);
    let next = || {
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.pop_front()
    };
    let work = || -> Result<Vec<report::Row>> {
        let mut rows = Vec::new();
        while let Some(target) = next() {
            rows.push(session.run(&target)?);
        }
        Ok(rows)
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        let mut rows = Vec::new();
        for worker in workers {
            match worker.join() {
                Ok(done) => rows.extend(done?),
                Err(_) => bail!("a worker ended before its targets did"),
            }
        }
        Ok(rows)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_targets_that_exist_are_run() {
        let known = ["address", "cell"].map(str::to_owned);
        assert_eq!(choose(&known, &[]).unwrap(), known);
        assert_eq!(choose(&known, &["cell".into()]).unwrap(), ["cell"]);
        let error = choose(&known, &["sell".into()]).unwrap_err();
        assert!(error.to_string().contains("address, cell"), "{error}");
    }

    #[test]
    fn every_target_has_its_file_and_something_to_begin_with() {
        let folder = workspace::root().join("fuzz");
        let mut names = known_targets().unwrap();
        names.sort();
        let mut files: Vec<String> = fs::read_dir(folder.join("fuzz_targets"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .map(|file| file.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        files.sort();
        assert_eq!(names, files);
        for name in names {
            let seeds = fs::read_dir(folder.join("corpus").join(&name));
            assert!(seeds.is_ok_and(|it| it.count() > 0), "{name} has no corpus");
        }
    }
}
