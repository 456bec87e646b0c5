//! Finds a place in what a person types, and the town that a place is near to.
//!
//! The list is the map's, some 34,000 towns; it is loaded when it is first needed and not part of the program.

use super::library;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Most towns that are offered at once.
const OFFERED: usize = 6;
/// Kilometres of a degree north.
const KM_PER_DEGREE: f64 = 111.2;
/// Farther away, a town says nothing about a place.
const NEAR_KM: f64 = 60.0;

/// A town.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Its name.
    pub name: String,
    /// Its country's code.
    pub country: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Its name as it is compared.
    folded: String,
}

/// All towns, the largest first.
#[derive(Debug, Default)]
pub struct Towns(Vec<Town>);

/// It is loaded once, so that nobody compares towns.
impl PartialEq for Towns {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Where a place is, from the nearest town.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The town's name.
    pub town: String,
    /// How far away it is.
    pub km: f64,
    /// In which of eight directions from the town the place lies: 0 is north, 2 east.
    pub direction: u8,
}

thread_local! {
    static TOWNS: RefCell<Option<Rc<Towns>>> = const { RefCell::new(None) };
}

/// The list, once it is loaded.
#[hook]
pub fn use_towns() -> Option<Rc<Towns>> {
    let towns = use_state(|| TOWNS.with(|towns| towns.borrow().clone()));
    {
        let towns = towns.clone();
        use_effect_with((), move |()| {
            if towns.is_none() {
                spawn_local(async move { towns.set(load().await) });
            }
        });
    }
    (*towns).clone()
}

async fn load() -> Option<Rc<Towns>> {
    // Without it, coordinates do.
    let list = library::towns().await.ok()?.as_string()?;
    let loaded = Rc::new(Towns::read(&list));
    TOWNS.with(|towns| *towns.borrow_mut() = Some(loaded.clone()));
    Some(loaded)
}

impl Towns {
    /// Reads the list: name, country, degrees north and east, between tabs.
    pub fn read(list: &str) -> Self {
        let town = |line: &str| {
            let mut columns = line.split('\t');
            let name = columns.next()?.to_owned();
            Some(Town {
                folded: fold(&name),
                name,
                country: columns.next()?.to_owned(),
                latitude: columns.next()?.parse().ok()?,
                longitude: columns.next()?.parse().ok()?,
            })
        };
        Self(list.lines().filter_map(town).collect())
    }

    /// Towns whose name begins with what was typed, the largest first; then those of which a word does,
    /// then those that hold it.
    pub fn search(&self, typed: &str) -> Vec<Town> {
        let wanted = fold(typed.trim());
        if wanted.is_empty() {
            return Vec::new();
        }
        let rank = |town: &Town| {
            if town.folded.starts_with(&wanted) {
                Some(0)
            } else if town
                .folded
                .split([' ', '-'])
                .any(|word| word.starts_with(&wanted))
            {
                Some(1)
            } else {
                town.folded.contains(&wanted).then_some(2)
            }
        };
        let mut found: Vec<(u8, &Town)> = self
            .0
            .iter()
            .filter_map(|town| rank(town).map(|rank| (rank, town)))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found
            .into_iter()
            .take(OFFERED)
            .map(|(_, town)| town.clone())
            .collect()
    }

    /// The town that a place is near to, if there is one.
    pub fn near(&self, (latitude, longitude): (f64, f64)) -> Option<Near> {
        let shrink = latitude.to_radians().cos();
        let way = |town: &Town| {
            let east = (longitude - town.longitude + 540.0).rem_euclid(360.0) - 180.0;
            [
                (latitude - town.latitude) * KM_PER_DEGREE,
                east * shrink * KM_PER_DEGREE,
            ]
        };
        let nearby = self
            .0
            .iter()
            .filter(|town| (town.latitude - latitude).abs() * KM_PER_DEGREE < NEAR_KM);
        let distance = |town: &Town| {
            let [north, east] = way(town);
            north.hypot(east)
        };
        let nearest = nearby.min_by(|one, other| distance(one).total_cmp(&distance(other)))?;
        let km = distance(nearest);
        let [north, east] = way(nearest);
        let turn = east.atan2(north) / std::f64::consts::FRAC_PI_4;
        (km < NEAR_KM).then(|| Near {
            town: nearest.name.clone(),
            km,
            direction: turn.round().rem_euclid(8.0) as u8,
        })
    }
}

