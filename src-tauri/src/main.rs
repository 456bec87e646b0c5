//! Opens the window: adapters of one line between the web view and the app's core.

mod arguments;
#[cfg(mobile)]
mod biometrics;
mod bridge;
#[cfg(desktop)]
mod desktop;
#[cfg(mobile)]
mod phone;
mod practice;
mod shell;
#[cfg(desktop)]
mod tray;
mod window;
#[cfg(any(mobile, test))]
mod wish;

use anyhow::Context;
use arguments::{Arguments, NoNetwork};
use bridge::Bridge;
use clap::Parser;
use std::{io, process::ExitCode};
use tauri::Manager;
use tracing_subscriber::EnvFilter;

/// What is logged unless `RUST_LOG` says otherwise.
const LOG: &str = "warn,outpost=info,outpost_app_core=info,outpost_light_client=info";

/// The exit code for a person who has to say which network.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOG));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(if error.is::<NoNetwork>() { USAGE } else { 1 })
        }
    }
}

fn run() -> anyhow::Result<()> {
    let context = tauri::generate_context!();
    let opened = Arguments::parse().read(&context.config().identifier)?;
    let app = shell::plugins(tauri::Builder::default())
        .setup(move |app| {
            app.manage(Bridge::new(opened.start, app.handle().clone()));
            bridge::begin(app.handle(), opened.link);
            shell::begin(app)?;
            let shown = opened.shown || !shell::can_hide(app);
            Ok(window::open(app, shown)?)
        })
        .on_window_event(shell::on_window_event)
        .invoke_handler(tauri::generate_handler![bridge::call])
        .build(context)
        .context("the window cannot be opened")?;
    app.run(|app, event| shell::on_event(app, &event));
    Ok(())
}
