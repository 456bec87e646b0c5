//! Carries bytes between the device and whoever sets it up over its serial lines.

mod serial;
mod terminal;

pub use serial::SerialLine;
pub use terminal::{Terminal, TerminalError};

use futures::stream::{FuturesUnordered, StreamExt};
use outpost_device_drivers::transport::{LinkLost, Transport};
use std::{future::Future, pin::Pin, time::Duration};
use tokio::{
    sync::mpsc::{self, Receiver, Sender},
    time::timeout,
};

/// Names a line of a device: the first is 0.
pub type LineNumber = usize;

/// How long sending may take. A line that nobody reads takes nothing at some point.
const SEND_WITHIN: Duration = Duration::from_secs(1);
/// Answers and chunks that may wait.
const WAITING: usize = 64;

/// All lines of a device. Each goes at its own pace: one that is stuck holds up no other.
pub struct Lines {
    pumps: FuturesUnordered<Pin<Box<dyn Future<Output = LinkLost> + Send>>>,
    incoming: Receiver<(LineNumber, Vec<u8>)>,
    came: Sender<(LineNumber, Vec<u8>)>,
    outgoing: Vec<Sender<Vec<u8>>>,
}

impl Default for Lines {
    fn default() -> Self {
        let (came, incoming) = mpsc::channel(WAITING);
        Self {
            pumps: FuturesUnordered::new(),
            incoming,
            came,
            outgoing: Vec::new(),
        }
    }
}

impl Lines {
    /// Adds a line.
    pub fn attach(&mut self, line: impl Transport + 'static) -> LineNumber {
        let number = self.outgoing.len();
        let (send, outgoing) = mpsc::channel(WAITING);
        self.outgoing.push(send);
        self.pumps
            .push(Box::pin(pump(number, line, self.came.clone(), outgoing)));
        number
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.outgoing.len()
    }

    /// Waits for bytes from any line. May be dropped: nothing is lost.
    ///
    /// # Errors
    /// If a line is gone for good.
    pub async fn receive(&mut self) -> Result<(LineNumber, Vec<u8>), LinkLost> {
        tokio::select! {
            Some(lost) = self.pumps.next() => Err(lost),
            Some(came) = self.incoming.recv() => Ok(came),
            // This end of the channel is held here, so that it does not end.
            else => std::future::pending().await,
        }
    }

    /// Sends to whoever listens. What finds no room is lost, as on a line that nobody reads.
    pub fn send(&self, line: LineNumber, bytes: Vec<u8>) {
        let sent = self.outgoing.get(line).map(|line| line.try_send(bytes));
        if let Some(Err(_)) = sent {
            tracing::debug!(line, "nobody reads the line");
        }
    }
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines")
            .field("count", &self.count())
            .finish_non_exhaustive()
    }
}

async fn pump(
    number: LineNumber,
    mut line: impl Transport,
    came: Sender<(LineNumber, Vec<u8>)>,
    mut outgoing: Receiver<Vec<u8>>,
) -> LinkLost {
    loop {
        tokio::select! {
            bytes = line.read() => match bytes {
                // The receiver lives as long as this future.
                Ok(bytes) => drop(came.send((number, bytes)).await),
                Err(lost) => return lost,
            },
            Some(bytes) = outgoing.recv() => {
                match timeout(SEND_WITHIN, line.write(&bytes)).await {
                    Ok(Ok(())) => {}
                    Ok(Err(lost)) => return lost,
                    Err(_) => tracing::debug!(line = number, "nobody reads the line"),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_device_drivers::transport::memory;

    #[tokio::test]
    async fn each_line_answers_whoever_is_on_it_and_one_that_is_gone_is_told() {
        let mut lines = Lines::default();
        let (ours, mut first) = memory::pair();
        assert_eq!(lines.attach(ours), 0);
        let (ours, mut second) = memory::pair();
        assert_eq!(lines.attach(ours), 1);
        second.write(b"hello").await.unwrap();
        assert_eq!(lines.receive().await, Ok((1, b"hello".to_vec())));
        lines.send(1, b"second".to_vec());
        lines.send(0, b"first".to_vec());
        lines.send(7, b"nobody".to_vec());
        tokio::select! {
            lost = lines.receive() => panic!("{lost:?}"),
            bytes = second.read() => assert_eq!(bytes.unwrap(), b"second"),
        }
        tokio::select! {
            lost = lines.receive() => panic!("{lost:?}"),
            bytes = first.read() => assert_eq!(bytes.unwrap(), b"first"),
        }
        drop(second);
        assert!(lines.receive().await.is_err());
    }
}
