//! What a person does in the app, screen by screen.

use crate::{
    stage::Stage,
    window::{PATIENCE, Window},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use xtask::services::Network;

pub(crate) const PASSPHRASE: &str = "correct horse battery";
/// Words that the check of a back-up asks for.
pub(crate) const ANSWERS: u32 = 3;

pub(crate) async fn make_a_wallet(window: &Window) {
    window.click("welcome-create").await;
    window.write("passphrase", PASSPHRASE).await;
    window.write("passphrase-repeat", PASSPHRASE).await;
    window.capture("passphrase").await;
    window.click("passphrase-continue").await;
}

/// A wallet, backed up later, with the tokens that the practice network gives; returns how many.
pub(crate) async fn make_a_wallet_in_haste(window: &Window) -> u128 {
    make_a_wallet(window).await;
    window.click("backup-later").await;
    wait_for_tokens(window).await
}

/// Has the words shown and asked back; returns them.
pub(crate) async fn back_it_up(window: &Window) -> Vec<String> {
    let words = show_the_words(window).await;
    for answer in 0..ANSWERS {
        let (hook, number) = question(window, answer).await;
        window.write(&hook, &words[number - 1]).await;
    }
    window.capture("backup-answers").await;
    window.click("backup-check").await;
    window.find("backup-done").await;
    window.capture("backup-done").await;
    window.click("backup-done").await;
    words
}

/// The words of the back-up, written down; then comes the check.
pub(crate) async fn show_the_words(window: &Window) -> Vec<String> {
    window.click("backup-reveal").await;
    window.find("backup-word-1").await;
    window.capture("backup-words").await;
    let words = window.texts("[data-test^=backup-word-]").await;
    assert_eq!(words.len(), 12);
    window.click("backup-continue").await;
    words
}

/// The field of a question, and which word it asks for, counted from one.
pub(crate) async fn question(window: &Window, answer: u32) -> (String, usize) {
    let hook = format!("backup-answer-{answer}");
    let number = window.attribute(&hook, "data-word-number").await;
    (hook, number.parse().unwrap())
}

/// Brings a wallet back from its words alone.
pub(crate) async fn restore(window: &Window, words: &[String]) {
    window.click("welcome-restore").await;
    window.write("restore-words", &words.join(" ")).await;
    window.write("passphrase", PASSPHRASE).await;
    window.write("passphrase-repeat", PASSPHRASE).await;
    window.click("restore-continue").await;
    window.find("screen-home").await;
}

/// Waits for what the practice network gives to a new wallet, and returns it.
pub(crate) async fn wait_for_tokens(window: &Window) -> u128 {
    window.find("screen-home").await;
    window.capture("home-new").await;
    window
        .wait(PATIENCE, "balance", "data-units", |units| units != "0")
        .await;
    window.units("balance").await
}

pub(crate) async fn find_the_device<N>(window: &Window, stage: &Stage<N>) {
    window.click("add-device").await;
    window.capture("add-device-find").await;
    window.click("find-search").await;
    found_at(window, &stage.port).await;
    window.wait_for_step("find").await;
    window.capture("add-device-found").await;
    choose(window, &stage.port).await;
}

/// The hook of what is found at this port, once it is; the machine may have other ports.
pub(crate) async fn found_at(window: &Window, port: &Path) -> String {
    let begun = Instant::now();
    loop {
        if let Some(hook) = offered_at(window, port).await {
            return hook;
        }
        assert!(begun.elapsed() < PATIENCE, "nothing at {}", port.display());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// The hook of what is offered at this port just now.
async fn offered_at(window: &Window, port: &Path) -> Option<String> {
    let offered = format!("[data-test^=candidate-][data-port=\"{}\"]", port.display());
    window.attributes(&offered, "data-test").await.pop()
}

/// Chooses a device; a search that just began does not let anybody choose until it ends.
async fn choose(window: &Window, port: &Path) {
    let begun = Instant::now();
    while window.attribute("wizard", "data-step").await == "find" {
        assert!(begun.elapsed() < PATIENCE, "the device is not chosen");
        if window.attribute("wizard", "data-working").await.is_empty()
            && let Some(device) = offered_at(window, port).await
        {
            window.try_click(&device).await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

pub(crate) async fn give_it_wifi(window: &Window) {
    window.wait_for_step("wifi").await;
    window.click("wifi-network-0").await;
    window.write("wifi-password", "a good password").await;
    window.capture("add-device-wifi").await;
    window.click("wifi-connect").await;
}

pub(crate) async fn unlock(window: &Window) {
    window.write("unlock-passphrase", PASSPHRASE).await;
    window.capture("unlock").await;
    window.click("unlock-continue").await;
}

/// Opens the earnings of a made-up history of so many devices and days. The network ends first, so that nobody
/// contradicts it.
pub(crate) async fn look_back(
    stage: &mut Stage<Option<Network>>,
    devices: u32,
    days: u32,
) -> Window {
    stage.stop_network();
    let window = stage.open_app().await;
    make_a_wallet(&window).await;
    window.click("backup-later").await;
    let address = window.attribute("address", "data-address").await;
    window.kill();
    stage.fill_history(&address, devices, days);

    let window = stage.open_app().await;
    unlock(&window).await;
    window.click("nav-earnings").await;
    window.click("period-all").await;
    window
}

/// A place within reach of the simulated neighbours.
pub(crate) const PLACE: &str = "52.5200, 13.4050";

pub(crate) async fn place_it(window: &Window) {
    window.write("place-search", PLACE).await;
    window.find("place-cell-0").await;
    window.capture("add-device-place").await;
    leave_step(window, "place", "place-continue").await;
}

/// Goes on from a step of the wizard, once it is at rest: what comes in meanwhile moves the button, so that a click
/// may miss it.
pub(crate) async fn leave_step(window: &Window, step: &str, hook: &str) {
    let begun = Instant::now();
    while window.attribute("wizard", "data-step").await == step {
        assert!(begun.elapsed() < PATIENCE, "`{hook}` does not lead on");
        if window.attribute("wizard", "data-working").await.is_empty() {
            window.try_click(hook).await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

/// Adds an account of the same wallet, which nobody has given anything, and shows it.
pub(crate) async fn add_an_account(window: &Window) {
    window.click("nav-wallet").await;
    window.click("wallet-accounts").await;
    window.click("account-add").await;
    window
        .wait(PATIENCE, "balance", "data-units", |units| units == "0")
        .await;
}

/// From the home screen to a device that is claimed; returns what the claim cost.
pub(crate) async fn add_the_device<N>(window: &Window, stage: &Stage<N>) -> u128 {
    find_the_device(window, stage).await;
    give_it_wifi(window).await;
    window.wait_for_step("place").await;
    place_and_claim(window).await
}

/// The last steps of the wizard; returns what the claim cost.
pub(crate) async fn place_and_claim(window: &Window) -> u128 {
    place_it(window).await;
    window.wait_for_step("claim").await;
    let fee = window.units("claim-fee").await;
    window.capture("add-device-claim").await;
    window.click("claim-start").await;
    window.wait_for_step("done").await;
    window.capture("add-device-done").await;
    window.click("done-finish").await;
    fee
}
