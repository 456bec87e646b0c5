//! Runs the programs that make and start the test bed.

use anyhow::{Context, Result, ensure};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A program, found where administrators find it too: an ordinary user's path has no `/usr/sbin`.
pub fn tool(name: &str) -> Command {
    let mut command = Command::new(name);
    command.env("PATH", search_path()).stdin(Stdio::null());
    command
}

/// Where the program `name` is.
///
/// # Errors
/// If it is not installed.
pub fn locate(name: &str) -> Result<PathBuf> {
    env::split_paths(&search_path())
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
        .with_context(|| format!("{name} is not installed; `cargo xtask setup` installs it"))
}

/// What a program printed.
///
/// # Errors
/// Unless it succeeds.
pub fn output_of(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .with_context(|| format!("cannot start {name}"))?;
    ensure!(
        output.status.success(),
        "{name} ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The libraries that a program is linked against and its loader, as absolute paths.
///
/// # Errors
/// If one of them is not there.
pub fn libraries_of(program: &Path) -> Result<Vec<PathBuf>> {
    let output = tool("ldd")
        .arg(program)
        .output()
        .context("cannot start ldd")?;
    let listed = String::from_utf8_lossy(&output.stdout);
    ensure!(
        !listed.contains("not found"),
        "{} lacks a library:\n{listed}",
        program.display()
    );
    // `libc.so.6 => /lib/… (0x…)`, `/lib64/ld-linux… (0x…)`, or that there are none.
    Ok(listed
        .lines()
        .filter_map(|line| line.split_whitespace().find(|word| word.starts_with('/')))
        .filter(|path| Path::new(path).is_file())
        .map(PathBuf::from)
        .collect())
}

/// Makes a program end when the one that started it ends, even by a kill.
pub fn bound_to_us(name: &str) -> Command {
    let mut command = tool("setpriv");
    command.args(["--pdeathsig", "KILL", "--", name]);
    command
}

fn search_path() -> OsString {
    let mut path = env::var_os("PATH").unwrap_or_default();
    path.push(":/usr/local/sbin:/usr/sbin:/sbin");
    path
}
