//! Sends beacons and hears those of the other hotspots around.

use super::{
    city::metres_between,
    craft::{Craft, Made, Past},
};
use ed25519_dalek::{Signer as _, SigningKey};
use outpost_protocol::{
    AccountAddress, CellId, DeviceKey, Hash, Signature,
    report::Claim,
    resources::coverage::{Airtime, BEACONS, Beacon, Heard, claim, signing_bytes, slots},
    state::Equipment,
    tally::ShortId,
};
use std::sync::Arc;

/// What a hotspot radiates, in 0.1 dBm.
const POWER_DECIDBM: f64 = 140.0;
/// Loss at a kilometre between houses, and for ten times the distance, in 0.1 dB.
const LOSS_AT_KM_DECIDB: f64 = 1_100.0;
const LOSS_PER_DECADE_DECIDB: f64 = 300.0;
/// Noise of a receiver, in 0.1 dBm, and the highest ratio to it that it tells.
const NOISE_DECIDBM: f64 = -1_170.0;
const HIGHEST_SNR_DECIDB: f64 = 110.0;
const METRES_PER_NS: f64 = 0.299_792_458;

/// Where a hotspot sends from.
pub(super) struct Mast {
    pub(super) key: SigningKey,
    pub(super) owner: AccountAddress,
    pub(super) cell: CellId,
}

/// A hotspot on a roof, and all that can hear each other.
pub(super) struct Hotspot {
    pub(super) cell: CellId,
    pub(super) owner: AccountAddress,
    pub(super) air: Arc<[Mast]>,
}

impl Craft for Hotspot {
    fn equipment(&self) -> Equipment {
        Equipment {
            antenna_gain_decidbi: 30,
            ..Equipment::default()
        }
    }

    fn report(&mut self, past: &Past<'_>) -> Option<Made> {
        let time = Airtime {
            network: past.network,
            epoch: past.epoch,
            schedule: past.schedule,
        };
        let heard = self
            .air
            .iter()
            .filter(|mast| mast.owner != self.owner)
            .filter_map(|mast| self.hear(past, mast, &time))
            .collect();
        let equipment = self.equipment();
        let (claim, heard) = claim(
            &past.key,
            self.cell,
            &equipment,
            BEACONS,
            heard,
            &past.schedule,
        );
        Some(Made {
            claim: Claim::Coverage(claim),
            evidence: heard.iter().flat_map(Heard::to_leaf).collect(),
        })
    }
}

impl Hotspot {
    /// How the first beacon of a mast arrives.
    fn hear(&self, past: &Past<'_>, mast: &Mast, time: &Airtime) -> Option<Heard> {
        let device = DeviceKey::Ed25519(mast.key.verifying_key().to_bytes());
        let [slot, ..] = slots(ShortId::from(&device), &past.schedule);
        let signed = signing_bytes(device, mast.cell, slot, time);
        let metres = metres_between(self.cell, mast.cell)?;
        let Hash([fading, echo, ..]) =
            Hash::of_encoded("practice fading", &(past.key, device, past.epoch));
        let signal =
            POWER_DECIDBM - LOSS_AT_KM_DECIDB - LOSS_PER_DECADE_DECIDB * (metres / 1_000.0).log10()
                + f64::from(fading) / 8.0;
        let arrival = metres / METRES_PER_NS + f64::from(echo);
        Some(Heard {
            beacon: Beacon {
                device,
                cell: mast.cell,
                slot,
                signature: Signature(mast.key.sign(&signed).to_bytes()),
            },
            signal_decidbm: signal as i16,
            snr_decidb: (signal - NOISE_DECIDBM).min(HIGHEST_SNR_DECIDB) as i16,
            arrival_ns: arrival as u32,
        })
    }
}
