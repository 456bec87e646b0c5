//! Asks a device, one command at a time.

use super::{Framer, Incoming, Packet, number};
use crate::protocols::improv::{Command, Dialogue, Event, OneAtATime};

/// The client's side of the line. Knows no time: who drives it gives up or repeats.
#[derive(Debug, Default)]
pub struct Client {
    framer: Framer,
    dialogue: Dialogue,
}

impl Client {
    /// Begins a command: the bytes to send.
    pub fn request(&mut self, command: Command) -> Result<Vec<u8>, OneAtATime> {
        self.dialogue.begin(command.clone(), number(&command))?;
        Ok(Packet::Command(command).encode())
    }

    /// Ends the command that is under way, answered or not.
    pub fn finish(&mut self) {
        self.dialogue.finish();
    }

    /// How many bytes outside of frames came so far.
    pub fn noise(&self) -> u64 {
        self.framer.noise()
    }

    /// Takes the next bytes from the device.
    pub fn receive(&mut self, bytes: &[u8]) -> Vec<Event> {
        let incoming = self.framer.feed(bytes);
        incoming
            .into_iter()
            .flat_map(|incoming| match incoming {
                Incoming::Packet(packet) => self.take(packet),
                Incoming::Damaged(damage) => vec![Event::Damaged(damage)],
            })
            .collect()
    }

    fn take(&mut self, packet: Packet) -> Vec<Event> {
        match packet {
            Packet::State(state) => self.dialogue.take_state(state),
            Packet::Error(error) => self.dialogue.take_error(error).into_iter().collect(),
            Packet::Result(result) => self.dialogue.take_result(&result),
            // Only clients send commands: an echo of our own.
            Packet::Command(_) => Vec::new(),
        }
    }
}
