//! Simulates contributors around a few cities, so that the map and the rewards are not empty.
//!
//! Each has an account and one or two sensors, claims them and says where they stand by transactions
//! like anybody else's, and reports plausible readings after each epoch.

use crate::node::{Node, timestamp};
use ed25519_dalek::{Signer as _, SigningKey};
use h3o::{LatLng, Resolution};
use outpost_protocol::{
    AccountAddress, Amount, CellId, DeviceKey, Epoch, Hash, Signature, Timestamp,
    evidence::EvidenceRoot,
    report::{Claim, Report, SignedReport},
    resources::sensing::{SensingClaim, Spread},
    state::{Device, ReadState as _, StateKey},
    transaction::{Action, DeviceClaim, SignedTransaction, Transaction, claim_signing_bytes},
};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, SystemTime},
};

/// What each begins with: enough for its fees.
const BALANCE: Amount = Amount::from_tokens(10);
/// Between two looks at what there is to do.
const PAUSE: Duration = Duration::from_secs(1);
/// How far from a city's centre sensors stand, in cells.
const RADIUS: u32 = 5;

/// A city and its weather: latitude and longitude in degrees, mean temperature in 0.01 °C, mean
/// humidity in 0.01 %.
struct City {
    position: (f64, f64),
    temperature: i32,
    humidity: i32,
}

const CITIES: [City; 5] = [
    // Berlin
    City {
        position: (52.520, 13.405),
        temperature: 900,
        humidity: 7_600,
    },
    // Lisbon
    City {
        position: (38.722, -9.139),
        temperature: 1_700,
        humidity: 7_000,
    },
    // Denver
    City {
        position: (39.739, -104.990),
        temperature: 1_100,
        humidity: 4_200,
    },
    // Nairobi
    City {
        position: (-1.286, 36.817),
        temperature: 1_900,
        humidity: 6_500,
    },
    // Singapore
    City {
        position: (1.352, 103.820),
        temperature: 2_750,
        humidity: 8_300,
    },
];

/// The simulated contributors of one practice network.
pub(super) struct Neighbours {
    sensors: Vec<Sensor>,
}

struct Sensor {
    owner: SigningKey,
    key: SigningKey,
    city: &'static City,
    cell: Option<CellId>,
    reported: Option<Epoch>,
}

impl Neighbours {
    /// `count` contributors whose keys come from `seed`.
    pub(super) fn new(seed: [u8; 32], count: u32) -> Self {
        let key = |kind: &str, index: u32| {
            SigningKey::from_bytes(&Hash::of_encoded(kind, &(seed, index)).0)
        };
        let mut sensors = Vec::new();
        for (owner, city) in (0..count).zip(CITIES.iter().cycle()) {
            // Every third has two.
            for which in 0..=u32::from(owner.is_multiple_of(3)) {
                let index = owner * 2 + which;
                sensors.push(Sensor {
                    owner: key("practice owner", owner),
                    key: key("practice sensor", index),
                    city,
                    cell: cell_near(city, index / CITIES.len() as u32),
                    reported: None,
                });
            }
        }
        Self { sensors }
    }

    /// What they hold at the network's beginning.
    pub(super) fn balances(&self) -> BTreeMap<AccountAddress, Amount> {
        let owners = self.sensors.iter().map(Sensor::owner);
        owners.map(|owner| (owner, BALANCE)).collect()
    }

    /// Contributes through `nodes` for ever.
    pub(super) async fn live(mut self, nodes: Vec<Arc<Node>>) {
        if self.sensors.is_empty() || nodes.is_empty() {
            return;
        }
        let mut clock = tokio::time::interval(PAUSE);
        loop {
            clock.tick().await;
            self.contribute(&nodes, timestamp(SystemTime::now()));
        }
    }

    /// Does what there is to do at `now`.
    pub(super) fn contribute(&mut self, nodes: &[Arc<Node>], now: Timestamp) {
        for (sensor, node) in self.sensors.iter_mut().zip(nodes.iter().cycle()) {
            if let Err(error) = sensor.contribute(node, now) {
                tracing::warn!(%error, "a simulated neighbour failed");
            }
        }
    }

    /// Their accounts.
    pub(super) fn owners(&self) -> Vec<AccountAddress> {
        let mut owners: Vec<_> = self.sensors.iter().map(Sensor::owner).collect();
        owners.dedup();
        owners
    }
}

impl Sensor {
    fn owner(&self) -> AccountAddress {
        AccountAddress(self.owner.verifying_key().to_bytes())
    }

    fn device(&self) -> DeviceKey {
        DeviceKey::Ed25519(self.key.verifying_key().to_bytes())
    }

