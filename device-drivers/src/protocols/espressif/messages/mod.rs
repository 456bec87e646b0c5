//! Names the fields of the protobuf messages, as Espressif's `.proto` files number them.
//!
//! Only what is used is listed: protobuf lets a reader leave out the fields that it does not know.

pub(crate) mod config;
pub(crate) mod control;
pub(crate) mod scan;
pub(crate) mod session;

/// A message without fields.
#[derive(Clone, Copy, PartialEq, Eq, prost::Message)]
pub(crate) struct Nothing {}
