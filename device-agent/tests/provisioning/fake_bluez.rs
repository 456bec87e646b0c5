//! Stands in for BlueZ on a bus: takes a device's application and advertisement, and is its client.
//!
//! It shows nothing about the real BlueZ's ordering and timeouts; it shows what a device offers and how it
//! answers.

use crate::bus::Bus;
use futures::StreamExt;
use outpost_device_drivers::protocols::gatt::Notification;
use std::{collections::HashMap, time::Duration};
use tokio::sync::{mpsc, watch};
use uuid::Uuid;
use zbus::{
    Connection, Proxy, fdo, interface,
    message::Header,
    names::{InterfaceName, OwnedUniqueName},
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

const ADAPTER: &str = "/org/bluez/hci0";
const CLIENT: &str = "/org/bluez/hci0/dev_C0_FF_EE_00_00_01";
const SENSOR: &str = "/org/bluez/hci0/dev_54_48_E6_8F_80_A5";
const CHARACTERISTIC: &str = "org.bluez.GattCharacteristic1";

/// Long, because a busy machine must fail no test.
const SOON: Duration = Duration::from_secs(60);

/// The service, and a client of the device on it.
pub(crate) struct FakeBluez {
    advertised: watch::Receiver<Option<Advertised>>,
    application: watch::Receiver<Option<Application>>,
    discovering: watch::Receiver<bool>,
    connection: Connection,
}

/// What a device advertises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Advertised {
    pub(crate) services: Vec<Uuid>,
    pub(crate) data: HashMap<Uuid, Vec<u8>>,
    pub(crate) name: String,
}

/// What a device offers.
#[derive(Clone, Debug)]
struct Application {
    owner: OwnedUniqueName,
    characteristics: HashMap<Uuid, OwnedObjectPath>,
}

impl FakeBluez {
    pub(crate) async fn start(bus: &Bus) -> Self {
        let (advertise, advertised) = watch::channel(None);
        let (apply, application) = watch::channel(None);
        let (discover, discovering) = watch::channel(false);
        let adapter = Adapter {
            powered: false,
            discover,
        };
        let connection = bus
            .builder()
            .serve_at(ADAPTER, adapter)
            .and_then(|it| it.serve_at(ADAPTER, GattManager(apply)))
            .and_then(|it| {
                it.serve_at(
                    ADAPTER,
                    AdvertisingManager {
                        told: advertise,
                        active: 0,
                    },
                )
            })
            .and_then(|it| it.serve_at("/", fdo::ObjectManager))
            .and_then(|it| it.name("org.bluez"))
            .unwrap()
            .build()
            .await
            .unwrap();
        Self {
            advertised,
            application,
            discovering,
            connection,
        }
    }

    /// Waits until the device advertises what is `wanted`.
    pub(crate) async fn advertised(&mut self, wanted: impl Fn(&Advertised) -> bool) -> Advertised {
        let found = self
            .advertised
            .wait_for(|it| it.as_ref().is_some_and(&wanted));
        let found = tokio::time::timeout(SOON, found).await;
        found.expect("in time").unwrap().clone().unwrap()
    }

    /// Has a sensor, whose address is 54:48:E6:8F:80:A5, come into reach and advertise this.
    pub(crate) async fn come_into_reach(&self, service: Uuid, data: Vec<u8>) {
        let sensor = Sensor { service, data };
        let server = self.connection.object_server();
        assert!(server.at(SENSOR, sensor).await.unwrap());
    }

    /// Has the sensor that is in reach advertise something else.
    pub(crate) async fn advertise_as_sensor(&self, data: Vec<u8>) {
        let server = self.connection.object_server();
        let sensor = server.interface::<_, Sensor>(SENSOR).await.unwrap();
        sensor.get_mut().await.data = data;
        let emitter = sensor.signal_emitter();
        let changed = sensor.get().await.service_data_changed(emitter).await;
        changed.unwrap();
    }

    /// Waits until somebody looks for devices.
    pub(crate) async fn discovered(&mut self) {
        let looked = self.discovering.wait_for(|discovering| *discovering);
        tokio::time::timeout(SOON, looked)
            .await
            .expect("in time")
            .unwrap();
    }

    /// Reads a value from `offset` on.
    pub(crate) async fn read(&self, characteristic: Uuid, offset: u16) -> zbus::Result<Vec<u8>> {
        let proxy = self.characteristic(characteristic).await;
        proxy.call("ReadValue", &(options(offset),)).await
    }

    pub(crate) async fn write(&self, characteristic: Uuid, value: &[u8]) -> zbus::Result<()> {
        let proxy = self.characteristic(characteristic).await;
        proxy.call("WriteValue", &(value, options(0))).await
    }

