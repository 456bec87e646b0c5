//! Drives the real window from the first screen to a verified reward.
//!
//! `cargo xtask e2e` gives it a screen and builds the programs that it starts. Pictures of every
//! screen are saved in `target/screens/`.

#![cfg(test)]

mod ledger;
mod window;

use ledger::Ledger;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};
use window::Window;
use xtask::{
    services::{Device, Network, Programs},
    workspace,
};

/// As short as leaves time to read a balance on the screen and with the light node's own program
/// before the next epoch pays.
const EPOCH: &str = "20s";
/// An epoch to be claimed in, one to report on, the window for reports, and two cores at work.
const TWO_EPOCHS: Duration = Duration::from_secs(120);
const PASSPHRASE: &str = "correct horse battery";

#[tokio::test]
async fn in_the_real_window_a_person_earns_a_reward_that_adds_up() {
    let stage = Stage::set();
    let window = stage.open_app().await;
    window.capture("welcome").await;
    make_a_wallet(&window).await;
    back_it_up(&window).await;
    let given = get_tokens(&window).await;

    find_the_device(&window, &stage).await;
    give_it_wifi(&window).await;
    window.wait_for_step("place").await;
    window.kill();

    let window = stage.open_app().await;
    unlock(&window).await;
    window.wait_for_step("place").await;
    let fee = place_and_claim(&window).await;

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

/// Everything around the app.
struct Stage {
    folder: PathBuf,
    programs: Programs,
    network: Network,
    device: Device,
}

impl Stage {
    fn set() -> Self {
        let folder = workspace::target().join("e2e");
        for data in ["network", "device", "data", "light.db"] {
            let path = folder.join(data);
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            }
        }
        let programs = Programs::beside_this_test().unwrap();
        let network = Network::start(&programs, &folder, EPOCH, 5).unwrap();
        let device = Device::start(&programs, &folder, &network.ready.network).unwrap();
        Self {
            folder,
            programs,
            network,
            device,
        }
    }

    fn definition(&self) -> &Path {
        &self.network.ready.network
    }

    async fn open_app(&self) -> Window {
        let mut app = self.programs.command("outpost");
        app.env("OUTPOST_NETWORK", self.definition());
        app.env("OUTPOST_DATA", self.folder.join("data"));
        app.env("OUTPOST_SERIAL", &self.device.ready.port);
        Window::open(&app, &self.folder).await
    }

    /// The light node's own program, with a store of its own.
    fn light(&self, question: &str, address: &str) -> Command {
        let mut light = self.programs.command("outpost-light");
        light
            .args([question, address, "--json", "--network"])
            .arg(self.definition());
        light
            .arg("--db")
            .arg(self.folder.join("light.db/light.sqlite"));
        light
    }
}

async fn make_a_wallet(window: &Window) {
    window.click("welcome-create").await;
    window.write("passphrase", PASSPHRASE).await;
    window.write("passphrase-repeat", PASSPHRASE).await;
    window.capture("passphrase").await;
    window.click("passphrase-continue").await;
}

async fn back_it_up(window: &Window) {
    window.click("backup-reveal").await;
    window.find("backup-word-1").await;
    window.capture("backup-words").await;
    let mut words = Vec::new();
    for number in 1..=24 {
        words.push(window.text(&format!("backup-word-{number}")).await);
    }
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
    window.click("backup-done").await;
}

/// Returns what the practice network gave.
async fn get_tokens(window: &Window) -> u128 {
    window.find("screen-home").await;
    window.capture("home-new").await;
    window.click("get-tokens").await;
    window
        .wait(Duration::from_secs(30), "balance", "data-units", |units| {
            units != "0"
        })
        .await;
    window.units("balance").await
}

async fn find_the_device(window: &Window, stage: &Stage) {
    window.click("add-device").await;
    window.capture("add-device-find").await;
    window.click("find-search").await;
    let port = window.attribute("candidate-0", "data-port").await;
    assert_eq!(Path::new(&port), stage.device.ready.port);
    window.capture("add-device-found").await;
    window.click("candidate-0").await;
}

async fn give_it_wifi(window: &Window) {
    window.wait_for_step("wifi").await;
    window.click("wifi-network-0").await;
    window.write("wifi-password", "a good password").await;
    window.capture("add-device-wifi").await;
    window.click("wifi-connect").await;
}

async fn unlock(window: &Window) {
    window.write("unlock-passphrase", PASSPHRASE).await;
    window.capture("unlock").await;
    window.click("unlock-continue").await;
}

/// The last steps of the wizard; returns what the claim cost.
async fn place_and_claim(window: &Window) -> u128 {
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

/// What the screens say, what the statements say and what the light node's own program says are
/// the same; `before` is what there was before the first reward.
async fn everything_adds_up(window: &Window, stage: &Stage, before: u128) {
    let address = window.attribute("address", "data-address").await;
    let balance = window.units("balance").await;
    let earned = window.units("earnings-total").await;
    let ledger = Ledger::read(
        stage.light("account", &address),
        stage.light("statements", &address),
    );
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
