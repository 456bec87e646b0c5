//! Makes the table that tells where cells are, and checks what the rules make of it against floating-point
//! geometry.
//!
//! The rules may not use floating-point numbers, so they read a file that was made once. Where it differs
//! from what is made here, the new one is left in the build's folder for temporary files.

#[cfg(test)]
mod tests {
    use h3o::{CellIndex, LatLng, Resolution};
    use outpost_protocol::{CellId, place};
    use std::path::Path;

    /// Metres in a kilometre.
    const METRES: f64 = 1_000.0;

    #[test]
    fn the_table_is_what_the_geometry_of_h3_gives() {
        let made: Vec<u8> = CellIndex::base_cells().flat_map(entries).collect();
        let pinned = include_bytes!("../src/place/cells.bin");
        if made != pinned {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cells.bin");
            std::fs::write(&path, &made).unwrap();
            panic!("the table differs from the one in {}", path.display());
        }
    }

    /// The entries of a base cell's descendants of resolution 2; a pentagon has fewer of them.
    fn entries(base: CellIndex) -> Vec<u8> {
        let mut entries: Vec<u8> = base.children(Resolution::Two).flat_map(entry).collect();
        entries.resize(place::ENTRIES_PER_BASE * place::ENTRY_BYTES, 0);
        entries
    }

    fn entry(cell: CellIndex) -> [u8; place::ENTRY_BYTES] {
        let at = LatLng::from(cell);
        let origin = inner(cell);
        let [i, j, both] = [(1, 0), (0, 1), (1, 1)].map(|step| step_decimetres(origin, step));
        let mut entry = Vec::new();
        for centi in [at.lat(), at.lng()] {
            entry.extend(((centi * 100.0).round() as i16).to_le_bytes());
        }
        for length in [i, j, both] {
            entry.extend(length.to_le_bytes());
        }
        entry.try_into().unwrap()
    }

    /// A cell of resolution 8 near the middle, but not at a pentagon's, which has no even grid around it.
    fn inner(cell: CellIndex) -> CellIndex {
        if cell.is_pentagon() {
            let children = cell.children_count(Resolution::Eight);
            return cell.child_at(children / 2, Resolution::Eight).unwrap();
        }
        cell.center_child(Resolution::Eight).unwrap()
    }

    /// The length of a step in local coordinates, in decimetres: the mean of both ways.
    fn step_decimetres(origin: CellIndex, (i, j): (i32, i32)) -> u16 {
        let from = origin.to_local_ij(origin).unwrap();
        let lengths: Vec<f64> = origin
            .grid_disk::<Vec<_>>(1)
            .into_iter()
            .filter(|neighbour| {
                let to = neighbour.to_local_ij(origin).unwrap();
                let step = (to.coord.i - from.coord.i, to.coord.j - from.coord.j);
                step == (i, j) || step == (-i, -j)
            })
            .map(|neighbour| LatLng::from(origin).distance_m(LatLng::from(neighbour)))
            .collect();
        assert_eq!(lengths.len(), 2, "{origin}");
        ((lengths[0] + lengths[1]) * 5.0).round() as u16
    }

    /// Places all over the world, about evenly spread (a Fibonacci lattice).
    fn places() -> impl Iterator<Item = LatLng> {
        const COUNT: usize = 3_000;
        (0..COUNT).map(|n| {
            let lat = (1.0 - 2.0 * (n as f64 + 0.5) / COUNT as f64).asin();
            let lng = n as f64 * 2.399_963_229_728_653;
            LatLng::new(
                lat.to_degrees(),
                (lng.to_degrees() + 180.0).rem_euclid(360.0) - 180.0,
            )
            .unwrap()
        })
    }

    fn cell_at(at: LatLng) -> CellId {
        u64::from(at.to_cell(place::DEVICE_RESOLUTION))
            .try_into()
            .unwrap()
    }

    /// A place so many kilometres away, towards the north or the south and the east or the west.
    fn moved(from: LatLng, north_km: f64, east_km: f64) -> Option<LatLng> {
        let lat = from.lat() + north_km / 111.2;
        let lng = from.lng() + east_km / 111.2 / from.lat().to_radians().cos();
        LatLng::new(lat, lng)
            .ok()
            .filter(|it| it.lat().abs() < 85.0 && it.lng().abs() < 180.0)
    }

    #[test]
    fn a_cell_lies_within_two_degrees_of_where_the_table_has_it() {
        for at in places() {
            let cell = cell_at(at);
            let table = LatLng::new(
                f64::from(cell.latitude_centidegrees()) / 100.0,
                f64::from(cell.longitude_centidegrees()) / 100.0,
            );
            let apart = at.distance_km(table.unwrap());
            assert!(apart < 220.0, "{cell} is {apart} km away from its entry");
        }
    }

    #[test]
    fn distances_between_cells_are_those_on_the_globe_but_for_a_small_part() {
        let mut errors: Vec<f64> = places()
            .flat_map(|at| WAYS_KM.map(|(north, east)| (at, moved(at, north, east))))
            .filter_map(|(at, to)| relative_error(cell_at(at), cell_at(to?)))
            .collect();
        errors.sort_by(f64::total_cmp);
        let at_share = |share: f64| errors[(errors.len() as f64 * share) as usize];
        assert!(errors.len() > 10_000);
        assert!(at_share(0.5) < 0.03, "half are within {}", at_share(0.5));
        assert!(at_share(0.98) < 0.09, "98 % are within {}", at_share(0.98));
        assert!(
            at_share(0.999_99) < 0.25,
            "the worst is {}",
            at_share(0.999_99)
        );
    }

    /// North and east.
    const WAYS_KM: [(f64, f64); 4] = [(3.0, 0.0), (-8.0, 9.0), (1.0, -30.0), (70.0, 20.0)];

    fn relative_error(a: CellId, b: CellId) -> Option<f64> {
        let found = a.distance_metres(b)?;
        assert_eq!(b.distance_metres(a), Some(found));
        let [from, to] = [a, b].map(|it| LatLng::from(CellIndex::try_from(it.index()).unwrap()));
        let expected = from.distance_m(to);
        Some((f64::from(found) - expected).abs() / expected.max(METRES))
    }
}
