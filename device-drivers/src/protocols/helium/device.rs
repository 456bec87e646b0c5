//! Answers a client, as the firmware of a hotspot does.

use super::{
    ADD_GATEWAY, ASSERT_LOCATION, CONFIGURED_NETWORKS, ConnectFailure, ConnectState, DIAGNOSTICS,
    Diagnostic, ETHERNET_ONLINE, LIGHTS, MAC, NETWORKS, NetworkName, ONBOARDING_KEY, PUBLIC_KEY,
    SERVICE, SSID, WIFI_CONNECT, WIFI_REMOVE, add_gateway, client::lights, diagnostics, key,
    profile, wifi, wire,
};
use crate::protocols::{
    gatt::{Characteristic, MAX_VALUE_BYTES, Notification, Refusal, Reply, Service},
    improv::wifi::WifiCredentials,
};
use outpost_protocol::{DeviceKey, Signature, transaction::add_gateway::AddGateway};
use prost::Message;
use uuid::Uuid;

/// The device's side. Knows no time, no radio and no private key: who drives it joins networks, asks a
/// person, signs, and says what came of it.
///
/// Firmware in the field signs what it is asked at once, since somebody has just pressed the button. This
/// asks first, and answers the same request twice with the same signature.
#[derive(Debug)]
pub struct Hotspot {
    device: DeviceKey,
    mac: [u8; 6],
    in_reach: Vec<NetworkName>,
    configured: Vec<NetworkName>,
    joined: Option<NetworkName>,
    joining: Option<NetworkName>,
    connect: ConnectState,
    ethernet: bool,
    lights: bool,
    diagnostics: Vec<Diagnostic>,
    asked: Option<AddGateway>,
    answer: Vec<u8>,
    location: &'static [u8],
}

/// What a client wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Join this network, then call [`Hotspot::joined`] or [`Hotspot::not_joined`].
    Connect(WifiCredentials),
    /// Forget this network's password, and leave it if it is the one that was joined.
    Remove(NetworkName),
    /// Ask a person, sign [`AddGateway::signing_bytes`], and call [`Hotspot::signed`] or
    /// [`Hotspot::refused`].
    AddGateway(AddGateway),
    /// Have the light on or off.
    Lights(bool),
}

impl Hotspot {
    /// A hotspot with this key and MAC address, on no network.
    pub fn new(device: DeviceKey, mac: [u8; 6]) -> Self {
        Self {
            device,
            mac,
            in_reach: Vec::new(),
            configured: Vec::new(),
            joined: None,
            joining: None,
            connect: ConnectState::Idle,
            ethernet: false,
            lights: true,
            diagnostics: Vec::new(),
            asked: None,
            answer: b"init".to_vec(),
            location: b"init",
        }
    }

    /// The name that it advertises, together with [`SERVICE`].
    pub fn advertised_name(&self) -> String {
        profile::advertised_name(self.mac)
    }

    /// The networks in reach, strongest first, as the scan found them that the button's press began.
    pub fn scanned(&mut self, networks: Vec<NetworkName>) {
        self.in_reach = networks;
    }

    /// Whether ethernet leads to the internet.
    pub fn set_ethernet(&mut self, online: bool) {
        self.ethernet = online;
    }

    /// How it does.
    pub fn set_diagnostics(&mut self, diagnostics: Vec<Diagnostic>) {
        self.diagnostics = diagnostics;
    }

    /// The network that was demanded is joined: whom to tell. Nothing if none was demanded.
    pub fn joined(&mut self) -> Vec<Notification> {
        let Some(network) = self.joining.take() else {
            return Vec::new();
        };
        self.connect = ConnectState::Connected;
        if !self.configured.contains(&network) {
            self.configured.push(network.clone());
        }
        self.joined = Some(network);
        vec![(SSID, self.ssid()), self.connect_changed()]
    }

    /// The network that was demanded could not be joined: whom to tell. Nothing if none was demanded.
    pub fn not_joined(&mut self, why: ConnectFailure) -> Vec<Notification> {
        if self.joining.take().is_none() {
            return Vec::new();
        }
        self.connect = ConnectState::Failed(why);
        vec![self.connect_changed()]
    }

    /// A person agreed, and `signature` is of the request's signing bytes: whom to tell. Nothing if
    /// another request has come since.
    pub fn signed(&mut self, request: &AddGateway, signature: &Signature) -> Vec<Notification> {
        let answer = add_gateway::write_answer(self.device, request, signature);
        self.answer(request, answer.unwrap_or(b"error".to_vec()))
    }

    /// A person declined, or nobody came: whom to tell. Nothing if another request has come since.
    pub fn refused(&mut self, request: &AddGateway) -> Vec<Notification> {
        let told = self.answer(request, b"error".to_vec());
        if !told.is_empty() {
            self.asked = None;
        }
        told
    }

    fn answer(&mut self, request: &AddGateway, answer: Vec<u8>) -> Vec<Notification> {
        if self.asked.as_ref() != Some(request) {
            return Vec::new();
        }
        self.answer = answer;
        vec![(ADD_GATEWAY, self.answer.clone())]
    }

