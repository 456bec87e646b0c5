//! Runs the app in an ordinary browser: the same screens against the same `app-core`, on loopback only.
//!
//! For development and for tests in Chromium. No release carries it.

mod app;
mod files;
mod server;
mod token;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use outpost_app_core::{AppConfig, Keys, NetworkDefinition};
use serde::Serialize;
use std::{fs, io, path::PathBuf};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// Runs the app in an ordinary browser, on this machine only.
#[derive(Debug, Parser)]
#[command(name = "outpost-dev-host")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// The folder of the screens, built
    #[arg(long, value_name = "DIR", default_value = "ui", global = true)]
    ui: PathBuf,
    /// The port; 0 takes one that is free
    #[arg(long, default_value_t = 0, global = true)]
    port: u16,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The app itself, and the gallery beside it
    App {
        /// The file of the network to join
        #[arg(long, value_name = "FILE")]
        network: PathBuf,
        /// Where everything is kept
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// A port with a device that the system does not list; may be given more than once
        #[arg(long, value_name = "PATH")]
        serial: Vec<PathBuf>,
    },
    /// The gallery of screens and states alone, with no app behind it
    Gallery,
}

/// What is printed once the browser may come.
#[derive(Serialize)]
struct Ready {
    /// What to open. Whoever has it has the app.
    url: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()))
        .with_writer(io::stderr)
        .init();
    let Arguments { command, ui, port } = Arguments::parse();
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .with_context(|| format!("port {port} cannot be listened on"))?;
    let address = listener.local_addr()?;
    let files = files::routes(ui);
    let (router, url) = match command {
        Command::Gallery => (files, format!("http://{address}/gallery/index.html")),
        Command::App {
            network,
            data,
            serial,
        } => {
            let definition = fs::read_to_string(&network)
                .with_context(|| format!("{} cannot be read", network.display()))?;
            let app = app::start(AppConfig {
                network: NetworkDefinition::from_toml(&definition)?,
                data,
                serial_ports: serial,
                // The person's own key store is not for trials.
                keys: Keys::File,
                exports: None,
            });
            let token = token::Token::random()?;
            let url = format!("http://{address}/#{}", token.as_str());
            (files.merge(server::routes(app.await?, token)), url)
        }
    };
    println!("{}", serde_json::to_string(&Ready { url })?);
    axum::serve(listener, router).await?;
    Ok(())
}
