//! Peripherals, as the app's transport finds and uses them through the guest's BlueZ.

use crate::{
    central::{connected, heard_when, notification, radio, told},
    echo::{DESCRIPTION, ECHO, MAX_BYTES, SERVICE, UNWRITTEN, VALUE, echo},
};
use outpost_device_drivers::transport::gatt::{GattError, GattLink};
use outpost_testbed::{
    Testbed,
    radio::{Advertisement, LinkEvent},
};
use uuid::{Uuid, uuid};

#[tokio::test]
async fn a_peripheral_is_found_read_written_and_tells() {
    const ADDRESS: &str = "C4:F2:17:1A:1D:01";
    let testbed = Testbed::join().unwrap();
    let device = echo(&testbed, ADDRESS).await;
    let radio = radio().await;
    let sighting = heard_when(&radio, ADDRESS, |known| {
        known.name.as_deref() == Some("echo") && known.services == [SERVICE]
    })
    .await;
    assert_eq!(sighting.signal_dbm, Some(-50));
    let mut link = radio.connect(&sighting.address).await.unwrap();

    let offered = link.characteristics();
    let value = offered.iter().find(|it| it.uuid == VALUE).unwrap();
    assert_eq!(value.service, SERVICE);
    assert_eq!(value.description.as_deref(), Some(DESCRIPTION));

    assert_eq!(link.read(VALUE).await.unwrap(), UNWRITTEN);
    link.subscribe(ECHO).await.unwrap();
    let longest = vec![7; MAX_BYTES];
    link.write(VALUE, &longest).await.unwrap();
    assert_eq!(told(&mut link, ECHO).await, longest);
    assert_eq!(link.read(VALUE).await.unwrap(), longest);
    device
        .notify(SERVICE, (ECHO, b"unasked".to_vec()))
        .await
        .unwrap();
    assert_eq!(told(&mut link, ECHO).await, b"unasked");
    link.close().await;
}

#[tokio::test]
async fn a_refusal_reaches_the_client_and_changes_nothing() {
    const ADDRESS: &str = "C4:F2:17:1A:1D:02";
    let testbed = Testbed::join().unwrap();
    let _device = echo(&testbed, ADDRESS).await;
    let mut link = connected(&radio().await, ADDRESS).await;
    let refused = link.write(VALUE, &[7; MAX_BYTES + 1]).await;
    let Err(GattError::Refused { characteristic, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(characteristic, VALUE);
    assert_eq!(link.read(VALUE).await.unwrap(), UNWRITTEN);
    let missing = GattError::Missing(Uuid::nil());
    assert_eq!(link.read(Uuid::nil()).await, Err(missing));
    link.close().await;
}

#[tokio::test]
async fn a_dropped_link_is_told_and_a_second_session_needs_nothing_toggled() {
    const ADDRESS: &str = "C4:F2:17:1A:1D:03";
    let testbed = Testbed::join().unwrap();
    let mut device = echo(&testbed, ADDRESS).await;
    let radio = radio().await;
    let mut link = connected(&radio, ADDRESS).await;
    assert_eq!(device.link_event().await.unwrap(), LinkEvent::Connected);
    device.drop_link().await.unwrap();
    assert_eq!(device.link_event().await.unwrap(), LinkEvent::Disconnected);
    let ended = notification(&mut link).await;
    assert!(matches!(ended, Err(GattError::LinkLost(_))), "{ended:?}");
    let read = link.read(VALUE).await;
    assert!(matches!(read, Err(GattError::LinkLost(_))), "{read:?}");
    drop(link);

    let mut link = connected(&radio, ADDRESS).await;
    assert_eq!(link.read(VALUE).await.unwrap(), UNWRITTEN);
    link.close().await;
}

#[tokio::test]
async fn a_device_is_connected_anew_right_after_its_link_was_dropped_or_closed() {
    const ADDRESS: &str = "C4:F2:17:1A:1D:08";
    let testbed = Testbed::join().unwrap();
    let _device = echo(&testbed, ADDRESS).await;
    let radio = radio().await;
    let link = connected(&radio, ADDRESS).await;
    drop(link);
    let address = heard_when(&radio, ADDRESS, |_| true).await.address;
    for _ in 0..2 {
        let mut link = radio.connect(&address).await.unwrap();
        assert_eq!(link.read(VALUE).await.unwrap(), UNWRITTEN);
        link.close().await;
        let mut link = radio.connect(&address).await.unwrap();
        assert_eq!(link.read(VALUE).await.unwrap(), UNWRITTEN);
        drop(link);
    }
    let mut link = radio.connect(&address).await.unwrap();
    assert_eq!(link.read(VALUE).await.unwrap(), UNWRITTEN);
    link.close().await;
}

#[tokio::test]
async fn a_link_that_is_dropped_within_a_request_fails_that_request() {
    const ADDRESS: &str = "C4:F2:17:1A:1D:04";
    let testbed = Testbed::join().unwrap();
    let device = echo(&testbed, ADDRESS).await;
    let radio = radio().await;
    let mut link = connected(&radio, ADDRESS).await;
    device.drop_link_after(1).await.unwrap();
    assert_eq!(link.read(VALUE).await.unwrap(), UNWRITTEN);
    let second = link.read(VALUE).await;
    assert!(matches!(second, Err(GattError::LinkLost(_))), "{second:?}");
    drop(link);

    let mut link = connected(&radio, ADDRESS).await;
    assert_eq!(link.read(VALUE).await.unwrap(), UNWRITTEN);
    link.close().await;
}

#[tokio::test]
async fn two_peripherals_are_used_at_once_and_each_keeps_its_own() {
    const ADDRESSES: [&str; 2] = ["C4:F2:17:1A:1D:05", "C4:F2:17:1A:1D:06"];
    let testbed = Testbed::join().unwrap();
    let _one = echo(&testbed, ADDRESSES[0]).await;
    let _other = echo(&testbed, ADDRESSES[1]).await;
    let radio = radio().await;
    let mut one = connected(&radio, ADDRESSES[0]).await;
    let mut other = connected(&radio, ADDRESSES[1]).await;
    one.write(VALUE, b"one").await.unwrap();
    other.write(VALUE, b"two").await.unwrap();
    assert_eq!(one.read(VALUE).await.unwrap(), b"one");
    assert_eq!(other.read(VALUE).await.unwrap(), b"two");
    one.close().await;
    other.close().await;
}

#[tokio::test]
async fn an_advertisement_is_heard_as_it_changes() {
    const ADDRESS: &str = "C4:F2:17:1A:1D:07";
    const COMPANY: Uuid = uuid!("0000feaa-0000-1000-8000-00805f9b34fb");
    let testbed = Testbed::join().unwrap();
    let says = |data: &[u8]| {
        let named = Advertisement::named("beacon").unwrap();
        named.with_service_data(0xfeaa, data).unwrap()
    };
    let beacon = testbed.peripheral(ADDRESS, says(b"one"));
    let beacon = beacon.appear().await.unwrap();
    let radio = radio().await;
    heard_when(&radio, ADDRESS, |known| {
        known
            .service_data
            .get(&COMPANY)
            .is_some_and(|it| it == b"one")
    })
    .await;
    beacon.advertise(&says(b"two")).await.unwrap();
    heard_when(&radio, ADDRESS, |known| {
        known
            .service_data
            .get(&COMPANY)
            .is_some_and(|it| it == b"two")
    })
    .await;
}
