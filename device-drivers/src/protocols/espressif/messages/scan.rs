//! Names the messages of the endpoint `prov-scan` (wifi_scan.proto).

use super::Nothing;

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Scan {
    #[prost(int32, tag = "1")]
    pub(crate) msg: i32,
    #[prost(int32, tag = "2")]
    pub(crate) status: i32,
    #[prost(oneof = "Payload", tags = "10, 11, 12, 13, 14, 15")]
    pub(crate) payload: Option<Payload>,
}

#[derive(Clone, PartialEq, Eq, prost::Oneof)]
pub(crate) enum Payload {
    #[prost(message, tag = "10")]
    Start(Start),
    #[prost(message, tag = "11")]
    Started(Nothing),
    #[prost(message, tag = "12")]
    GetStatus(Nothing),
    #[prost(message, tag = "13")]
    Status(ScanStatus),
    #[prost(message, tag = "14")]
    GetResults(GetResults),
    #[prost(message, tag = "15")]
    Results(Results),
}

#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub(crate) struct Start {
    #[prost(bool, tag = "1")]
    pub(crate) blocking: bool,
    #[prost(bool, tag = "2")]
    pub(crate) passive: bool,
    #[prost(uint32, tag = "3")]
    pub(crate) group_channels: u32,
    #[prost(uint32, tag = "4")]
    pub(crate) period_ms: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub(crate) struct ScanStatus {
    #[prost(bool, tag = "1")]
    pub(crate) finished: bool,
    #[prost(uint32, tag = "2")]
    pub(crate) count: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub(crate) struct GetResults {
    #[prost(uint32, tag = "1")]
    pub(crate) start: u32,
    #[prost(uint32, tag = "2")]
    pub(crate) count: u32,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Results {
    #[prost(message, repeated, tag = "1")]
    pub(crate) entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Entry {
    #[prost(bytes = "vec", tag = "1")]
    pub(crate) ssid: Vec<u8>,
    #[prost(uint32, tag = "2")]
    pub(crate) channel: u32,
    #[prost(int32, tag = "3")]
    pub(crate) rssi: i32,
    #[prost(bytes = "vec", tag = "4")]
    pub(crate) bssid: Vec<u8>,
    #[prost(int32, tag = "5")]
    pub(crate) auth: i32,
}

/// The number of [`Entry::auth`] of a network without a password (wifi_constants.proto).
pub(crate) const OPEN: i32 = 0;
/// The number of [`Entry::auth`] of a network with a WPA2 password.
pub(crate) const WPA2_PSK: i32 = 3;

impl Scan {
    /// What is asked. Espressif's client leaves a payload without fields away.
    pub(crate) fn asked(self) -> Option<Payload> {
        match (self.msg, self.payload) {
            (2, None) => Some(Payload::GetStatus(Nothing {})),
            (_, payload) => payload,
        }
    }
}

impl From<Payload> for Scan {
    fn from(payload: Payload) -> Self {
        let msg = match payload {
            Payload::Start(_) => 0,
            Payload::Started(_) => 1,
            Payload::GetStatus(_) => 2,
            Payload::Status(_) => 3,
            Payload::GetResults(_) => 4,
            Payload::Results(_) => 5,
        };
        Self {
            msg,
            status: 0,
            payload: Some(payload),
        }
    }
}
