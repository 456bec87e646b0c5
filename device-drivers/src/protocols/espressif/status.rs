//! Names what a device says of a request that it does not carry out.

/// A status other than success (constants.proto).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Status {
    /// Another security scheme than the device's.
    #[error("the device uses another security scheme")]
    InvalidSecurityScheme,
    /// Not a message of the protocol.
    #[error("the device does not know this message")]
    InvalidProtocol,
    /// Others are being served.
    #[error("the device serves another client")]
    TooManySessions,
    /// A value that is not allowed, such as a password of more than 63 bytes.
    #[error("the device does not take this value")]
    InvalidArgument,
    /// It could not be done, or not now.
    #[error("the device could not do it")]
    InternalError,
    /// The cryptography failed.
    #[error("the device's cryptography failed")]
    CryptoError,
    /// There was no handshake.
    #[error("the device knows no such session")]
    InvalidSession,
    /// A number without a meaning.
    #[error("the device answered with status {0}")]
    Unknown(i32),
}

impl Status {
    /// Reads the number on the wire; 0 is success.
    pub(super) fn check(number: i32) -> Result<(), Self> {
        Err(match number {
            0 => return Ok(()),
            1 => Self::InvalidSecurityScheme,
            2 => Self::InvalidProtocol,
            3 => Self::TooManySessions,
            4 => Self::InvalidArgument,
            5 => Self::InternalError,
            6 => Self::CryptoError,
            7 => Self::InvalidSession,
            number => Self::Unknown(number),
        })
    }

    /// The number of an outcome on the wire.
    pub(super) fn number(outcome: Result<(), Self>) -> i32 {
        match outcome {
            Ok(()) => 0,
            Err(Self::InvalidSecurityScheme) => 1,
            Err(Self::InvalidProtocol) => 2,
            Err(Self::TooManySessions) => 3,
            Err(Self::InvalidArgument) => 4,
            Err(Self::InternalError) => 5,
            Err(Self::CryptoError) => 6,
            Err(Self::InvalidSession) => 7,
            Err(Self::Unknown(number)) => number,
        }
    }
}
