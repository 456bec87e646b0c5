//! Loses the link at every single operation of a set-up, and proves that it is resumed and done once.

use crate::devices::*;
use async_trait::async_trait;
use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::{
    protocols::{
        claim::{ClaimDevice, ClaimStep},
        gatt::{Characteristic, Notification, Refusal, Reply, Service},
        improv::{Demand, State, ble, wifi::WifiCredentials},
    },
    session::{
        Identity, Patience, Provisioner, Reach, Session, SessionError, Steady, Watcher,
        improv_over_ble,
    },
    transport::{
        LinkLost,
        gatt::{GattError, GattLink, Offered},
        memory::MemoryGatt,
    },
};
use outpost_protocol::Signature;
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A device that stays the same while links to it come and go.
#[derive(Clone)]
struct Peripheral(Arc<Mutex<Inside>>);

struct Inside {
    number: u8,
    improv: ble::Device,
    claim: ClaimDevice,
    asked: u32,
    joined: u32,
}

impl Peripheral {
    fn new(number: u8) -> Self {
        Self(Arc::new(Mutex::new(Inside {
            number,
            improv: ble::Device::new(&info(), State::Ready).unwrap(),
            claim: ClaimDevice::new(key_of(number)),
            asked: 0,
            joined: 0,
        })))
    }
}

impl Inside {
    fn perform(&mut self, demand: Demand) -> Vec<Notification> {
        match demand {
            Demand::Join(_) => {
                self.joined += 1;
                self.improv.joined()
            }
            Demand::Scan => self.improv.scanned(&[network("home", -50, true)]),
            Demand::Identify | Demand::SetHostname(_) => Vec::new(),
            Demand::Extension(extension) => match self.claim.take(&extension).unwrap() {
                ClaimStep::Send(result) | ClaimStep::Blink(result) => self.improv.answered(result),
                ClaimStep::AskPerson { request, .. } => {
                    self.asked += 1;
                    let message = request.signing_bytes(key_of(self.number));
                    let key = SigningKey::from_bytes(&[self.number; 32]);
                    let signature = Signature(key.sign(&message).to_bytes());
                    let agreed = self.claim.agree(&request, signature).unwrap().unwrap();
                    self.improv.answered(agreed)
                }
                ClaimStep::Unknown => self.improv.unknown_command(),
            },
        }
    }
}

impl Service for Peripheral {
    type Demand = Demand;

    fn uuid(&self) -> Uuid {
        ble::SERVICE
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        self.0.lock().unwrap().improv.characteristics()
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        self.0.lock().unwrap().improv.read(characteristic)
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Demand>, Refusal> {
        self.0.lock().unwrap().improv.write(characteristic, value)
    }
}

/// Where the link is to be lost, counted in operations over all links.
#[derive(Clone)]
struct Weather(Arc<Mutex<(usize, Option<usize>)>>);

impl Weather {
    fn losing_at(operation: Option<usize>) -> Self {
        Self(Arc::new(Mutex::new((0, operation))))
    }

    fn operation(&self) -> Result<(), GattError> {
        let mut weather = self.0.lock().unwrap();
        weather.0 += 1;
        match weather.1 == Some(weather.0) {
            true => Err(LinkLost {
                port: "memory".to_owned(),
                reason: "out of reach".to_owned(),
            }
            .into()),
            false => Ok(()),
        }
    }
}

/// Loses the link before or after one operation reached the device.
struct Lossy<G> {
    link: G,
    weather: Weather,
    after: bool,
}

impl<G: GattLink> GattLink for Lossy<G> {
    fn characteristics(&self) -> &[Offered] {
        self.link.characteristics()
    }

    async fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, GattError> {
        self.weather.operation()?;
        self.link.read(characteristic).await
    }

    async fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<(), GattError> {
        if self.after {
            self.link.write(characteristic, value).await?;
            self.weather.operation()
        } else {
            self.weather.operation()?;
            self.link.write(characteristic, value).await
        }
    }

