//! Answers a client, as the firmware of a device does.

use super::{
    Command, DeviceInfo, ErrorState, Extension, Framer, Incoming, Packet, RpcResult, State, TooLong,
};
use crate::protocols::improv::wifi::{Network, WifiCredentials};

/// The device's side of the line. Knows no time and no radio: it asks for what it needs done.
#[derive(Debug)]
pub struct Device {
    framer: Framer,
    state: State,
    info: RpcResult,
}

/// What a device has to do after bytes came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceReply {
    /// To send at once.
    pub bytes: Vec<u8>,
    /// To do, in order.
    pub demands: Vec<Demand>,
}

/// What a client wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Join this network, then call [`Device::joined`] or [`Device::not_joined`].
    Join(WifiCredentials),
    /// Look for networks, then call [`Device::scanned`].
    Scan,
    /// Answer this extension, or call [`Device::unknown_command`].
    Extension(Extension),
}

impl Device {
    /// A device that says this of itself and is at `state`.
    pub fn new(info: &DeviceInfo, state: State) -> Result<Self, TooLong> {
        let info = [&info.firmware, &info.version, &info.hardware, &info.name];
        Ok(Self {
            framer: Framer::default(),
            state,
            info: RpcResult::new(Command::RequestInfo.id(), &info)?,
        })
    }

    /// Where provisioning stands.
    pub fn state(&self) -> State {
        self.state
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
        self.state = State::Provisioned;
        [
            Packet::State(self.state).encode(),
            // No page to go to.
            Packet::Result(RpcResult::empty(SEND_WIFI)).encode(),
        ]
        .concat()
    }

    /// The network could not be joined: what to send.
    pub fn not_joined(&mut self) -> Vec<u8> {
        self.state = State::Ready;
        [
            Packet::Error(ErrorState::UnableToConnect).encode(),
            Packet::State(self.state).encode(),
        ]
        .concat()
    }

    /// The networks in reach: what to send. Those with a name too long for Wi-Fi are left out.
    pub fn scanned(&self, networks: &[Network]) -> Vec<u8> {
        let id = Command::ScanWifi.id();
        networks
            .iter()
            .filter_map(|network| {
                let secured = if network.secured { "YES" } else { "NO" };
                let signal = network.signal_dbm.to_string();
                RpcResult::new(id, &[network.ssid.as_str(), &signal, secured]).ok()
            })
            .chain([RpcResult::empty(id)])
            .flat_map(|result| Packet::Result(result).encode())
            .collect()
    }

    /// The extension is none of this device's: what to send.
    pub fn unknown_command(&self) -> Vec<u8> {
        Packet::Error(ErrorState::UnknownCommand).encode()
    }

    fn take(&mut self, command: Command, reply: &mut DeviceReply) {
        reply.send(Packet::Error(ErrorState::None));
        match command {
            Command::RequestState => {
                reply.send(Packet::State(self.state));
                if self.state == State::Provisioned {
                    reply.send(Packet::Result(RpcResult::empty(command.id())));
                }
            }
            Command::RequestInfo => reply.send(Packet::Result(self.info.clone())),
            Command::ScanWifi => reply.demands.push(Demand::Scan),
            Command::SendWifi(_) if self.state == State::Provisioning => {
                reply.send(Packet::Error(ErrorState::Unknown));
            }
            Command::SendWifi(credentials) => {
                self.state = State::Provisioning;
                reply.send(Packet::State(self.state));
                reply.demands.push(Demand::Join(credentials));
            }
            Command::Extension(extension) => reply.demands.push(Demand::Extension(extension)),
        }
    }
}

impl DeviceReply {
    fn send(&mut self, packet: Packet) {
        self.bytes.extend(packet.encode());
    }
}

/// The number of [`Command::SendWifi`].
const SEND_WIFI: u8 = 1;
