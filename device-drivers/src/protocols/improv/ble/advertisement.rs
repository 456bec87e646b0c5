//! Reads and writes what a device advertises.

use crate::protocols::improv::State;

/// The data beside the service's UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceData {
    /// Where provisioning stands.
    pub state: State,
    /// What the device can do.
    pub capabilities: Capabilities,
}

/// Which optional commands a device knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities(pub u8);

impl ServiceData {
    /// Reads the service data; `None` if it is none of this version.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let [state, capabilities, _reserved @ ..] = bytes else {
            return None;
        };
        Some(Self {
            state: State::from_wire(*state)?,
            capabilities: Capabilities(*capabilities),
        })
    }

    /// The service data.
    pub fn to_bytes(self) -> [u8; 6] {
        [self.state.to_wire(), self.capabilities.0, 0, 0, 0, 0]
    }
}

impl Capabilities {
    /// All that is known here, but for the host name.
    pub const WITHOUT_HOSTNAME: Self = Self(0b0111);
    /// All that is known here.
    pub const ALL: Self = Self(0b1111);

    /// It can show a person which device it is.
    pub fn identify(self) -> bool {
        self.0 & 1 != 0
    }

    /// It tells its name, hardware and firmware.
    pub fn device_info(self) -> bool {
        self.0 & 0b10 != 0
    }

    /// It tells which networks it sees.
    pub fn scan_wifi(self) -> bool {
        self.0 & 0b100 != 0
    }

    /// It has a host name that can be changed.
    pub fn hostname(self) -> bool {
        self.0 & 0b1000 != 0
    }
}
