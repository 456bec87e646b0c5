//! Gives Wi-Fi to a device that knows nothing of Outpost, and neither claims it nor pays.

use crate::{
    create_wallet,
    kills::{is_killed, name},
    world::{RunningApp, World},
};
use outpost_app_api::*;
use outpost_device_agent::{
    simulate::StockDevice,
    wifi::made_up::{EASY_NETWORK, STRICT_NETWORK, STRICT_PASSWORD},
};
use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
};
use tokio::task::JoinHandle;

/// The moments of such a set-up, in order.
const MOMENTS: [&str; 6] = [
    "device happened",
    "device prepared",
    "device recorded",
    "wifi happened",
    "wifi prepared",
    "wifi recorded",
];

/// A stock device, plugged in until it is unplugged.
struct Stock(JoinHandle<Infallible>);

impl Stock {
    fn plug_in(world: &World, name: &str) -> Self {
        let data = world.port.with_file_name(name);
        let device = StockDevice::open(&data, &world.port, name).unwrap();
        Self(tokio::spawn(async move {
            match device.run().await {
                Ok(never) => never,
                Err(error) => panic!("{error}"),
            }
        }))
    }

    async fn unplug(self) {
        self.0.abort();
        assert!(self.0.await.is_err_and(|error| error.is_cancelled()));
    }
}

async fn wizard(app: &RunningApp) -> OnboardingView {
    let view: AppView = app.call(GetView {}).await;
    view.onboarding.unwrap()
}

async fn choose(app: &RunningApp, world: &World) {
    app.call(StartOnboarding {}).await;
    app.call(FindDevices {}).await;
    let port = world.port.to_string_lossy().into_owned();
    let proof = String::new();
    app.call(ChooseDevice { port, proof }).await;
}

async fn try_wifi(app: &RunningApp, ssid: &str, password: &str) -> Result<(), ErrorCode> {
    let (ssid, password) = (ssid.to_owned(), password.to_owned());
    let sent = app.try_call(SendWifi { ssid, password }).await;
    sent.map_err(|error| error.code)
}

/// What must hold once the device is on its Wi-Fi: the end, and no way to a claim.
async fn check_is_done(app: &RunningApp, ssid: Option<&str>) {
    let end = wizard(app).await;
    assert_eq!((end.step, end.problem), (Step::Done, None));
    assert_eq!(end.device.unwrap().address, None);
    assert_eq!(end.ssid.as_deref(), ssid);
    assert_eq!(end.claim, ClaimProgress::NotBegun);
    let place = ChoosePlace {
        cell: "881f1d4887fffff".to_owned(),
        antenna: AntennaView::default(),
    };
    let refused = [
        app.try_call(place).await,
        app.try_call(ClaimDevice {}).await,
    ];
    for refused in refused {
        assert_eq!(refused.unwrap_err().code, ErrorCode::StepOutOfOrder);
    }
    assert_eq!(wizard(app).await.step, Step::Done);
    app.call(FinishOnboarding {}).await;
    let view: AppView = app.call(GetView {}).await;
    assert_eq!(view.onboarding, None);
    assert!(view.devices.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stock_device_is_found_gets_wifi_and_is_said_not_to_be_claimable() {
    let world = World::without_network();
    let stock = Stock::plug_in(&world, "Lamp");
    let app = world.app().await;
    create_wallet(&app).await;
    app.call(StartOnboarding {}).await;
    app.call(FindDevices {}).await;
    let port = world.port.to_string_lossy().into_owned();
    // It has no word for that, and what a person could press is not drawn.
    let blinked = app.try_call(IdentifyCandidate { port }).await.unwrap_err();
    assert_eq!(blinked.code, ErrorCode::DeviceCannotBlink);
    choose(&app, &world).await;
    let chosen = wizard(&app).await;
    let device = chosen.device.unwrap();
    assert_eq!((chosen.step, device.address), (Step::Wifi, None));
    assert_eq!((device.info.name.as_str(), chosen.fee), ("Lamp", None));
    let blinked = app.try_call(IdentifyDevice {}).await.unwrap_err();
    assert_eq!(blinked.code, ErrorCode::DeviceCannotBlink);
    app.call(ScanWifi {}).await;
    assert_eq!(wizard(&app).await.networks.unwrap().len(), 4);
    let refused = try_wifi(&app, STRICT_NETWORK, "a wrong password").await;
    assert_eq!(refused, Err(ErrorCode::WifiFailed));
    try_wifi(&app, STRICT_NETWORK, STRICT_PASSWORD)
        .await
        .unwrap();
    check_is_done(&app, Some(STRICT_NETWORK)).await;

    // Once more, with the Wi-Fi that it has by now.
    choose(&app, &world).await;
    assert!(wizard(&app).await.device.unwrap().info.online);
    app.call(KeepWifi {}).await;
    check_is_done(&app, None).await;
    app.shutdown().await;
    stock.unplug().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_stock_device_at_the_port_is_told_nothing() {
    let world = World::without_network();
    let first = Stock::plug_in(&world, "Lamp");
    let app = world.app().await;
    choose(&app, &world).await;
    first.unplug().await;
    let second = Stock::plug_in(&world, "Kettle");
    let sent = try_wifi(&app, EASY_NETWORK, "practice").await;
    assert_eq!(sent, Err(ErrorCode::DeviceChanged));
    let blinked = app.try_call(IdentifyDevice {}).await;
    assert_eq!(blinked.unwrap_err().code, ErrorCode::DeviceChanged);
    assert_eq!(wizard(&app).await.step, Step::Wifi);
    assert!(
        !world
            .port
            .with_file_name("Kettle")
            .join("wifi.json")
            .exists()
    );
    app.shutdown().await;
    second.unplug().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_killed_at_every_moment_goes_on_with_a_stock_device() {
    let world = World::without_network();
    let stock = Stock::plug_in(&world, "Lamp");
    let app = world.app().await;
    create_wallet(&app).await;
    app.shutdown().await;

    let met = Arc::new(Mutex::new(Vec::new()));
    while is_killed(&world, &met, name, async |app| walk(app, &world).await).await {}

    assert_eq!(*met.lock().unwrap(), MOMENTS);
    stock.unplug().await;
}

/// Clicks what is next, up to the end.
async fn walk(app: &RunningApp, world: &World) {
    loop {
        let view: AppView = app.call(GetView {}).await;
        match view.onboarding.map(|wizard| wizard.step) {
            None | Some(Step::Find) => choose(app, world).await,
            Some(Step::Wifi) => try_wifi(app, EASY_NETWORK, "practice").await.unwrap(),
            Some(Step::Done) => return check_is_done(app, Some(EASY_NETWORK)).await,
            Some(step) => panic!("a device without a key at {step:?}"),
        }
    }
}
