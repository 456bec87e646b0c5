//! Asks a network from the command line, and believes only what is proven.

mod cli;

use clap::Parser as _;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

// One thread is enough: checking a header takes about two milliseconds.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    match cli::run(cli::Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
