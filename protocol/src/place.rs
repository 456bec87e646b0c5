//! Tells places apart: H3 cells, how far they are from each other, and which radio rules hold there.
//!
//! Consensus code knows cells by their index alone and never touches libm. Where cells are on the globe is
//! read from a table with an entry for each cell of resolution 2, which is about 180 km wide: its middle's
//! latitude and longitude, and how long the three steps of the grid of resolution 8 are there.
//! `tests/place_table.rs` makes that table and checks it.

mod areas;
mod radio_region;
mod table;

pub use radio_region::RadioRegion;
pub use table::{ENTRIES_PER_BASE, ENTRY_BYTES};

use borsh::{BorshDeserialize, BorshSerialize, io};
use h3o::{CellIndex, Resolution};
use std::{fmt, str::FromStr};

/// Resolution of the cell a device is asserted in: about 0.7 km² (h3geo.org, table of cell
/// statistics, resolution 8). Fine enough to tell streets' neighbourhoods apart, too coarse to
/// tell a home.
pub const DEVICE_RESOLUTION: Resolution = Resolution::Eight;

/// No point of a cell is farther from its middle: the longest edge of cells of resolution 8, rounded up
/// (h3geo.org, table of cell statistics: 0.53 km on average; cells differ by a factor of 2 in area).
pub const CELL_RADIUS_METRES: u32 = 700;

/// An H3 cell of [`DEVICE_RESOLUTION`]. Only valid cells of that resolution can be made.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(u64);

/// Not a cell that a device can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not an H3 cell of resolution 8")]
pub struct NotACell(pub u64);

impl CellId {
    /// The H3 index.
    pub fn index(self) -> u64 {
        self.0
    }
}

impl TryFrom<u64> for CellId {
    type Error = NotACell;

    fn try_from(index: u64) -> Result<Self, NotACell> {
        match CellIndex::try_from(index) {
            Ok(cell) if cell.resolution() == DEVICE_RESOLUTION => Ok(Self(index)),
            _ => Err(NotACell(index)),
        }
    }
}

impl FromStr for CellId {
    type Err = NotACell;

    /// Reads the usual hexadecimal form, such as `881f1d4887fffff`.
    fn from_str(text: &str) -> Result<Self, NotACell> {
        let index = u64::from_str_radix(text, 16).map_err(|_| NotACell(0))?;
        Self::try_from(index)
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.0)
    }
}

impl fmt::Debug for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl BorshSerialize for CellId {
    fn serialize<W: io::Write>(&self, writer: &mut W) -> io::Result<()> {
        self.0.serialize(writer)
    }
}

impl BorshDeserialize for CellId {
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<Self> {
        let index = u64::deserialize_reader(reader)?;
        Self::try_from(index).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }
}