    /// Subscribes; what is told comes in the order it was told.
    pub(crate) async fn subscribe(
        &self,
        characteristics: &[Uuid],
    ) -> mpsc::UnboundedReceiver<Notification> {
        let (tell, told) = mpsc::unbounded_channel();
        let rule = zbus::MatchRule::builder()
            .msg_type(zbus::message::Type::Signal)
            .interface("org.freedesktop.DBus.Properties")
            .unwrap()
            .build();
        let stream = zbus::MessageStream::for_match_rule(rule, &self.connection, None);
        let mut stream = stream.await.unwrap();
        let mut names = HashMap::new();
        for uuid in characteristics {
            let proxy = self.characteristic(*uuid).await;
            let () = proxy.call("StartNotify", &()).await.unwrap();
            names.insert(proxy.path().to_string(), *uuid);
        }
        tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                let path = message.header().path().unwrap().to_string();
                let body = message.body();
                let changed: (String, HashMap<String, Value<'_>>, Vec<String>) =
                    body.deserialize().unwrap();
                let value = changed.1.get("Value").and_then(|it| it.try_clone().ok());
                if let (Some(uuid), Some(value)) = (names.get(&path), value) {
                    let _ = tell.send((*uuid, Vec::try_from(value).unwrap()));
                }
            }
        });
        told
    }

    async fn characteristic(&self, uuid: Uuid) -> Proxy<'static> {
        let application = self.application.borrow().clone().unwrap();
        let path = application.characteristics[&uuid].clone();
        Proxy::new(&self.connection, application.owner, path, CHARACTERISTIC)
            .await
            .unwrap()
    }
}

fn options(offset: u16) -> HashMap<&'static str, Value<'static>> {
    let client = OwnedObjectPath::try_from(CLIENT).unwrap();
    HashMap::from([
        ("device", Value::from(client)),
        ("mtu", Value::from(23_u16)),
        ("offset", Value::from(offset)),
        ("link", Value::from("LE")),
    ])
}

fn uuid(value: OwnedValue) -> Uuid {
    String::try_from(value).unwrap().parse().unwrap()
}

struct Adapter {
    powered: bool,
    discover: watch::Sender<bool>,
}

#[interface(name = "org.bluez.Adapter1")]
impl Adapter {
    #[zbus(property)]
    async fn powered(&self) -> bool {
        self.powered
    }

    #[zbus(property)]
    async fn set_powered(&mut self, on: bool) {
        self.powered = on;
    }

    /// As BlueZ does, which tells of repeated data only to those who ask for it.
    async fn set_discovery_filter(&self, filter: HashMap<String, OwnedValue>) {
        assert_eq!(bool::try_from(&filter["DuplicateData"]), Ok(true));
        assert_eq!(filter["Transport"], Value::from("le").try_into().unwrap());
    }

    async fn start_discovery(&self) {
        self.discover.send_replace(true);
    }

    async fn stop_discovery(&self) {
        self.discover.send_replace(false);
    }
}

/// A device that was heard.
struct Sensor {
    service: Uuid,
    data: Vec<u8>,
}

#[interface(name = "org.bluez.Device1")]
impl Sensor {
    #[zbus(property)]
    async fn service_data(&self) -> HashMap<String, OwnedValue> {
        let data = Value::from(self.data.clone()).try_into().unwrap();
        HashMap::from([(self.service.to_string(), data)])
    }

    #[zbus(property, name = "RSSI")]
    async fn rssi(&self) -> i16 {
        -60
    }
}

struct GattManager(watch::Sender<Option<Application>>);

#[interface(name = "org.bluez.GattManager1")]
impl GattManager {
    async fn register_application(
        &self,
        application: OwnedObjectPath,
        _options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) {
        let owner = OwnedUniqueName::from(header.sender().unwrap().to_owned());
        let objects = fdo::ObjectManagerProxy::builder(connection)
            .destination(owner.clone())
            .and_then(|it| it.path(application))
            .unwrap()
            .build()
            .await
            .unwrap()
            .get_managed_objects()
            .await
            .unwrap();
        let characteristics = objects
            .into_iter()
            .filter_map(|(path, mut interfaces)| {
                let mut properties = interfaces.remove(CHARACTERISTIC)?;
                Some((uuid(properties.remove("UUID")?), path))
            })
            .collect();
        self.0.send_replace(Some(Application {
            owner,
            characteristics,
        }));
    }

    async fn unregister_application(&self, _application: OwnedObjectPath) {
        self.0.send_replace(None);
    }
}

struct AdvertisingManager {
    told: watch::Sender<Option<Advertised>>,
    active: u8,
}

#[interface(name = "org.bluez.LEAdvertisingManager1")]
impl AdvertisingManager {
    async fn register_advertisement(
        &mut self,
        advertisement: OwnedObjectPath,
        _options: HashMap<String, OwnedValue>,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) {
        let properties = fdo::PropertiesProxy::builder(connection)
            .destination(header.sender().unwrap().to_owned())
            .and_then(|it| it.path(advertisement))
            .unwrap()
            .build()
            .await
            .unwrap();
        let interface = InterfaceName::from_static_str("org.bluez.LEAdvertisement1").unwrap();
        let mut all = properties.get_all(interface).await.unwrap();
        let mut take = |name: &str| all.remove(name).unwrap();
        let services = Vec::<String>::try_from(take("ServiceUUIDs")).unwrap();
        let data = HashMap::<String, OwnedValue>::try_from(take("ServiceData")).unwrap();
        self.active += 1;
        self.told.send_replace(Some(Advertised {
            services: services.iter().map(|it| it.parse().unwrap()).collect(),
            data: data
                .into_iter()
                .map(|(name, value)| (name.parse().unwrap(), Vec::try_from(value).unwrap()))
                .collect(),
            name: String::try_from(take("LocalName")).unwrap(),
        }));
    }

    async fn unregister_advertisement(&mut self, _advertisement: OwnedObjectPath) {
        self.active -= 1;
    }

    #[zbus(property(emits_changed_signal = "false"))]
    async fn active_instances(&self) -> u8 {
        self.active
    }
}
