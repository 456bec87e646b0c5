//! Names the messages of the endpoint `prov-config` (wifi_config.proto, wifi_constants.proto).

use super::Nothing;

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Config {
    #[prost(int32, tag = "1")]
    pub(crate) msg: i32,
    #[prost(oneof = "Payload", tags = "10, 11, 12, 13, 14, 15")]
    pub(crate) payload: Option<Payload>,
}

#[derive(Clone, PartialEq, Eq, prost::Oneof)]
pub(crate) enum Payload {
    #[prost(message, tag = "10")]
    GetStatus(Nothing),
    #[prost(message, tag = "11")]
    Status(WifiStatus),
    #[prost(message, tag = "12")]
    Set(Set),
    #[prost(message, tag = "13")]
    SetDone(Done),
    #[prost(message, tag = "14")]
    Apply(Nothing),
    #[prost(message, tag = "15")]
    ApplyDone(Done),
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct WifiStatus {
    #[prost(int32, tag = "1")]
    pub(crate) status: i32,
    #[prost(int32, tag = "2")]
    pub(crate) station: i32,
    #[prost(oneof = "Station", tags = "10, 11, 12")]
    pub(crate) details: Option<Station>,
}

#[derive(Clone, PartialEq, Eq, prost::Oneof)]
pub(crate) enum Station {
    #[prost(int32, tag = "10")]
    FailReason(i32),
    #[prost(message, tag = "11")]
    Connected(Connected),
    #[prost(message, tag = "12")]
    AttemptFailed(AttemptFailed),
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Connected {
    #[prost(string, tag = "1")]
    pub(crate) ip4_address: String,
    #[prost(bytes = "vec", tag = "3")]
    pub(crate) ssid: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub(crate) struct AttemptFailed {
    #[prost(uint32, tag = "1")]
    pub(crate) attempts_remaining: u32,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Set {
    #[prost(bytes = "vec", tag = "1")]
    pub(crate) ssid: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub(crate) passphrase: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub(crate) struct Done {
    #[prost(int32, tag = "1")]
    pub(crate) status: i32,
}

/// Numbers of [`WifiStatus::station`].
pub(crate) mod station {
    pub(crate) const CONNECTED: i32 = 0;
    pub(crate) const CONNECTING: i32 = 1;
    pub(crate) const DISCONNECTED: i32 = 2;
    pub(crate) const FAILED: i32 = 3;
}

/// Numbers of [`Station::FailReason`].
pub(crate) mod fail_reason {
    pub(crate) const AUTHENTICATION: i32 = 0;
    pub(crate) const NETWORK_NOT_FOUND: i32 = 1;
}

impl Config {
    /// What is asked. Espressif's client leaves a payload without fields away.
    pub(crate) fn asked(self) -> Option<Payload> {
        match (self.msg, self.payload) {
            (0, None) => Some(Payload::GetStatus(Nothing {})),
            (4, None) => Some(Payload::Apply(Nothing {})),
            (_, payload) => payload,
        }
    }
}

impl From<Payload> for Config {
    fn from(payload: Payload) -> Self {
        let msg = match payload {
            Payload::GetStatus(_) => 0,
            Payload::Status(_) => 1,
            Payload::Set(_) => 2,
            Payload::SetDone(_) => 3,
            Payload::Apply(_) => 4,
            Payload::ApplyDone(_) => 5,
        };
        Self {
            msg,
            payload: Some(payload),
        }
    }
}
