//! Offers the device's serial port: a pseudo-terminal, with a link to it at a path that stays.

use crate::folder;
use outpost_device_drivers::transport::{LinkLost, Transport};
use rustix::{
    fs::{Mode, OFlags},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{OptionalActions, tcgetattr, tcsetattr},
};
use std::{
    fs, io,
    os::fd::OwnedFd,
    path::{Path, PathBuf},
};
use tokio::net::unix::pipe;

/// The device's end of its serial port.
#[derive(Debug)]
pub struct Terminal {
    /// A pipe only by name: what is needed of it is reading when there is something to read.
    ours: pipe::Receiver,
    /// Kept open, so that clients can come and go: reading from our end fails while nobody has
    /// theirs.
    _theirs: OwnedFd,
    link: PathBuf,
    target: PathBuf,
}

/// Why there is no port.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// The system gave no pseudo-terminal.
    #[error("the system gave no pseudo-terminal: {0}")]
    NoTerminal(#[source] io::Error),
    /// There is something at the link's path that is no link.
    #[error("{0} is there and is no link to a port; it was left as it is")]
    Occupied(PathBuf),
    /// The link cannot be made.
    #[error("the link {path} cannot be made: {source}")]
    NoLink {
        /// The link.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Terminal {
    /// Opens a port and links it at `link`. Must be called within tokio.
    pub fn open(link: &Path) -> Result<Self, TerminalError> {
        let (ours, theirs, target) = open_pair().map_err(TerminalError::NoTerminal)?;
        let ours =
            pipe::Receiver::from_owned_fd_unchecked(ours).map_err(TerminalError::NoTerminal)?;
        replace_link(link, &target)?;
        Ok(Self {
            ours,
            _theirs: theirs,
            link: link.to_owned(),
            target,
        })
    }

    async fn next_bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; 1_024];
        loop {
            self.ours.readable().await?;
            match self.ours.try_read(&mut bytes) {
                Ok(length) => {
                    bytes.truncate(length);
                    return Ok(bytes);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn send(&self, bytes: &[u8]) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            match rustix::io::write(&self.ours, rest) {
                Ok(written) => rest = rest.get(written..).unwrap_or_default(),
                Err(rustix::io::Errno::INTR) => {}
                Err(rustix::io::Errno::AGAIN) => {
                    tracing::debug!(lost = rest.len(), "nobody reads the port");
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn lost(&self, error: io::Error) -> LinkLost {
        LinkLost {
            port: self.link.display().to_string(),
            reason: error.to_string(),
        }
    }
}

impl Transport for Terminal {
    async fn read(&mut self) -> Result<Vec<u8>, LinkLost> {
        self.next_bytes().await.map_err(|error| self.lost(error))
    }

    /// What finds no room is lost, as on a line that nobody reads.
    async fn write(&mut self, bytes: &[u8]) -> Result<(), LinkLost> {
        self.send(bytes).map_err(|error| self.lost(error))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Another device may have put its own link there since.
        if fs::read_link(&self.link).is_ok_and(|target| target == self.target) {
            let _ = fs::remove_file(&self.link);
        }
    }
}

/// Our end, theirs, and the path of theirs.
fn open_pair() -> io::Result<(OwnedFd, OwnedFd, PathBuf)> {
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&ours)?;
    unlockpt(&ours)?;
    let name = ptsname(&ours, Vec::new())?;
    let path = PathBuf::from(name.into_string().map_err(io::Error::other)?);
    let theirs = rustix::fs::open(
        &path,
        OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC,
        Mode::empty(),
    )?;
    // Bytes as they are: no echo, no line editing.
    let mut settings = tcgetattr(&theirs)?;
    settings.make_raw();
    tcsetattr(&theirs, OptionalActions::Now, &settings)?;
    rustix::io::ioctl_fionbio(&ours, true)?;
    Ok((ours, theirs, path))
}

/// A client sees the old port or the new one, never none.
fn replace_link(link: &Path, target: &Path) -> Result<(), TerminalError> {
    let failed = |source| TerminalError::NoLink {
        path: link.to_owned(),
        source,
    };
    if fs::symlink_metadata(link).is_ok_and(|there| !there.is_symlink()) {
        return Err(TerminalError::Occupied(link.to_owned()));
    }
    let mut name = link.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = link.with_file_name(name);
    folder::remove_if_there(&new).map_err(failed)?;
    std::os::unix::fs::symlink(target, &new).map_err(failed)?;
    fs::rename(&new, link).map_err(failed)
}
