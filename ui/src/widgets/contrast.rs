//! Computes the contrast of the design tokens that carry text or edges, in both themes, by the
//! formula of WCAG 2.2 (relative luminance, section 1.4.3 and 1.4.11).

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../static/styles/tokens.css");

/// Text on what is behind it: at least 4.5 to 1.
const TEXT: &[(&str, &str)] = &[
    ("ink", "bg"),
    ("ink", "surface"),
    ("ink", "sunk"),
    ("ink", "accent-soft"),
    ("ink", "bad-soft"),
    ("ink-soft", "bg"),
    ("ink-soft", "surface"),
    ("ink-soft", "sunk"),
    ("ink-faint", "bg"),
    ("ink-faint", "surface"),
    ("ink-faint", "sunk"),
    ("accent", "bg"),
    ("accent", "surface"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("warn", "bg"),
    ("warn", "surface"),
    ("warn", "warn-soft"),
    ("bad", "bg"),
    ("bad", "surface"),
    ("bad", "bad-soft"),
];

/// Edges and bars that must be seen: at least 3 to 1.
const SHAPES: &[(&str, &str)] = &[
    ("line-strong", "bg"),
    ("line-strong", "surface"),
    ("accent", "sunk"),
    ("warn", "sunk"),
    ("line-strong", "sunk"),
];

/// Red, green and blue of every token that is a colour, in the light theme and in the dark.
fn colours() -> [BTreeMap<String, [f64; 3]>; 2] {
    let mut themes = [BTreeMap::new(), BTreeMap::new()];
    for line in TOKENS.lines() {
        let Some((name, pair)) = line.trim().split_once(": light-dark(") else {
            continue;
        };
        let pair = pair.trim_end_matches(");").split(", ");
        for (theme, colour) in themes.iter_mut().zip(pair) {
            theme.insert(name.trim_start_matches("--").to_owned(), channels(colour));
        }
    }
    themes
}

/// Red, green and blue of `#rrggbb`.
fn channels(colour: &str) -> [f64; 3] {
    let channel = |at: usize| {
        f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hexadecimal")) / 255.0
    };
    [channel(1), channel(3), channel(5)]
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| match channel {
        0.0..=0.04045 => channel / 12.92,
        _ => ((channel + 0.055) / 1.055).powf(2.4),
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn check(pairs: &[(&str, &str)], least: f64) {
    for (theme, colours) in ["light", "dark"].iter().zip(colours()) {
        for (front, back) in pairs {
            let found = contrast(colours[*front], colours[*back]);
            assert!(
                found >= least,
                "{theme}: {front} on {back} is {found:.2} to 1"
            );
        }
    }
}

#[test]
fn the_formula_gives_the_known_extremes() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0.5; 3], [0.5; 3]) - 1.0).abs() < 1e-9);
}

#[test]
fn text_can_be_read_on_what_is_behind_it_in_both_themes() {
    check(TEXT, 4.5);
}

#[test]
fn edges_and_bars_can_be_seen_in_both_themes() {
    check(SHAPES, 3.0);
}
