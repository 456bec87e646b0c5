//! Asks a device, one command at a time.

use super::{
    COMMAND, ERROR, RESULT, RpcValue, STATE,
    value::{encode_command, number, read_result},
};
use crate::protocols::improv::{
    Command, Dialogue, ErrorState, Event, OneAtATime, State, serial::Damage,
};
use uuid::Uuid;

/// The client's side of the service. Knows no time: who drives it gives up or repeats.
#[derive(Debug, Default)]
pub struct Client {
    dialogue: Dialogue,
}

/// What is to be done with the service's characteristics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Read this one, and give its value to [`Client::receive`].
    Read(Uuid),
    /// Write this value; answers come as notifications.
    Write(Uuid, Vec<u8>),
}

impl Client {
    /// The characteristics to be told about.
    pub const SUBSCRIBE: [Uuid; 3] = [STATE, ERROR, RESULT];

    /// Begins a command.
    pub fn request(&mut self, command: Command) -> Result<Request, OneAtATime> {
        let request = match number(&command) {
            Some(number) => Request::Write(COMMAND, encode_command(number, &command)),
            None => Request::Read(STATE),
        };
        let number = number(&command).unwrap_or_default();
        self.dialogue.begin(command, number)?;
        Ok(request)
    }

    /// Ends the command that is under way, answered or not.
    pub fn finish(&mut self) {
        self.dialogue.finish();
    }

    /// Takes the value of a characteristic, read or told. What is to be read because a
    /// notification was cut short is named in the second place.
    pub fn receive(&mut self, characteristic: Uuid, value: &[u8]) -> (Vec<Event>, Option<Uuid>) {
        let damaged = |kind| vec![Event::Damaged(Damage::Data { kind })];
        let events = match (characteristic, value) {
            (STATE, [state]) => match State::from_wire(*state) {
                Some(state) => self.dialogue.take_state(state),
                None => damaged(1),
            },
            (ERROR, [error]) => {
                let event = self.dialogue.take_error(ErrorState::from_wire(*error));
                event.into_iter().collect()
            }
            (RESULT, value) => match read_result(value) {
                RpcValue::Whole(result) => self.dialogue.take_whole_result(&result),
                RpcValue::CutShort => return (Vec::new(), Some(RESULT)),
                RpcValue::Damaged => damaged(4),
            },
            (STATE, _) => damaged(1),
            (ERROR, _) => damaged(2),
            _ => Vec::new(),
        };
        (events, None)
    }
}
