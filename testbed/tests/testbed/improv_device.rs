//! A device that is set up by Improv over Bluetooth, and counts what is done at it.

use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::{
    protocols::{
        claim::{ClaimDevice, ClaimStep},
        gatt::{Characteristic, Notification, Refusal, Reply, Service},
        improv::{
            Demand, DeviceInfo, State,
            ble::{self, Device},
            wifi::Network,
        },
    },
    session::SeenNetwork,
};
use outpost_protocol::{DeviceKey, Signature};
use outpost_testbed::{
    Testbed,
    radio::{Advertisement, VirtualPeripheral},
};
use std::sync::{Arc, Mutex, MutexGuard};
use uuid::Uuid;

/// The network that the device is to join, and its password.
pub(crate) const NETWORK: &str = "home";
pub(crate) const PASSWORD: &str = "right horse";
/// The id of Improv's service data on air.
const SERVICE_DATA: u16 = 0x4677;

/// A device that stays the same while links to it come and go, and while it is off the air.
#[derive(Clone)]
pub(crate) struct ImprovDevice(Arc<Mutex<Inside>>);

struct Inside {
    number: u8,
    key: SigningKey,
    improv: Device,
    claim: ClaimDevice,
    done: Done,
    withholds_answers: bool,
}

/// How often each thing was done at the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Done {
    /// It joined the network.
    pub(crate) joined: u32,
    /// It was given a password that is not the network's.
    pub(crate) not_joined: u32,
    /// A person was asked to confirm a claim, and did.
    pub(crate) confirmed: u32,
    /// It showed itself.
    pub(crate) identified: u32,
}

impl ImprovDevice {
    /// The device of this number, which takes a network at once.
    pub(crate) fn new(number: u8) -> Self {
        Self::at(number, State::Ready)
    }

    /// The device of this number at this state.
    pub(crate) fn at(number: u8, state: State) -> Self {
        let key = SigningKey::from_bytes(&[number; 32]);
        Self(Arc::new(Mutex::new(Inside {
            number,
            improv: Device::new(&info(number), state).unwrap(),
            claim: ClaimDevice::new(device_key(&key)),
            key,
            done: Done::default(),
            withholds_answers: false,
        })))
    }

    /// Puts it on the air, with all of it in one advertisement as the specification wants it.
    pub(crate) async fn appear(&self, testbed: &Testbed, address: &str) -> VirtualPeripheral {
        let acting = self.clone();
        testbed
            .peripheral(address, self.advertisement())
            .service(self.clone(), move |_, demand| {
                acting.inside().perform(demand)
            })
            .appear()
            .await
            .unwrap()
    }

    pub(crate) fn advertisement(&self) -> Advertisement {
        let data = self.inside().improv.service_data().to_bytes();
        Advertisement::named("improv")
            .and_then(|it| it.with_service(ble::SERVICE))
            .and_then(|it| it.with_service_data(SERVICE_DATA, &data))
            .unwrap()
    }

    pub(crate) fn key(&self) -> DeviceKey {
        device_key(&self.inside().key)
    }

    pub(crate) fn done(&self) -> Done {
        self.inside().done
    }

    /// Somebody presses its button: what to tell.
    pub(crate) fn press_button(&self) -> Vec<Notification> {
        self.inside().improv.authorize()
    }

    /// It has no network any more, and takes one.
    pub(crate) fn forget_network(&self) {
        let mut inside = self.inside();
        inside.improv = Device::new(&info(inside.number), State::Ready).unwrap();
    }

    /// From now on, joins networks and agrees to claims without saying so; or says it again.
    pub(crate) fn withhold_answers(&self, withholds: bool) {
        self.inside().withholds_answers = withholds;
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap()
    }
}

fn info(number: u8) -> DeviceInfo {
    DeviceInfo {
        firmware: "Outpost".to_owned(),
        version: "1.0".to_owned(),
        hardware: "virtual peripheral".to_owned(),
        name: format!("Improv {number}"),
    }
}

impl Inside {
    fn perform(&mut self, demand: Demand) -> Vec<Notification> {
        match demand {
            Demand::Join(wifi) if wifi.ssid() == NETWORK && wifi.password() == PASSWORD => {
                self.done.joined += 1;
                let told = self.improv.joined();
                self.unless_withheld(told)
            }
            Demand::Join(_) => {
                self.done.not_joined += 1;
                self.improv.not_joined()
            }
            Demand::Scan => self.improv.scanned(&networks()),
            Demand::Identify => {
                self.done.identified += 1;
                Vec::new()
            }
            Demand::SetHostname(_) => Vec::new(),
            Demand::Extension(extension) => match self.claim.take(&extension).unwrap() {
                ClaimStep::Send(result) | ClaimStep::Blink(result) => self.improv.answered(result),
                ClaimStep::AskPerson { waiting, request } => {
                    self.done.confirmed += 1;
                    let message = request.signing_bytes(device_key(&self.key));
                    let signature = Signature(self.key.sign(&message).to_bytes());
                    let mut told = self.improv.answered(waiting);
                    let agreed = self.claim.agree(&request, signature).unwrap().unwrap();
                    told.extend(self.improv.answered(agreed));
                    self.unless_withheld(told)
                }
                ClaimStep::Unknown => self.improv.unknown_command(),
            },
        }
    }

    fn unless_withheld(&self, told: Vec<Notification>) -> Vec<Notification> {
        match self.withholds_answers {
            true => Vec::new(),
            false => told,
        }
    }
}

impl Service for ImprovDevice {
    type Demand = Demand;

    fn uuid(&self) -> Uuid {
        ble::SERVICE
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        self.inside().improv.characteristics()
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        self.inside().improv.read(characteristic)
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Demand>, Refusal> {
        self.inside().improv.write(characteristic, value)
    }
}

/// The networks that each device here sees.
pub(crate) fn networks() -> [Network; 2] {
    [(NETWORK, -50), ("neighbours", -80)].map(|(ssid, signal_dbm)| Network {
        ssid: ssid.to_owned(),
        signal_dbm,
        secured: true,
    })
}

/// The same, as a session tells them.
pub(crate) fn seen_networks() -> [SeenNetwork; 2] {
    networks().map(Into::into)
}

/// What the rest of the world knows of a key.
pub(crate) fn device_key(key: &SigningKey) -> DeviceKey {
    DeviceKey::Ed25519(key.verifying_key().to_bytes())
}
