//! Peripherals, as a client finds them through the guest's BlueZ.

use crate::{
    central::{AT_MOST, Central, discovered, echo, open, told},
    echo::{DESCRIPTION, ECHO, MAX_BYTES, SERVICE, VALUE},
};
use btleplug::api::{CentralEvent, Peripheral as _, WriteType, bleuuid::uuid_from_u16};
use outpost_testbed::{
    Testbed,
    radio::{Advertisement, LinkEvent},
};
use tokio::time::timeout;
use uuid::Uuid;

/// The descriptor with a text for people (Bluetooth Assigned Numbers, 3.7).
const USER_DESCRIPTION: u16 = 0x2901;

#[tokio::test]
async fn a_peripheral_is_found_read_written_and_tells() {
    let testbed = Testbed::join().unwrap();
    let device = echo(&testbed, "C4:F2:17:1A:1D:01").await;
    let mut central = Central::scanning().await;
    let peripheral = central
        .find_when("C4:F2:17:1A:1D:01", |known| {
            known.local_name.as_deref() == Some("echo") && known.services == [SERVICE]
        })
        .await;
    open(&peripheral).await;

    let value = discovered(&peripheral, VALUE);
    assert_eq!(peripheral.read(&value).await.unwrap(), b"nothing yet");
    let short = |uuid: Uuid| uuid.as_fields().0 as u16;
    let text = value
        .descriptors
        .iter()
        .find(|it| short(it.uuid) == USER_DESCRIPTION);
    let text = peripheral.read_descriptor(text.unwrap()).await.unwrap();
    assert_eq!(text, DESCRIPTION.as_bytes());

    peripheral
        .subscribe(&discovered(&peripheral, ECHO))
        .await
        .unwrap();
    let mut notifications = peripheral.notifications().await.unwrap();
    let longest = vec![7; MAX_BYTES];
    let written = peripheral.write(&value, &longest, WriteType::WithResponse);
    written.await.unwrap();
    assert_eq!(told(&mut notifications, ECHO).await, longest);
    assert_eq!(peripheral.read(&value).await.unwrap(), longest);
    device
        .notify(SERVICE, (ECHO, b"unasked".to_vec()))
        .await
        .unwrap();
    assert_eq!(told(&mut notifications, ECHO).await, b"unasked");
    peripheral.disconnect().await.unwrap();
}

#[tokio::test]
async fn a_refusal_reaches_the_client_and_changes_nothing() {
    let testbed = Testbed::join().unwrap();
    let _device = echo(&testbed, "C4:F2:17:1A:1D:02").await;
    let peripheral = Central::scanning().await.find("C4:F2:17:1A:1D:02").await;
    open(&peripheral).await;
    let value = discovered(&peripheral, VALUE);
    let too_long = vec![7; MAX_BYTES + 1];
    let refused = peripheral.write(&value, &too_long, WriteType::WithResponse);
    assert!(refused.await.is_err());
    assert_eq!(peripheral.read(&value).await.unwrap(), b"nothing yet");
    peripheral.disconnect().await.unwrap();
}

#[tokio::test]
async fn a_dropped_link_is_told_and_a_second_session_needs_nothing_toggled() {
    let testbed = Testbed::join().unwrap();
    let mut device = echo(&testbed, "C4:F2:17:1A:1D:03").await;
    let mut central = Central::scanning().await;
    let peripheral = central.find("C4:F2:17:1A:1D:03").await;
    open(&peripheral).await;
    assert_eq!(device.link_event().await.unwrap(), LinkEvent::Connected);
    device.drop_link().await.unwrap();
    assert_eq!(device.link_event().await.unwrap(), LinkEvent::Disconnected);
    let gone = |event: &CentralEvent| match event {
        CentralEvent::DeviceDisconnected(id) if *id == peripheral.id() => Some(()),
        _ => None,
    };
    central.event(gone).await;
    let value = discovered(&peripheral, VALUE);
    assert!(peripheral.read(&value).await.is_err());

    open(&peripheral).await;
    let value = discovered(&peripheral, VALUE);
    assert_eq!(peripheral.read(&value).await.unwrap(), b"nothing yet");
    peripheral.disconnect().await.unwrap();
}

