//! Names the messages of the endpoint `prov-ctrl` (wifi_ctrl.proto).

use super::Nothing;

#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub(crate) struct Control {
    #[prost(int32, tag = "1")]
    pub(crate) msg: i32,
    #[prost(int32, tag = "2")]
    pub(crate) status: i32,
    #[prost(oneof = "Payload", tags = "11, 12")]
    pub(crate) payload: Option<Payload>,
}

#[derive(Clone, Copy, PartialEq, Eq, prost::Oneof)]
pub(crate) enum Payload {
    #[prost(message, tag = "11")]
    Reset(Nothing),
    #[prost(message, tag = "12")]
    ResetDone(Nothing),
}

impl Control {
    /// What is asked. Espressif's client leaves a payload without fields away.
    pub(crate) fn asked(self) -> Option<Payload> {
        match (self.msg, self.payload) {
            (1, None) => Some(Payload::Reset(Nothing {})),
            (_, payload) => payload,
        }
    }
}

impl From<Payload> for Control {
    fn from(payload: Payload) -> Self {
        let msg = match payload {
            Payload::Reset(_) => 1,
            Payload::ResetDone(_) => 2,
        };
        Self {
            msg,
            status: 0,
            payload: Some(payload),
        }
    }
}
