//! Proves that an app, a device and a network work together: from a new wallet to a verified reward.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod world;

use outpost_app_api::*;
use std::time::Duration;
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
    app.call(ChoosePlace { cell }).await;
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

    let earnings = app.call(GetEarnings {}).await;
    let total: u128 = earnings.epochs.iter().map(|epoch| epoch.total.0).sum();
    assert_eq!(earnings.totals.all.0, total);
    for epoch in &earnings.epochs {
        let lines: u128 = epoch.lines.iter().map(|line| line.reward.0).sum();
        assert_eq!(epoch.total.0, lines);
        assert!(epoch.lines.iter().all(|line| line.device == device.address));
    }
    app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_killed_at_each_stage_of_a_claim_resumes_and_pays_once() {
    let world = World::start(EPOCH).await;
    let app = world.app().await;
    create_wallet(&app).await;
    let given = app
        .until("tokens", |view| {
            balance(view).filter(|balance| *balance > 0)
        })
        .await;
    prepare_claim(&app, &world).await;
    let fee = app.until("fee", |view| view.onboarding.as_ref()?.fee).await;

    let mut running = app;
    let mut killed_at = Vec::new();
    loop {
        // Runs until the journal shows a stage that no app was killed at yet.
        let claim = async {
            // What was under way goes on by itself; asking for it as well does no harm.
            running.call(ClaimDevice {}).await;
            until_done(&running).await;
        };
        let new_stage = async {
            loop {
                if let Some(stage) = stage(&world).filter(|stage| !killed_at.contains(stage)) {
                    return stage;
                }
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let stage = tokio::select! {
            stage = new_stage => stage,
            () = claim => break,
        };
        killed_at.push(stage);
        drop(running);
        running = world.app().await;
        running
            .call(UnlockWallet {
                passphrase: PASSPHRASE.to_owned(),
            })
            .await;
    }
    // These two are when a transaction may be on its way.
    for stage in ["signed", "place_signed"] {
        assert!(
            killed_at.iter().any(|killed| killed == stage),
            "only {killed_at:?}"
        );
    }
    running
        .until("placed device", |view| view.devices.first()?.cell.clone())
        .await;
    running
        .until("balance that paid once", |view| {
            let money = view.money.as_ref()?;
            (money.balance.0 == given - fee.0 + money.earnings.all.0).then_some(())
        })
        .await;
    running.shutdown().await;
}

/// The claim's stage in the journal's file.
fn stage(world: &World) -> Option<String> {
    let claim = world.journal()?.get("claim")?.clone();
    let name = claim
        .as_object()
        .and_then(|claim| claim.keys().next().cloned());
    name.filter(|name| name != "not_begun")
}
