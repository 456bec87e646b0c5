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
}

/// All towns, the largest first.
#[derive(Debug, Default)]
pub struct Towns(Vec<Listed>);

/// A town, and all that it is called.
#[derive(Debug)]
struct Listed {
    town: Town,
    /// Its name as it is compared.
    folded: String,
    /// What it is called in other languages, and that as it is compared.
    others: Vec<(String, String)>,
}

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
    /// Reads the list: name, country, degrees north and east, between tabs, and other names between bars.
    pub fn read(list: &str) -> Self {
        let listed = |line: &str| {
            let mut columns = line.split('\t');
            let name = columns.next()?.to_owned();
            let folded = fold(&name);
            let town = Town {
                name,
                country: columns.next()?.to_owned(),
                latitude: columns.next()?.parse().ok()?,
                longitude: columns.next()?.parse().ok()?,
            };
            let others = columns.next().unwrap_or_default().split('|');
            let others = others.filter(|other| !other.is_empty());
            Some(Listed {
                town,
                folded,
                others: others.map(|it| (it.to_owned(), fold(it))).collect(),
            })
        };
        Self(list.lines().filter_map(listed).collect())
    }

    /// Towns that are called what was typed, in any language, the largest first; then those whose name begins
    /// so, those of which a word does, and those that hold it. One that was found by what it is called
    /// elsewhere has that name.
    pub fn search(&self, typed: &str) -> Vec<Town> {
        let wanted = fold(typed.trim());
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u8, &Listed, &str)> = self
            .0
            .iter()
            .filter_map(|listed| {
                let (rank, name) = listed.rank(&wanted)?;
                Some((rank, listed, name))
            })
            .collect();
        found.sort_by_key(|(rank, ..)| *rank);
        let offered = found.into_iter().take(OFFERED);
        offered
            .map(|(_, listed, name)| Town {
                name: name.to_owned(),
                ..listed.town.clone()
            })
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
            .map(|listed| &listed.town)
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

impl Listed {
    /// How well a town fits what is wanted, from 0 on, and by which of its names.
    fn rank(&self, wanted: &str) -> Option<(u8, &str)> {
        let own = self.town.name.as_str();
        if self.folded == wanted {
            return Some((0, own));
        }
        if self.folded.starts_with(wanted) {
            let is_called = self.others.iter().any(|(_, other)| other == wanted);
            return Some((if is_called { 0 } else { 1 }, own));
        }
        let others = self.others.iter();
        let begin_so = others.filter(|(_, other)| other.starts_with(wanted));
        if let Some((name, folded)) = begin_so.min_by_key(|(_, other)| other.len()) {
            return Some((if folded == wanted { 0 } else { 2 }, name));
        }
        let mut words = self.folded.split([' ', '-']);
        if words.any(|word| word.starts_with(wanted)) {
            return Some((3, own));
        }
        self.folded.contains(wanted).then_some((4, own))
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

/// Small letters without accents, so that "zurich" finds Zürich; and Arabic ones as they are typed in haste.
fn fold(text: &str) -> String {
    text.to_lowercase()
        .chars()
        // Vowel marks, and the stroke that only stretches a word.
        .filter(|c| !matches!(c, '\u{64b}'..='\u{652}' | '\u{640}'))
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
            'أ' | 'إ' | 'آ' => 'ا',
            'ة' => 'ه',
            'ى' => 'ي',
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
        for Listed { town, .. } in &towns.0 {
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
        // What it is called elsewhere does as well, with or without the marks.
        check("Lissabon", Some("Lissabon"));
        check("munique", Some("Munique"));
        check("القاهرة", Some("القاهرة"));
        check("القاهره", Some("القاهرة"));
        check("Roma", Some("Roma"));
        assert_eq!(towns.search("Roma")[0].country, "IT");
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
