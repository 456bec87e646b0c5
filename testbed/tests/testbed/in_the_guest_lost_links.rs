//! Links that are lost at every step, over the guest's BlueZ: nothing is done twice at the device, and
//! nothing at another one.

use crate::{
    central::{AT_MOST, radio},
    improv_device::{Done, ImprovDevice, PASSWORD, seen_networks},
    set_up::{claim_request, find, session, wifi},
};
use outpost_device_drivers::{
    catalog::BleSetUp,
    session::{Identity, SessionError},
};
use outpost_testbed::{Testbed, radio::VirtualPeripheral};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Loses the link of every step of a set-up, each after so many of its requests were answered.
async fn check_resumes_after(requests: u32, address: &str, number: u8) {
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::new(number);
    let on_air = device.appear(&testbed, address).await;
    let place = find(&radio, address, BleSetUp::Improv).await;
    let mut session = session(&radio, &place);
    // Before a device is identified, this is within the discovery of its services.
    on_air.drop_link_after(requests).await.unwrap();
    let identified = session.identify().await.unwrap();
    assert_eq!(identified.identity, Identity::Key(device.key()));
    on_air.drop_link_after(requests).await.unwrap();
    session.blink().await.unwrap();
    on_air.drop_link_after(requests).await.unwrap();
    assert_eq!(session.scan_wifi().await.unwrap(), seen_networks());
    on_air.drop_link_after(requests).await.unwrap();
    session.send_wifi(&wifi(PASSWORD)).await.unwrap();
    on_air.drop_link_after(requests).await.unwrap();
    session.claim(&claim_request(number)).await.unwrap();
    let done = device.done();
    assert_eq!((done.joined, done.confirmed), (1, 1), "{requests}");
    session.close().await;
}

#[tokio::test]
async fn a_link_lost_at_the_first_request_of_every_step_is_made_anew() {
    check_resumes_after(0, "C4:F2:17:1A:22:01", 111).await;
}

#[tokio::test]
async fn a_link_lost_at_the_second_request_of_every_step_is_made_anew() {
    check_resumes_after(1, "C4:F2:17:1A:22:02", 112).await;
}

#[tokio::test]
async fn a_link_lost_at_the_third_request_of_every_step_is_made_anew() {
    check_resumes_after(2, "C4:F2:17:1A:22:03", 113).await;
}

#[tokio::test]
async fn what_a_device_did_before_its_answer_was_lost_is_not_done_again() {
    const ADDRESS: &str = "C4:F2:17:1A:22:04";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::new(114);
    let on_air = device.appear(&testbed, ADDRESS).await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut session = session(&radio, &place);
    session.identify().await.unwrap();

    let (wifi, request) = (wifi(PASSWORD), claim_request(1));
    device.withhold_answers(true);
    let (joined, ()) = tokio::join!(
        session.send_wifi(&wifi),
        lose_once(&device, &on_air, |done| done.joined == 1),
    );
    joined.unwrap();
    device.withhold_answers(true);
    let (claimed, ()) = tokio::join!(
        session.claim(&request),
        lose_once(&device, &on_air, |done| done.confirmed == 1),
    );
    claimed.unwrap();
    let done = device.done();
    assert_eq!((done.joined, done.confirmed), (1, 1));
    session.close().await;
}

/// Loses the link when so much was `done` at the device, which answers again from then on.
async fn lose_once(device: &ImprovDevice, on_air: &VirtualPeripheral, done: fn(Done) -> bool) {
    let waited = timeout(AT_MOST, async {
        while !done(device.done()) {
            sleep(Duration::from_millis(10)).await;
        }
    });
    waited.await.expect("it is done");
    on_air.drop_link().await.unwrap();
    device.withhold_answers(false);
}

#[tokio::test]
async fn another_device_that_answers_at_the_same_address_is_refused() {
    const ADDRESS: &str = "C4:F2:17:1A:22:05";
    let testbed = Testbed::join().unwrap();
    let radio = radio().await;
    let device = ImprovDevice::new(115);
    let on_air = device.appear(&testbed, ADDRESS).await;
    let place = find(&radio, ADDRESS, BleSetUp::Improv).await;
    let mut session = session(&radio, &place);
    session.identify().await.unwrap();
    drop(on_air);

    let other = ImprovDevice::new(116);
    let _other_on_air = other.appear(&testbed, ADDRESS).await;
    let changed = SessionError::DeviceChanged {
        expected: Box::new(Identity::Key(device.key())),
        found: Box::new(Identity::Key(other.key())),
    };
    assert_eq!(
        session.send_wifi(&wifi(PASSWORD)).await,
        Err(changed.clone())
    );
    assert_eq!(session.claim(&claim_request(1)).await, Err(changed));
    for device in [device, other] {
        assert_eq!(device.done(), Done::default());
    }
    session.close().await;
}
