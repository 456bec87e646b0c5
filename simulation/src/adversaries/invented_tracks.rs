//! Claims drives that nobody made.

use super::{Attack, ErrorRates};
use crate::{
    chance::Chance,
    epoch::{Contribution, Memory, error_rates, evidence, settle},
    network::{account, cheaters_among, context, device, parameters, report, schedule},
    roads::{Drive, Track, seen},
    weather::{countryside, town},
};
use outpost_protocol::{
    AccountAddress, CellId, DeviceKey, Epoch, Hash,
    bounded::List,
    report::{Claim, Resource},
    resources::mapping::{MappingClaim, sketch::Sketch, track::Origin},
};

/// Contributors in the world.
const DRIVERS: usize = 300;
/// Cells from the town's middle to its edge.
const RADIUS: u32 = 5;
/// The first epoch that is played; the town was never mapped before.
const FIRST: Epoch = Epoch(100);
/// Epochs that are played.
const EPOCHS: u64 = 2;
/// Forgers that agree on what they say they saw.
const RING: usize = 4;

/// Invents drives on a map, each for himself: in the town and in the country with sketches that are guessed,
/// and in the town with those that others published for the day before, or for this day but too late to
/// commit to.
pub struct InventedTracks;

/// Invents drives in the country together: four owners agree on the cells and the sketches.
pub struct AgreedTracks;

impl Attack for InventedTracks {
    fn name(&self) -> &'static str {
        "invented tracks"
    }

    fn resource(&self) -> Resource {
        Resource::Mapping
    }

    fn remark(&self) -> &'static str {
        "A cell pays when another owner's sketch of what is seen there agrees; a sketch cannot be guessed, is \
         salted anew in each epoch, and is committed to before those of others are public. Who keeps a list of \
         all that is seen in a cell can make them without driving: it costs to have been there lately."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        play(self.name(), seed, cheaters, invented)
    }
}

impl Attack for AgreedTracks {
    fn name(&self) -> &'static str {
        "invented tracks, agreed upon"
    }

    fn resource(&self) -> Resource {
        Resource::Mapping
    }

    fn remark(&self) -> &'static str {
        "Where nobody honest drives, nothing contradicts owners who agree on what they invent. It takes several \
         accounts and devices for each cell and cells that nobody visits, and ends in a cell with the first \
         honest drivers who are more. No rule here tells it from work."
    }

    fn play(&self, seed: u64, cheaters: f64) -> ErrorRates {
        play(self.name(), seed, cheaters, agreed)
    }
}

/// Who drives, and where forgers say they do.
struct World {
    chance: Chance,
    town: Vec<CellId>,
    country: Vec<CellId>,
    seed: u64,
}

/// A contributor's claim: the track, and what the report of the epoch before committed to.
struct Story {
    track: Track,
    is_committed: bool,
}

/// Invents the story of the forger with this number, for a device in an epoch.
type Forge = fn(usize, &mut World, &Origin) -> Option<Story>;

fn invented(number: usize, world: &mut World, origin: &Origin) -> Option<Story> {
    let World {
        chance,
        town,
        country,
        seed,
    } = world;
    // Nobody told what is seen in the country.
    let is_alone = number % 6 == 3;
    let drive = Drive::along(if is_alone { country } else { town }, chance);
    let before = schedule(*seed, origin.epoch.previous()?);
    let today = schedule(*seed, origin.epoch);
    let track = match number % 3 {
        0 => drive.record(origin, chance, |_, chance| Some(guess(chance))),
        1 => drive.record(origin, chance, |cell, chance| seen(&before, cell, chance)),
        _ => drive.record(origin, chance, |cell, chance| seen(&today, cell, chance)),
    };
    Some(Story {
        track,
        is_committed: number % 3 < 2,
    })
}

fn agreed(number: usize, world: &mut World, origin: &Origin) -> Option<Story> {
    let ring = format!("ring {} in {}", number / RING, origin.epoch);
    let mut shared = Chance::new(world.seed, &ring);
    let drive = Drive::along(&world.country, &mut shared);
    let track = drive.record(origin, &mut world.chance, |_, _| Some(guess(&mut shared)));
    Some(Story {
        track,
        is_committed: true,
    })
}

fn guess(chance: &mut Chance) -> Sketch {
    let [a, b, c, d, e, f, g, h, ..] = chance.bytes();
    Sketch([a, b, c, d, e, f, g, h])
}

fn play(name: &str, seed: u64, cheaters: f64, forge: Forge) -> ErrorRates {
    let parameters = parameters();
    let mut world = World {
        chance: Chance::new(seed, name),
        town: town(RADIUS),
        country: countryside(2 * RADIUS, 1),
        seed,
    };
    let forgers = cheaters_among(DRIVERS, cheaters);
    let people: Vec<(DeviceKey, AccountAddress)> = (0..DRIVERS)
        .map(|_| (device(&mut world.chance), account(&mut world.chance)))
        .collect();
    let mut memory = Memory::default();
    let mut outcomes = Vec::new();
    for epoch in (FIRST.0..FIRST.0 + EPOCHS).map(Epoch) {
        let context = context(&parameters, seed, epoch);
        let mut contributions = Vec::new();
        for (number, &(device, owner)) in people.iter().enumerate() {
            let origin = Origin {
                network: context.network,
                device,
                epoch: epoch.previous().unwrap_or_default(),
            };
            let is_honest = number >= forgers;
            let story = if is_honest {
                driven(&mut world, &origin)
            } else {
                forge(number, &mut world, &origin)
            };
            contributions
                .extend(story.and_then(|story| story.contribute(device, owner, is_honest)));
        }
        // What a report commits to is set by each story, not remembered.
        memory.devices.clear();
        outcomes.extend(settle(contributions, &context, &mut memory));
    }
    error_rates(&outcomes)
}

/// A drive that was made.
fn driven(world: &mut World, origin: &Origin) -> Option<Story> {
    let chance = &mut world.chance;
    let salt = schedule(world.seed, origin.epoch);
    let drive = Drive::along(&world.town, chance);
    Some(Story {
        track: drive.record(origin, chance, |cell, chance| seen(&salt, cell, chance)),
        is_committed: true,
    })
}

impl Story {
    fn contribute(
        self,
        device: DeviceKey,
        owner: AccountAddress,
        is_honest: bool,
    ) -> Option<Contribution> {
        let first = self.track.cells.first()?.cell;
        let claim = MappingClaim {
            cells: List::try_from(self.track.cells).ok()?,
            track: None,
        };
        let (root, show) = evidence(self.track.leaves);
        let mut report = report(device, owner, first, Claim::Mapping(claim), root);
        report.record.track = Some(if self.is_committed {
            root.hash
        } else {
            Hash::ZERO
        });
        Some(Contribution {
            report,
            is_honest,
            show,
        })
    }
}
