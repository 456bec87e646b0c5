//! Drives the real window from the first screen to a verified reward, and through kills; and looks at
//! every screen in Chromium.
//!
//! `cargo xtask e2e`, `cargo xtask soak` and `cargo xtask screens` build what it starts, and give it a
//! screen where it needs one. Pictures of every screen are saved in `target/screens/`.

#![cfg(test)]

mod chromium;
mod flow;
mod heavy;
mod ledger;
mod screens;
mod soak;
mod stage;
mod steps;
mod window;

use stage::Stage;
use std::time::{Duration, Instant};
use window::Window;

/// An epoch to be claimed in, one to report on, the window for reports, and two cores at work.
const TWO_EPOCHS: Duration = Duration::from_secs(120);

#[tokio::test]
async fn in_the_real_window_a_person_earns_a_reward_that_adds_up() {
    let stage = Stage::practice("e2e");
    let window = stage.open_app().await;
    window.find("welcome-create").await;
    window.capture("welcome").await;
    steps::make_a_wallet(&window).await;
    steps::back_it_up(&window).await;
    let given = steps::wait_for_tokens(&window).await;

    steps::find_the_device(&window, &stage).await;
    steps::give_it_wifi(&window).await;
    window.wait_for_step("place").await;
    window.kill();

    let window = stage.open_app().await;
    steps::unlock(&window).await;
    window.wait_for_step("place").await;
    let fee = steps::place_and_claim(&window).await;

    window
        .wait(TWO_EPOCHS, "earnings-total", "data-units", |units| {
            units != "0"
        })
        .await;
    window
        .wait(TWO_EPOCHS, "freshness", "data-verified", |verified| {
            verified == "true"
        })
        .await;
    window.capture("home").await;
    everything_adds_up(&window, &stage, given - fee).await;
    window.close().await;
}

/// The most clicks from a fresh start to a claimed device.
const MOST_CLICKS: u32 = 25;

#[tokio::test]
async fn in_the_real_window_a_device_is_claimed_within_few_clicks_of_a_fresh_start() {
    let stage = Stage::practice("first-device");
    let begun = Instant::now();
    let window = stage.open_app().await;
    steps::make_a_wallet(&window).await;
    window.click("backup-later").await;
    steps::wait_for_tokens(&window).await;
    steps::find_the_device(&window, &stage).await;
    steps::give_it_wifi(&window).await;
    window.wait_for_step("place").await;
    steps::place_and_claim(&window).await;
    window.find("screen-home").await;
    let clicks = window.clicks.get();
    println!(
        "a claimed device after {clicks} clicks and {:.1} s, pictures taken on the way included",
        begun.elapsed().as_secs_f32()
    );
    assert!(clicks <= MOST_CLICKS, "{clicks} clicks");

    window.click("nav-devices").await;
    window.click("device-0").await;
    let until = |hook, name, wanted: &'static str| {
        window.wait(TWO_EPOCHS, hook, name, move |found| found == wanted)
    };
    until("rung-registration", "data-state", "holds").await;
    window.click("nearby-check").await;
    until("nearby", "data-stage", "reached").await;
    until("rung-wifi", "data-state", "holds").await;
    window.capture("device-nearby").await;
    window.close().await;
}

/// What the screens say, what the statements say and what the light node's own program says are
/// the same; `before` is what there was before the first reward.
async fn everything_adds_up<N>(window: &Window, stage: &Stage<N>, before: u128) {
    let address = window.attribute("address", "data-address").await;
    let balance = window.units("balance").await;
    let earned = window.units("earnings-total").await;
    let ledger = stage.ledger("auditor", &address);
    assert_eq!(
        balance, ledger.balance,
        "the home screen's balance is not the light node's"
    );
    assert_eq!(
        earned,
        ledger.sum_of_lines(),
        "the home screen's earnings are not the sum of the statements' lines"
    );
    assert_eq!(
        balance,
        before + earned,
        "the balance is not what was given, less the fee, plus what was earned"
    );

    window.click("nav-earnings").await;
    window
        .wait(TWO_EPOCHS, "earnings-adds-up", "data-holds", |holds| {
            holds == "true"
        })
        .await;
    window.capture("earnings").await;
    let newest = ledger.newest_paid_epoch();
    window.click(&format!("earnings-epoch-{newest}")).await;
    let shown = window
        .units(&format!("earnings-epoch-{newest}-total"))
        .await;
    assert_eq!(
        shown,
        ledger.total_of(newest),
        "the total of epoch {newest}"
    );
    window.capture("earnings-epoch").await;
    for (screen, navigation) in [("devices", "nav-devices"), ("network", "nav-network")] {
        window.click(navigation).await;
        window.find(&format!("screen-{screen}")).await;
        window.capture(screen).await;
    }
    window.click("nav-devices").await;
    window.click("device-0").await;
    window.find("screen-device").await;
    window.capture("device").await;
}
