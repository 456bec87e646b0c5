//! A figure, with what it is compared with and whether that suffices.

use serde::Serialize;

/// A figure.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Row {
    /// What was measured.
    pub(super) name: String,
    /// The figure.
    pub(super) value: f64,
    /// Its unit.
    pub(super) unit: &'static str,
    /// What it is compared with, in the same unit; a limit or another figure of this run.
    pub(super) reference: f64,
    /// Value by reference.
    pub(super) ratio: f64,
    /// On which side of the bar the ratio must be.
    pub(super) sense: Sense,
    /// The largest or smallest ratio that suffices.
    pub(super) bar: f64,
    /// Whether it suffices.
    pub(super) holds: bool,
}

/// Which ratios suffice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sense {
    /// Up to the bar.
    AtMost,
    /// From the bar.
    AtLeast,
}

impl Row {
    /// A figure that may be at most `limit`.
    pub(super) fn at_most(name: &str, value: f64, unit: &'static str, limit: f64) -> Self {
        Self::compared(name, value, unit, limit, 1.0)
    }

    /// A figure that must be at least `limit`.
    pub(super) fn at_least(name: &str, value: f64, unit: &'static str, limit: f64) -> Self {
        let row = Self::compared(name, value, unit, limit, 1.0);
        Self {
            sense: Sense::AtLeast,
            holds: row.ratio >= row.bar,
            ..row
        }
    }

    /// A figure that may be at most `bar` times the `reference` of the same run.
    pub(super) fn compared(
        name: &str,
        value: f64,
        unit: &'static str,
        reference: f64,
        bar: f64,
    ) -> Self {
        let ratio = value / reference;
        Self {
            name: name.to_owned(),
            value,
            unit,
            reference,
            ratio,
            sense: Sense::AtMost,
            bar,
            holds: ratio <= bar,
        }
    }
}

impl Sense {
    fn sign(self) -> &'static str {
        match self {
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
        }
    }
}

/// Prints the rows for people.
pub(super) fn print(rows: &[Row]) {
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or_default();
    println!(
        "\n{:width$}  {:>12}  {:>12}  {:>6}  {:>9}",
        "figure", "value", "compared to", "ratio", "bar"
    );
    for row in rows {
        println!(
            "{:width$}  {:>12}  {:>12}  {:>6.2}  {:>9}  {}",
            row.name,
            format!("{} {}", short(row.value), row.unit),
            format!("{} {}", short(row.reference), row.unit),
            row.ratio,
            format!("{} {:.2}", row.sense.sign(), row.bar),
            if row.holds { "holds" } else { "MISSED" },
        );
    }
}

fn short(value: f64) -> String {
    if value.fract() == 0.0 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_holds_up_to_its_bar_and_not_beyond() {
        assert!(Row::at_most("bytes", 400.0, "B", 400.0).holds);
        assert!(!Row::at_most("bytes", 401.0, "B", 400.0).holds);
        assert!(!Row::compared("paint", 151.0, "ms", 100.0, 1.5).holds);
    }

    #[test]
    fn a_figure_holds_from_its_least_and_not_below() {
        assert!(Row::at_least("parser", 200.0, "MB/s", 200.0).holds);
        assert!(Row::at_least("parser", 900.0, "MB/s", 200.0).holds);
        assert!(!Row::at_least("parser", 199.0, "MB/s", 200.0).holds);
    }

    #[test]
    fn a_figure_that_could_not_be_taken_does_not_hold() {
        assert!(!Row::at_most("paint", f64::NAN, "ms", 1.0).holds);
        assert!(!Row::at_least("parser", f64::NAN, "MB/s", 1.0).holds);
    }
}
