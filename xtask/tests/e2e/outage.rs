//! Stops every peer: numbers say since when they are old, and what was wished meanwhile is neither lost nor
//! done twice.

use crate::{
    stage::Stage,
    steps,
    window::{PATIENCE, Window},
};

/// In tokens, and in base units.
const AMOUNT: (&str, u128) = ("1.5", 150_000_000);

#[tokio::test]
async fn in_the_real_window_numbers_dim_and_say_since_when_no_peer_brings_blocks() {
    let mut stage = Stage::practice("e2e/stale");
    let window = stage.open_app().await;
    steps::make_a_wallet_in_haste(&window).await;
    until_stale(&window, false).await;
    stage.stop_network();
    until_stale(&window, true).await;
    let said = window.texts("[data-test^=freshness]").await.join(" ");
    assert!(said.contains("nothing newer since"), "{said}");

    stage.resume_network();
    until_stale(&window, false).await;
    window.close().await;
}

#[tokio::test]
async fn in_the_real_window_a_payment_outlives_a_kill_and_a_halt_of_the_network_and_is_paid_once() {
    let mut stage = Stage::practice("e2e/outage");
    let window = stage.open_app().await;
    let given = steps::make_a_wallet_in_haste(&window).await;
    let other = another_account(&window).await;
    window.click("wallet-send").await;
    window.write("send-to", &other).await;
    window.write("send-amount", AMOUNT.0).await;
    window.click("send-continue").await;
    let fee = window.units("confirm-fee").await;
    window.click("confirm-send").await;
    // Once it can be seen it is written down. How far it came is anybody's guess.
    window.find("progress").await;
    window.kill();
    stage.stop_network();

    let window = stage.open_app().await;
    steps::unlock(&window).await;
    window.click("nav-wallet").await;
    window
        .wait(PATIENCE, "ledger-0", "data-kind", |kind| {
            kind == "transaction"
        })
        .await;
    assert_eq!(window.units("ledger-0-amount").await, AMOUNT.1 + fee);
    stage.resume_network();
    let left = (given - AMOUNT.1 - fee).to_string();
    window
        .wait(PATIENCE, "ledger-balance", "data-units", |units| {
            units == left
        })
        .await;
    until_stale(&window, false).await;
    assert_eq!(stage.ledger("auditor", &other).balance, AMOUNT.1);
    window.close().await;
}

/// Waits until the balance is said to be old, and dim; or neither.
async fn until_stale(window: &Window, stale: bool) {
    let wanted = stale.to_string();
    window
        .wait(PATIENCE, "freshness", "data-stale", |found| found == wanted)
        .await;
    let is_dim = |class: &str| {
        class
            .split_whitespace()
            .any(|class| class == "amount-stale")
    };
    window
        .wait(PATIENCE, "balance", "class", |class| is_dim(class) == stale)
        .await;
}

/// Adds an account, and goes back to the first; returns the address of the new one.
async fn another_account(window: &Window) -> String {
    steps::add_an_account(window).await;
    window.click("wallet-accounts").await;
    let address = window.attribute("account-1", "data-address").await;
    window.click("account-0-more").await;
    window.click("account-0-switch").await;
    window
        .wait(PATIENCE, "balance", "data-units", |units| units != "0")
        .await;
    address
}
