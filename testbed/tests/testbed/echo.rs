//! A device that keeps what is written to it.

use outpost_device_drivers::protocols::gatt::{Access, Characteristic, Refusal, Reply, Service};
use outpost_testbed::{
    Testbed,
    radio::{Advertisement, VirtualPeripheral},
};
use std::collections::VecDeque;
use uuid::Uuid;

/// Names the service, its value, and one that is only told of.
pub(crate) const SERVICE: Uuid = Uuid::from_u128(0x7e57_0000_6f75_7470_6f73_7400_7465_7374);
pub(crate) const VALUE: Uuid = Uuid::from_u128(0x7e57_0001_6f75_7470_6f73_7400_7465_7374);
pub(crate) const ECHO: Uuid = Uuid::from_u128(0x7e57_0002_6f75_7470_6f73_7400_7465_7374);
pub(crate) const DESCRIPTION: &str = "what was written last";
/// Longest value that it keeps.
pub(crate) const MAX_BYTES: usize = 200;

/// What it keeps before anything was written.
pub(crate) const UNWRITTEN: &[u8] = b"nothing yet";

/// Such a device on the air.
pub(crate) async fn echo(testbed: &Testbed, address: &str) -> VirtualPeripheral {
    let advertisement = Advertisement::named("echo").unwrap();
    testbed
        .peripheral(address, advertisement.with_service(SERVICE).unwrap())
        .service(Echo(UNWRITTEN.to_vec()), |_, written| vec![(ECHO, written)])
        .appear()
        .await
        .unwrap()
}

/// Keeps a value, and demands that clients be told of each write.
struct Echo(Vec<u8>);

impl Service for Echo {
    type Demand = Vec<u8>;

    fn uuid(&self) -> Uuid {
        SERVICE
    }

    fn characteristics(&self) -> Vec<Characteristic> {
        vec![
            Characteristic {
                description: Some(DESCRIPTION),
                ..Characteristic::new(VALUE, Access::READ_WRITE)
            },
            Characteristic::new(ECHO, Access::READ_NOTIFY),
        ]
    }

    fn read(&mut self, characteristic: Uuid) -> Result<Vec<u8>, Refusal> {
        match characteristic {
            VALUE => Ok(self.0.clone()),
            _ => Err(Refusal::NotAllowed),
        }
    }

    fn write(&mut self, characteristic: Uuid, value: &[u8]) -> Result<Reply<Vec<u8>>, Refusal> {
        match characteristic {
            VALUE if value.len() > MAX_BYTES => Err(Refusal::TooLong),
            VALUE => {
                self.0 = value.to_vec();
                Ok(Reply {
                    notifications: VecDeque::new(),
                    demands: vec![value.to_vec()],
                })
            }
            _ => Err(Refusal::NotAllowed),
        }
    }
}
