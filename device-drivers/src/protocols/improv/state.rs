//! Names where provisioning stands and what went wrong.

/// Where provisioning stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The service is off (not in the specification, sent by the reference implementation).
    Stopped,
    /// Takes credentials once somebody has pressed a button at the device.
    AuthorizationRequired,
    /// Takes credentials.
    Ready,
    /// Tries to connect.
    Provisioning,
    /// Is connected.
    Provisioned,
}

/// What went wrong with a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorState {
    /// Nothing.
    None,
    /// The device could not read the command.
    InvalidPacket,
    /// The device does not know the command.
    UnknownCommand,
    /// The device could not join the network.
    UnableToConnect,
    /// Somebody must press a button first.
    NotAuthorized,
    /// The device does not take that host name.
    BadHostname,
    /// Anything else.
    Unknown,
}

impl State {
    /// Reads the byte on the wire.
    pub fn from_wire(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Stopped),
            1 => Some(Self::AuthorizationRequired),
            2 => Some(Self::Ready),
            3 => Some(Self::Provisioning),
            4 => Some(Self::Provisioned),
            _ => None,
        }
    }

    /// The byte on the wire.
    pub fn to_wire(self) -> u8 {
        match self {
            Self::Stopped => 0,
            Self::AuthorizationRequired => 1,
            Self::Ready => 2,
            Self::Provisioning => 3,
            Self::Provisioned => 4,
        }
    }
}

impl ErrorState {
    /// Reads the byte on the wire; numbers without a meaning are [`ErrorState::Unknown`].
    pub fn from_wire(byte: u8) -> Self {
        match byte {
            0 => Self::None,
            1 => Self::InvalidPacket,
            2 => Self::UnknownCommand,
            3 => Self::UnableToConnect,
            4 => Self::NotAuthorized,
            5 => Self::BadHostname,
            _ => Self::Unknown,
        }
    }

    /// The byte on the wire.
    pub fn to_wire(self) -> u8 {
        match self {
            Self::None => 0,
            Self::InvalidPacket => 1,
            Self::UnknownCommand => 2,
            Self::UnableToConnect => 3,
            Self::NotAuthorized => 4,
            Self::BadHostname => 5,
            Self::Unknown => 0xff,
        }
    }
}