#[tokio::test]
async fn a_link_that_is_dropped_within_a_request_fails_that_request() {
    let testbed = Testbed::join().unwrap();
    let device = echo(&testbed, "C4:F2:17:1A:1D:04").await;
    let peripheral = Central::scanning().await.find("C4:F2:17:1A:1D:04").await;
    open(&peripheral).await;
    let value = discovered(&peripheral, VALUE);
    device.drop_link_after(1).await.unwrap();
    assert_eq!(peripheral.read(&value).await.unwrap(), b"nothing yet");
    let second = timeout(AT_MOST, peripheral.read(&value)).await;
    assert!(second.unwrap().is_err());

    open(&peripheral).await;
    let value = discovered(&peripheral, VALUE);
    assert_eq!(peripheral.read(&value).await.unwrap(), b"nothing yet");
    peripheral.disconnect().await.unwrap();
}

#[tokio::test]
async fn two_peripherals_are_used_at_once_and_each_keeps_its_own() {
    let testbed = Testbed::join().unwrap();
    let _one = echo(&testbed, "C4:F2:17:1A:1D:05").await;
    let _other = echo(&testbed, "C4:F2:17:1A:1D:06").await;
    let mut central = Central::scanning().await;
    let one = central.find("C4:F2:17:1A:1D:05").await;
    let other = central.find("C4:F2:17:1A:1D:06").await;
    open(&one).await;
    open(&other).await;
    for (peripheral, text) in [(&one, b"one"), (&other, b"two")] {
        let value = discovered(peripheral, VALUE);
        let written = peripheral.write(&value, text, WriteType::WithResponse);
        written.await.unwrap();
    }
    assert_eq!(one.read(&discovered(&one, VALUE)).await.unwrap(), b"one");
    assert_eq!(
        other.read(&discovered(&other, VALUE)).await.unwrap(),
        b"two"
    );
    one.disconnect().await.unwrap();
    other.disconnect().await.unwrap();
}

#[tokio::test]
async fn an_advertisement_is_heard_as_it_changes() {
    /// The id that BTHome was given.
    const BTHOME: u16 = 0xfcd2;
    let testbed = Testbed::join().unwrap();
    let readings: [&[u8]; 2] = [
        &[0x40, 0x02, 0xca, 0x09, 0x03, 0xbf, 0x13],
        &[0x40, 0x02, 0xcb, 0x09, 0x03, 0xbf, 0x13],
    ];
    let says = |reading: &[u8]| {
        let named = Advertisement::named("sensor").unwrap();
        named.with_service_data(BTHOME, reading).unwrap()
    };
    let sensor = testbed.peripheral("C4:F2:17:1A:1D:07", says(readings[0]));
    let sensor = sensor.appear().await.unwrap();
    let mut central = Central::scanning().await;
    let bthome = uuid_from_u16(BTHOME);
    let peripheral = central
        .find_when("C4:F2:17:1A:1D:07", |known| {
            known
                .service_data
                .get(&bthome)
                .is_some_and(|data| data == readings[0])
        })
        .await;

    sensor.advertise(&says(readings[1])).await.unwrap();
    central
        .event(|event| match event {
            CentralEvent::ServiceDataAdvertisement { id, service_data } => {
                let data = service_data.get(&bthome)?;
                (*id == peripheral.id() && data == readings[1]).then_some(())
            }
            _ => None,
        })
        .await;
}

#[tokio::test]
async fn what_bluez_offers_on_the_second_controller_is_found_by_the_first_one_again_and_again() {
    Testbed::join().unwrap();
    let session = bluer::Session::new().await.unwrap();
    let device = session.adapter("hci1").unwrap();
    let offered = device.serve_gatt_application(application()).await.unwrap();
    let advertised = device.advertise(bluer::adv::Advertisement {
        service_uuids: [SERVICE].into(),
        discoverable: Some(true),
        ..Default::default()
    });
    let advertised = advertised.await.unwrap();
    let address = device.address().await.unwrap().to_string();

    let mut central = Central::scanning().await;
    for _ in 0..2 {
        let peripheral = central.find(&address).await;
        open(&peripheral).await;
        let value = discovered(&peripheral, VALUE);
        assert_eq!(peripheral.read(&value).await.unwrap(), b"from BlueZ");
        peripheral.disconnect().await.unwrap();
    }
    drop((offered, advertised));
}

/// A service with a value that never changes.
fn application() -> bluer::gatt::local::Application {
    use bluer::gatt::local::{Application, Characteristic, CharacteristicRead, Service};
    let read = CharacteristicRead {
        read: true,
        fun: Box::new(|_| Box::pin(async { Ok(b"from BlueZ".to_vec()) })),
        ..Default::default()
    };
    let value = Characteristic {
        uuid: VALUE,
        read: Some(read),
        ..Default::default()
    };
    let service = Service {
        uuid: SERVICE,
        primary: true,
        characteristics: vec![value],
        ..Default::default()
    };
    Application {
        services: vec![service],
        ..Default::default()
    }
}
