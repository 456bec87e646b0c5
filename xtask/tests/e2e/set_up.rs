//! Holds the setting up of a device to what is promised: few clicks, no mouse needed, help with a claim that
//! cannot be paid, a wizard that no kill sets back, and nothing for a device that was not chosen.

use crate::{
    TWO_EPOCHS,
    stage::Stage,
    steps,
    window::{PATIENCE, Window},
};
use std::time::Instant;

/// The most clicks from a fresh start to a claimed device.
const MOST_CLICKS: u32 = 25;

#[tokio::test]
async fn in_the_real_window_a_device_is_claimed_within_few_clicks_of_a_fresh_start() {
    let stage = Stage::shared("e2e/few-clicks");
    let begun = Instant::now();
    let window = stage.open_app().await;
    steps::make_a_wallet_in_haste(&window).await;
    steps::add_the_device(&window, &stage).await;
    window.find("screen-home").await;
    let clicks = window.clicks.get();
    println!(
        "a claimed device after {clicks} clicks and {:.1} s",
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
    window.pictures.set(true);
    window.capture("device-nearby").await;
    window.close().await;
}

#[tokio::test]
async fn in_the_real_window_a_wizard_that_is_killed_at_each_step_goes_on_at_it_and_pays_once() {
    let stage = Stage::shared("e2e/killed-wizard");
    let window = stage.open_app().await;
    let given = steps::make_a_wallet_in_haste(&window).await;
    steps::find_the_device(&window, &stage).await;

    let window = killed_at("wifi", window, &stage).await;
    steps::give_it_wifi(&window).await;
    let window = killed_at("place", window, &stage).await;
    steps::place_it(&window).await;
    let window = killed_at("claim", window, &stage).await;
    let fee = window.units("claim-fee").await;
    window.click("claim-start").await;
    // Amid the claim, wherever it is by now.
    window.kill();
    let window = stage.open_app().await;
    steps::unlock(&window).await;
    finish_the_claim(&window).await;

    window.find("device-0").await;
    let begun = Instant::now();
    loop {
        let balance = window.units("balance").await;
        let earned = window.units("earnings-total").await;
        if balance == given - fee + earned {
            break;
        }
        assert!(
            begun.elapsed() < PATIENCE,
            "{balance} is not {given}, less the fee of {fee}, plus {earned}"
        );
    }
    window.close().await;
}

/// The same app, killed once it is at this step, and opened again.
async fn killed_at<N>(step: &str, window: Window, stage: &Stage<N>) -> Window {
    window.wait_for_step(step).await;
    window.kill();
    let window = stage.open_app().await;
    steps::unlock(&window).await;
    window.wait_for_step(step).await;
    window
}

/// What was under way goes on by itself; what was not yet agreed is asked for again.
async fn finish_the_claim(window: &Window) {
    steps::leave_step(window, "claim", "claim-start").await;
    window.wait_for_step("done").await;
    window.click("done-finish").await;
}

#[tokio::test]
async fn in_the_real_window_another_device_at_the_port_is_told_of_and_gets_nothing() {
    let mut stage = Stage::shared("e2e/swapped");
    let window = stage.open_app().await;
    steps::make_a_wallet_in_haste(&window).await;
    steps::find_the_device(&window, &stage).await;
    window.wait_for_step("wifi").await;
    let of_other = stage.swap_the_device();
    steps::give_it_wifi(&window).await;
    window
        .wait(PATIENCE, "problem", "data-code", |code| {
            code == "device-changed"
        })
        .await;
    // Where a device keeps the Wi-Fi that it was given.
    assert!(!of_other.join("wifi.json").exists());
    window.close().await;
}

#[tokio::test]
async fn in_the_real_window_a_device_is_added_by_the_keyboard_alone() {
    let stage = Stage::shared("e2e/keyboard");
    let window = stage.open_app().await;
    window.press_on("welcome-create").await;
    window.type_into("passphrase", steps::PASSPHRASE).await;
    window
        .type_into("passphrase-repeat", steps::PASSPHRASE)
        .await;
    window.press_on("passphrase-continue").await;
    window.press_on("backup-later").await;
    steps::wait_for_tokens(&window).await;

    window.press_on("add-device").await;
    window.press_on("find-search").await;
    steps::found_at(&window, &stage.port).await;
    window.wait_for_step("find").await;
    let device = steps::found_at(&window, &stage.port).await;
    window.press_on(&device).await;
    window.wait_for_step("wifi").await;
    window.press_on("wifi-network-0").await;
    window.type_into("wifi-password", "a good password").await;
    window.press_on("wifi-connect").await;
    window.wait_for_step("place").await;
    window.type_into("place-search", steps::PLACE).await;
    window.find("place-cell-0").await;
    window.press_on("place-continue").await;
    window.wait_for_step("claim").await;
    window.press_on("claim-start").await;
    window.wait_for_step("done").await;
    window.press_on("done-finish").await;
    window.find("device-0").await;
    assert_eq!(window.clicks.get(), 0);
    window.close().await;
}

#[tokio::test]
async fn in_the_real_window_a_claim_that_cannot_be_paid_names_what_is_missing_and_offers_the_fix() {
    let stage = Stage::shared("e2e/no-tokens");
    let window = stage.open_app().await;
    steps::make_a_wallet_in_haste(&window).await;
    steps::add_an_account(&window).await;
    window.click("nav-home").await;
    steps::find_the_device(&window, &stage).await;
    steps::give_it_wifi(&window).await;
    window.wait_for_step("place").await;
    steps::place_it(&window).await;
    window.wait_for_step("claim").await;
    window.click("claim-start").await;
    window
        .wait(PATIENCE, "problem", "data-code", |code| {
            code == "insufficient-balance"
        })
        .await;
    window.click("claim-get-tokens").await;
    finish_the_claim(&window).await;
    window.find("device-0").await;
    window.close().await;
}
