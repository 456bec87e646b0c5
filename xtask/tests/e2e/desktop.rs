//! Holds the app to what it does with the desktop around its window: the tray, one instance, its start at login,
//! and its size.

use crate::{
    session_bus::{SessionBus, Tray},
    stage::{Shared, Stage},
    steps,
    window::{PATIENCE, Window},
};
use serde_json::{Value, json};
use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use tokio::{process, time::timeout};

/// What can be chosen in the tray.
const OPEN: &str = "Open Outpost";
const QUIT: &str = "Quit";
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// A person's desktop, with the app installed.
struct Desktop {
    stage: Stage<Shared>,
    bus: SessionBus,
}

impl Desktop {
    async fn begin(name: &str) -> Self {
        let stage = Stage::shared(name);
        let bus = SessionBus::start(&stage.folder).await;
        Self { stage, bus }
    }

    /// The app as this person starts it.
    fn app(&self) -> Command {
        self.bus.join(self.stage.app())
    }

    async fn open(&self, words: &[&str]) -> Window {
        let mut app = self.app();
        app.args(words);
        Window::open(&app, &self.stage.folder).await
    }

    /// What the desktop starts at login.
    fn starts(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.bus.autostart()).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

/// Waits until something is so.
async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        assert!(begun.elapsed() < PATIENCE, "still not so: {what}");
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
}

/// Waits until the tray says how things are, and what can be chosen there.
async fn wait_for_words(tray: &Tray, state: &str) {
    until(&format!("the tray says `{state}`"), async || {
        tray.says().await == [state, OPEN, QUIT]
    })
    .await;
}

async fn is_seen(window: &Window) -> bool {
    let state = window.ask("return document.visibilityState", vec![]);
    state.await == "visible"
}

#[tokio::test]
async fn in_the_real_window_the_tray_says_how_things_are_opens_the_window_and_quits() {
    let desktop = Desktop::begin("e2e/tray").await;
    let window = desktop.open(&["--in-background"]).await;
    let tray = desktop.bus.tray().await;
    wait_for_words(&tray, "Outpost is locked").await;
    assert!(!is_seen(&window).await, "it began without a window");
    tray.choose(OPEN).await;
    until("the window is seen", async || is_seen(&window).await).await;
    steps::make_a_wallet_in_haste(&window).await;
    wait_for_words(&tray, "Connected").await;
    tray.choose(QUIT).await;
    window.wait_for_its_end().await;
}

#[tokio::test]
async fn in_the_real_window_a_second_start_hands_its_link_over_and_ends() {
    let desktop = Desktop::begin("e2e/second").await;
    let window = desktop.open(&[]).await;
    steps::make_a_wallet_in_haste(&window).await;
    let address = window.attribute("address", "data-address").await;

    let mut second = desktop.app();
    second.arg(format!("outpost:{address}?amount=2.5"));
    let mut second = process::Command::from(second);
    second.stdin(Stdio::null()).kill_on_drop(true);
    let ended = timeout(PATIENCE, second.status()).await;
    assert!(ended.expect("the second one ends").unwrap().success());
    window.find("screen-wallet-send").await;
    until("the form is filled in", async || {
        field(&window, "send-to").await == address.as_str()
            && field(&window, "send-amount").await == "2.5"
    })
    .await;
    window.close().await;
}

/// What is in the field with this hook.
async fn field(window: &Window, hook: &str) -> Value {
    let value = "return document.querySelector(`[data-test=${arguments[0]}]`)?.value";
    window.ask(value, vec![hook.into()]).await
}

#[tokio::test]
async fn in_the_real_window_the_start_at_login_is_set_up_and_taken_back() {
    let desktop = Desktop::begin("e2e/login").await;
    let window = desktop.open(&[]).await;
    window.click("welcome-look-around").await;
    window.click("nav-settings").await;
    assert_eq!(desktop.starts(), Vec::<PathBuf>::new());
    window.click("settings-start").await;
    until("it starts at login", async || desktop.starts().len() == 1).await;
    let entry = fs::read_to_string(&desktop.starts()[0]).unwrap();
    let program = desktop.stage.programs.path("outpost");
    let started = format!("Exec={} --in-background", program.display());
    assert!(entry.lines().any(|line| line == started), "{entry}");

    // Two choices, the second while the first is on its way: both count.
    let both = "document.querySelector('[data-test=settings-start]').click();
        setTimeout(() => document.querySelector('[data-test=settings-units-imperial]').click())";
    window.ask(both, vec![]).await;
    until("nothing starts at login", async || {
        desktop.starts().is_empty()
    })
    .await;
    // Somebody who comes back finds it as they left it.
    window.click("nav-network").await;
    window.click("nav-settings").await;
    let choices = "const is = name => document.querySelector(`[data-test=${name}]`)?.checked;
        return [is('settings-start'), is('settings-units-imperial')]";
    until("both are kept", async || {
        window.ask(choices, vec![]).await == json!([false, true])
    })
    .await;
    window.close().await;
}

#[tokio::test]
async fn in_the_real_window_its_size_is_kept_over_a_restart() {
    const SIZE: (u64, u64) = (940, 680);
    let desktop = Desktop::begin("e2e/size").await;
    let window = desktop.open(&[]).await;
    let tray = desktop.bus.tray().await;
    wait_for_words(&tray, "Outpost is locked").await;
    let (width, height) = SIZE;
    let resized = window.client.set_window_size(width as u32, height as u32);
    resized.await.unwrap();
    until("it has its size", async || size(&window).await == SIZE).await;
    tray.choose(QUIT).await;
    window.wait_for_its_end().await;

    let window = desktop.open(&[]).await;
    window.find("welcome-create").await;
    until("it has its size again", async || {
        size(&window).await == SIZE
    })
    .await;
    window.close().await;
}

async fn size(window: &Window) -> (u64, u64) {
    window.client.get_window_size().await.unwrap()
}