    fn ssid(&self) -> Vec<u8> {
        self.joined
            .as_ref()
            .map_or(Vec::new(), |network| network.as_str().into())
    }

    fn connect_changed(&self) -> Notification {
        (WIFI_CONNECT, self.connect.word().to_vec())
    }

    fn take_connect(&mut self, value: &[u8]) -> Reply<Demand> {
        let mut reply = Reply::default();
        let read = wire::Connect::decode(value).ok();
        let wanted = read.and_then(|it| WifiCredentials::new(it.name, it.password).ok());
        let name = wanted
            .as_ref()
            .and_then(|it| NetworkName::new(it.ssid()).ok());
        self.connect = match (wanted, name) {
            _ if self.joining.is_some() => ConnectState::Failed(ConnectFailure::Busy),
            (Some(wanted), Some(name)) => {
                self.joining = Some(name);
                reply.demands.push(Demand::Connect(wanted));
                ConnectState::Connecting
            }
            _ => ConnectState::Failed(ConnectFailure::BadArguments),
        };
        reply.notifications.push_back(self.connect_changed());
        reply
    }

    /// What cannot be read is left, as nothing could say so.
    fn take_remove(&mut self, value: &[u8]) -> Reply<Demand> {
        let mut reply = Reply::default();
        let read = wire::Remove::decode(value).ok();
        if let Some(network) = read.and_then(|it| NetworkName::new(it.name).ok()) {
            self.configured.retain(|it| *it != network);
            if self.joined.as_ref() == Some(&network) {
                self.joined = None;
                reply.notifications.push_back((SSID, self.ssid()));
            }
            reply.demands.push(Demand::Remove(network));
        }
        reply
    }

    fn take_add_gateway(&mut self, value: &[u8]) -> Reply<Demand> {
        let mut reply = Reply::default();
        match self.read_add_gateway(value) {
            None => {
                self.asked = None;
                self.answer = b"badargs".to_vec();
            }
            // Asked before, after a lost link for example: nobody is asked twice.
            Some(request) if self.asked == Some(request) => {}
            Some(request) => {
                self.asked = Some(request);
                self.answer = b"init".to_vec();
                reply.demands.push(Demand::AddGateway(request));
            }
        }
        reply
            .notifications
            .push_back((ADD_GATEWAY, self.answer.clone()));
        reply
    }

    fn read_add_gateway(&self, value: &[u8]) -> Option<AddGateway> {
        let read = wire::AddGatewayRequest::decode(value).ok()?;
        Some(AddGateway {
            owner: key::helium_key_from_text(&read.owner).ok()?,
            gateway: self.device.into(),
            payer: key::helium_key_from_text(&read.payer).ok()?,
            // Today's firmware does not read what it is asked about fees.
            staking_fee: 0,
            fee: 0,
        })
    }

    fn take_lights(&mut self, value: &[u8]) -> Reply<Demand> {
        let mut reply = Reply::default();
        for on in [true, false] {
            if value == lights(on) {
                self.lights = on;
            }
        }
        reply.demands.push(Demand::Lights(self.lights));
        reply
            .notifications
            .push_back((LIGHTS, lights(self.lights).to_vec()));
        reply
    }
}

impl Service for Hotspot {
    type Demand = Demand;

    fn uuid(&self) -> Uuid {
        SERVICE
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        profile::characteristics()
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        Ok(match characteristic {
            PUBLIC_KEY | ONBOARDING_KEY => key::key_to_text(self.device).into_bytes(),
            NETWORKS => wifi::write_list(&self.in_reach),
            CONFIGURED_NETWORKS => wifi::write_list(&self.configured),
            SSID => self.ssid(),
            WIFI_CONNECT => self.connect.word().to_vec(),
            ETHERNET_ONLINE if self.ethernet => b"true".to_vec(),
            ETHERNET_ONLINE => b"false".to_vec(),
            MAC => hex::encode_upper(self.mac).into_bytes(),
            ADD_GATEWAY => self.answer.clone(),
            ASSERT_LOCATION => self.location.to_vec(),
            DIAGNOSTICS => diagnostics::write_all(&self.diagnostics),
            LIGHTS => lights(self.lights).to_vec(),
            _ => return Err(Refusal::NotAllowed),
        })
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Demand>, Refusal> {
        if value.len() > MAX_VALUE_BYTES {
            return Err(Refusal::TooLong);
        }
        Ok(match characteristic {
            WIFI_CONNECT => self.take_connect(value),
            WIFI_REMOVE => self.take_remove(value),
            ADD_GATEWAY => self.take_add_gateway(value),
            LIGHTS => self.take_lights(value),
            ASSERT_LOCATION => {
                self.location = b"error";
                let mut reply = Reply::default();
                reply
                    .notifications
                    .push_back((ASSERT_LOCATION, self.location.to_vec()));
                reply
            }
            _ => return Err(Refusal::NotAllowed),
        })
    }
}