    /// Takes the next step: claim, place, or report.
    fn contribute(&mut self, node: &Node, now: Timestamp) -> Result<(), crate::state::LedgerError> {
        let known: Option<Device> = node.ledger().with_final_state(|_, state| {
            let value = state.read(StateKey::Device(self.device()).path())?;
            Ok::<_, crate::state::StoreError>(
                value.and_then(|bytes| borsh::from_slice(&bytes).ok()),
            )
        })??;
        match (known, self.cell) {
            (None, _) => self.ask(node, now, Action::ClaimDevice(self.claim(node))),
            (Some(Device { cell: None, .. }), Some(cell)) => {
                let device = self.device();
                self.ask(node, now, Action::AssertLocation { device, cell })
            }
            (Some(_), _) => self.report(node, now),
        }
    }

    fn claim(&self, node: &Node) -> DeviceClaim {
        let (network, owner, device) = (node.ledger().network(), self.owner(), self.device());
        let nonce = [0; 16];
        let signed = self
            .key
            .sign(&claim_signing_bytes(network, owner, nonce, device));
        DeviceClaim {
            device,
            nonce,
            signature: Signature(signed.to_bytes()),
        }
    }

    /// Sends a transaction, unless one waits already.
    fn ask(
        &self,
        node: &Node,
        now: Timestamp,
        action: Action,
    ) -> Result<(), crate::state::LedgerError> {
        let sender = self.owner();
        let nonce = node.next_nonce(sender)?;
        let done = node
            .ledger()
            .with_final_state(|_, state| crate::pool::account_nonce(state, sender))??;
        if nonce != done {
            return Ok(());
        }
        let transaction = Transaction {
            network: node.ledger().network(),
            sender,
            nonce,
            fee: node.ledger().parameters().minimum_fee,
            action,
        };
        let signature = Signature(self.owner.sign(&transaction.signing_bytes()).to_bytes());
        let signed = SignedTransaction::Account {
            transaction,
            signature,
        };
        if let Err(rejection) = node.submit(signed, now)? {
            tracing::debug!(%rejection, "a simulated neighbour's transaction was refused");
        }
        Ok(())
    }

    /// Reports for the epoch that ended last, once.
    fn report(&mut self, node: &Node, now: Timestamp) -> Result<(), crate::state::LedgerError> {
        let parameters = node.ledger().parameters();
        let Some(epoch) = parameters.epoch_at(now).previous() else {
            return Ok(());
        };
        if self.reported == Some(epoch) || now >= parameters.reports_close(epoch) {
            return Ok(());
        }
        let possible = parameters.epoch_ms / parameters.reading_interval_ms.max(1);
        let report = Report {
            network: node.ledger().network(),
            device: self.device(),
            epoch,
            claim: Claim::Sensing(self.readings(epoch, possible)),
            evidence: EvidenceRoot {
                hash: Hash::of_encoded("practice evidence", &(self.device(), epoch)),
                leaves: 0,
            },
        };
        let signature = Signature(self.key.sign(&report.signing_bytes()).to_bytes());
        let signed = SignedTransaction::Report(SignedReport { report, signature });
        match node.submit(signed, now)? {
            Ok(_) => self.reported = Some(epoch),
            Err(rejection) => tracing::debug!(%rejection, "a simulated report was refused"),
        }
        Ok(())
    }

    /// Plausible readings that differ by sensor and epoch. Most sensors miss a few.
    fn readings(&self, epoch: Epoch, possible: u64) -> SensingClaim {
        let noise = Hash::of_encoded("practice noise", &(self.device(), epoch)).0;
        let [missed, warm, wet, ..] = noise;
        let missed = u64::from(missed % 16).saturating_sub(10);
        let low = self.city.temperature + i32::from(warm) - 128;
        let dry = self.city.humidity + i32::from(wet);
        SensingClaim {
            readings: u32::try_from(possible.saturating_sub(missed)).unwrap_or(u32::MAX),
            temperature_centi: spread(low, 40),
            humidity_centi: spread(dry, 120),
        }
    }
}

fn spread(lowest: i32, width: i32) -> Spread {
    Spread {
        lowest,
        median: lowest + width / 2,
        highest: lowest + width,
    }
}

/// The `index`-th cell around a city's centre.
fn cell_near(city: &City, index: u32) -> Option<CellId> {
    let (latitude, longitude) = city.position;
    let centre = LatLng::new(latitude, longitude)
        .ok()?
        .to_cell(Resolution::Eight);
    let around: Vec<_> = centre.grid_disk::<Vec<_>>(RADIUS);
    // A step that shares no factor with their number spreads them before they share cells.
    let place = (index as usize * 37) % around.len().max(1);
    let cell = around.get(place)?;
    CellId::try_from(u64::from(*cell)).ok()
}
