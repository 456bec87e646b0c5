//! Holds the app to one sum: on every screen, in the file that it writes, and by the light node's own program.

use crate::{
    TWO_EPOCHS,
    stage::Stage,
    steps,
    window::{PATIENCE, Window},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    time::{Duration, Instant},
};

#[tokio::test]
async fn in_the_real_window_the_total_the_chart_the_wallet_and_the_csv_agree_to_the_last_unit() {
    let stage = Stage::shared("e2e/sums");
    let window = stage.open_app().await;
    window.pictures.set(true);
    window.find("welcome-create").await;
    window.capture("welcome").await;
    steps::make_a_wallet(&window).await;
    steps::back_it_up(&window).await;
    let given = steps::wait_for_tokens(&window).await;
    let fee = steps::add_the_device(&window, &stage).await;
    window
        .wait(TWO_EPOCHS, "earnings-total", "data-units", |units| {
            units != "0"
        })
        .await;
    window.capture("home").await;
    let address = window.attribute("address", "data-address").await;
    for (screen, navigation) in [
        ("earnings", "nav-earnings"),
        ("network", "nav-network"),
        ("devices", "nav-devices"),
    ] {
        window.click(navigation).await;
        window.find(&format!("screen-{screen}")).await;
        window.capture(screen).await;
    }
    window.click("device-0").await;
    window.find("screen-device").await;
    window.capture("device").await;
    window.pictures.set(false);

    // An epoch may be paid between two looks: then all is read once more.
    let begun = Instant::now();
    loop {
        let (earned, balances) = read_everything(&window, &stage, &address).await;
        let earned: BTreeMap<&str, u128> = earned.into();
        let sum = earned["the statements' lines"];
        let agree = earned.values().all(|other| *other == sum)
            && balances.iter().all(|balance| *balance == given - fee + sum);
        if agree {
            break;
        }
        assert!(
            begun.elapsed() < TWO_EPOCHS,
            "given {given}, fee {fee}, balances {balances:?}, {earned:?}"
        );
    }
    the_newest_epoch_is_its_lines(&window, &stage, &address).await;
    window.close().await;
}

/// For whom a file is written, and what a row of it is.
const FILES: [[&str; 2]; 4] = [
    ["export-plain", "export-lines"],
    ["export-plain", "export-days"],
    ["export-koinly", "export-lines"],
    ["export-cointracking", "export-lines"],
];
/// Days that begin elsewhere and at another hour: where the clock is set forward and back at midnight, and
/// within the hour that is left out or comes twice.
const DAYS: [[&str; 2]; 2] = [["America/Santiago", "00:00"], ["Europe/Lisbon", "01:30"]];
/// The body of a function that has somebody choose in a field.
const CHOOSE: &str = "const field = document.querySelector(`[data-test=${arguments[0]}]`);
    field.value = arguments[1];
    field.dispatchEvent(new Event('change', { bubbles: true }));
    return field.value";

#[tokio::test]
async fn in_the_real_window_a_file_of_any_format_sums_to_the_screen_wherever_a_day_begins() {
    let mut stage = Stage::practice("e2e/files");
    // Longer than a year.
    let window = steps::look_back(&mut stage, 3, 400).await;
    holds(&window, "earnings-adds-up").await;
    let total = window.units("earnings-total").await;
    window.click("export-open").await;
    window.find("export-zone").await;
    for day in [None, Some(DAYS[0]), Some(DAYS[1])] {
        if let Some([zone, starts]) = day {
            choose(&window, "export-zone", zone).await;
            choose(&window, "export-starts", starts).await;
        }
        for choices in FILES {
            for choice in choices {
                window.click(choice).await;
            }
            let rows = write_file(&window).await;
            assert_eq!(sum_of(&rows), total, "{day:?}, {choices:?}");
            if day.is_some() && choices == ["export-plain", "export-lines"] {
                // In more than a year, the clock of such a zone is an hour ahead for a part of it.
                assert_eq!(offsets(&rows).len(), 2, "{day:?}");
            }
            if choices.contains(&"export-days") {
                let days: Vec<&String> = rows[1..].iter().map(|row| &row[0]).collect();
                assert!(
                    days.len() > 366 && days.is_sorted_by(|a, b| a < b),
                    "{days:?}"
                );
            }
        }
    }
    window.close().await;
}

