//! Proves that an app, a device and a network work together: from a new wallet to a verified reward.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod devices;
mod equipment;
mod kills;
mod kinds;
mod ledger;
mod map;
mod mapping;
mod payments;
mod search;
mod stock;
mod world;

use outpost_app_api::*;
use outpost_device_agent::confirmation::Confirmation;
use std::time::Duration;
use tokio::sync::mpsc;
use world::{RunningApp, World};

/// An epoch that is long enough to be claimed in and short enough to be waited for.
const EPOCH: Duration = Duration::from_secs(8);
const PASSPHRASE: &str = "correct horse battery";

async fn create_wallet(app: &RunningApp) {
    let passphrase = Some(PASSPHRASE.to_owned());
    app.call(CreateWallet { passphrase }).await;
}

/// Up to the claim, with tokens to pay for it.
async fn prepare_claim(app: &RunningApp, world: &World) {
    app.call(StartOnboarding {}).await;
    app.call(FindDevices {}).await;
    let port = app
        .until("device", |view| {
            let candidates = &view.onboarding.as_ref()?.candidates;
            let found = candidates
                .iter()
                .find(|found| matches!(found.found, Found::Device(_)))?;
            Some(found.port.clone())
        })
        .await;
    assert_eq!(port, world.port.to_string_lossy());
    let proof = String::new();
    app.call(ChooseDevice { port, proof }).await;
    app.call(ScanWifi {}).await;
    let ssid = app
        .until("network", |view| {
            let networks = view.onboarding.as_ref()?.networks.as_ref()?;
            Some(networks.first()?.ssid.clone())
        })
        .await;
    let password = "practice".to_owned();
    app.call(SendWifi { ssid, password }).await;
    let place = app
        .call(PreviewPlace {
            latitude: 53.55,
            longitude: 9.99,
        })
        .await;
    let cell = place.chosen.cell;
    let antenna = AntennaView::default();
    app.call(ChoosePlace { cell, antenna }).await;
    app.until("tokens", |view| (balance(view)? > 0).then_some(()))
        .await;
}

fn balance(view: &AppView) -> Option<u128> {
    Some(view.money.as_ref()?.balance.0)
}

async fn until_done(app: &RunningApp) {
    app.until("last step", |view| {
        (view.onboarding.as_ref()?.step == Step::Done).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_wallet_and_a_new_device_earn_a_reward_that_adds_up() {
    let world = World::start(EPOCH).await;
    let _device = world.plug_in(Confirmation::Automatic);
    let app = world.app().await;
    create_wallet(&app).await;
    let given = app
        .until("tokens", |view| {
            balance(view).filter(|balance| *balance > 0)
        })
        .await;
    prepare_claim(&app, &world).await;
    let fee = app.until("fee", |view| view.onboarding.as_ref()?.fee).await;
    app.call(ClaimDevice {}).await;
    until_done(&app).await;
    app.call(FinishOnboarding {}).await;

    let device = app
        .until("working device", |view| {
            let device = view.devices.first()?;
            (device.state == DeviceState::Working).then(|| device.clone())
        })
        .await;
    assert_eq!(device.name, "Balcony");
    app.until("reward", |view| {
        (view.money.as_ref()?.earnings.all.0 > 0).then_some(())
    })
    .await;

    // The balance and the ledger are of one block once nothing is under way between them.
    let adds_up = |view: &AppView| {
        let money = view.money.as_ref()?;
        (money.balance.0 == given - fee.0 + money.earnings.all.0).then(|| money.clone())
    };
    app.until(
        "balance that is the tokens given, less the fee, plus the earnings",
        adds_up,
    )
    .await;

    ledger::everything_agrees(&app, &device.address).await;
    app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_was_declined_at_the_device_can_be_tried_again() {
    let world = World::start(EPOCH).await;
    let (person, typed) = mpsc::unbounded_channel();
    for word in ["n", "y"] {
        person.send(word.to_owned()).unwrap();
    }
    let _device = world.plug_in(Confirmation::Prompt(typed));
    let app = world.app().await;
    create_wallet(&app).await;
    prepare_claim(&app, &world).await;
    let declined = app.try_call(ClaimDevice {}).await.unwrap_err();
    assert_eq!(declined.code, ErrorCode::ClaimNotConfirmed);
    app.call(ClaimDevice {}).await;
    until_done(&app).await;
    app.shutdown().await;
}
