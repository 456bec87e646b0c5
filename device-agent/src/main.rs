//! Runs an Outpost device: `outpost-device run` makes one of this board, `outpost-device simulate` is
//! one on this machine.

mod arguments;

use anyhow::{Context, Result};
use arguments::{Arguments, Command, Simulation};
use clap::Parser;
use futures::future::OptionFuture;
use outpost_device_agent::{
    board::{self, BoardError},
    service_manager,
    simulate::{HostedDevice, Simulated, StockDevice, Talker},
};
use serde_json::json;
use std::{
    convert::Infallible,
    future::Future,
    io::{self, Write},
    path::Path,
};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
};

fn main() -> Result<()> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env()
                .unwrap_or_else(|_| "warn,outpost_device_agent=info".into()),
        )
        .init();
    let command = Arguments::parse().command;
    let runtime = tokio::runtime::Runtime::new().context("the runtime does not start")?;
    runtime.block_on(async {
        // Before anybody is told that the device is ready: a signal must end it cleanly from then on.
        let mut end = Ending::listen()?;
        match command {
            Command::Run(arguments) => run(arguments.into_options()?, end).await,
            Command::Simulate(arguments) => {
                if arguments.until_stdin_closes {
                    end.listen_to_stdin();
                }
                simulate(arguments.into_simulation()?, end).await
            }
        }
    })
}

async fn run(options: board::Options, end: Ending) -> Result<()> {
    let device = board::open(options).await.map_err(with_remedy)?;
    announce(&json!({ "device": device.device().to_string() }))?;
    service_manager::ready()?;
    end.or(async { device.run().await.map_err(BoardError::from) })
        .await
}

async fn simulate(simulation: Simulation, end: Ending) -> Result<()> {
    match simulation {
        Simulation::Sensor(options) => {
            let device = Simulated::open(*options)?;
            announce(&json!({
                "port": device.port(),
                "device": device.device().to_string(),
            }))?;
            end.or(device.run()).await
        }
        Simulation::Talker(talks, link) => {
            std::fs::create_dir_all(link.parent().unwrap_or(Path::new("/")))?;
            let talker = Talker::open(talks, &link)?;
            announce(&json!({ "port": talker.port() }))?;
            end.or(talker.run()).await
        }
        Simulation::Stock(data, link, name) => {
            let device = StockDevice::open(&data, &link, &name)?;
            announce(&json!({ "port": device.port() }))?;
            end.or(device.run()).await
        }
        Simulation::Hosted(model, data, adapter) => {
            let device = HostedDevice::open(model, &data, adapter)?;
            announce(&json!({
                "device": device.device().to_string(),
                "word": device.word(),
            }))?;
            end.or(device.run()).await
        }
    }
}

/// What asks the program to end.
struct Ending {
    interrupt: Signal,
    terminate: Signal,
    stdin: OptionFuture<oneshot::Receiver<()>>,
}

impl Ending {
    fn listen() -> Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            stdin: None.into(),
        })
    }

    /// The end of the standard input asks as well. A thread, for one that reads cannot be stopped.
    fn listen_to_stdin(&mut self) {
        let (closed, done) = oneshot::channel();
        std::thread::spawn(move || {
            let _ = io::copy(&mut io::stdin(), &mut io::sink());
            let _ = closed.send(());
        });
        self.stdin = Some(done).into();
    }

    /// Runs the device until it cannot go on, or is asked to end.
    async fn or<E: std::error::Error + Send + Sync + 'static>(
        mut self,
        device: impl Future<Output = Result<Infallible, E>>,
    ) -> Result<()> {
        tokio::select! {
            stopped = device => match stopped? {},
            _ = self.interrupt.recv() => Ok(()),
            _ = self.terminate.recv() => Ok(()),
            Some(_) = self.stdin => Ok(()),
        }
    }
}

fn with_remedy(error: BoardError) -> anyhow::Error {
    match error.remedy() {
        Some(remedy) => anyhow::Error::new(error).context(format!("try: {remedy}")),
        None => error.into(),
    }
}

/// Tells whoever started this that the device is ready.
fn announce(ready: &serde_json::Value) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{ready}")?;
    out.flush()?;
    Ok(())
}
