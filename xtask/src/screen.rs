//! Gives windows a screen in memory, for machines that have none.

use crate::programs::Background;
use anyhow::{Context, Result, ensure};
use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// An X server that draws into memory; it ends when this is dropped.
pub struct Screen {
    display: String,
    memory: PathBuf,
    _server: Background,
}

impl Screen {
    /// Starts a server on the first display number that is free.
    pub fn start(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let mut command = Command::new("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1280x900x24",
            "-nolisten",
            "tcp",
            "-noreset",
            "-br",
        ]);
        command.arg("-fbdir").arg(folder);
        let mut server = Background::start(&mut command, "screen", folder)?;
        let number = server
            .first_line(Duration::from_secs(20))
            .context("no screen for the window")?;
        Ok(Self {
            display: format!(":{}", number.trim()),
            memory: folder.join("Xvfb_screen0"),
            _server: server,
        })
    }

    /// Makes a program show its windows here.
    ///
    /// It also keeps the program from the person's own desktop: no key store, no screen reader.
    pub fn show<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
    }

    /// What is on the screen now.
    pub fn frame(&self) -> Result<Frame> {
        Frame::read(&File::open(&self.memory)?)
    }
}

/// Every eighth row of the screen, which is enough to tell what it shows and quick to read.
pub struct Frame {
    rows: Vec<u8>,
}

impl Frame {
    const EVERY: u64 = 8;
    /// Four-byte numbers in the file's header, most significant byte first, by their position.
    const HEADER_SIZE: usize = 0;
    const HEIGHT: usize = 5;
    const BYTES_PER_LINE: usize = 12;
    const COLOURS: usize = 19;
    /// A colour of the table between header and picture.
    const COLOUR_BYTES: u64 = 12;

    /// Reads the X server's memory, which is laid out as an X window dump.
    fn read(file: &File) -> Result<Self> {
        let mut header = [0; 100];
        file.read_exact_at(&mut header, 0)?;
        let number = |position: usize| -> u64 {
            let bytes = header.chunks_exact(4).nth(position).unwrap_or_default();
            bytes
                .iter()
                .fold(0, |value, byte| value << 8 | u64::from(*byte))
        };
        let picture = number(Self::HEADER_SIZE) + number(Self::COLOURS) * Self::COLOUR_BYTES;
        let line = number(Self::BYTES_PER_LINE);
        ensure!(
            (1..1 << 16).contains(&line),
            "the screen's memory is not a window dump"
        );
        let mut rows = Vec::new();
        let mut row = vec![0; line as usize];
        for y in (0..number(Self::HEIGHT)).step_by(Self::EVERY as usize) {
            file.read_exact_at(&mut row, picture + y * line)?;
            rows.extend_from_slice(&row);
        }
        Ok(Self { rows })
    }

    /// Pixels as red, green and blue, eight bits each.
    pub fn pixels(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.chunks_exact(4).map(|pixel| {
            let bytes: [u8; 4] = pixel.try_into().unwrap_or_default();
            u32::from_le_bytes(bytes) & 0xff_ff_ff
        })
    }

    /// Whether no window is shown.
    pub fn is_blank(&self) -> bool {
        self.pixels().all(|pixel| pixel == 0)
    }
}