/// Chooses in a field, once what is chosen is there.
async fn choose(window: &Window, hook: &str, value: &str) {
    let begun = Instant::now();
    while window.ask(CHOOSE, vec![hook.into(), value.into()]).await != value {
        assert!(begun.elapsed() < PATIENCE, "`{hook}` has no `{value}`");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// What was earned, by who says so, and the balance on each screen and in the light node.
async fn read_everything<N>(
    window: &Window,
    stage: &Stage<N>,
    address: &str,
) -> ([(&'static str, u128); 5], [u128; 3]) {
    window.click("nav-home").await;
    window.find("screen-home").await;
    let home = window.units("balance").await;
    let total = window.units("earnings-total").await;

    window.click("nav-earnings").await;
    window.find("screen-earnings").await;
    window.click("period-all").await;
    holds(window, "earnings-adds-up").await;
    let chart = sum_of_chart(window).await;
    window.click("export-open").await;
    let file = sum_of(&write_file(window).await);

    window.click("nav-wallet").await;
    window.find("screen-wallet").await;
    holds(window, "ledger-adds-up").await;
    let wallet = window.units("ledger-balance").await;
    let rewards = window.units("ledger-rewards").await;

    let ledger = stage.ledger("auditor", address);
    (
        [
            ("the home screen", total),
            ("the chart", chart),
            ("the file", file),
            ("the wallet", rewards),
            ("the statements' lines", ledger.sum_of_lines()),
        ],
        [home, wallet, ledger.balance],
    )
}

/// Waits until a tick says that parts make their whole.
async fn holds(window: &Window, tick: &str) {
    window
        .wait(PATIENCE, tick, "data-holds", |holds| holds == "true")
        .await;
}

/// The amounts of the chart's table, added up.
async fn sum_of_chart(window: &Window) -> u128 {
    if !window.shows("earnings-chart-table").await {
        window.click("earnings-chart-switch").await;
        window.find("earnings-chart-table").await;
    }
    let cells = window.texts("[data-test=earnings-chart-table] td").await;
    cells.iter().map(|cell| units_of(cell)).sum()
}

/// Has the file written, and waits until the screen says that it adds up; its rows, the heading first.
async fn write_file(window: &Window) -> Vec<Vec<String>> {
    let begun = Instant::now();
    while window.shows("export-done").await {
        assert!(begun.elapsed() < PATIENCE, "the last file is shown still");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    window.click("export-do").await;
    holds(window, "export-adds-up").await;
    let path = window.attribute("export-done", "data-path").await;
    let text = fs::read_to_string(path).unwrap();
    // Up to the amount no cell has a comma: devices are called by their keys.
    let cells = |line: &str| line.split(',').map(str::to_owned).collect();
    text.lines().map(cells).collect()
}

/// How far the person's clock is from UTC in the rows of a plain file: `+01:00`.
fn offsets(rows: &[Vec<String>]) -> BTreeSet<&str> {
    let (heading, rows) = rows.split_first().unwrap();
    let place = heading.iter().position(|column| column == "ended_local");
    let times = rows.iter().map(|cells| cells[place.unwrap()].as_str());
    times.map(|time| &time[time.len() - 6..]).collect()
}

/// The amounts of a file, added up.
fn sum_of(rows: &[Vec<String>]) -> u128 {
    let (heading, rows) = rows.split_first().unwrap();
    let is_amount = |column: &String| ["amount", "Amount", "Buy Amount"].contains(&column.as_str());
    let place = heading.iter().position(is_amount).unwrap();
    rows.iter().map(|cells| units_of(&cells[place])).sum()
}

/// Base units of an amount as English writes it, all decimals included.
fn units_of(amount: &str) -> u128 {
    let digits = amount.split_whitespace().next().unwrap().replace(',', "");
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    format!("{whole}{decimals:0<8}").parse().unwrap()
}

async fn the_newest_epoch_is_its_lines<N>(window: &Window, stage: &Stage<N>, address: &str) {
    let ledger = stage.ledger("auditor", address);
    let newest = ledger.newest_paid_epoch();
    window.click("nav-earnings").await;
    window.click("period-all").await;
    window.click(&format!("earnings-epoch-{newest}")).await;
    let shown = window
        .units(&format!("earnings-epoch-{newest}-total"))
        .await;
    assert_eq!(
        shown,
        ledger.total_of(newest),
        "the total of epoch {newest}"
    );
    holds(window, &format!("earnings-epoch-{newest}-adds-up")).await;
    window.pictures.set(true);
    window.capture("earnings-epoch").await;
}
