//! Answers a client, as the firmware of a device does.

use super::{
    CAPABILITIES, COMMAND, Capabilities, ERROR, MAX_VALUE_BYTES, RESULT, RpcValue, SERVICE, STATE,
    ServiceData,
    value::{encode_result, read_command},
};
use crate::protocols::{
    gatt::{Access, Characteristic, Notification, Refusal, Reply, Service},
    improv::{
        Demand, DeviceInfo, ErrorState, Hostname, MAX_ARGUMENT_BYTES, RpcResult, State, TooLong,
        command::SCAN_WIFI,
        responder::{Responder, Response},
        result::network_strings,
        wifi::Network,
    },
};
use std::collections::VecDeque;
use uuid::Uuid;

/// The device's side of the service. Knows no time and no radio: it asks for what it needs done.
#[derive(Debug)]
pub struct Device {
    responder: Responder,
    error: ErrorState,
    result: Vec<u8>,
}

impl Device {
    /// A device that says this of itself and is at `state`. One at [`State::AuthorizationRequired`]
    /// takes credentials after [`Device::authorize`].
    pub fn new(info: &DeviceInfo, state: State) -> Result<Self, TooLong> {
        Ok(Self {
            responder: Responder::new(info, state)?,
            error: ErrorState::None,
            result: Vec::new(),
        })
    }

    /// The same device, with a host name that a client may change.
    pub fn with_hostname(mut self, name: &Hostname) -> Self {
        self.responder.set_hostname(name);
        self
    }

    /// Where provisioning stands.
    pub fn state(&self) -> State {
        self.responder.state()
    }

    /// What it advertises now.
    pub fn service_data(&self) -> ServiceData {
        ServiceData {
            state: self.state(),
            capabilities: self.capabilities(),
        }
    }

    /// Somebody confirmed at the device that it may be set up: what to tell.
    pub fn authorize(&mut self) -> Vec<Notification> {
        let responses = self.responder.authorize(true);
        self.say(responses)
    }

    /// The confirmation has run out: what to tell. The specification suggests a minute.
    pub fn revoke(&mut self) -> Vec<Notification> {
        let responses = self.responder.authorize(false);
        self.say(responses)
    }

    /// The network was joined: what to tell.
    pub fn joined(&mut self) -> Vec<Notification> {
        let responses = self.responder.joined();
        self.say(responses)
    }

    /// The network could not be joined: what to tell.
    pub fn not_joined(&mut self) -> Vec<Notification> {
        let responses = self.responder.not_joined();
        self.say(responses)
    }

    /// The networks in reach: what to tell. As many of the strongest as one result holds.
    pub fn scanned(&mut self, networks: &[Network]) -> Vec<Notification> {
        let mut strongest: Vec<&Network> = networks.iter().collect();
        strongest.sort_by_key(|network| std::cmp::Reverse(network.signal_dbm));
        let mut strings = Vec::new();
        let mut length = 0;
        for network in strongest {
            let more = network_strings(network, "WPA2");
            length += more.iter().map(|text| text.len() + 1).sum::<usize>();
            if length > MAX_ARGUMENT_BYTES {
                break;
            }
            strings.extend(more);
        }
        match RpcResult::new(SCAN_WIFI, &strings) {
            Ok(result) => self.answered(result),
            Err(TooLong(_)) => self.say(vec![Response::Error(ErrorState::Unknown)]),
        }
    }

    /// The answer to an extension: what to tell.
    pub fn answered(&mut self, result: RpcResult) -> Vec<Notification> {
        self.say(vec![Response::Result(result)])
    }

    /// The extension is none of this device's: what to tell.
    pub fn unknown_command(&mut self) -> Vec<Notification> {
        self.say(vec![Response::Error(ErrorState::UnknownCommand)])
    }

    fn capabilities(&self) -> Capabilities {
        match self.responder.has_hostname() {
            true => Capabilities::ALL,
            false => Capabilities::WITHOUT_HOSTNAME,
        }
    }

    /// Keeps what is said, for clients that read, and tells it. What is demanded is left out: it is
    /// no value.
    fn say(&mut self, responses: Vec<Response>) -> Vec<Notification> {
        responses
            .into_iter()
            .filter_map(|response| match response {
                Response::State(state) => Some((STATE, vec![state.to_wire()])),
                Response::Error(error) => {
                    self.error = error;
                    Some((ERROR, vec![error.to_wire()]))
                }
                Response::Result(result) => {
                    self.result = encode_result(&result);
                    Some((RESULT, self.result.clone()))
                }
                Response::Demand(_) => None,
            })
            .collect()
    }
}

impl Service for Device {
    type Demand = Demand;

    fn uuid(&self) -> Uuid {
        SERVICE
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        [
            (STATE, Access::READ_NOTIFY),
            (ERROR, Access::READ_NOTIFY),
            (COMMAND, Access::WRITE_UNHEEDED),
            (RESULT, Access::READ_NOTIFY),
            (CAPABILITIES, Access::READ),
        ]
        .map(|(uuid, access)| Characteristic::new(uuid, access))
        .into()
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        match characteristic {
            STATE => Ok(vec![self.state().to_wire()]),
            ERROR => Ok(vec![self.error.to_wire()]),
            RESULT => Ok(self.result.clone()),
            CAPABILITIES => Ok(vec![self.capabilities().0]),
            _ => Err(Refusal::NotAllowed),
        }
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Demand>, Refusal> {
        if characteristic != COMMAND {
            return Err(Refusal::NotAllowed);
        }
        if value.len() > MAX_VALUE_BYTES {
            return Err(Refusal::TooLong);
        }
        let mut responses = match read_command(value) {
            RpcValue::Whole(command) => self.responder.take(command),
            RpcValue::CutShort | RpcValue::Damaged => {
                vec![Response::Error(ErrorState::InvalidPacket)]
            }
        };
        let demands = responses
            .extract_if(.., |response| matches!(response, Response::Demand(_)))
            .filter_map(|response| match response {
                Response::Demand(demand) => Some(demand),
                _ => None,
            })
            .collect();
        Ok(Reply {
            notifications: VecDeque::from(self.say(responses)),
            demands,
        })
    }
}
