//! Runs a program of this machine in the guest, with what it says line by line.

use crate::{image::archive::Archive, tools::libraries_of};
use anyhow::{Context, Result, anyhow, bail};
use std::{collections::VecDeque, fs, net::SocketAddr, path::Path, time::Duration};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

/// A program that runs in the guest. It is told of the end of its input when this is dropped, and
/// should end then.
#[derive(Debug)]
pub struct Errand {
    stream: BufReader<TcpStream>,
    program: String,
    /// Lines that came while another was waited for, in order.
    kept: VecDeque<String>,
}

/// The unit in which the guest takes what is sent.
const BLOCK_BYTES: usize = 4_096;
/// How long a line that must come may take.
const PATIENCE: Duration = Duration::from_secs(60);
const ENDED: &str = "errand ended with ";

impl Errand {
    /// Sends `program` and its libraries to the guest, and starts it there.
    ///
    /// # Errors
    /// If it cannot be read, or the guest is not there.
    pub async fn start(guest: SocketAddr, program: &Path, arguments: &[&str]) -> Result<Self> {
        let name = program.display().to_string();
        let mut archive = Archive::default();
        let read = |path: &Path| fs::read(path).with_context(|| path.display().to_string());
        archive.file("program", &read(program)?);
        let arguments: String = arguments.iter().map(|it| format!("{it}\n")).collect();
        archive.file("arguments", arguments.as_bytes());
        for library in libraries_of(program)? {
            let file = library.file_name().unwrap_or_default().to_string_lossy();
            archive.file(&format!("lib/{file}"), &read(&library)?);
        }
        let archive = archive.finish(BLOCK_BYTES);
        let mut stream = TcpStream::connect(guest).await?;
        let blocks = archive.len() / BLOCK_BYTES;
        stream.write_all(format!("{blocks}\n").as_bytes()).await?;
        stream.write_all(&archive).await?;
        Ok(Self {
            stream: BufReader::new(stream),
            program: name,
            kept: VecDeque::new(),
        })
    }

    /// Gives the program a line of input.
    ///
    /// # Errors
    /// If the guest is gone.
    pub async fn tell(&mut self, line: &str) -> Result<()> {
        Ok(self
            .stream
            .write_all(format!("{line}\n").as_bytes())
            .await?)
    }

    /// Waits for a line that `found` takes, for a minute at most. What comes in between is kept for
    /// those who wait for it later: things that happen at once are told in any order.
    ///
    /// # Errors
    /// If the program ends or the time is over before, with the lines that it said.
    pub async fn wait_for<T>(&mut self, found: impl Fn(&str) -> Option<T>) -> Result<T> {
        let early = self.kept.iter().map(|line| found(line)).enumerate();
        if let Some((place, Some(value))) = early.into_iter().find(|(_, it)| it.is_some()) {
            self.kept.remove(place);
            return Ok(value);
        }
        let waited = timeout(PATIENCE, self.hear(found)).await;
        let value = waited.unwrap_or_else(|_| Err(anyhow!("it was silent for {PATIENCE:?}")));
        value.with_context(|| {
            let said: Vec<&str> = self.kept.iter().map(String::as_str).collect();
            format!("{} said:\n{}\n", self.program, said.join("\n"))
        })
    }

    async fn hear<T>(&mut self, found: impl Fn(&str) -> Option<T>) -> Result<T> {
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await? == 0 {
                bail!("the guest ended it without a word");
            }
            let line = line.trim_end();
            if let Some(code) = line.strip_prefix(ENDED) {
                bail!("it ended with {code}");
            }
            match found(line) {
                Some(value) => return Ok(value),
                None => self.kept.push_back(line.to_owned()),
            }
        }
    }
}
