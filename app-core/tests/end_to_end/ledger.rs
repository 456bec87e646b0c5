//! Proves that every number about earnings is the same, whichever way it is asked for.

use crate::world::{RunningApp, World};
use outpost_app_api::*;
use outpost_light_client::fill::{History, fill};
use outpost_protocol::{AccountAddress, Timestamp};
use std::{collections::BTreeMap, fs};

const PASSPHRASE: &str = "correct horse battery";
const DAY_MS: u64 = 86_400_000;

/// Asks for the total in every way there is, down to the file and the lines, and compares.
pub(crate) async fn everything_agrees(app: &RunningApp, device: &str) {
    // Epochs may be paid meanwhile: what was earned up to yesterday or today is asked for until it stays.
    let scope = Scope::default();
    loop {
        let before = total(app, &scope).await;
        let agreed = ways(app, &scope, device).await;
        if before == total(app, &scope).await {
            assert!(
                agreed.values().all(|sum| *sum == before),
                "{before}: {agreed:?}"
            );
            assert!(before > 0);
            return;
        }
    }
}

async fn total(app: &RunningApp, scope: &Scope) -> u128 {
    earnings(app, scope, None).await.total.0
}

async fn earnings(app: &RunningApp, scope: &Scope, step: Option<BarStep>) -> EarningsView {
    let scope = scope.clone();
    app.call(GetEarnings { scope, step }).await
}

/// The sum of the list of epochs.
async fn epochs(app: &RunningApp, scope: &Scope) -> u128 {
    let page = GetEpochs {
        scope: scope.clone(),
        skip: 0,
        take: 200,
    };
    let epochs = app.call(page).await.epochs;
    epochs.iter().map(|epoch| epoch.total.0).sum()
}

/// The total, by the way in which it was asked for.
async fn ways(app: &RunningApp, scope: &Scope, device: &str) -> BTreeMap<String, u128> {
    let mut ways = BTreeMap::new();
    let mut way = |name: &str, sum: u128| ways.insert(name.to_owned(), sum);
    let sum = |parts: &mut dyn Iterator<Item = Money>| parts.map(|part| part.0).sum::<u128>();
    for step in [BarStep::Epoch, BarStep::Day, BarStep::Month] {
        let view = earnings(app, scope, Some(step)).await;
        way(
            &format!("bars by {step:?}"),
            sum(&mut view.bars.iter().map(|bar| bar.total)),
        );
    }
    let view = earnings(app, scope, None).await;
    way(
        "resources",
        sum(&mut view.resources.iter().map(|part| part.total)),
    );
    let of_device = Scope {
        device: Some(device.to_owned()),
        ..scope.clone()
    };
    way("its only device", total(app, &of_device).await);
    way("epochs of its only device", epochs(app, &of_device).await);
    let mut of_resources = 0;
    for resource in &view.resources {
        let scope = Scope {
            resource: Some(resource.resource),
            ..scope.clone()
        };
        of_resources += epochs(app, &scope).await;
    }
    way("epochs by resource", of_resources);
    let devices = app
        .call(GetEarningsByDevice {
            scope: scope.clone(),
        })
        .await;
    way(
        "devices",
        sum(&mut devices.devices.iter().map(|part| part.total)),
    );
    let waterfall = app
        .call(GetWaterfall {
            scope: scope.clone(),
        })
        .await;
    way("waterfall", waterfall.paid.0);
    let pages = app
        .call(GetEpochs {
            scope: scope.clone(),
            skip: 0,
            take: 200,
        })
        .await;
    way(
        "epochs",
        sum(&mut pages.epochs.iter().map(|epoch| epoch.total)),
    );
    let mut lines = 0;
    for epoch in &pages.epochs {
        let page = app
            .call(GetEpochLines {
                epoch: epoch.epoch,
                device: None,
                skip: 0,
                take: 200,
            })
            .await;
        assert_eq!(
            page.epoch.as_ref().map(|epoch| epoch.total),
            Some(page.total)
        );
        lines += sum(&mut page.lines.iter().map(|line| line.reward));
    }
    way("lines", lines);
    for format in [CsvFormat::Plain, CsvFormat::Koinly, CsvFormat::CoinTracking] {
        for rows in [CsvRows::Lines, CsvRows::Days] {
            let file = app
                .call(ExportEarnings {
                    scope: scope.clone(),
                    format,
                    rows,
                })
                .await;
            let text = fs::read_to_string(&file.path).unwrap();
            assert_eq!(text.lines().count() as u64, file.rows + 1);
            way(&format!("{format:?} by {rows:?}"), file.total.0);
        }
    }
    ways
}

