//! Writes what attacks come to as the tables of `docs/verification.md`.

use super::{Attack, ErrorRates, attacks};
use std::fmt::{self, Write};

/// Shares of cheaters that the tables have a column for.
pub const SHARES: [f64; 5] = [0.01, 0.05, 0.10, 0.20, 0.33];
/// How many seeds the tables are made from.
pub const SEEDS: usize = 5;
/// What the bar is for, and what a figure must stay below there.
const BAR: (f64, f64) = (0.10, 0.01);
/// The line of the document after which the tables begin.
pub const TABLE_BEGINS: &str = "<!-- made by `outpostd simulate adversaries --markdown` -->";
/// The line of the document before which they end.
pub const TABLE_ENDS: &str = "<!-- end -->";

/// Plays all attacks with all [`SHARES`] and [`SEEDS`] seeds from `first_seed` on: the tables and a remark on
/// each attack, in Markdown.
pub fn markdown(first_seed: u64) -> String {
    let attacks = attacks();
    let rows: Vec<Row<'_>> = attacks
        .iter()
        .map(|attack| Row::play(attack.as_ref(), first_seed))
        .collect();
    let last_seed = seeds(first_seed).last().unwrap_or(first_seed);
    let mut text = format!("{TABLE_BEGINS}\n\nSeeds {first_seed} to {last_seed}: mean (worst).\n");
    for figure in Figure::ALL {
        text += &table(figure, &rows);
    }
    text += "\n| attack | on | what is left of it, and what it costs |\n|---|---|---|\n";
    for Row { attack, .. } in &rows {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            attack.name(),
            format!("{:?}", attack.resource()).to_lowercase(),
            attack.remark()
        );
    }
    text + "\n" + TABLE_ENDS + "\n"
}

fn seeds(first: u64) -> impl Iterator<Item = u64> {
    (first..).take(SEEDS)
}

/// Plays an attack with each seed.
fn play(attack: &dyn Attack, first_seed: u64, cheaters: f64) -> [ErrorRates; SEEDS] {
    let mut seeds = seeds(first_seed);
    [(); SEEDS].map(|()| attack.play(seeds.next().unwrap_or(first_seed), cheaters))
}

/// An attack and what came of it, for each share and seed.
struct Row<'a> {
    attack: &'a dyn Attack,
    cells: [[ErrorRates; SEEDS]; SHARES.len()],
}

/// What a table tells.
#[derive(Clone, Copy)]
enum Figure {
    Paid,
    Refused,
    Short,
}

/// One figure over several seeds.
struct Spread {
    mean: f64,
    worst: f64,
}

impl<'a> Row<'a> {
    fn play(attack: &'a dyn Attack, first_seed: u64) -> Self {
        let cells = SHARES.map(|share| play(attack, first_seed, share));
        Self { attack, cells }
    }

    /// Its line of a table.
    fn line(&self, figure: Figure) -> String {
        let mut text = format!("| {} |", self.attack.name());
        let mut bar = None;
        for (share, cell) in SHARES.iter().zip(&self.cells) {
            let spread = Spread::of(&cell.map(|rates| figure.of(&rates)));
            // Writing to a string cannot fail.
            let _ = write!(text, " {spread} |");
            if *share == BAR.0 {
                bar = Some(spread.against_bar());
            }
        }
        if figure.has_bar() {
            let _ = write!(text, " {} |", bar.unwrap_or_default());
        }
        text + "\n"
    }
}

impl Figure {
    const ALL: [Self; 3] = [Self::Paid, Self::Refused, Self::Short];

    fn title(self) -> &'static str {
        match self {
            Self::Paid => "share of the pay that goes to fraud",
            Self::Refused => "share of honest work that is refused",
            Self::Short => "share of honest work that was short of something",
        }
    }

    fn of(self, rates: &ErrorRates) -> f64 {
        match self {
            Self::Paid => rates.false_accept,
            Self::Refused => rates.false_reject,
            Self::Short => rates.short,
        }
    }

    /// Whether it must stay below the bar.
    fn has_bar(self) -> bool {
        !matches!(self, Self::Short)
    }
}

impl Spread {
    fn of(figures: &[f64]) -> Self {
        Self {
            mean: figures.iter().sum::<f64>() / figures.len().max(1) as f64,
            worst: figures.iter().copied().fold(0.0, f64::max),
        }
    }

    fn against_bar(&self) -> &'static str {
        if self.mean >= BAR.1 {
            "**no**"
        } else if self.worst >= BAR.1 {
            "**not with every seed**"
        } else {
            "yes"
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", percent(self.mean), percent(self.worst))
    }
}

fn table(figure: Figure, rows: &[Row<'_>]) -> String {
    let mut text = format!("\n| {}, with so many cheaters |", figure.title());
    for share in SHARES {
        let _ = write!(text, " {:.0} % |", share * 100.0);
    }
    let mut rule = "|---|".to_owned() + &"--:|".repeat(SHARES.len());
    if figure.has_bar() {
        let (share, most) = BAR;
        let _ = write!(
            text,
            " below {:.0} % at {:.0} % |",
            most * 100.0,
            share * 100.0
        );
        rule += "---|";
    }
    text = text + "\n" + &rule + "\n";
    for row in rows {
        text += &row.line(figure);
    }
    text
}

/// Two decimals, and never nothing for something.
fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.000_05 {
        return "< 0.01 %".to_owned();
    }
    format!("{:.2} %", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adversaries::{DeletedStorage, SharedCompute};

    /// The made part of the document.
    fn tables() -> &'static str {
        let document = include_str!("../../../docs/verification.md");
        let (_, made) = document.split_once(TABLE_BEGINS).unwrap();
        made.split_once(TABLE_ENDS).unwrap().0
    }

    #[test]
    fn the_document_has_a_row_for_each_attack_and_says_what_it_costs() {
        for attack in attacks() {
            let rows = tables().matches(&format!("| {} |", attack.name())).count();
            assert_eq!(rows, 4, "{}: make the tables anew", attack.name());
            assert!(tables().contains(attack.remark()), "{}", attack.name());
        }
    }

    /// For the attacks that take the least time to play.
    #[test]
    fn the_document_has_the_figures_that_the_rules_come_to_now() {
        let cheap: [&dyn Attack; 2] = [&DeletedStorage, &SharedCompute];
        for attack in cheap {
            let played = play(attack, 1, BAR.0);
            let start = format!("| {} |", attack.name());
            let lines = tables().lines().filter(|line| line.starts_with(&start));
            for (figure, line) in Figure::ALL.into_iter().zip(lines) {
                let spread = Spread::of(&played.map(|rates| figure.of(&rates)));
                let told = format!(" {spread} ");
                // The attack's name, then a cell for each share, of which the bar's is the third.
                assert_eq!(line.split('|').nth(4), Some(told.as_str()), "{line}");
            }
        }
    }

    #[test]
    fn a_row_that_misses_the_bar_says_so() {
        let told = |figures: [f64; 2]| Spread::of(&figures).against_bar();
        assert_eq!(told([0.004, 0.006]), "yes");
        assert_eq!(told([0.002, 0.012]), "**not with every seed**");
        assert_eq!(told([0.002, 0.032]), "**no**");
    }

    #[test]
    fn a_small_share_is_not_written_as_none() {
        assert_eq!(
            [0.0, 0.000_01, 0.000_06, 0.1].map(percent),
            ["0.00 %", "< 0.01 %", "0.01 %", "10.00 %"]
        );
    }
}
