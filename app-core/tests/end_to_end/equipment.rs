//! Proves that a device's equipment is declared once, with its set-up and later, whatever happens meanwhile.

use crate::{
    EPOCH, PASSPHRASE, create_wallet,
    kills::{address, proven},
    prepare_claim,
    world::World,
};
use outpost_app_api::*;
use outpost_device_agent::confirmation::Confirmation;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn equipment_is_declared_for_one_fee_though_the_app_is_killed_meanwhile() {
    let world = World::start(EPOCH).await;
    let _device = world.plug_in(Confirmation::Automatic);
    let app = world.app().await;
    create_wallet(&app).await;
    prepare_claim(&app, &world).await;
    // On second thoughts it has another antenna.
    let antenna = AntennaView {
        gain_decidbi: Some(58),
        height_m: Some(12.0),
    };
    app.call(Back {}).await;
    let shown = app.call(GetView {}).await.onboarding.unwrap();
    let cell = shown.place.unwrap().chosen.cell;
    app.call(ChoosePlace { cell, antenna }).await;
    let shown = app.call(GetView {}).await.onboarding.unwrap();
    assert_eq!(shown.antenna, antenna);
    app.call(ClaimDevice {}).await;
    app.call(FinishOnboarding {}).await;
    let before = app
        .until("claimed device", |view| {
            view.devices.first()?.cell.is_some().then(|| view.clone())
        })
        .await;
    let told = before.devices[0].equipment.antenna_gain_decidbi;
    assert_eq!(Some(told), antenna.gain_decidbi);
    let panels = EquipmentView {
        antenna_gain_decidbi: told,
        generator: Some(GeneratorView {
            source: EnergySource::Solar,
            peak_watts: 4_000,
        }),
    };
    let device = before.devices[0].address.clone();
    let request = GetDevice {
        device: device.clone(),
    };
    let details = app.call(request).await.unwrap();
    assert_eq!(details.height_m, antenna.height_m);
    let change = DeviceChange::Equip { equipment: panels };
    let declare = || ChangeDevice {
        device: device.clone(),
        change: change.clone(),
    };
    let begun = app.until("declaration", |view| {
        (view.device_changes.first()?.change == change).then_some(())
    });
    tokio::select! {
        () = begun => {}
        () = app.call(declare()) => panic!("a block takes longer than a look"),
    }
    // Another account is shown meanwhile, and after the kill.
    let me = address(&app.call(GetView {}).await);
    let name = "Savings".to_owned();
    app.call(AddAccount { name }).await;
    drop(app);

    let app = world.app().await;
    let passphrase = PASSPHRASE.to_owned();
    app.call(UnlockWallet { passphrase }).await;
    let shown: AppView = app.call(GetView {}).await;
    assert_ne!(address(&shown), me);
    assert_eq!(shown.device_changes, []);
    let observer = world.observer().await;
    while proven(&observer, me).await.account.nonce < 4 {
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    app.call(SwitchAccount {
        address: me.to_string(),
    })
    .await;
    app.call(declare()).await;
    app.until("equipment", |view| {
        let device = view.devices.first()?;
        (device.equipment == panels && view.device_changes.is_empty()).then_some(())
    })
    .await;
    let proven = proven(&observer, me).await;
    // The claim, the place, the antenna and the panels.
    assert_eq!(proven.account.nonce, 4);
    app.shutdown().await;
}
