//! Holds the simulated economy to what the rules promise.

use super::*;
use outpost_protocol::economy::MILLION;

#[test]
fn the_same_seed_lives_through_the_same_days() {
    let run = |seed| run(1, Scenario::Growth, seed);
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn tokens_are_those_of_the_beginning_and_what_was_emitted_and_recycled_less_what_was_burned() {
    for scenario in Scenario::ALL {
        let days = run(1, scenario, 5);
        let sum = |value: fn(&Day) -> f64| days.iter().map(value).sum::<f64>();
        let change = sum(|day| day.emission) + sum(|day| day.recycled) - sum(|day| day.burned);
        let last = days.last().unwrap();
        assert!((last.supply - 50e6 - change).abs() < 1.0, "{scenario}");
        assert!(
            days.iter()
                .all(|day| day.recycled <= day.burned / 2.0 + 1.0)
        );
        let whole = |day: &Day| day.shares.iter().sum::<u32>() == MILLION;
        assert!(days.iter().all(whole));
    }
}

#[test]
fn a_report_has_a_table_and_a_plot_for_each_scenario() {
    let folder = std::env::temp_dir().join(format!("outpost-economy-{}", std::process::id()));
    let runs = vec![(Scenario::OneCity, run(1, Scenario::OneCity, 5))];
    write_report(&folder, &runs).unwrap();
    let table = std::fs::read_to_string(folder.join("one-city.csv")).unwrap();
    let plot = std::fs::read_to_string(folder.join("one-city.svg")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let columns: Vec<usize> = table.lines().map(|line| line.split(',').count()).collect();
    assert_eq!(columns, vec![23; 366]);
    assert!(plot.starts_with("<svg") && plot.contains("Gini"));
}
