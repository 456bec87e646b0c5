//! Tells the service manager that the device is ready, if one asked to be told.
//!
//! # The rules (sd_notify(3))
//! A service manager that waits puts the address of a datagram socket into `NOTIFY_SOCKET`: a path, or
//! `@` and the name of a socket without a path. `READY=1` in a datagram ends the wait.

use std::{
    ffi::{OsStr, OsString},
    io,
    os::{
        linux::net::SocketAddrExt,
        unix::{
            ffi::OsStrExt,
            net::{SocketAddr, UnixDatagram},
        },
    },
};

/// A service manager did not take the message.
#[derive(Debug, thiserror::Error)]
#[error("the service manager at {socket:?} cannot be told: {source}")]
pub struct NotTold {
    /// The socket.
    pub socket: OsString,
    /// Why.
    pub source: io::Error,
}

/// Tells that the device is ready. Does nothing where nobody waits.
pub fn ready() -> Result<(), NotTold> {
    match std::env::var_os("NOTIFY_SOCKET") {
        Some(socket) => tell(&socket, b"READY=1"),
        None => Ok(()),
    }
}

fn tell(socket: &OsStr, message: &[u8]) -> Result<(), NotTold> {
    let send = || {
        let address = match socket.as_bytes() {
            [b'@', name @ ..] => SocketAddr::from_abstract_name(name)?,
            _ => SocketAddr::from_pathname(socket)?,
        };
        UnixDatagram::unbound()?.send_to_addr(message, &address)
    };
    send().map(drop).map_err(|source| NotTold {
        socket: socket.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(socket: &OsStr, manager: &UnixDatagram) {
        tell(socket, b"READY=1").unwrap();
        let mut message = [0; 16];
        let length = manager.recv(&mut message).unwrap();
        assert_eq!(&message[..length], b"READY=1");
    }

    #[test]
    fn a_manager_with_a_path_and_one_without_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let manager = UnixDatagram::bind(&path).unwrap();
        check(path.as_os_str(), &manager);

        let name = format!("outpost-device-test-{}", std::process::id());
        let address = SocketAddr::from_abstract_name(&name).unwrap();
        let manager = UnixDatagram::bind_addr(&address).unwrap();
        check(OsStr::new(&format!("@{name}")), &manager);
    }

    #[test]
    fn a_manager_that_is_gone_is_named() {
        let error = tell(OsStr::new("nowhere/notify"), b"READY=1").unwrap_err();
        assert!(error.to_string().contains("nowhere/notify"));
    }
}
