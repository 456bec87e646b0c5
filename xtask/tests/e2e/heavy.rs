//! Measures the screens with a thousand devices and a thousand days of statements.

use crate::{chromium::DESKTOP, stage::fill_history, steps, window::Window};
use serde_json::{Value, json};
use std::{fs, path::Path, time::Duration};
use xtask::{
    bench::HEAVY,
    services::{DevHost, Network, Programs},
    workspace,
};

const DEVICES: u32 = 1_000;
const DAYS: u32 = 1_000;
/// Summing all statements for the first time.
const FIRST_SUMS: Duration = Duration::from_secs(300);
/// Counts frames while something moves.
const FRAMES: &str = include_str!("heavy/frames.js");
/// Marks the moment at which the balance is in the page.
const MARK: &str = "
    new MutationObserver((_, observer) => {
        if (!document.querySelector('[data-test=balance]')) return;
        performance.mark('home-shown');
        observer.disconnect();
    }).observe(document, { childList: true, subtree: true });";
/// From the first paint until the balance was in the page, in milliseconds; null until both are there.
const HOME_SHOWN: &str = "
    const paint = performance.getEntriesByName('first-paint')[0];
    const shown = performance.getEntriesByName('home-shown')[0];
    return paint && shown ? Math.max(0, shown.startTime - paint.startTime) : null;";

#[tokio::test]
async fn with_a_long_history_the_screens_are_measured() {
    let folder = workspace::target().join(HEAVY);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    let programs = Programs::beside_this_test().unwrap();
    // A network that has ended: its file is right, and nobody contradicts the made-up history.
    let network = Network::start(&programs, &folder, "60s", 0)
        .unwrap()
        .ready
        .network;
    let window = Window::chromium("chromium", &folder).await;
    window.resize(DESKTOP).await;
    let empty = frames(&window, "nothing").await;

    let address = {
        let host = host(&programs, &folder, &network);
        window.open_page(&host.ready.url).await;
        steps::make_a_wallet(&window).await;
        window.click("backup-later").await;
        window.attribute("address", "data-address").await
    };
    fill_history(&programs, &folder, &network, &address, DEVICES, DAYS);
    let host = host(&programs, &folder, &network);
    // The same page at another address would not be loaded anew.
    window.open_page("about:blank").await;
    window.open_page(&host.ready.url).await;
    steps::unlock(&window).await;
    window.click("nav-earnings").await;
    window.find("earnings-chart").await;
    window.click("period-all").await;
    window
        .wait(FIRST_SUMS, "earnings-epochs", "data-count", |count| {
            count == DAYS.to_string()
        })
        .await;

    // Again from the start of the page, now that all is summed.
    window.begin_pages_with(MARK).await;
    window.open_page("about:blank").await;
    window.open_page(&host.ready.url).await;
    window.find("balance").await;
    let home_ms = shown(&window).await;
    window.click("nav-devices").await;
    window
        .wait(FIRST_SUMS, "devices", "data-count", |count| {
            count == DEVICES.to_string()
        })
        .await;
    let scrolling = frames(&window, "scrolling").await;
    window.click("nav-earnings").await;
    window.find("earnings-chart").await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let panning = frames(&window, "panning").await;
    window.close().await;
    let summary = json!({
        "home_ms": home_ms, "empty": empty, "scrolling": scrolling, "panning": panning,
    });
    println!("{summary}");
    fs::write(folder.join("summary.json"), summary.to_string()).unwrap();
}

fn host(programs: &Programs, folder: &Path, network: &Path) -> DevHost {
    DevHost::app(programs, folder, network, &folder.join("no-port")).unwrap()
}

async fn frames(window: &Window, what: &str) -> f64 {
    let counted = window.client.execute_async(FRAMES, vec![what.into()]).await;
    counted.unwrap().as_f64().unwrap()
}

async fn shown(window: &Window) -> f64 {
    loop {
        if let Value::Number(found) = window.ask(HOME_SHOWN, Vec::new()).await {
            return found.as_f64().unwrap();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
