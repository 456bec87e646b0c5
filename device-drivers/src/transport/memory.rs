//! Joins two ends in memory, for tests and for a device in the same process.

use super::{LinkLost, Transport};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

/// One end of a link in memory.
#[derive(Debug)]
pub struct MemoryTransport(DuplexStream);

/// Two ends: what one writes, the other reads.
pub fn pair() -> (MemoryTransport, MemoryTransport) {
    let (one, other) = tokio::io::duplex(4_096);
    (MemoryTransport(one), MemoryTransport(other))
}

impl Transport for MemoryTransport {
    async fn read(&mut self) -> Result<Vec<u8>, LinkLost> {
        let mut bytes = vec![0; 1_024];
        match self.0.read(&mut bytes).await {
            Ok(0) => Err(lost("the other end was dropped")),
            Ok(length) => {
                bytes.truncate(length);
                Ok(bytes)
            }
            Err(error) => Err(lost(error)),
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), LinkLost> {
        self.0.write_all(bytes).await.map_err(lost)
    }
}

fn lost(reason: impl ToString) -> LinkLost {
    LinkLost {
        port: "memory".to_owned(),
        reason: reason.to_string(),
    }
}