    async fn subscribe(&mut self, characteristic: Uuid) -> Result<(), GattError> {
        self.weather.operation()?;
        self.link.subscribe(characteristic).await
    }

    async fn notification(&mut self) -> Result<Notification, GattError> {
        let told = self.link.notification().await?;
        self.weather.operation()?;
        Ok(told)
    }

    async fn close(&mut self) {}
}

struct Way {
    peripherals: Vec<Peripheral>,
    weather: Weather,
    after: bool,
}

#[async_trait]
impl Reach for Way {
    /// The first time the first peripheral, and so on; the last one from then on.
    async fn open(&mut self) -> Result<Box<dyn Provisioner>, SessionError> {
        let peripheral = match self.peripherals.len() {
            1 => self.peripherals[0].clone(),
            _ => self.peripherals.remove(0),
        };
        let acting = peripheral.clone();
        let link = MemoryGatt::new(peripheral, move |_: &mut Peripheral, demand| {
            acting.0.lock().unwrap().perform(demand)
        });
        let lossy = Lossy {
            link,
            weather: self.weather.clone(),
            after: self.after,
        };
        Ok(Box::new(improv_over_ble(lossy, QUICK, Watcher::default())))
    }
}

/// A lost answer is noticed by the link, so that long deadlines are never waited for.
const QUICK: Patience = PATIENT;

async fn set_up(session: &mut Session) -> Result<(), SessionError> {
    session.identify().await?;
    session.scan_wifi().await?;
    let wifi = WifiCredentials::new("home", PASSWORD).unwrap();
    session.send_wifi(&wifi).await?;
    session.claim(&claim_request()).await?;
    Ok(())
}

fn session(way: Way) -> Session {
    Session::new(Steady::new(way, QUICK))
}

#[tokio::test(start_paused = true)]
async fn a_link_lost_at_any_operation_is_made_anew_and_nothing_is_done_twice() {
    let quiet = Weather::losing_at(None);
    let peripheral = Peripheral::new(1);
    let way = Way {
        peripherals: vec![peripheral],
        weather: quiet.clone(),
        after: false,
    };
    set_up(&mut session(way)).await.unwrap();
    let operations = quiet.0.lock().unwrap().0;
    assert!(operations > 20, "{operations}");

    for operation in 1..=operations {
        for after in [false, true] {
            let peripheral = Peripheral::new(1);
            let way = Way {
                peripherals: vec![peripheral.clone()],
                weather: Weather::losing_at(Some(operation)),
                after,
            };
            let done = set_up(&mut session(way)).await;
            assert_eq!(
                done,
                Ok(()),
                "lost at operation {operation}, after: {after}"
            );
            let inside = peripheral.0.lock().unwrap();
            assert_eq!((inside.joined, inside.asked), (1, 1), "at {operation}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn another_device_behind_a_new_link_is_refused() {
    for more in 1..20 {
        let weather = Weather::losing_at(None);
        let way = Way {
            peripherals: vec![Peripheral::new(1), Peripheral::new(2)],
            weather: weather.clone(),
            after: false,
        };
        let other = way.peripherals[1].clone();
        let mut session = session(way);
        let identified = session.identify().await.unwrap();
        assert_eq!(identified.identity, Identity::Key(key_of(1)));
        {
            let mut weather = weather.0.lock().unwrap();
            weather.1 = Some(weather.0 + more);
        }
        let wifi = WifiCredentials::new("home", PASSWORD).unwrap();
        let mut done = session.send_wifi(&wifi).await;
        if done.is_ok() {
            done = session.claim(&claim_request()).await.map(drop);
        }
        assert!(
            matches!(done, Err(SessionError::DeviceChanged { .. })),
            "lost after {more} more: {done:?}"
        );
        let inside = other.0.lock().unwrap();
        assert_eq!((inside.joined, inside.asked), (0, 0));
    }
}
