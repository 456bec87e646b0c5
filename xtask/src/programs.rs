//! Runs other programs, and ends those that were left running.

use crate::workspace;
use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use std::{
    env,
    ffi::OsStr,
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Cargo in the workspace, as if called from the shell.
pub fn cargo() -> Command {
    as_from_the_shell("cargo")
}

/// A program in the workspace, as if called from the shell.
///
/// `cargo xtask` itself runs under cargo, which describes the running crate in variables. Build
/// scripts that read them would run again each time that a person alternates between the two.
pub fn as_from_the_shell(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let describes_xtask = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"]
            .iter()
            .any(|p| text.starts_with(p));
        if describes_xtask || text == "CARGO_CRATE_NAME" || text == "CARGO_PRIMARY_PACKAGE" {
            command.env_remove(&name);
        }
    }
    command.env_remove("LD_LIBRARY_PATH");
    command
}

/// Runs a program to its end, with its output shown; an error unless it succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line_of(command);
    println!("  $ {line}");
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    ensure!(status.success(), "`{line}` ended with {status}");
    Ok(())
}

/// What a program printed; an error unless it succeeds.
pub fn output_of(command: &mut Command) -> Result<String> {
    let line = line_of(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    ensure!(
        output.status.success(),
        "`{line}` ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be started and succeeds; nothing is shown.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The command as a person would type it.
pub fn line_of(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A program that runs in the background, and is ended when this is dropped.
pub struct Background {
    child: Child,
    name: String,
    log: PathBuf,
}

impl Background {
    /// Starts a program whose output goes to `NAME.out` and `NAME.log` in `folder`.
    ///
    /// Files rather than pipes: a web view's helpers outlive it for a while and would hold a pipe open.
    pub fn start(command: &mut Command, name: &str, folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let log = folder.join(format!("{name}.log"));
        let child = command
            .stdin(Stdio::null())
            .stdout(File::create(folder.join(format!("{name}.out")))?)
            .stderr(File::create(&log)?)
            .spawn()
            .with_context(|| format!("cannot start `{}`", line_of(command)))?;
        Ok(Self {
            child,
            name: name.to_owned(),
            log,
        })
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for its end.
    ///
    /// # Errors
    /// If that is no success.
    pub fn wait(&mut self) -> Result<()> {
        let status = self.child.wait()?;
        ensure!(
            status.success(),
            "{} ended with {status}: {}",
            self.name,
            self.last_words()
        );
        Ok(())
    }

    /// Waits for the one line of JSON that the project's services print when they are ready.
    pub fn ready<T: DeserializeOwned>(&mut self, limit: Duration) -> Result<T> {
        let line = self.first_line(limit)?;
        serde_json::from_str(&line)
            .with_context(|| format!("{} said `{line}`, which is not its line of JSON", self.name))
    }

    /// Waits for the first complete line of the program's output.
    pub fn first_line(&mut self, limit: Duration) -> Result<String> {
        let deadline = Instant::now() + limit;
        let output = self.log.with_extension("out");
        while Instant::now() < deadline {
            let mut line = String::new();
            BufReader::new(File::open(&output)?).read_line(&mut line)?;
            if line.ends_with('\n') {
                return Ok(line.trim_end().to_owned());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("{} ended with {status}: {}", self.name, self.last_words());
            }
            thread::sleep(Duration::from_millis(20));
        }
        bail!(
            "{} was not ready within {limit:?}: {}",
            self.name,
            self.last_words()
        )
    }

    /// The end of its log, for an error message.
    fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(8).collect();
        let shown: Vec<_> = lines.into_iter().rev().collect();
        format!(
            "\n{}\n(all of it: {})",
            shown.join("\n"),
            self.log.display()
        )
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // Everything here must stand a kill at any instant, so there is no need for a gentler way.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
