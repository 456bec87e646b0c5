//! What a person does in the app, screen by screen.

use crate::{stage::Stage, window::Window};
use std::{path::Path, time::Duration};

const PASSPHRASE: &str = "correct horse battery";

pub(crate) async fn make_a_wallet(window: &Window) {
    window.click("welcome-create").await;
    window.write("passphrase", PASSPHRASE).await;
    window.write("passphrase-repeat", PASSPHRASE).await;
    window.capture("passphrase").await;
    window.click("passphrase-continue").await;
}

pub(crate) async fn back_it_up(window: &Window) {
    window.click("backup-reveal").await;
    window.find("backup-word-1").await;
    window.capture("backup-words").await;
    let words = window.texts("backup-word-").await;
    assert_eq!(words.len(), 12);
    window.click("backup-continue").await;
    for answer in 0..3 {
        let hook = format!("backup-answer-{answer}");
        let number: usize = window
            .attribute(&hook, "data-word-number")
            .await
            .parse()
            .unwrap();
        window.write(&hook, &words[number - 1]).await;
    }
    window.capture("backup-answers").await;
    window.click("backup-check").await;
    window.find("backup-done").await;
    window.capture("backup-done").await;
    window.click("backup-done").await;
}

/// Waits for what the practice network gives to a new wallet, and returns it.
pub(crate) async fn wait_for_tokens(window: &Window) -> u128 {
    window.find("screen-home").await;
    window.capture("home-new").await;
    window
        .wait(Duration::from_secs(30), "balance", "data-units", |units| {
            units != "0"
        })
        .await;
    window.units("balance").await
}

pub(crate) async fn find_the_device<N>(window: &Window, stage: &Stage<N>) {
    window.click("add-device").await;
    window.capture("add-device-find").await;
    window.click("find-search").await;
    let port = window.attribute("candidate-0", "data-port").await;
    assert_eq!(Path::new(&port), stage.device.ready.port);
    window.wait_for_step("find").await;
    window.capture("add-device-found").await;
    window.click("candidate-0").await;
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

/// The last steps of the wizard; returns what the claim cost.
pub(crate) async fn place_and_claim(window: &Window) -> u128 {
    window.write("place-search", "52.5200, 13.4050").await;
    window.find("place-cell-0").await;
    window.capture("add-device-place").await;
    window.click("place-continue").await;
    window.wait_for_step("claim").await;
    let fee = window.units("claim-fee").await;
    window.capture("add-device-claim").await;
    window.click("claim-start").await;
    window.wait_for_step("done").await;
    window.capture("add-device-done").await;
    window.click("done-finish").await;
    fee
}
