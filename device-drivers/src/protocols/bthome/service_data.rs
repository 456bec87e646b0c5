//! Takes service data apart, and puts it together.

use super::{Address, Objects};

/// Most bytes of service data: the length of an advertisement's element is a byte, and its type and the
/// UUID take three. A legacy advertisement of 31 bytes holds 27 of them at most.
pub const MAX_SERVICE_DATA_BYTES: usize = 255 - 3;

/// The service data of an advertisement, without the UUID.
#[derive(Clone, Debug)]
pub struct ServiceData<'a> {
    info: u8,
    address: Option<Address>,
    body: Body<'a>,
}

/// What comes after the information about the device.
#[derive(Clone, Debug)]
pub enum Body<'a> {
    /// Objects that anybody can read, and could have sent.
    Plain(Objects<'a>),
    /// Objects for those who have the key.
    Sealed(Sealed<'a>),
}

/// Encrypted objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed<'a> {
    pub(super) info: u8,
    pub(super) ciphertext: &'a [u8],
    pub(super) counter: u32,
    pub(super) tag: [u8; TAG_BYTES],
}

/// Not the service data of a BTHome v2 sensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Nothing at all.
    #[error("the service data is empty")]
    Empty,
    /// More than an advertisement holds.
    #[error("service data of {0} bytes, at most {MAX_SERVICE_DATA_BYTES} are possible")]
    TooLong(usize),
    /// Another version of the format.
    #[error("version {0} of the format instead of {VERSION}")]
    Version(u8),
    /// Too short for what its first byte says.
    #[error("the service data ends after {0} bytes")]
    CutShort(usize),
}

pub(super) const TAG_BYTES: usize = 4;
/// What encryption adds.
pub(super) const SEAL_BYTES: usize = 4 + TAG_BYTES;
const VERSION: u8 = 2;
const VERSION_SHIFT: u32 = 5;
const ENCRYPTED: u8 = 1 << 0;
const HAS_ADDRESS: u8 = 1 << 1;
const TRIGGER_BASED: u8 = 1 << 2;

impl<'a> ServiceData<'a> {
    /// Reads the service data of an advertisement for [`SERVICE`](super::SERVICE).
    pub fn read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        if bytes.len() > MAX_SERVICE_DATA_BYTES {
            return Err(Malformed::TooLong(bytes.len()));
        }
        let (&info, rest) = bytes.split_first().ok_or(Malformed::Empty)?;
        if info >> VERSION_SHIFT != VERSION {
            return Err(Malformed::Version(info >> VERSION_SHIFT));
        }
        let cut_short = Malformed::CutShort(bytes.len());
        let (address, rest) = if info & HAS_ADDRESS == 0 {
            (None, rest)
        } else {
            let (last_first, rest) = rest.split_first_chunk().ok_or(cut_short)?;
            let [a, b, c, d, e, f] = *last_first;
            (Some(Address([f, e, d, c, b, a])), rest)
        };
        let body = if info & ENCRYPTED == 0 {
            Body::Plain(Objects::new(rest))
        } else {
            Body::Sealed(Sealed::read(info, rest).ok_or(cut_short)?)
        };
        Ok(Self {
            info,
            address,
            body,
        })
    }

    /// Whether the device sends when something happens, so that its silence says nothing.
    pub fn is_trigger_based(&self) -> bool {
        self.info & TRIGGER_BASED != 0
    }

    /// The address that the sensor says is its own, where it says one.
    pub fn address(&self) -> Option<Address> {
        self.address
    }

    /// What comes after that.
    pub fn body(&self) -> &Body<'a> {
        &self.body
    }

    pub(super) fn into_body(self) -> Body<'a> {
        self.body
    }
}

impl<'a> Sealed<'a> {
    fn read(info: u8, bytes: &'a [u8]) -> Option<Self> {
        let (rest, tag) = bytes.split_last_chunk()?;
        let (ciphertext, counter) = rest.split_last_chunk()?;
        Some(Self {
            info,
            ciphertext,
            counter: u32::from_le_bytes(*counter),
            tag: *tag,
        })
    }

    /// The counter that it was encrypted under. Not verified before it is opened.
    pub fn counter(&self) -> u32 {
        self.counter
    }
}

/// How a device sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// Regularly.
    Regular,
    /// When something happens.
    Triggered,
}

/// The first byte of plain service data.
pub(super) fn plain_info(rhythm: Rhythm) -> u8 {
    let triggered = match rhythm {
        Rhythm::Regular => 0,
        Rhythm::Triggered => TRIGGER_BASED,
    };
    VERSION << VERSION_SHIFT | triggered
}

/// The first byte of encrypted service data.
pub(super) fn sealed_info(rhythm: Rhythm) -> u8 {
    plain_info(rhythm) | ENCRYPTED
}
