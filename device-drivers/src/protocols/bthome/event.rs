//! Names what people do to buttons and dimmers, and what actuators are told.

/// What happened to a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonEvent {
    /// Nothing: stands for a button whose neighbour was pressed.
    None,
    /// Pressed once.
    Press,
    /// Pressed twice.
    DoublePress,
    /// Pressed three times.
    TriplePress,
    /// Pressed for long.
    LongPress,
    /// Pressed twice, for long.
    LongDoublePress,
    /// Pressed three times, for long.
    LongTriplePress,
    /// Held down.
    HoldPress,
    /// Let go after it was held down (not on bthome.io, known to bthome-ble 3.25).
    HoldRelease,
}

/// What happened to a dimmer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DimmerEvent {
    /// Nothing: stands for a dimmer whose neighbour was turned.
    None,
    /// Turned left by so many steps.
    Left(u8),
    /// Turned right by so many steps.
    Right(u8),
}

/// What an actuator is told: 0 off, 1 on, 2 toggle, 3 a step up and 4 a step down, by so many steps, or a
/// maker's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command<'a> {
    opcode: u8,
    arguments: &'a [u8],
}

/// More arguments than a command has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} bytes of arguments, at most {max} are possible", max = Command::MAX_ARGUMENT_BYTES)]
pub struct ArgumentsTooLong(pub usize);

impl ButtonEvent {
    pub(super) fn from_wire(byte: u8) -> Option<Self> {
        Some(match byte {
            0x00 => Self::None,
            0x01 => Self::Press,
            0x02 => Self::DoublePress,
            0x03 => Self::TriplePress,
            0x04 => Self::LongPress,
            0x05 => Self::LongDoublePress,
            0x06 => Self::LongTriplePress,
            0x80 => Self::HoldPress,
            0x81 => Self::HoldRelease,
            _ => return None,
        })
    }

    pub(super) fn to_wire(self) -> u8 {
        match self {
            Self::None => 0x00,
            Self::Press => 0x01,
            Self::DoublePress => 0x02,
            Self::TriplePress => 0x03,
            Self::LongPress => 0x04,
            Self::LongDoublePress => 0x05,
            Self::LongTriplePress => 0x06,
            Self::HoldPress => 0x80,
            Self::HoldRelease => 0x81,
        }
    }
}

impl DimmerEvent {
    pub(super) fn from_wire([event, steps]: [u8; 2]) -> Option<Self> {
        match event {
            0 => Some(Self::None),
            1 => Some(Self::Left(steps)),
            2 => Some(Self::Right(steps)),
            _ => None,
        }
    }

    pub(super) fn to_wire(self) -> [u8; 2] {
        match self {
            Self::None => [0, 0],
            Self::Left(steps) => [1, steps],
            Self::Right(steps) => [2, steps],
        }
    }
}

impl<'a> Command<'a> {
    /// Most bytes of arguments: their number has 5 bits, and 3 are reserved.
    pub const MAX_ARGUMENT_BYTES: usize = 31;

    /// A command with these arguments.
    pub fn new(opcode: u8, arguments: &'a [u8]) -> Result<Self, ArgumentsTooLong> {
        if arguments.len() > Self::MAX_ARGUMENT_BYTES {
            return Err(ArgumentsTooLong(arguments.len()));
        }
        Ok(Self { opcode, arguments })
    }

    /// What to do.
    pub fn opcode(self) -> u8 {
        self.opcode
    }

    /// With what; their meaning is the opcode's.
    pub fn arguments(self) -> &'a [u8] {
        self.arguments
    }

    /// Cuts a command from the beginning of `bytes`, after its id; `None` if they are too few.
    pub(super) fn cut(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let [length, opcode, rest @ ..] = bytes else {
            return None;
        };
        let length = usize::from(*length) & Self::MAX_ARGUMENT_BYTES;
        let (arguments, rest) = rest.split_at_checked(length)?;
        let opcode = *opcode;
        Some((Self { opcode, arguments }, rest))
    }
}
