//! Walks through the app in Chromium: the same screens against the same core, by the development host.

use crate::{stage::Stage, steps, window::Window};
use std::time::Duration;

/// For what is there at once when it is there.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn in_chromium_a_person_sets_a_device_up_and_what_they_choose_stays() {
    let stage = Stage::practice("chromium");
    let host = stage.serve_app();
    let window = Window::chromium("browser", &stage.folder).await;
    window.open_page(&host.ready.url).await;
    steps::make_a_wallet(&window).await;
    window.click("backup-later").await;
    steps::wait_for_tokens(&window).await;
    steps::find_the_device(&window, &stage).await;
    steps::give_it_wifi(&window).await;
    window.wait_for_step("place").await;
    steps::place_and_claim(&window).await;
    window.find("device-0").await;

    window.click("nav-settings").await;
    window.click("settings-theme-dark").await;
    wait_for_theme(&window, "dark").await;
    window.client.refresh().await.unwrap();
    window.find("screen-settings").await;
    wait_for_theme(&window, "dark").await;

    // Without the token, a page is told nothing.
    window.ask("sessionStorage.clear()", vec![]).await;
    window.client.refresh().await.unwrap();
    window.find("problem").await;
    window.close().await;
}

async fn wait_for_theme(window: &Window, theme: &str) {
    let waiting = window.client.wait().at_most(SOON);
    let root = format!("html[data-theme='{theme}']");
    let found = waiting.for_element(fantoccini::Locator::Css(&root)).await;
    assert!(found.is_ok(), "the theme is not {theme}");
}