/// Coordinates as people write them: `52.52, 13.405`, `52.52 13.405`, `33.87 S 151.2 E`.
pub fn coordinates(typed: &str) -> Option<(f64, f64)> {
    let spaced: String = typed
        .to_uppercase()
        .chars()
        .flat_map(|c| match c {
            'N' | 'S' | 'E' | 'W' => vec![' ', c, ' '],
            ',' | ';' | '°' => vec![' '],
            other => vec![other],
        })
        .collect();
    let mut numbers: Vec<f64> = Vec::new();
    for word in spaced.split_whitespace() {
        match (word, numbers.last_mut()) {
            ("S" | "W", Some(last)) => *last = -*last,
            ("N" | "E", Some(_)) => {}
            (number, _) => numbers.push(
                number
                    .parse()
                    .ok()
                    .filter(|number: &f64| number.is_finite())?,
            ),
        }
    }
    match numbers[..] {
        [latitude, longitude] if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
            Some((latitude, longitude))
        }
        _ => None,
    }
}

/// Small letters without accents, so that "zurich" finds Zürich.
fn fold(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ă' | 'ā' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'đ' => 'd',
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
            'ğ' => 'g',
            'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => 'i',
            'ł' => 'l',
            'ñ' | 'ń' | 'ň' => 'n',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => 'o',
            'ř' => 'r',
            'ș' | 'ş' | 'š' | 'ś' => 's',
            'ț' | 'ţ' => 't',
            'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' => 'u',
            'ý' => 'y',
            'ż' | 'ź' | 'ž' => 'z',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn towns() -> Towns {
        let list = concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/map/towns.tsv");
        Towns::read(&std::fs::read_to_string(list).unwrap())
    }

    #[test]
    fn every_line_of_the_list_is_a_town_on_earth() {
        let towns = towns();
        assert!(towns.0.len() > 30_000);
        for town in &towns.0 {
            let on_earth = town.latitude.abs() <= 90.0 && town.longitude.abs() <= 180.0;
            assert!(
                on_earth && !town.name.is_empty() && town.country.len() == 2,
                "{town:?}"
            );
        }
    }

    #[test]
    fn a_town_is_found_by_its_beginning_its_second_word_and_without_accents() {
        let towns = towns();
        let check = |typed: &str, first: Option<&str>| {
            let found = towns.search(typed);
            assert_eq!(
                found.first().map(|town| town.name.as_str()),
                first,
                "{typed}"
            );
        };
        check("berl", Some("Berlin"));
        check("york", Some("York"));
        check("new york", Some("New York City"));
        check("zurich", Some("Zürich"));
        check("São P", Some("São Paulo"));
        check("", None);
        check("xyzzy", None);
    }

    #[test]
    fn a_place_is_told_from_the_nearest_town() {
        let list =
            "Berlin\tDE\t52.524\t13.411\nPotsdam\tDE\t52.399\t13.066\nSuva\tFJ\t-18.1\t179.99\n";
        let towns = Towns::read(list);
        let near = towns.near((52.614, 13.411)).unwrap();
        assert_eq!((near.town.as_str(), near.direction), ("Berlin", 0));
        assert!((near.km - 10.0).abs() < 0.1, "{}", near.km);
        let west = towns.near((52.399, 13.0)).unwrap();
        assert_eq!((west.town.as_str(), west.direction), ("Potsdam", 6));
        let beyond = towns.near((-18.1, -179.99)).unwrap();
        assert_eq!((beyond.town.as_str(), beyond.direction), ("Suva", 2));
        assert_eq!(towns.near((0.0, 0.0)), None);
    }

    #[test]
    fn coordinates_are_read_as_people_write_them() {
        for (typed, expected) in [
            ("52.52, 13.405", Some((52.52, 13.405))),
            ("52.52 13.405", Some((52.52, 13.405))),
            ("-33.87;151.2", Some((-33.87, 151.2))),
            ("33.87° S 151.2° E", Some((-33.87, 151.2))),
            ("40.7N74W", Some((40.7, -74.0))),
            ("91, 0", None),
            ("0, 181", None),
            ("NaN, 1", None),
            ("12", None),
            ("1 2 3", None),
            ("Berlin", None),
        ] {
            assert_eq!(coordinates(typed), expected, "{typed}");
        }
    }
}
