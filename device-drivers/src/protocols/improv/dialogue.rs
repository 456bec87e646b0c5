//! Decides what a device's words mean for the command that is under way.

use super::{
    Command, DeviceInfo, ErrorState, RpcResult, State, result::read_network, serial::Damage,
    wifi::Network,
};

/// Most networks of one scan; a device that goes on is cut off.
pub const MAX_NETWORKS: usize = 128;

/// The client's side of any carrier, one command at a time. Knows no time: who drives it gives up or
/// repeats.
#[derive(Debug, Default)]
pub struct Dialogue {
    under_way: Option<UnderWay>,
}

#[derive(Debug)]
struct UnderWay {
    command: Command,
    /// The number that its results carry.
    id: u8,
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
    /// A result of the extension that is under way. There may be more, until the command is finished.
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
    /// To [`Command::Identify`]: it shows itself.
    Identified,
    /// To [`Command::RequestInfo`].
    Info(DeviceInfo),
    /// To [`Command::ScanWifi`].
    Networks(Vec<Network>),
    /// To [`Command::SendWifi`]: connected.
    Joined,
    /// To [`Command::RequestHostname`] and [`Command::SetHostname`]: the name it has now.
    Hostname(String),
}

/// A command is under way already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a device takes one command at a time")]
pub struct OneAtATime;

impl Dialogue {
    /// Begins a command whose results carry the number `id`.
    pub(super) fn begin(&mut self, command: Command, id: u8) -> Result<(), OneAtATime> {
        if self.under_way.is_some() {
            return Err(OneAtATime);
        }
        self.under_way = Some(UnderWay {
            command,
            id,
            networks: Vec::new(),
        });
        Ok(())
    }

    /// Ends the command that is under way, answered or not.
    pub(super) fn finish(&mut self) {
        self.under_way = None;
    }

    pub(super) fn take_state(&mut self, state: State) -> Vec<Event> {
        let mut events = vec![Event::State(state)];
        if self
            .under_way
            .as_ref()
            .is_some_and(|under_way| under_way.command == Command::RequestState)
        {
            events.push(self.answered(Answer::State(state)));
        }
        events
    }

    pub(super) fn take_error(&mut self, error: ErrorState) -> Option<Event> {
        if error == ErrorState::None {
            return None;
        }
        self.under_way.take().map(|_| Event::Refused(error))
    }

    /// A result on a carrier that sends one for each network, and an empty one after the last. A result
    /// of another command is late or unasked for, and is left.
    pub(super) fn take_result(&mut self, result: &RpcResult) -> Vec<Event> {
        let Some(under_way) = self
            .under_way
            .as_mut()
            .filter(|it| it.id == result.command())
        else {
            return Vec::new();
        };
        match (&under_way.command, result.strings().as_slice()) {
            (Command::RequestState, _) => Vec::new(),
            (Command::Identify, _) => vec![self.answered(Answer::Identified)],
            (Command::Extension(_), _) => vec![Event::Result(result.clone())],
            (Command::SendWifi(_), _) => vec![self.answered(Answer::Joined)],
            (Command::RequestInfo, strings) => vec![match DeviceInfo::from_strings(strings) {
                Some(info) => self.answered(Answer::Info(info)),
                None => Event::Damaged(Damage::Data { kind: 4 }),
            }],
            (Command::RequestHostname | Command::SetHostname(_), strings) => vec![match strings {
                [name, ..] => {
                    let name = String::from_utf8_lossy(name).into_owned();
                    self.answered(Answer::Hostname(name))
                }
                [] => Event::Damaged(Damage::Data { kind: 4 }),
            }],
            (Command::ScanWifi, []) => vec![self.scan_ended()],
            (Command::ScanWifi, strings) => self.take_networks(strings),
        }
    }

    /// A result on a carrier that sends all networks at once.
    pub(super) fn take_whole_result(&mut self, result: &RpcResult) -> Vec<Event> {
        let mut events = self.take_result(result);
        let still_scanning =
            |it: &UnderWay| it.id == result.command() && it.command == Command::ScanWifi;
        if self.under_way.as_ref().is_some_and(still_scanning) {
            events.push(self.scan_ended());
        }
        events
    }

    fn take_networks(&mut self, strings: &[&[u8]]) -> Vec<Event> {
        let mut events = Vec::new();
        for network in strings.chunks(3).filter_map(read_network) {
            let Some(under_way) = self.under_way.as_mut() else {
                break;
            };
            if under_way.networks.len() == MAX_NETWORKS {
                self.finish();
                events.push(Event::EndlessScan);
                break;
            }
            under_way.networks.push(network.clone());
            events.push(Event::Found(network));
        }
        events
    }

    fn scan_ended(&mut self) -> Event {
        let networks = self.under_way.take().map(|it| it.networks);
        Event::Answered(Answer::Networks(networks.unwrap_or_default()))
    }

    fn answered(&mut self, answer: Answer) -> Event {
        self.finish();
        Event::Answered(answer)
    }
}
