//! Reaches devices on serial ports: USB adapters, boards with USB of their own, pseudo-terminals.

use super::{LinkLost, Transport};
use crate::catalog::IMPROV_BAUD_RATE;
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_serial::{ClearBuffer, SerialPort, SerialPortBuilderExt, SerialPortType, SerialStream};

/// A port where a device may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Port {
    /// Names it to the system, such as `/dev/ttyUSB0`.
    pub path: String,
    /// What the adapter calls itself, if it says.
    pub label: Option<String>,
}

/// An open port.
#[derive(Debug)]
pub struct SerialTransport {
    stream: SerialStream,
    port: String,
}

/// Why a port could not be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// This user may not. The normal first failure on Linux.
    #[error("this user may not open {port}")]
    NotPermitted {
        /// Which port.
        port: String,
        /// What the user has to run, word for word.
        command: String,
    },
    /// Another program has it.
    #[error("another program uses {port}")]
    Busy {
        /// Which port.
        port: String,
    },
    /// It is not there (any more).
    #[error("{port} is gone")]
    Gone {
        /// Which port.
        port: String,
    },
    /// It cannot be set to the speed, or is no serial port.
    #[error("{port} cannot be used: {reason}")]
    Unusable {
        /// Which port.
        port: String,
        /// What the system says.
        reason: String,
    },
}

/// The system's ports, those with a device's name first, and `extra` ones that are in no system's
/// list, such as pseudo-terminals. An extra one that is not there is left out.
pub fn list_ports(extra: &[String]) -> Vec<Port> {
    let mut ports: Vec<Port> = extra
        .iter()
        .filter(|path| std::fs::metadata(path).is_ok())
        .map(|path| Port {
            path: path.clone(),
            label: None,
        })
        .collect();
    let mut found: Vec<Port> = system_ports()
        .into_iter()
        .filter(|info| !extra.contains(&info.port_name) && has_hardware(&info.port_name))
        .map(|info| Port {
            label: label(&info.port_type),
            path: info.port_name,
        })
        .collect();
    found.sort_by_key(|port| (port.label.is_none(), port.path.clone()));
    ports.extend(found);
    ports
}

/// Opens a port at 115200 8N1, with nothing left over from before. Must be called within tokio.
pub fn open(port: &str) -> Result<SerialTransport, OpenError> {
    open_at(port, IMPROV_BAUD_RATE)
}

/// The same at another rate.
pub fn open_at(port: &str, baud_rate: u32) -> Result<SerialTransport, OpenError> {
    let refused = |error| open_error(port, error);
    let mut stream = tokio_serial::new(port, baud_rate)
        .open_native_async()
        .map_err(refused)?;
    share_quietly(&mut stream).map_err(refused)?;
    stream.clear(ClearBuffer::Input).map_err(refused)?;
    Ok(SerialTransport {
        stream,
        port: port.to_owned(),
    })
}

impl Transport for SerialTransport {
    async fn read(&mut self) -> Result<Vec<u8>, LinkLost> {
        let mut bytes = vec![0; 1_024];
        match self.stream.read(&mut bytes).await {
            Ok(0) => Err(self.lost("the other end closed it")),
            Ok(length) => {
                bytes.truncate(length);
                Ok(bytes)
            }
            Err(error) => Err(self.lost(error)),
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), LinkLost> {
        let written = self.stream.write_all(bytes).await;
        written.map_err(|error| self.lost(error))
    }
}

impl SerialTransport {
    fn lost(&self, reason: impl ToString) -> LinkLost {
        LinkLost {
            port: self.port.clone(),
            reason: reason.to_string(),
        }
    }
}

/// Opening marks the terminal as exclusive, and the mark would outlive a killed app for as long as
/// a pseudo-terminal's other side keeps it open. The lock that stays keeps a second app out as well,
/// and the kernel drops it with the process.
#[cfg(unix)]
fn share_quietly(stream: &mut SerialStream) -> tokio_serial::Result<()> {
    stream.set_exclusive(false)
}

#[cfg(not(unix))]
fn share_quietly(_: &mut SerialStream) -> tokio_serial::Result<()> {
    Ok(())
}

fn open_error(port: &str, error: tokio_serial::Error) -> OpenError {
    use tokio_serial::ErrorKind;
    let name = port.to_owned();
    match error.kind() {
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => OpenError::NotPermitted {
            command: remedy_command(port),
            port: name,
        },
        ErrorKind::Io(io::ErrorKind::NotFound) => OpenError::Gone { port: name },
        // The port is there, so that it is another program's: the lock or the exclusive mark.
        ErrorKind::NoDevice if std::fs::metadata(port).is_ok() => OpenError::Busy { port: name },
        ErrorKind::NoDevice => OpenError::Gone { port: name },
        _ => OpenError::Unusable {
            port: name,
            reason: error.to_string(),
        },
    }
}

/// The command that lets this user open `port`.
#[cfg(target_os = "linux")]
fn remedy_command(port: &str) -> String {
    // Group 0 is not to be joined; such a port is opened up for this once.
    match group_of(port) {
        Some(group) if group != "root" => format!("sudo usermod -aG {group} $USER"),
        _ => format!("sudo chmod a+rw {port}"),
    }
}

#[cfg(not(target_os = "linux"))]
fn remedy_command(port: &str) -> String {
    format!("sudo chmod a+rw {port}")
}

/// Which group may open a port differs: `dialout` on Debian and Fedora, `uucp` on Arch.
#[cfg(target_os = "linux")]
fn group_of(port: &str) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let id = std::fs::metadata(port).ok()?.gid().to_string();
    let groups = std::fs::read_to_string("/etc/group").ok()?;
    groups.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == id).then(|| name.to_owned())
    })
}

fn system_ports() -> Vec<tokio_serial::SerialPortInfo> {
    // The enumeration panics on a Linux without this folder.
    if cfg!(target_os = "linux") && !std::path::Path::new("/sys/class/tty").is_dir() {
        return Vec::new();
    }
    tokio_serial::available_ports().unwrap_or_default()
}

/// A PC's kernel lists dozens of serial ports that nobody ever built in, of type 0: unknown.
fn has_hardware(port: &str) -> bool {
    let name = port.trim_start_matches("/dev/");
    std::fs::read_to_string(format!("/sys/class/tty/{name}/type"))
        .map_or(true, |kind| kind.trim() != "0")
}

fn label(kind: &SerialPortType) -> Option<String> {
    match kind {
        SerialPortType::UsbPort(usb) => usb.product.clone().or_else(|| usb.manufacturer.clone()),
        _ => None,
    }
}
