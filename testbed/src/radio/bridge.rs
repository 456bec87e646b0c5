//! Speaks the lines of the emulator's peripherals, whose head tells what they mean.

use super::Advertisement;
use anyhow::{Context, Result, bail};
use outpost_device_drivers::protocols::gatt::Characteristic;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::path::Path;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    net::{
        UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
};
use uuid::Uuid;

/// What the emulator is told.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum ToEmulator {
    Appear {
        address: String,
        name: String,
        services: Vec<OfferedService>,
        #[serde(flatten)]
        said: Said,
    },
    Advertise(Said),
    Silence,
    Notify {
        service: Uuid,
        characteristic: Uuid,
        value: String,
    },
    DropLink,
    DropLinkAfter {
        requests: u32,
    },
    Answer {
        request: u64,
        value: String,
    },
    Refuse {
        request: u64,
        error: u8,
    },
}

/// What a peripheral says to everybody, and to who asks.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Said {
    advertisement: String,
    scan_response: String,
}

/// A service as clients find it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OfferedService {
    pub(super) uuid: Uuid,
    pub(super) characteristics: Vec<OfferedCharacteristic>,
}

/// A characteristic as clients find it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OfferedCharacteristic {
    uuid: Uuid,
    read: bool,
    write: bool,
    unheeded: bool,
    notify: bool,
    description: Option<&'static str>,
}

/// What the emulator tells.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(super) enum FromEmulator {
    Done,
    Failed {
        reason: String,
    },
    Read {
        request: u64,
        service: Uuid,
        characteristic: Uuid,
    },
    Write {
        request: u64,
        service: Uuid,
        characteristic: Uuid,
        value: String,
    },
    Connected,
    Disconnected,
}

impl From<&Advertisement> for Said {
    fn from(advertisement: &Advertisement) -> Self {
        Self {
            advertisement: hex::encode(advertisement.bytes()),
            scan_response: hex::encode(advertisement.scan_response()),
        }
    }
}

impl From<Characteristic> for OfferedCharacteristic {
    fn from(it: Characteristic) -> Self {
        Self {
            uuid: it.uuid,
            read: it.access.read,
            write: it.access.write,
            unheeded: it.access.unheeded,
            notify: it.access.notify,
            description: it.description,
        }
    }
}

/// The end that listens to the emulator.
pub(super) struct Listening(Lines<BufReader<OwnedReadHalf>>);

/// The end that tells the emulator.
pub(super) struct Telling(OwnedWriteHalf);

/// Connects to the emulator.
pub(super) async fn connect(socket: &Path) -> Result<(Listening, Telling)> {
    let stream = UnixStream::connect(socket)
        .await
        .with_context(|| format!("no radio is emulated at {}", socket.display()))?;
    let (listening, telling) = stream.into_split();
    let lines = BufReader::new(listening).lines();
    Ok((Listening(lines), Telling(telling)))
}

impl Listening {
    /// Waits for the next line. May be dropped at any time, and loses none.
    pub(super) async fn next<T: DeserializeOwned>(&mut self) -> Result<T> {
        let Some(line) = self.0.next_line().await? else {
            bail!("the emulated radio ended");
        };
        serde_json::from_str(&line).with_context(|| format!("the emulated radio said `{line}`"))
    }
}

impl Telling {
    pub(super) async fn tell(&mut self, message: &impl Serialize) -> Result<()> {
        let mut line = serde_json::to_vec(message)?;
        line.push(b'\n');
        Ok(self.0.write_all(&line).await?)
    }
}
