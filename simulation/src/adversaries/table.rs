//! Writes what attacks come to as the tables of `docs/verification.md`.

use super::{Attack, Measurement, attacks, measure_one};
use std::fmt::Write;

/// Shares of cheaters that the tables have a column for.
pub const SHARES: [f64; 5] = [0.01, 0.05, 0.10, 0.20, 0.33];
/// The line of the document after which the tables begin.
pub const TABLE_BEGINS: &str = "<!-- made by `outpostd simulate adversaries --markdown` -->";
/// The line of the document before which they end.
pub const TABLE_ENDS: &str = "<!-- end -->";

/// Plays all attacks with all [`SHARES`]: both tables and a remark on each attack, in Markdown.
pub fn markdown(seed: u64) -> String {
    let attacks = attacks();
    let rows: Vec<Row<'_>> = attacks
        .iter()
        .map(|attack| Row {
            attack: attack.as_ref(),
            cells: SHARES.map(|share| measure_one(attack.as_ref(), seed, share)),
        })
        .collect();
    let mut text = format!("{TABLE_BEGINS}\n\nSeed {seed}.\n");
    text += &table("share of the pay that goes to fraud", &rows, |it| {
        it.false_accept
    });
    text += &table("share of honest work that is refused", &rows, |it| {
        it.false_reject
    });
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

/// An attack and what came of it for each share.
struct Row<'a> {
    attack: &'a dyn Attack,
    cells: [Measurement; SHARES.len()],
}

fn table(title: &str, rows: &[Row<'_>], figure: impl Fn(&Measurement) -> f64) -> String {
    let mut text = format!("\n| {title}, with so many cheaters |");
    for share in SHARES {
        let _ = write!(text, " {:.0} % |", share * 100.0);
    }
    text += "\n|---|";
    text += &"--:|".repeat(SHARES.len());
    text += "\n";
    for Row { attack, cells } in rows {
        let _ = write!(text, "| {} |", attack.name());
        for cell in cells {
            let _ = write!(text, " {} |", percent(figure(cell)));
        }
        text += "\n";
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

    #[test]
    fn the_document_has_a_row_for_each_attack_and_says_what_it_costs() {
        let document = include_str!("../../../docs/verification.md");
        let (_, made) = document.split_once(TABLE_BEGINS).unwrap();
        let (made, _) = made.split_once(TABLE_ENDS).unwrap();
        for attack in attacks() {
            let rows = made.matches(&format!("| {} |", attack.name())).count();
            assert_eq!(rows, 3, "{}: make the tables anew", attack.name());
            assert!(made.contains(attack.remark()), "{}", attack.name());
        }
    }

    #[test]
    fn a_small_share_is_not_written_as_none() {
        assert_eq!(
            [0.0, 0.000_01, 0.000_06, 0.1].map(percent),
            ["0.00 %", "< 0.01 %", "0.01 %", "10.00 %"]
        );
    }
}
