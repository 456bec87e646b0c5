//! Decides what a device does about a command, on whatever carrier.

use super::{
    Command, DeviceInfo, ErrorState, Extension, Hostname, RpcResult, State, TooLong,
    command::{HOSTNAME, REQUEST_INFO, SEND_WIFI},
    wifi::WifiCredentials,
};

/// The device's side. Knows no time and no radio: it asks for what it needs done.
#[derive(Debug)]
pub(super) struct Responder {
    state: State,
    info: RpcResult,
    hostname: Option<RpcResult>,
}

/// What a client wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// Join this network, then say whether it was joined.
    Join(WifiCredentials),
    /// Look for networks, then say which there are.
    Scan,
    /// Show a person which device this is.
    Identify,
    /// Take this host name.
    SetHostname(Hostname),
    /// Answer this extension, or say that it is unknown.
    Extension(Extension),
}

/// What a device says or does, in order.
#[derive(Debug)]
pub(super) enum Response {
    State(State),
    Error(ErrorState),
    Result(RpcResult),
    Demand(Demand),
}

impl Responder {
    pub(super) fn new(info: &DeviceInfo, state: State) -> Result<Self, TooLong> {
        let info = [&info.firmware, &info.version, &info.hardware, &info.name];
        Ok(Self {
            state,
            info: RpcResult::new(REQUEST_INFO, &info)?,
            hostname: None,
        })
    }

    pub(super) fn set_hostname(&mut self, name: &Hostname) {
        // A host name is shorter than a result.
        self.hostname = RpcResult::new(HOSTNAME, &[name.to_string()]).ok();
    }

    pub(super) fn has_hostname(&self) -> bool {
        self.hostname.is_some()
    }

    pub(super) fn state(&self) -> State {
        self.state
    }

    /// Somebody confirmed at the device that it may be set up, or that confirmation has run out.
    pub(super) fn authorize(&mut self, authorized: bool) -> Vec<Response> {
        self.state = match (self.state, authorized) {
            (State::AuthorizationRequired, true) => State::Ready,
            (State::Ready, false) => State::AuthorizationRequired,
            (state, _) => state,
        };
        vec![Response::State(self.state)]
    }

    pub(super) fn joined(&mut self) -> Vec<Response> {
        self.state = State::Provisioned;
        vec![
            Response::State(self.state),
            // No page to go to.
            Response::Result(RpcResult::empty(SEND_WIFI)),
        ]
    }

    pub(super) fn not_joined(&mut self) -> Vec<Response> {
        self.state = State::Ready;
        vec![
            Response::Error(ErrorState::UnableToConnect),
            Response::State(self.state),
        ]
    }

    pub(super) fn take(&mut self, command: Command) -> Vec<Response> {
        let mut responses = vec![Response::Error(ErrorState::None)];
        match command {
            Command::RequestState => {
                responses.push(Response::State(self.state));
            }
            Command::Identify => responses.push(Response::Demand(Demand::Identify)),
            Command::RequestInfo => responses.push(Response::Result(self.info.clone())),
            Command::ScanWifi => responses.push(Response::Demand(Demand::Scan)),
            Command::RequestHostname => responses.push(self.tell_hostname()),
            Command::SetHostname(_) | Command::SendWifi(_)
                if self.state == State::AuthorizationRequired =>
            {
                return vec![Response::Error(ErrorState::NotAuthorized)];
            }
            Command::SetHostname(name) => {
                if self.has_hostname() {
                    self.set_hostname(&name);
                    responses.push(Response::Demand(Demand::SetHostname(name)));
                }
                responses.push(self.tell_hostname());
            }
            Command::SendWifi(_) if self.state == State::Provisioning => {
                responses.push(Response::Error(ErrorState::Unknown));
            }
            Command::SendWifi(credentials) => {
                self.state = State::Provisioning;
                responses.push(Response::State(self.state));
                responses.push(Response::Demand(Demand::Join(credentials)));
            }
            Command::Extension(extension) => {
                responses.push(Response::Demand(Demand::Extension(extension)));
            }
        }
        responses
    }

    fn tell_hostname(&self) -> Response {
        match &self.hostname {
            Some(name) => Response::Result(name.clone()),
            None => Response::Error(ErrorState::UnknownCommand),
        }
    }
}
