//! Holds the wallet to what is promised: words that are asked back, and that alone bring it back; and nothing
//! to see without the passphrase.

use crate::{stage::Stage, steps, window::PATIENCE};
use std::time::Duration;

#[tokio::test]
async fn in_the_real_window_the_words_alone_bring_the_wallet_back_when_all_data_is_lost() {
    let stage = Stage::shared("e2e/restore");
    let window = stage.open_app().await;
    steps::make_a_wallet(&window).await;
    let words = steps::back_it_up(&window).await;
    let given = steps::wait_for_tokens(&window).await;
    let address = window.attribute("address", "data-address").await;
    window.kill();
    stage.lose_everything();

    let window = stage.open_app().await;
    steps::restore(&window, &words).await;
    assert_eq!(window.attribute("address", "data-address").await, address);
    window
        .wait(PATIENCE, "balance", "data-units", |units| {
            units == given.to_string()
        })
        .await;
    window.close().await;
}

#[tokio::test]
async fn in_the_real_window_a_back_up_counts_only_once_its_words_were_asked_back() {
    let stage = Stage::shared("e2e/backup");
    let window = stage.open_app().await;
    steps::make_a_wallet(&window).await;
    let words = steps::show_the_words(&window).await;
    for answer in 0..steps::ANSWERS {
        let (hook, number) = steps::question(&window, answer).await;
        // The word beside the one that is asked for, or another where both are the same.
        let beside = &words[number % words.len()];
        let wrong = match *beside == words[number - 1] {
            true => "zebra",
            false => beside,
        };
        window.write(&hook, wrong).await;
    }
    window.click("backup-check").await;
    window
        .wait(PATIENCE, "backup-answer-0", "aria-invalid", |wrong| {
            wrong == "true"
        })
        .await;
    assert!(!window.shows("backup-done").await);
    window.kill();

    let window = stage.open_app().await;
    steps::unlock(&window).await;
    window.find("screen-home").await;
    window.click("nav-wallet").await;
    window.click("wallet-security").await;
    let backed_up = window.attribute("security-backed-up", "data-holds").await;
    assert_eq!(backed_up, "false");
    window.close().await;
}

#[tokio::test]
async fn in_the_real_window_a_locked_wallet_shows_no_number_until_its_passphrase_is_typed() {
    let stage = Stage::shared("e2e/lock");
    let window = stage.open_app().await;
    let given = steps::make_a_wallet_in_haste(&window).await;
    window.click("nav-wallet").await;
    window.click("wallet-security").await;
    window.click("security-lock").await;
    window.find("unlock-passphrase").await;
    // Blocks go on, and none of them brings a number back.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!window.shows("balance").await);

    window
        .write("unlock-passphrase", "wrong horse battery")
        .await;
    window.click("unlock-continue").await;
    window.find("problem").await;
    assert!(!window.shows("balance").await);
    window.clear("unlock-passphrase").await;
    steps::unlock(&window).await;
    window
        .wait(PATIENCE, "balance", "data-units", |units| {
            units == given.to_string()
        })
        .await;
    window.close().await;
}
