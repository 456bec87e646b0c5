//! Sets a device up over a real pseudo-terminal.

use crate::devices::*;
use outpost_device_drivers::{
    protocols::improv::wifi::WifiCredentials,
    session::{Identity, Session, Watcher, improv_over_serial},
    transport::{
        LinkLost, Transport,
        hotplug::{PortChange, PortWatch},
        serial::{self, OpenError, Port},
    },
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_serial::SerialStream;

/// The device's end of a pseudo-terminal.
struct Master(SerialStream);

impl Transport for Master {
    async fn read(&mut self) -> Result<Vec<u8>, LinkLost> {
        let mut bytes = vec![0; 256];
        let length = self.0.read(&mut bytes).await.map_err(lost)?;
        bytes.truncate(length);
        Ok(bytes)
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), LinkLost> {
        self.0.write_all(bytes).await.map_err(lost)
    }
}

fn lost(error: std::io::Error) -> LinkLost {
    LinkLost {
        port: "master".to_owned(),
        reason: error.to_string(),
    }
}

/// A device on a new pseudo-terminal: the path to open, and what keeps it open meanwhile.
fn plug_in_terminal(device: impl TestDevice) -> (String, SerialStream) {
    let (master, mut slave) = SerialStream::pair().unwrap();
    slave.set_exclusive(false).unwrap();
    let path = slave_path(&slave);
    tokio::spawn(run(device, Master(master)));
    (path, slave)
}

fn slave_path(slave: &SerialStream) -> String {
    use std::os::fd::AsRawFd;
    let link = format!("/proc/self/fd/{}", slave.as_raw_fd());
    let path = std::fs::read_link(link).unwrap();
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_device_on_a_pseudo_terminal_is_set_up_and_can_be_opened_again() {
    let (port, slave) = plug_in_terminal(LogsBetweenFrames(Honest::new(1)));
    // The other holder's lock would make the port busy.
    drop(slave);
    for _ in 0..2 {
        let transport = serial::open(&port).unwrap();
        let line = improv_over_serial(transport, PATIENT, Watcher::default());
        let mut session = Session::new(line);
        let identified = session.identify().await.unwrap();
        assert_eq!(identified.identity, Identity::Key(key_of(1)));
        let wifi = WifiCredentials::new("home", PASSWORD).unwrap();
        session.send_wifi(&wifi).await.unwrap();
        session.claim(&claim_request()).await.unwrap();
    }
}

#[tokio::test]
async fn a_port_that_is_open_is_busy_and_one_that_is_not_there_is_gone() {
    let (port, _held) = plug_in_terminal(Silent);
    assert_eq!(
        serial::open(&port).unwrap_err(),
        OpenError::Busy { port: port.clone() }
    );
    let missing = "/dev/there-is-no-such-port".to_owned();
    assert_eq!(
        serial::open(&missing).unwrap_err(),
        OpenError::Gone {
            port: missing.clone()
        }
    );
    assert!(matches!(
        serial::open("/dev/null"),
        Err(OpenError::Unusable { .. })
    ));
}

#[tokio::test]
async fn extra_ports_come_first_in_the_list_and_only_while_they_are_there() {
    let (port, _held) = plug_in_terminal(Silent);
    let missing = "/dev/there-is-no-such-port".to_owned();
    let listed = serial::list_ports(&[missing.clone(), port.clone()]);
    assert_eq!(
        listed.first(),
        Some(&Port {
            path: port,
            label: None
        })
    );
    assert!(listed.iter().all(|port| port.path != missing));
}

#[tokio::test]
async fn a_port_that_comes_and_goes_is_told() {
    let folder = std::env::temp_dir().join(format!("outpost-ports-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let link = folder.join("port");
    let path = link.to_str().unwrap().to_owned();
    let mut watch = PortWatch::begin(std::slice::from_ref(&path));
    let (target, _held) = plug_in_terminal(Silent);
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let expected = PortChange::Appeared(Port {
        path: path.clone(),
        label: None,
    });
    // Other ports of this machine may come and go meanwhile.
    while watch.next().await != expected {}
    std::fs::remove_file(&link).unwrap();
    while watch.next().await != PortChange::Gone(path.clone()) {}
    std::fs::remove_dir_all(&folder).unwrap();
}
