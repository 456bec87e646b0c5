//! Names larger areas by one of their cells, so that tallies can be about them.

use super::{CellId, DEVICE_RESOLUTION};
use h3o::{CellIndex, Resolution};

impl CellId {
    /// The district that the cell lies in, about 2.4 km wide (resolution 7), named by its middle cell.
    pub fn district(self) -> Self {
        self.ancestor(Resolution::Seven)
    }

    /// The cells of the district, at most seven.
    pub fn cells_of_district(self) -> Vec<Self> {
        let district = self.parent(Resolution::Seven);
        let cells = district
            .into_iter()
            .flat_map(|it| it.children(DEVICE_RESOLUTION));
        cells.map(|cell| Self(cell.into())).collect()
    }

    /// The area that the cell lies in, about 6.5 km wide (resolution 6), named by its middle cell.
    pub fn area(self) -> Self {
        self.ancestor(Resolution::Six)
    }

    /// The area that the cell lies in and those next to it, at most seven.
    pub fn areas_around(self) -> Vec<Self> {
        let around: Vec<CellIndex> = self
            .parent(Resolution::Six)
            .map(|area| area.grid_disk(1))
            .unwrap_or_default();
        around.into_iter().filter_map(middle).collect()
    }

    fn ancestor(self, resolution: Resolution) -> Self {
        self.parent(resolution).and_then(middle).unwrap_or(self)
    }

    fn parent(self, resolution: Resolution) -> Option<CellIndex> {
        CellIndex::try_from(self.0).ok()?.parent(resolution)
    }
}

fn middle(area: CellIndex) -> Option<CellId> {
    area.center_child(DEVICE_RESOLUTION)
        .map(|cell| CellId(cell.into()))
}
