//! Devices that are set up by Improv over the guest's BlueZ, as the app does it.

use crate::{
    central::{heard_when, radio},
    improv_device::{Done, ImprovDevice, PASSWORD},
    runs::runs,
    set_up::{claim_request, find, session, set_up, wifi},
};
use outpost_device_drivers::{
    catalog::{Advertised, BleSetUp},
    protocols::improv::{State, ble},
    session::{Identity, Remedy, SessionError},
};
use outpost_testbed::Testbed;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// Ends a run that does not come to an end.
const AT_MOST: Duration = Duration::from_secs(120);

#[tokio::test]
async fn a_device_is_found_provisioned_and_claimed_in_every_run() {
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let runs = runs();
    let mut seconds = Vec::new();
    for number in 1..=runs {
        let address = format!("C4:F2:17:1A:20:{number:02X}");
        let device = ImprovDevice::new(number);
        let _on_air = device.appear(&testbed, &address).await;
        let place = find(&radio, &address, BleSetUp::Improv).await;
        let found = Instant::now();
        let mut session = session(&radio, &place);
        match timeout(AT_MOST, set_up(&mut session, device.key(), number)).await {
            Ok(Ok(())) => seconds.push(found.elapsed().as_secs_f64()),
            Ok(Err(error)) => println!("run {number}: {error}"),
            Err(_) => println!("run {number}: no end within {AT_MOST:?}"),
        }
        session.close().await;
    }
    seconds.sort_by(f64::total_cmp);
    let summary = json!({
        "bar": "provision and claim over the emulated Bluetooth",
        "runs": runs,
        "succeeded": seconds.len(),
        "fastest_s": seconds.first(),
        "median_s": seconds.get(seconds.len() / 2),
        "slowest_s": seconds.last(),
    });
    println!("{summary}");
    assert_eq!(seconds.len(), usize::from(runs));
}

#[tokio::test]
async fn a_device_that_was_set_up_is_found_and_used_again_without_toggling_anything() {
    const ADDRESS: &str = "C4:F2:17:1A:21:01";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::new(101);
    let on_air = device.appear(&testbed, ADDRESS).await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut first = session(&radio, &place);
    set_up(&mut first, device.key(), 1).await.unwrap();
    let claim = first.claim(&claim_request(1)).await.unwrap();
    first.close().await;

    on_air.advertise(&device.advertisement()).await.unwrap();
    heard_when(&radio, ADDRESS, |known| {
        let advertised = Advertised::of(known);
        advertised.is_some_and(|it| it.state == Some(State::Provisioned))
    })
    .await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut second = session(&radio, &place);
    let identified = second.identify().await.unwrap();
    assert_eq!(identified.identity, Identity::Key(device.key()));
    assert_eq!(identified.state, State::Provisioned);
    second.blink().await.unwrap();
    assert_eq!(second.claim(&claim_request(1)).await.unwrap(), claim);
    second.close().await;
    let done = Done {
        joined: 1,
        not_joined: 1,
        confirmed: 1,
        identified: 1,
    };
    assert_eq!(device.done(), done);
}

#[tokio::test]
async fn two_devices_are_set_up_at_once_and_nothing_is_mixed_up() {
    const ADDRESSES: [&str; 2] = ["C4:F2:17:1A:21:02", "C4:F2:17:1A:21:03"];
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let [one, other] = [ImprovDevice::new(102), ImprovDevice::new(103)];
    let _one_on_air = one.appear(&testbed, ADDRESSES[0]).await;
    let _other_on_air = other.appear(&testbed, ADDRESSES[1]).await;
    let places = [
        find(&radio, ADDRESSES[0], BleSetUp::Improv).await,
        find(&radio, ADDRESSES[1], BleSetUp::Improv).await,
    ];
    let [mut first, mut second] = places.map(|place| session(&radio, &place));
    let (first_done, second_done) = tokio::join!(
        set_up(&mut first, one.key(), 1),
        set_up(&mut second, other.key(), 2),
    );
    first_done.unwrap();
    second_done.unwrap();
    for device in [&one, &other] {
        let done = device.done();
        assert_eq!((done.joined, done.not_joined, done.confirmed), (1, 1, 1));
    }
    tokio::join!(first.close(), second.close());
}

#[tokio::test]
async fn a_device_that_wants_its_button_pressed_takes_wifi_after_that() {
    const ADDRESS: &str = "C4:F2:17:1A:21:04";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::at(104, State::AuthorizationRequired);
    let on_air = device.appear(&testbed, ADDRESS).await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut session = session(&radio, &place);
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.state, State::AuthorizationRequired);
    let refused = session.send_wifi(&wifi(PASSWORD)).await.unwrap_err();
    assert_eq!(refused, SessionError::NotAuthorized);
    assert_eq!(refused.remedy(), Remedy::PressButton);

    for told in device.press_button() {
        on_air.notify(ble::SERVICE, told).await.unwrap();
    }
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    assert_eq!(device.done().joined, 1);
    session.close().await;
}
