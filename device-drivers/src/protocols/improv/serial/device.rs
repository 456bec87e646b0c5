//! Answers a client, as the firmware of a device does.

use super::{Framer, Incoming, Packet, number};
use crate::protocols::improv::{
    Command, Demand, DeviceInfo, ErrorState, Hostname, RpcResult, State, TooLong,
    command::SCAN_WIFI,
    responder::{Responder, Response},
    result::network_strings,
    wifi::Network,
};

/// The device's side of the line. Knows no time and no radio: it asks for what it needs done.
#[derive(Debug)]
pub struct Device {
    framer: Framer,
    responder: Responder,
}

/// What a device has to do after bytes came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceReply {
    /// To send at once.
    pub bytes: Vec<u8>,
    /// To do, in order.
    pub demands: Vec<Demand>,
}

impl Device {
    /// A device that says this of itself and is at `state`.
    pub fn new(info: &DeviceInfo, state: State) -> Result<Self, TooLong> {
        Ok(Self {
            framer: Framer::default(),
            responder: Responder::new(info, state)?,
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

    /// Takes the next bytes from the client.
    pub fn receive(&mut self, bytes: &[u8]) -> DeviceReply {
        let mut reply = DeviceReply::default();
        for incoming in self.framer.feed(bytes) {
            match incoming {
                Incoming::Packet(Packet::Command(command)) => self.take(command, &mut reply),
                // Only devices send the other packets.
                Incoming::Packet(_) => {}
                Incoming::Damaged(_) => reply.send(Packet::Error(ErrorState::InvalidPacket)),
            }
        }
        reply
    }

    /// The network was joined: what to send.
    pub fn joined(&mut self) -> Vec<u8> {
        said(self.responder.joined())
    }

    /// The network could not be joined: what to send.
    pub fn not_joined(&mut self) -> Vec<u8> {
        said(self.responder.not_joined())
    }

    /// The networks in reach: what to send. Those with a name too long for Wi-Fi are left out.
    pub fn scanned(&self, networks: &[Network]) -> Vec<u8> {
        networks
            .iter()
            .filter_map(|network| RpcResult::new(SCAN_WIFI, &network_strings(network, "YES")).ok())
            .chain([RpcResult::empty(SCAN_WIFI)])
            .flat_map(|result| Packet::Result(result).encode())
            .collect()
    }

    /// The answer to an extension: what to send.
    pub fn answered(&self, result: RpcResult) -> Vec<u8> {
        Packet::Result(result).encode()
    }

    /// The extension is none of this device's: what to send.
    pub fn unknown_command(&self) -> Vec<u8> {
        Packet::Error(ErrorState::UnknownCommand).encode()
    }

    fn take(&mut self, command: Command, reply: &mut DeviceReply) {
        let number = number(&command);
        // Clients of a device that is connected take this for the end of the answer.
        let answers_state = command == Command::RequestState && self.state() == State::Provisioned;
        let identifies = command == Command::Identify;
        for response in self.responder.take(command) {
            match response {
                Response::Demand(demand) => reply.demands.push(demand),
                Response::State(state) => reply.send(Packet::State(state)),
                Response::Error(error) => reply.send(Packet::Error(error)),
                Response::Result(result) => reply.send(Packet::Result(result)),
            }
        }
        if answers_state || identifies {
            reply.send(Packet::Result(RpcResult::empty(number)));
        }
    }
}

impl DeviceReply {
    fn send(&mut self, packet: Packet) {
        self.bytes.extend(packet.encode());
    }
}

fn said(responses: Vec<Response>) -> Vec<u8> {
    responses
        .into_iter()
        .filter_map(|response| match response {
            Response::State(state) => Some(Packet::State(state)),
            Response::Error(error) => Some(Packet::Error(error)),
            Response::Result(result) => Some(Packet::Result(result)),
            Response::Demand(_) => None,
        })
        .flat_map(|packet| packet.encode())
        .collect()
}
