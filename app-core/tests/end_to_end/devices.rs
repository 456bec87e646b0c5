//! Looks into a claimed device, moves it, gives it to somebody else and releases it.

use super::*;
use outpost_protocol::DeviceKey;

fn address(view: &AppView) -> Option<String> {
    match &view.wallet.state {
        WalletState::Open { address } => Some(address.clone()),
        _ => None,
    }
}

async fn claimed(app: &RunningApp, world: &World) -> String {
    create_wallet(app).await;
    claim(app, world).await
}

async fn claim(app: &RunningApp, world: &World) -> String {
    prepare_claim(app, world).await;
    app.call(ClaimDevice {}).await;
    app.call(FinishOnboarding {}).await;
    app.until("claimed device", |view| {
        let device = view.devices.first()?;
        device.cell.is_some().then(|| device.address.clone())
    })
    .await
}

async fn state_of(app: &RunningApp, device: &str, rung: Rung) -> RungState {
    let device = device.to_owned();
    let ladder = app.call(DiagnoseDevice { device }).await;
    let found = ladder.rungs.iter().find(|view| view.rung == rung);
    found.unwrap().state
}

async fn change(app: &RunningApp, device: &str, change: DeviceChange) {
    let device = device.to_owned();
    app.call(ChangeDevice { device, change }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_nearby_finds_the_device_on_its_cable_and_says_what_it_says() {
    let world = World::start(EPOCH).await;
    let plugged_in = world.plug_in(Confirmation::Automatic);
    let app = world.app().await;
    let device = claimed(&app, &world).await;
    let unknown = RungState::Unknown {
        why: Unknown::NotChecked,
    };
    assert_eq!(state_of(&app, &device, Rung::Power).await, unknown);
    let holds = |evidence| RungState::Holds { evidence };
    assert_eq!(
        state_of(&app, &device, Rung::Registration).await,
        holds(Evidence::Proven)
    );

    let details = app.call(GetDevice {
        device: device.clone(),
    });
    let details = details.await.expect("the account has the device");
    assert_eq!(details.device.address, device);
    let strange = DeviceKey::Ed25519([7; 32]).to_string();
    assert_eq!(app.call(GetDevice { device: strange }).await, None);

    app.call(CheckNearby {
        device: device.clone(),
    })
    .await;
    let stage = app
        .until("end of the check", |view| {
            Some(view.nearby.as_ref()?.stage.clone())
                .filter(|stage| !matches!(stage, NearbyStage::Searching))
        })
        .await;
    let found = matches!(
        stage,
        NearbyStage::Reached {
            by_cable: true,
            online: true,
            ..
        }
    );
    assert!(found, "{stage:?}");
    assert_eq!(
        state_of(&app, &device, Rung::Wifi).await,
        holds(Evidence::Told)
    );

    plugged_in.unplug().await;
    app.call(CheckNearby {
        device: device.clone(),
    })
    .await;
    let power = state_of(&app, &device, Rung::Power).await;
    assert_ne!(power, holds(Evidence::Nearby), "it is unplugged");
    app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_moved_goes_to_somebody_else_and_is_released_for_a_fee_each() {
    let world = World::start(EPOCH).await;
    let _device = world.plug_in(Confirmation::Automatic);
    let app = world.app().await;
    let device = claimed(&app, &world).await;
    let place = app
        .call(PreviewPlace {
            latitude: 48.14,
            longitude: 11.58,
        })
        .await;
    let cell = place.chosen.cell;
    change(&app, &device, DeviceChange::Move { cell: cell.clone() }).await;
    app.until("new place", |view| {
        (view.devices.first()?.cell.as_ref() == Some(&cell)).then_some(())
    })
    .await;

    let other = world.app_of_another().await;
    create_wallet(&other).await;
    let to = other.until("address", address).await;
    other
        .until("tokens", |view| (balance(view)? > 0).then_some(()))
        .await;
    let refused = other
        .try_call(ChangeDevice {
            device: device.clone(),
            change: DeviceChange::Accept,
        })
        .await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::DeviceNotOffered);

    change(&app, &device, DeviceChange::Offer { to: to.clone() }).await;
    let ownership = other
        .call(GetDeviceOwnership {
            device: device.clone(),
        })
        .await;
    assert_eq!(ownership.offered_to, Some(to));
    change(&other, &device, DeviceChange::Accept).await;
    other
        .until("device that was taken over", |view| {
            let taken = view.devices.first()?;
            (taken.state == DeviceState::NeedsPlace && taken.address == device).then_some(())
        })
        .await;
    app.until("list without it", |view| {
        view.devices.is_empty().then_some(())
    })
    .await;
    let owned_by_another = RungState::Fails {
        fault: Fault::OwnedByAnother,
        loss: None,
        until_ms: None,
    };
    assert_eq!(
        state_of(&app, &device, Rung::Registration).await,
        owned_by_another
    );

    change(&other, &device, DeviceChange::Release).await;
    let ownership = app.call(GetDeviceOwnership { device }).await;
    assert_eq!((ownership.owner, ownership.offered_to), (None, None));
    app.shutdown().await;
    other.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_goes_on_after_a_kill_and_is_paid_once() {
    let world = World::start(EPOCH).await;
    let _device = world.plug_in(Confirmation::Automatic);
    let app = world.app().await;
    create_wallet(&app).await;
    let given = app
        .until("tokens", |view| {
            balance(view).filter(|balance| *balance > 0)
        })
        .await;
    let device = claim(&app, &world).await;
    let begun = app.until("change", |view| view.device_changes.first().cloned());
    tokio::select! {
        _ = begun => {}
        () = change(&app, &device, DeviceChange::Release) => {
            panic!("a block takes longer than a look")
        }
    }
    drop(app);

    let app = world.app().await;
    let passphrase = PASSPHRASE.to_owned();
    app.call(UnlockWallet { passphrase }).await;
    app.until("end of the change", |view| {
        // Without the account nothing is shown of its devices either.
        view.money.as_ref()?;
        (view.devices.is_empty() && view.device_changes.is_empty()).then_some(())
    })
    .await;
    let ownership = app.call(GetDeviceOwnership { device }).await;
    assert_eq!(ownership.owner, None);
    // The claim, the place and the release.
    let paid = 3 * ownership.fee.0;
    app.until("balance less three fees", |view| {
        let earned = view.money.as_ref()?.earnings.all.0;
        (balance(view)? == given - paid + earned).then_some(())
    })
    .await;
    app.shutdown().await;
}
