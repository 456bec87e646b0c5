//! Follows a receiver from epoch to epoch.

use super::{Content, Damage, Fix, Framer, Incoming, NoFix, epoch::Epoch};
use crate::protocols::calendar::TimeOfDay;

/// The app's side of the line. Knows no time: who drives it tells when the line is quiet.
#[derive(Debug, Default)]
pub struct Receiver {
    framer: Framer,
    epoch: Epoch,
    /// Of the last fix.
    given: Option<TimeOfDay>,
    satellites: Option<u8>,
}

/// What became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// Where the receiver was. Once an epoch.
    Fix(Fix),
    /// An epoch without a fix.
    NoFix(NoFix),
    /// Bytes that make no sense.
    Damaged(Damage),
}

impl Receiver {
    /// Takes the next bytes from the receiver. An epoch is judged once a sentence of the next comes.
    pub fn receive(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for incoming in self.framer.feed(bytes) {
            match incoming {
                Incoming::Sentence(sentence) => {
                    if self.epoch.is_over(&sentence.content) {
                        events.extend(self.end_epoch());
                    }
                    if let Content::Gga(gga) = sentence.content {
                        self.satellites = gga.satellites;
                    }
                    self.epoch.add(sentence.content);
                }
                Incoming::Other => {}
                Incoming::Damaged(damage) => events.push(Event::Damaged(damage)),
            }
        }
        events
    }

    /// Judges the epoch without waiting for the next: bursts are over when the line is quiet for a
    /// tenth of a second.
    pub fn pause(&mut self) -> Option<Event> {
        self.end_epoch()
    }

    /// How many satellites it uses, by its last GGA sentence, if that tells. Before the first fix it may
    /// have some already.
    pub fn satellites(&self) -> Option<u8> {
        self.satellites
    }

    /// How many bytes outside of sentences came so far: at a wrong rate, most.
    pub fn noise(&self) -> u64 {
        self.framer.noise()
    }

    fn end_epoch(&mut self) -> Option<Event> {
        let epoch = std::mem::take(&mut self.epoch);
        // What comes late of an epoch that has given its fix tells nothing new.
        let is_given = self.given.is_some() && epoch.time() == self.given;
        if !epoch.tells() || is_given {
            return None;
        }
        Some(match epoch.judge() {
            Ok(fix) => {
                self.given = Some(fix.time);
                Event::Fix(fix)
            }
            Err(reason) => {
                self.given = None;
                Event::NoFix(reason)
            }
        })
    }
}
