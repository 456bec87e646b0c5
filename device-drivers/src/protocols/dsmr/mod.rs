//! Speaks DSMR P1, by which smart meters in the Netherlands, Belgium and Luxembourg tell their readings
//! over USB serial: both sides, from bytes to telegrams.
//!
//! # The rules (DSMR 5.0.2 and ESMR 5.0, P1 companion standard; IEC 62056-21, mode D)
//! A meter sends a telegram each second (version 5) or every ten (version 4), and takes no commands. A
//! telegram is `/`, an identification, CR LF, an empty line, objects on lines of their own, `!`, four
//! hexadecimal digits and CR LF. The digits are a CRC of all bytes from `/` to `!`, both included:
//! polynomial x16+x15+x2+1, least significant bit first, beginning at zero and not inverted, which
//! catalogues call CRC-16/ARC. `/` and `!` occur nowhere else.
//!
//! An object is its OBIS reference and values in parentheses, with a unit after `*`. What is read:
//!
//! | reference | what |
//! |---|---|
//! | 1-3:0.2.8 | version of DSMR, 42 for 4.2 and 50 for 5.0 |
//! | 0-0:96.1.4 | version of e-MUCS, the Belgian variant |
//! | 0-0:1.0.0 | `YYMMDDhhmmss` of the meter's clock, S in summer (UTC+2) or W in winter (UTC+1) |
//! | 0-0:96.1.1 | the meter's serial number, each octet as two hexadecimal digits |
//! | 0-0:42.0.0 | the same in Luxembourg: the device's logical name |
//! | 1-0:1.8.1, 1-0:1.8.2 | energy taken from the grid by tariff, in kWh with three decimals |
//! | 1-0:2.8.1, 1-0:2.8.2 | energy delivered to the grid by tariff |
//! | 1-0:1.8.0, 1-0:2.8.0 | the same as sums, where a meter knows no tariffs, as in Luxembourg |
//! | 1-0:1.7.0, 1-0:2.7.0 | power taken and delivered now, in kW with three decimals |
//!
//! A telegram lacks none of them but a version and what another object stands for. Luxembourg's meters
//! encrypt their telegrams; those are read once something has decrypted them.
//!
//! # Without a checksum
//! Meters of DSMR 2 and 3 (9600 baud, 7 data bits, even parity) end with a bare `!`. A lost digit of a
//! reading cannot be told there, and readings count for rewards: such a telegram is refused, by name, as
//! [`Damage::Unchecked`].

mod frame;
mod object;
mod telegram;
mod values;

pub use frame::{Damage, Framer, Incoming, MAX_TELEGRAM_BYTES};
pub use object::Object;
pub use telegram::{Telegram, Unreadable};
pub use values::{Clock, Identification, Register, Season, Serial, Version};

/// The rate of meters that send checksums, with 8 data bits, no parity and one stop bit.
pub const BAUD_RATE: u32 = 115_200;
