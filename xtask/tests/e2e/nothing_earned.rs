//! Holds the app to the promise that nobody is left to guess why a device earns nothing.

use crate::{TWO_EPOCHS, stage::Stage, steps};
use std::time::{Duration, Instant};

/// How each rung of the ladder is, from the lowest.
const RUNGS: &str = "[data-test^=rung-]";
/// Power, Bluetooth, Wi-Fi and internet, of which nobody asked the device; then comes its node, whose
/// reports are missing.
const RUNGS_BELOW: usize = 4;

#[tokio::test]
async fn in_the_real_window_a_device_that_falls_silent_shows_the_first_rung_that_fails() {
    let mut stage = Stage::shared("e2e/silent");
    let window = stage.open_app().await;
    steps::make_a_wallet_in_haste(&window).await;
    steps::add_the_device(&window, &stage).await;
    stage.cut_the_power();
    window.click("nav-devices").await;
    window.click("device-0").await;
    // A network that others slow down may be away for a while: then nothing can be said of the device.
    let begun = Instant::now();
    loop {
        let states = window.attributes(RUNGS, "data-state").await;
        let from_the_node = states.get(RUNGS_BELOW..).unwrap_or_default();
        if from_the_node == ["fails", "unknown", "unknown", "unknown"] {
            break;
        }
        assert!(begun.elapsed() < TWO_EPOCHS, "{states:?}");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let words = window.texts("[data-test^=ladder-fault]").await.join(" ");
    assert!(words.split_whitespace().count() > 5, "{words}");
    window.close().await;
}

#[tokio::test]
async fn in_the_real_window_the_waterfall_leads_to_the_device_whose_mending_recovers_most() {
    let mut stage = Stage::practice("e2e/waterfall");
    let window = steps::look_back(&mut stage, 4, 30).await;
    window
        .wait(TWO_EPOCHS, "losses-add-up", "data-holds", |holds| {
            holds == "true"
        })
        .await;
    let possible = window.units("losses-possible").await;
    let paid = window.units("losses-paid").await;
    assert!(paid < possible);
    assert_eq!(paid, window.units("earnings-total").await);
    window.click("losses-best-device").await;
    window.find("screen-device").await;
    window.find("ladder").await;
    window.close().await;
}
