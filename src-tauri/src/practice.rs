//! Runs a practice network and a simulated device beside the app, where they are installed with it.
//!
//! Both end with the app, however that ends: they end when their standard input is closed.

use crate::arguments;
use outpost_app_api::{Event, StartStage};
use outpost_app_core::AppConfig;
use serde::{Deserialize, de::DeserializeOwned};
use std::{
    env, fs,
    fs::File,
    io,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

/// How long an epoch of the network is, and how many simulated neighbours it has.
const EPOCH: &str = "60s";
const NEIGHBOURS: &str = "12";
/// Until a program must have said that it is ready: the first start deals keys.
const READY_WITHIN: Duration = Duration::from_secs(120);

/// Where the programs are, and where they keep what is theirs.
#[derive(Clone, Debug)]
pub(crate) struct Practice {
    programs: PathBuf,
    data: PathBuf,
    serial_ports: Vec<PathBuf>,
}

/// Both programs, until this is dropped.
pub(crate) struct Running {
    /// The network's file.
    pub(crate) network: PathBuf,
    /// The device's serial port.
    pub(crate) port: PathBuf,
    _programs: [Child; 2],
}

/// Why practice does not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PracticeError {
    #[error("{program} cannot be started")]
    NotStarted {
        program: &'static str,
        source: io::Error,
    },
    #[error("{program} was not ready in time")]
    Late { program: &'static str },
    #[error("{program} ended; its log is {}", log.display())]
    Ended { program: &'static str, log: PathBuf },
}

#[derive(Deserialize)]
struct NetworkReady {
    network: PathBuf,
}

#[derive(Deserialize)]
struct DeviceReady {
    port: PathBuf,
}

impl Practice {
    /// Practice with the programs beside this one; `None` where they are not installed.
    pub(crate) fn beside_this_program(data: &Path, serial_ports: Vec<PathBuf>) -> Option<Self> {
        let programs = env::current_exe().ok()?.parent()?.to_owned();
        let installed = |name| programs.join(name).is_file();
        (installed(NETWORK) && installed(DEVICE)).then(|| Self {
            programs,
            data: data.to_owned(),
            serial_ports,
        })
    }

    /// Starts both, and tells how far that is.
    pub(crate) async fn start(&self, tell: impl Fn(Event)) -> Result<Running, PracticeError> {
        tell(Event::Starting(StartStage::Network));
        let mut network = self.command(NETWORK);
        network.args(["practice", "--epoch", EPOCH, "--neighbours", NEIGHBOURS]);
        network.arg("--until-stdin-closes");
        network.arg("--data").arg(self.folder().join("network"));
        let (network, ready): (Child, NetworkReady) = self.ready(NETWORK, network).await?;
        tell(Event::Starting(StartStage::Device));
        let mut device = self.command(DEVICE);
        device.args(["simulate", "--confirm", "auto", "--until-stdin-closes"]);
        device.arg("--network").arg(&ready.network);
        device.arg("--data").arg(self.folder().join("device"));
        let (device, DeviceReady { port }) = self.ready(DEVICE, device).await?;
        tell(Event::Starting(StartStage::App));
        Ok(Running {
            network: ready.network,
            port,
            _programs: [network, device],
        })
    }

    /// What the core is started with once both run.
    pub(crate) fn config(&self, running: &Running) -> anyhow::Result<AppConfig> {
        let mut serial_ports = self.serial_ports.clone();
        serial_ports.push(running.port.clone());
        arguments::config(&running.network, self.data.clone(), serial_ports)
    }

    /// Where the programs keep what is theirs.
    fn folder(&self) -> PathBuf {
        self.data.join("practice")
    }

    fn command(&self, name: &str) -> Command {
        Command::new(self.programs.join(name))
    }

    /// Starts a program, and waits for the line of JSON that it prints when it is ready.
    async fn ready<T: DeserializeOwned>(
        &self,
        program: &'static str,
        mut command: Command,
    ) -> Result<(Child, T), PracticeError> {
        let failed = |source| PracticeError::NotStarted { program, source };
        fs::create_dir_all(self.folder()).map_err(failed)?;
        let log = self.folder().join(program).with_extension("log");
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).map_err(failed)?)
            .kill_on_drop(true)
            .spawn()
            .map_err(failed)?;
        let ended = || PracticeError::Ended { program, log };
        let Some(output) = child.stdout.take() else {
            return Err(ended());
        };
        let mut lines = BufReader::new(output).lines();
        let line = match timeout(READY_WITHIN, lines.next_line()).await {
            Ok(line) => line.map_err(failed)?,
            Err(_) => return Err(PracticeError::Late { program }),
        };
        let ready = line.and_then(|line| serde_json::from_str(&line).ok());
        Ok((child, ready.ok_or_else(ended)?))
    }
}

const NETWORK: &str = "outpostd";
const DEVICE: &str = "outpost-device";
