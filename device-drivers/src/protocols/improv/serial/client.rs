//! Asks a device, one command at a time.

use super::{Command, Damage, DeviceInfo, ErrorState, Framer, Incoming, Packet, RpcResult, State};
use crate::protocols::improv::wifi::Network;

/// Most networks of one scan; a device that goes on is cut off.
pub const MAX_NETWORKS: usize = 128;

/// The client's side of the line. Knows no time: who drives it gives up or repeats.
#[derive(Debug, Default)]
pub struct Client {
    framer: Framer,
    under_way: Option<UnderWay>,
}

#[derive(Debug)]
struct UnderWay {
    command: Command,
    networks: Vec<Network>,
}

/// What the device said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Its state, asked for or not.
    State(State),
    /// The scan that is under way found a network.
    Found(Network),
    /// The command is answered and no longer under way.
    Answered(Answer),
    /// A result of the extension that is under way. There may be more, until [`Client::finish`].
    Result(RpcResult),
    /// The command failed and is no longer under way.
    Refused(ErrorState),
    /// A scan of more than [`MAX_NETWORKS`]; no longer under way.
    EndlessScan,
    /// Bytes that make no sense.
    Damaged(Damage),
}

/// The answer to a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// To [`Command::RequestState`].
    State(State),
    /// To [`Command::RequestInfo`].
    Info(DeviceInfo),
    /// To [`Command::ScanWifi`].
    Networks(Vec<Network>),
    /// To [`Command::SendWifi`]: connected.
    Joined,
}

/// A command is under way already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a device takes one command at a time")]
pub struct OneAtATime;

impl Client {
    /// Begins a command: the bytes to send.
    pub fn request(&mut self, command: Command) -> Result<Vec<u8>, OneAtATime> {
        if self.under_way.is_some() {
            return Err(OneAtATime);
        }
        let bytes = Packet::Command(command.clone()).encode();
        self.under_way = Some(UnderWay {
            command,
            networks: Vec::new(),
        });
        Ok(bytes)
    }

    /// Ends the command that is under way, answered or not.
    pub fn finish(&mut self) {
        self.under_way = None;
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
            Packet::State(state) => {
                let mut events = vec![Event::State(state)];
                if self.is_under_way(&Command::RequestState) {
                    events.push(self.answered(Answer::State(state)));
                }
                events
            }
            Packet::Error(ErrorState::None) => Vec::new(),
            Packet::Error(error) => match self.under_way.take() {
                Some(_) => vec![Event::Refused(error)],
                None => Vec::new(),
            },
            Packet::Result(result) => self.take_result(&result).into_iter().collect(),
            // Only clients send commands: an echo of our own.
            Packet::Command(_) => Vec::new(),
        }
    }

    /// A result of another command is late or unasked for, and is left.
    fn take_result(&mut self, result: &RpcResult) -> Option<Event> {
        let under_way = self.under_way.as_mut()?;
        if result.command() != under_way.command.id() {
            return None;
        }
        match (&under_way.command, result.strings()) {
            (Command::RequestState, _) => None,
            (Command::Extension(_), _) => Some(Event::Result(result.clone())),
            (Command::SendWifi(_), _) => Some(self.answered(Answer::Joined)),
            (Command::RequestInfo, strings) => Some(match DeviceInfo::from_strings(strings) {
                Some(info) => self.answered(Answer::Info(info)),
                None => Event::Damaged(Damage::Data { kind: 4 }),
            }),
            (Command::ScanWifi, []) => {
                let networks = std::mem::take(&mut under_way.networks);
                Some(self.answered(Answer::Networks(networks)))
            }
            (Command::ScanWifi, strings) => {
                if under_way.networks.len() == MAX_NETWORKS {
                    self.finish();
                    return Some(Event::EndlessScan);
                }
                // A name that is not UTF-8 cannot be typed either.
                let network = read_network(strings)?;
                under_way.networks.push(network.clone());
                Some(Event::Found(network))
            }
        }
    }

    fn answered(&mut self, answer: Answer) -> Event {
        self.finish();
        Event::Answered(answer)
    }

    fn is_under_way(&self, command: &Command) -> bool {
        self.under_way
            .as_ref()
            .is_some_and(|under_way| under_way.command == *command)
    }
}

fn read_network(strings: &[Vec<u8>]) -> Option<Network> {
    let [ssid, signal, secured, ..] = strings else {
        return None;
    };
    let text = |bytes| std::str::from_utf8(bytes).ok();
    Some(Network {
        ssid: text(ssid)?.to_owned(),
        signal_dbm: text(signal)?.parse().ok()?,
        secured: text(secured)? != "NO",
    })
}
