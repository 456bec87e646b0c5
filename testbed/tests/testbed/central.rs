//! Finds and uses peripherals as a client does, by the guest's first controller.

use btleplug::{
    api::{
        Central as _, CentralEvent, Characteristic, Manager as _, Peripheral as _,
        PeripheralProperties, ScanFilter, ValueNotification,
    },
    platform::{Adapter, Manager, Peripheral},
};
use futures::{Stream, StreamExt};
use outpost_testbed::{
    Testbed,
    radio::{Advertisement, VirtualPeripheral},
};
use std::{pin::Pin, time::Duration};
use tokio::time::timeout;
use uuid::Uuid;

use crate::echo::{ECHO, Echo, SERVICE};

/// Ends a test that would wait forever.
pub(crate) const AT_MOST: Duration = Duration::from_secs(30);

/// A client's radio.
pub(crate) struct Central {
    pub(crate) adapter: Adapter,
    events: Pin<Box<dyn Stream<Item = CentralEvent> + Send>>,
}

impl Central {
    /// One that scans, without a filter: BlueZ's own compares services only, and of each device just
    /// what came first.
    pub(crate) async fn scanning() -> Self {
        let manager = Manager::new().await.unwrap();
        let mut adapters = manager.adapters().await.unwrap();
        // In no order.
        let mut first = None;
        for adapter in adapters.drain(..) {
            if adapter.adapter_info().await.unwrap().starts_with("hci0") {
                first = Some(adapter);
            }
        }
        let adapter = first.expect("the guest has hci0");
        let events = adapter.events().await.unwrap();
        adapter.start_scan(ScanFilter::default()).await.unwrap();
        Self { adapter, events }
    }

    /// Waits for the peripheral with this address.
    pub(crate) async fn find(&mut self, address: &str) -> Peripheral {
        self.find_when(address, |_| true).await
    }

    /// Waits until what is known of the peripheral with this address is `enough`: its advertisement
    /// and its name come one after the other.
    pub(crate) async fn find_when(
        &mut self,
        address: &str,
        enough: impl Fn(&PeripheralProperties) -> bool,
    ) -> Peripheral {
        let found = async {
            loop {
                for peripheral in self.adapter.peripherals().await.unwrap() {
                    // One that was seen long ago has no strength.
                    let known = peripheral.properties().await.ok().flatten();
                    let here = known.is_some_and(|known| known.rssi.is_some() && enough(&known));
                    if here && peripheral.address().to_string() == address {
                        return peripheral;
                    }
                }
                self.events.next().await;
            }
        };
        timeout(AT_MOST, found).await.expect("it is found")
    }

    /// Waits for an event that `wanted` takes.
    pub(crate) async fn event<T>(&mut self, wanted: impl Fn(&CentralEvent) -> Option<T>) -> T {
        let event = async {
            loop {
                let event = self.events.next().await.expect("the bus is there");
                if let Some(value) = wanted(&event) {
                    return value;
                }
            }
        };
        timeout(AT_MOST, event).await.expect("it happens")
    }
}

/// A peripheral on the air that keeps what is written to it.
pub(crate) async fn echo(testbed: &Testbed, address: &str) -> VirtualPeripheral {
    let advertisement = Advertisement::named("echo").unwrap();
    testbed
        .peripheral(address, advertisement.with_service(SERVICE).unwrap())
        .service(Echo(b"nothing yet".to_vec()), |_, written| {
            vec![(ECHO, written)]
        })
        .appear()
        .await
        .unwrap()
}

/// Connects and discovers.
pub(crate) async fn open(peripheral: &Peripheral) {
    timeout(AT_MOST, peripheral.connect())
        .await
        .unwrap()
        .unwrap();
    peripheral.discover_services().await.unwrap();
}

/// A characteristic that was discovered.
pub(crate) fn discovered(peripheral: &Peripheral, uuid: Uuid) -> Characteristic {
    let all = peripheral.characteristics();
    let found = all.into_iter().find(|it| it.uuid == uuid);
    found.expect("it is discovered")
}

/// Waits until a peripheral tells of a characteristic: its value. BlueZ tells a value that was read in
/// the same way, so others are passed over.
pub(crate) async fn told<S>(notifications: &mut S, characteristic: Uuid) -> Vec<u8>
where
    S: Stream<Item = ValueNotification> + Unpin,
{
    let told = async {
        loop {
            let told = notifications.next().await.expect("the bus is there");
            if told.uuid == characteristic {
                return told.value;
            }
        }
    };
    timeout(AT_MOST, told).await.expect("it is told")
}
