//! Starts the test bed, runs a command in it, and ends it: `outpost-testbed COMMAND [ARGUMENT]...`.

use anyhow::{Context, Result};
use outpost_testbed::{Places, guest::Guest, image::Image, radio};
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
    time::Instant,
};

fn main() -> ExitCode {
    let command: Vec<OsString> = env::args_os().skip(1).collect();
    match run(&command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &[OsString]) -> Result<ExitCode> {
    let [program, arguments @ ..] = command else {
        anyhow::bail!("name the command that is to run in the test bed");
    };
    let kept = kept_folder()?;
    fs::create_dir_all(&kept)?;
    let begun = Instant::now();
    let image = Image::prepare(&kept.join("image"))?;
    let environment = radio::environment::prepare(&kept.join("radio"))?;
    println!("  The image is there after {:.1?}.", begun.elapsed());

    // Sockets have short names: the path of the target folder may be too long.
    let sockets = tempfile::Builder::new().prefix("outpost-").tempdir()?;
    let begun = Instant::now();
    let mut guest = Guest::start(&image, sockets.path(), &kept.join("console.log"))?;
    let radio = radio::Emulator::start(
        &environment,
        sockets.path(),
        &guest.controllers,
        &kept.join("radio.log"),
    )?;
    guest.wait_until_ready()?;
    println!("  The guest is ready after {:.1?}.", begun.elapsed());

    let places = Places {
        radio: radio.socket.clone(),
        monitor: guest.monitor.clone(),
        errands: guest.errands,
        python: environment.interpreter,
    };
    let begun = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .env("DBUS_SYSTEM_BUS_ADDRESS", bus_address(&guest))
        .env(Places::VARIABLE, places.to_variable()?)
        .status()
        .with_context(|| format!("cannot start {}", Path::new(program).display()))?;
    println!("  The command ended after {:.1?}.", begun.elapsed());
    Ok(match status.success() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Where what takes long to make is kept: beside what cargo makes.
fn kept_folder() -> Result<PathBuf> {
    let program = env::current_exe()?;
    let target = program.ancestors().nth(2);
    let target = target.context("this program is in no target folder")?;
    Ok(target.join("testbed"))
}

/// The guest's bus as D-Bus clients take it.
fn bus_address(guest: &Guest) -> String {
    let address = guest.dbus;
    format!("tcp:host={},port={}", address.ip(), address.port())
}
