//! Knows which device speaks what.

use crate::protocols::improv::DeviceInfo;

/// A way to set a device up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Speaks {
    /// [Improv over serial](crate::protocols::improv::serial): can be given Wi-Fi.
    ImprovSerial,
    /// [The Outpost claim](crate::protocols::claim): can be owned.
    OutpostClaim,
}

/// The baud rate of every device that speaks [`Speaks::ImprovSerial`] and is listed here; 8 data
/// bits, no parity, one stop bit.
pub const IMPROV_BAUD_RATE: u32 = 115_200;

/// What an Outpost device's firmware calls itself.
pub const OUTPOST_FIRMWARE: &str = "Outpost";

/// What a device that says this of itself is expected to speak. What it does speak shows only when
/// it is asked: other firmware may carry the claim as well.
pub fn expected_of(info: &DeviceInfo) -> &'static [Speaks] {
    if info.firmware == OUTPOST_FIRMWARE {
        &[Speaks::ImprovSerial, Speaks::OutpostClaim]
    } else {
        &[Speaks::ImprovSerial]
    }
}
