//! Pulls the cable of a board's serial line and plugs it in again.

use outpost_device_agent::line::{Lines, SerialLine, Terminal};
use outpost_device_drivers::transport::Transport;

/// Sends from the host's end until the device's has it: what is sent while the line is away is lost.
async fn reaches(host: &mut Terminal, lines: &mut Lines, bytes: &[u8]) {
    loop {
        host.write(bytes).await.unwrap();
        let second = std::time::Duration::from_secs(1);
        if let Ok(received) = tokio::time::timeout(second, lines.receive()).await {
            assert_eq!(received, Ok((0, bytes.to_vec())));
            return;
        }
    }
}

#[tokio::test]
async fn a_line_that_went_away_is_used_again_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ttyGS0");
    let mut host = Terminal::open(&path).unwrap();
    let mut lines = Lines::default();
    lines.attach(SerialLine::open(path.to_str().unwrap()).unwrap());
    reaches(&mut host, &mut lines, b"before").await;
    drop(host);

    let mut host = Terminal::open(&path).unwrap();
    reaches(&mut host, &mut lines, b"after").await;
    lines.send(0, b"answer".to_vec());
    tokio::select! {
        came = lines.receive() => panic!("{came:?}"),
        bytes = host.read() => assert_eq!(bytes.unwrap(), b"answer"),
    }
}

#[tokio::test]
async fn a_line_that_is_not_there_at_the_start_is_named() {
    let error = SerialLine::open("nowhere/ttyGS0").unwrap_err();
    assert!(error.to_string().contains("nowhere/ttyGS0"));
}
