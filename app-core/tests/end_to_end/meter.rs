//! Proves that what a smart meter counts reaches the chain: sealed in one epoch, opened in the next.

use crate::{EPOCH, create_wallet, kills::address, prepare_claim, world::World};
use outpost_app_api::*;
use outpost_device_agent::{
    confirmation::Confirmation,
    simulate::{Talker, Talks},
};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn what_a_meter_on_a_port_counts_is_sealed_and_opened_an_epoch_later() {
    let mut world = World::start(EPOCH).await;
    let link = world.port.with_file_name("meter");
    let talker = Talker::open(Talks::Energy, &link).unwrap();
    tokio::spawn(async move {
        let Err(error) = talker.run().await;
        panic!("the meter stopped: {error}");
    });
    world.meter = Some(link.to_string_lossy().into_owned());
    let device = world.plug_in(Confirmation::Automatic);
    let app = world.app().await;
    create_wallet(&app).await;
    prepare_claim(&app, &world).await;
    app.call(ClaimDevice {}).await;
    app.call(FinishOnboarding {}).await;
    let me = address(&app.call(GetView {}).await);
    let equipment = EquipmentView {
        antenna_gain_decidbi: 0,
        generator: Some(GeneratorView {
            source: EnergySource::Other,
            peak_watts: 4_000,
        }),
    };
    app.call(ChangeDevice {
        device: device.key.to_string(),
        change: DeviceChange::Equip { equipment },
    })
    .await;
    // Only a report that opens what was sealed before moves the register that the chain remembers.
    let observer = world.observer().await;
    let (sealed, opened) = loop {
        let account = observer.refresh_account(me).await.unwrap();
        let record = account.devices[0].1.record;
        if let (Some(sealed), Some(opened)) = (record.sealed_meter, record.meter_wh) {
            break (sealed, opened);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    };
    assert!(sealed.epoch.0 > 0);
    assert!(opened > 0);
    app.shutdown().await;
}
