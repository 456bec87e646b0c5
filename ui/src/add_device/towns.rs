//! Finds a place in what a person types: a town of the bundled list, or coordinates.

/// Towns: name, country, degrees north, degrees east, between tabs.
const LIST: &str = include_str!("../../data/towns.tsv");

/// Most towns that are offered at once.
const OFFERED: usize = 6;

/// A town.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Its name in English.
    pub name: &'static str,
    /// Its country's.
    pub country: &'static str,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// Towns whose name or country begins with what was typed, best first; then those that hold it.
pub fn search(typed: &str) -> Vec<Town> {
    let wanted = fold(typed.trim());
    if wanted.is_empty() {
        return Vec::new();
    }
    let rank = |town: &Town| {
        let (name, country) = (fold(town.name), fold(town.country));
        if name.starts_with(&wanted) {
            Some(0)
        } else if name.split(' ').any(|word| word.starts_with(&wanted)) {
            Some(1)
        } else if country.starts_with(&wanted) {
            Some(2)
        } else {
            name.contains(&wanted).then_some(3)
        }
    };
    let mut found: Vec<(u8, Town)> = towns()
        .filter_map(|town| rank(&town).map(|rank| (rank, town)))
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found
        .into_iter()
        .take(OFFERED)
        .map(|(_, town)| town)
        .collect()
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

fn towns() -> impl Iterator<Item = Town> {
    LIST.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some(Town {
            name: columns.next()?,
            country: columns.next()?,
            latitude: columns.next()?.parse().ok()?,
            longitude: columns.next()?.parse().ok()?,
        })
    })
}

/// Small letters without accents, so that "zurich" finds Zürich.
fn fold(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ă' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ł' => 'l',
            'ñ' => 'n',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
            'ș' => 's',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, first: Option<&str>) {
        assert_eq!(search(typed).first().map(|town| town.name), first);
    }

    #[test]
    fn every_line_of_the_list_is_a_town_on_earth() {
        assert_eq!(towns().count(), LIST.lines().count());
        assert!(towns().count() >= 150);
        assert!(towns().all(|town| town.latitude.abs() <= 90.0 && town.longitude.abs() <= 180.0));
    }

    #[test]
    fn a_town_is_found_by_its_beginning_its_second_word_and_without_accents() {
        check("berl", Some("Berlin"));
        check("york", Some("New York"));
        check("zurich", Some("Zürich"));
        check("São P", Some("São Paulo"));
        check("", None);
        check("xyzzy", None);
    }

    #[test]
    fn a_country_offers_its_towns() {
        assert!(search("japan").iter().all(|town| town.country == "Japan"));
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