#[tokio::test(flavor = "multi_thread")]
async fn promise_running_but_earning_nothing_the_waterfall_names_what_recovers_most() {
    let (world, app) = with_history(7, 40).await;
    let waterfall = app
        .call(GetWaterfall {
            scope: Scope::default(),
        })
        .await;
    let best = waterfall.best.expect("something was lost");
    let dearest = waterfall.losses.first().expect("something was lost");
    assert_eq!((best.reason, best.amount), (dearest.reason, dearest.amount));
    for sum in &waterfall.resources {
        let lost: u64 = sum.losses.iter().map(|loss| loss.units).sum();
        assert_eq!(sum.possible - lost, sum.accepted);
    }
    // The same for one device and a few days.
    let scope = Scope {
        period: Period::Last { days: 9 },
        device: Some(best.device.clone()),
        ..Scope::default()
    };
    let of_device = app
        .call(GetWaterfall {
            scope: scope.clone(),
        })
        .await;
    assert!(of_device.lines <= 9 && of_device.lines > 0);
    assert_eq!(of_device.paid.0, total(&app, &scope).await);
    app.shutdown().await;
    drop(world);
}

#[tokio::test(flavor = "multi_thread")]
async fn promise_every_number_carries_height_age_and_peers() {
    let (world, app) = with_history(7, 40).await;
    let view = app.until("money", |view| view.money.clone()).await;
    assert!(view.freshness.height > 0 && view.freshness.peers > 0);
    assert!(view.freshness.block_time_ms > 0);
    let earnings = earnings(&app, &Scope::default(), None).await;
    let proof = earnings.proof.expect("statements are proven");
    assert_eq!(proof.statements, 2 * 40);
    assert!(proof.heights.0 > 0 && proof.heights.0 < proof.heights.1);
    assert!(proof.fewest_peers > 0);
    assert_eq!(proof.complete_at, view.freshness);
    let page = app
        .call(GetEpochs {
            scope: Scope::default(),
            skip: 3,
            take: 5,
        })
        .await;
    assert_eq!((page.count, page.epochs.len()), (40, 5));
    assert_eq!(page.epochs[0].epoch, 36);
    let lines = GetEpochLines {
        epoch: 36,
        device: None,
        skip: 5,
        take: 200,
    };
    let lines = app.call(lines).await;
    assert_eq!((lines.count, lines.lines.len()), (7, 2));
    assert!(
        lines
            .lines
            .iter()
            .all(|line| line.freshness.height > 0 && line.freshness.peers > 0)
    );
    app.shutdown().await;
    drop(world);
}

#[tokio::test(flavor = "multi_thread")]
async fn promise_the_total_the_chart_the_wallet_and_the_csv_agree_over_a_long_history() {
    let (world, app) = with_history(1, 150).await;
    let device = app
        .until("device", |view| view.devices.first().cloned())
        .await;
    everything_agrees(&app, &device.address).await;
    // What was paid is all that this account ever got.
    let money = app.until("money", |view| view.money.clone()).await;
    assert_eq!(money.balance, money.earnings.all);
    assert_eq!(device.earned, money.earnings.all);
    assert!(!money.earnings.older_are_loading);

    // The sums are kept: after a start they are those that were folded, and what came since is added.
    app.shutdown().await;
    let app = world.app().await;
    let passphrase = PASSPHRASE.to_owned();
    app.call(UnlockWallet { passphrase }).await;
    let again = app.until("money", |view| view.money.clone()).await;
    assert_eq!(again.earnings, money.earnings);
    app.shutdown().await;
}

/// An app whose account has a history, without a network.
async fn with_history(devices: u32, epochs: u64) -> (World, RunningApp) {
    let world = World::without_network();
    let app = world.app().await;
    let passphrase = Some(PASSPHRASE.to_owned());
    app.call(CreateWallet { passphrase }).await;
    let address = app
        .until("open wallet", |view| match &view.wallet.state {
            WalletState::Open { address } => address.parse::<AccountAddress>().ok(),
            _ => None,
        })
        .await;
    app.shutdown().await;
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let history = History {
        account: address,
        devices,
        epochs,
        ended: Timestamp(now.as_millis() as u64 / DAY_MS * DAY_MS),
    };
    fill(
        world.database(),
        world.network.id,
        history.account(),
        history.statements(),
    )
    .await
    .unwrap();
    let app = world.app().await;
    let passphrase = PASSPHRASE.to_owned();
    app.call(UnlockWallet { passphrase }).await;
    app.until("whole history", |view| {
        let earnings = &view.money.as_ref()?.earnings;
        (!earnings.older_are_loading).then_some(())
    })
    .await;
    (world, app)
}
