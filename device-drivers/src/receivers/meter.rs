//! Reads the telegrams of a smart meter on a port.

use crate::{
    protocols::dsmr::{BAUD_RATE, Framer, Incoming, Telegram},
    transport::{
        LinkLost, Transport,
        serial::{self, OpenError, SerialTransport},
    },
};
use std::collections::VecDeque;

/// A meter that is listened to. Meters of DSMR 2 and 3, which send no checksums, are not read.
pub struct Meter {
    line: SerialTransport,
    framer: Framer,
    came: VecDeque<Telegram>,
}

impl Meter {
    /// Opens the port. Must be called within tokio.
    pub fn open(port: &str) -> Result<Self, OpenError> {
        Ok(Self {
            line: serial::open_at(port, BAUD_RATE)?,
            framer: Framer::default(),
            came: VecDeque::new(),
        })
    }

    /// Waits for the next telegram that came whole. May be dropped: nothing is lost.
    pub async fn telegram(&mut self) -> Result<Telegram, LinkLost> {
        loop {
            if let Some(telegram) = self.came.pop_front() {
                return Ok(telegram);
            }
            let bytes = self.line.read().await?;
            for incoming in self.framer.feed(&bytes) {
                match incoming {
                    Incoming::Telegram(telegram) => self.came.push_back(telegram),
                    Incoming::Damaged(damage) => {
                        tracing::debug!(%damage, "a telegram was not taken");
                    }
                }
            }
        }
    }
}
