//! Names the messages of the handshake (session.proto, sec0.proto, sec1.proto, sec2.proto).
//!
//! `msg` says again which of the payloads there is; firmware reads both.

use super::Nothing;

/// What `prov-session` carries, in both directions.
#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct SessionData {
    #[prost(int32, tag = "2")]
    pub(crate) sec_ver: i32,
    #[prost(oneof = "Scheme", tags = "10, 11, 12")]
    pub(crate) scheme: Option<Scheme>,
}

#[derive(Clone, PartialEq, Eq, prost::Oneof)]
pub(crate) enum Scheme {
    #[prost(message, tag = "10")]
    Security0(Security0),
    #[prost(message, tag = "11")]
    Security1(Security1),
    #[prost(message, tag = "12")]
    Security2(Security2),
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Security0 {
    #[prost(int32, tag = "1")]
    pub(crate) msg: i32,
    #[prost(oneof = "Payload0", tags = "20, 21")]
    pub(crate) payload: Option<Payload0>,
}

#[derive(Clone, PartialEq, Eq, prost::Oneof)]
pub(crate) enum Payload0 {
    #[prost(message, tag = "20")]
    Command(Nothing),
    #[prost(message, tag = "21")]
    Response(Response0),
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Response0 {
    #[prost(int32, tag = "1")]
    pub(crate) status: i32,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Security1 {
    #[prost(int32, tag = "1")]
    pub(crate) msg: i32,
    #[prost(oneof = "Payload1", tags = "20, 21, 22, 23")]
    pub(crate) payload: Option<Payload1>,
}

#[derive(Clone, PartialEq, Eq, prost::Oneof)]
pub(crate) enum Payload1 {
    #[prost(message, tag = "20")]
    ClientKey(ClientKey),
    #[prost(message, tag = "21")]
    DeviceKey(DeviceKey),
    #[prost(message, tag = "22")]
    ClientVerify(ClientVerify),
    #[prost(message, tag = "23")]
    DeviceVerify(DeviceVerify),
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct ClientKey {
    #[prost(bytes = "vec", tag = "1")]
    pub(crate) public_key: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct DeviceKey {
    #[prost(int32, tag = "1")]
    pub(crate) status: i32,
    #[prost(bytes = "vec", tag = "2")]
    pub(crate) public_key: Vec<u8>,
    #[prost(bytes = "vec", tag = "3")]
    pub(crate) random: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct ClientVerify {
    #[prost(bytes = "vec", tag = "2")]
    pub(crate) data: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct DeviceVerify {
    #[prost(int32, tag = "1")]
    pub(crate) status: i32,
    #[prost(bytes = "vec", tag = "3")]
    pub(crate) data: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Security2 {
    #[prost(int32, tag = "1")]
    pub(crate) msg: i32,
    #[prost(oneof = "Payload2", tags = "20, 21, 22, 23")]
    pub(crate) payload: Option<Payload2>,
}

#[derive(Clone, PartialEq, Eq, prost::Oneof)]
pub(crate) enum Payload2 {
    #[prost(message, tag = "20")]
    Hello(Hello),
    #[prost(message, tag = "21")]
    Challenge(Challenge),
    #[prost(message, tag = "22")]
    ClientProof(ClientProof),
    #[prost(message, tag = "23")]
    DeviceProof(DeviceProof),
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Hello {
    #[prost(bytes = "vec", tag = "1")]
    pub(crate) username: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub(crate) public_key: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct Challenge {
    #[prost(int32, tag = "1")]
    pub(crate) status: i32,
    #[prost(bytes = "vec", tag = "2")]
    pub(crate) public_key: Vec<u8>,
    #[prost(bytes = "vec", tag = "3")]
    pub(crate) salt: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct ClientProof {
    #[prost(bytes = "vec", tag = "1")]
    pub(crate) proof: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, prost::Message)]
pub(crate) struct DeviceProof {
    #[prost(int32, tag = "1")]
    pub(crate) status: i32,
    #[prost(bytes = "vec", tag = "2")]
    pub(crate) proof: Vec<u8>,
    #[prost(bytes = "vec", tag = "3")]
    pub(crate) nonce: Vec<u8>,
}

impl From<Payload0> for SessionData {
    fn from(payload: Payload0) -> Self {
        let msg = match payload {
            Payload0::Command(_) => 0,
            Payload0::Response(_) => 1,
        };
        let payload = Some(payload);
        Self {
            sec_ver: 0,
            scheme: Some(Scheme::Security0(Security0 { msg, payload })),
        }
    }
}

impl From<Payload1> for SessionData {
    fn from(payload: Payload1) -> Self {
        let msg = match payload {
            Payload1::ClientKey(_) => 0,
            Payload1::DeviceKey(_) => 1,
            Payload1::ClientVerify(_) => 2,
            Payload1::DeviceVerify(_) => 3,
        };
        let payload = Some(payload);
        Self {
            sec_ver: 1,
            scheme: Some(Scheme::Security1(Security1 { msg, payload })),
        }
    }
}

impl From<Payload2> for SessionData {
    fn from(payload: Payload2) -> Self {
        let msg = match payload {
            Payload2::Hello(_) => 0,
            Payload2::Challenge(_) => 1,
            Payload2::ClientProof(_) => 2,
            Payload2::DeviceProof(_) => 3,
        };
        let payload = Some(payload);
        Self {
            sec_ver: 2,
            scheme: Some(Scheme::Security2(Security2 { msg, payload })),
        }
    }
}
