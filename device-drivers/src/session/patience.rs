//! Says how long each step may take.

use std::time::Duration;

/// How long a step may take, and how often its command is sent again meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Until the first answer: many boards restart when their port is opened.
    pub boot: Duration,
    /// For an answer that needs no work.
    pub answer: Duration,
    /// For a scan.
    pub scan: Duration,
    /// For joining a network.
    pub join: Duration,
    /// For a person to confirm at the device.
    pub confirm: Duration,
    /// Between two sends of a command that may be repeated.
    pub repeat: Duration,
}

impl Patience {
    /// For a device that is being set up. The reference implementation of Improv waits 30 s for an
    /// answer and asks for the state every second.
    pub const SET_UP: Self = Self {
        boot: Duration::from_secs(10),
        answer: Duration::from_secs(5),
        scan: Duration::from_secs(30),
        join: Duration::from_secs(45),
        confirm: Duration::from_secs(120),
        repeat: Duration::from_secs(1),
    };

    /// For a port where there may be no device: gives up sooner.
    pub const SEARCH: Self = Self {
        boot: Duration::from_secs(4),
        answer: Duration::from_secs(2),
        ..Self::SET_UP
    };
}
