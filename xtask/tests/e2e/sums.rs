//! Holds the app to one sum: on every screen, in the file that it writes, and by the light node's own program.

use crate::{
    TWO_EPOCHS,
    stage::Stage,
    steps,
    window::{PATIENCE, Window},
};
use std::{collections::BTreeMap, fs, time::Instant};

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
    let file = sum_of_file(window).await;

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

/// Has the file written, and adds its amounts up.
async fn sum_of_file(window: &Window) -> u128 {
    window.click("export-open").await;
    window.click("export-do").await;
    let path = window.attribute("export-done", "data-path").await;
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let heading = lines.next().unwrap();
    let place = heading
        .iter()
        .position(|column| *column == "amount")
        .unwrap();
    // Whatever stands before it has no comma: the device is called by its key.
    lines.map(|cells| units_of(cells[place])).sum()
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
