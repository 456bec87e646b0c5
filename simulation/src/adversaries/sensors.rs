//! Sets up a town with sensors in it, for the attacks on sensing.

use crate::{
    chance::Chance,
    epoch::{Contribution, evidence},
    network::{account, context, device, parameters, report},
    weather::{Sensor, Weather, countryside, town},
};
use outpost_protocol::{
    AccountAddress, CellId, DeviceKey, Epoch, Timestamp,
    genesis::Parameters,
    report::{Claim, Resource},
    resources::{
        EpochContext,
        sensing::readings::{Origin, Reading, claim_of, leaves_of},
    },
};

/// What all attacks of this kind are on.
pub(super) const RESOURCE: Resource = Resource::Sensing;
/// Contributors in a world: some seven for each four cells of the town.
pub(super) const CONTRIBUTORS: usize = 600;

/// Cells from the town's middle to its edge.
const RADIUS: u32 = 10;
/// Of so many cells in the country around, one has a sensor, or could.
const LONELINESS: usize = 7;
/// Share of honest sensors that stand alone in the country.
const ALONE: f64 = 0.04;
/// The time between blocks, in ms.
const BLOCK_MS: u64 = 2_000;
/// Blocks in which honest reports come in.
const BLOCKS: usize = 1_000;

/// The town and those who know it.
pub(super) struct Town {
    /// Its numbers.
    pub(super) parameters: Parameters,
    /// All chance in it.
    pub(super) chance: Chance,
    /// Its cells.
    pub(super) cells: Vec<CellId>,
    /// Cells in the country around, each with nobody beside it.
    pub(super) country: Vec<CellId>,
    seed: u64,
}

/// What a contributor reports for an epoch.
#[derive(Clone)]
pub(super) struct Series {
    /// By which device.
    pub(super) device: DeviceKey,
    /// Whose it is.
    pub(super) owner: AccountAddress,
    /// Where it is said to be.
    pub(super) cell: CellId,
    /// The readings.
    pub(super) readings: Vec<Reading>,
    /// Blocks after the epoch's end in which the report comes.
    pub(super) block: usize,
}

impl Town {
    /// A town that follows from the seed and the attack that is played in it.
    pub(super) fn new(seed: u64, attack: &str) -> Self {
        Self {
            parameters: parameters(),
            chance: Chance::new(seed, attack),
            cells: town(RADIUS),
            country: countryside(RADIUS, LONELINESS),
            seed,
        }
    }

    /// What the rules know when they settle `epoch`.
    pub(super) fn context(&self, epoch: Epoch) -> EpochContext<'_> {
        context(&self.parameters, self.seed, epoch)
    }

    /// So many sensors that people hung up, most in the town.
    pub(super) fn sensors(&mut self, count: usize) -> Vec<Sensor> {
        let mut sensors = Vec::new();
        while sensors.len() < count {
            let cells = if self.chance.happens(ALONE) {
                &self.country
            } else {
                &self.cells
            };
            if let Some(&cell) = self.chance.pick(cells) {
                sensors.push(Sensor::new(cell, &mut self.chance));
            }
        }
        sensors
    }

    /// What a sensor of its own new owner reads in a day.
    pub(super) fn read(&mut self, sensor: &Sensor, weather: &Weather) -> Series {
        Series {
            device: device(&mut self.chance),
            owner: account(&mut self.chance),
            cell: sensor.cell,
            readings: sensor.readings(weather, &self.parameters, &mut self.chance),
            block: self.chance.below(BLOCKS),
        }
    }

    /// Some cell of the town.
    pub(super) fn somewhere(&mut self) -> Option<CellId> {
        self.chance.pick(&self.cells).copied()
    }

    /// Some cell in the country.
    pub(super) fn alone(&mut self) -> Option<CellId> {
        self.chance.pick(&self.country).copied()
    }

    /// The contribution of a series to `epoch`; `None` where there are no readings. The evidence names
    /// `origin`, which is the contribution's own where nobody cheats in that.
    pub(super) fn contribute(
        &self,
        series: &Series,
        epoch: Epoch,
        origin: &Origin,
        is_honest: bool,
    ) -> Option<Contribution> {
        let (root, show) = evidence(leaves_of(&series.readings, origin));
        let claim = Claim::Sensing(claim_of(&series.readings)?);
        let mut report = report(series.device, series.owner, series.cell, claim, root);
        let after = BLOCK_MS * series.block as u64;
        report.reported_at = Timestamp(self.parameters.end_of(epoch).0 + after);
        Some(Contribution {
            report,
            is_honest,
            show,
        })
    }

    /// The origin of a series in `epoch`.
    pub(super) fn origin(&self, series: &Series, epoch: Epoch) -> Origin {
        Origin {
            network: self.context(epoch).network,
            device: series.device,
            epoch,
        }
    }
}

impl Series {
    /// The same readings as a new device's, of a new owner, reported a few blocks later.
    pub(super) fn copied(&self, chance: &mut Chance) -> Self {
        Self {
            device: device(chance),
            owner: account(chance),
            block: self.block + 1 + chance.below(5),
            ..self.clone()
        }
    }
}
