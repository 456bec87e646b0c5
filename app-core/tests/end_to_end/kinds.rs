//! Proves that every kind of contribution is paid on a practice network: a simulated device's three beside those of
//! the neighbours, who keep it company though it stands far from them.

use crate::{
    create_wallet, prepare_claim,
    world::{RunningApp, World},
};
use outpost_app_api::*;
use outpost_device_agent::{
    confirmation::Confirmation,
    simulate::{Talker, Talks},
};
use outpost_light_client::LightNode;
use outpost_protocol::{
    Amount, Epoch, Timestamp, economy::EpochSummary, genesis::Parameters, practice::Wind,
    report::Resource, state::StateKey,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Long enough to drive through most of a cell.
const EPOCH: Duration = Duration::from_secs(40);
/// As many as surround each other, which tells where hotspots stand.
const NEIGHBOURS: u32 = 8;
/// What a device can have, and what needs others to be paid for.
const OWN: [ResourceKind; 3] = [
    ResourceKind::Sensing,
    ResourceKind::Energy,
    ResourceKind::Mapping,
];

/// Something that talks on a port beside the device's, for as long as the test runs.
fn talks(talks: Talks, port: &Path, name: &str) -> PathBuf {
    let link = port.with_file_name(name);
    let talker = Talker::open(talks, &link).unwrap();
    tokio::spawn(async move {
        let Err(error) = talker.run().await;
        panic!("it stopped: {error}");
    });
    link
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_contribution_is_paid_and_whoever_joins_far_from_all_others_has_company() {
    let mut world = World::with_neighbours(EPOCH, NEIGHBOURS).await;
    let wind = Wind::of_epochs(EPOCH.as_millis() as u64);
    world.meter = Some(talks(Talks::Energy(wind), &world.port, "meter"));
    world.gps = Some(talks(Talks::Position, &world.port, "gps"));
    let device = world.plug_in(Confirmation::Automatic);
    let app = world.app().await;
    create_wallet(&app).await;
    // In Hamburg, where no neighbour of old has a meter.
    prepare_claim(&app, &world).await;
    app.call(ClaimDevice {}).await;
    app.call(FinishOnboarding {}).await;
    let equipment = EquipmentView {
        antenna_gain_decidbi: 0,
        generator: Some(GeneratorView {
            source: EnergySource::Wind,
            peak_watts: 6_000,
        }),
    };
    app.call(ChangeDevice {
        device: device.key.to_string(),
        change: DeviceChange::Equip { equipment },
    })
    .await;
    let observer = world.observer().await;
    loop {
        let own = paid_to_me(&app).await;
        let all = paid_to_anybody(&observer).await;
        if OWN.iter().all(|kind| own.contains(kind))
            && Resource::ALL.iter().all(|it| all.contains(it))
        {
            break;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    app.shutdown().await;
}

async fn paid_to_me(app: &RunningApp) -> BTreeSet<ResourceKind> {
    let scope = Scope::default();
    let earnings = app.call(GetEarnings { scope, step: None }).await;
    let paid = earnings.resources.iter().filter(|it| it.total > Money(0));
    paid.map(|it| it.resource).collect()
}

async fn paid_to_anybody(observer: &LightNode) -> BTreeSet<Resource> {
    let rules = proven::<Parameters>(observer, StateKey::Parameters).await;
    let Some(rules) = rules else {
        return BTreeSet::new();
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let Epoch(now) = rules.epoch_at(Timestamp(now.as_millis() as u64));
    let mut paid = BTreeSet::new();
    for epoch in (0..now).map(Epoch) {
        let summary = proven::<EpochSummary>(observer, StateKey::Summary(epoch)).await;
        for resource in Resource::ALL {
            let of_all = summary.and_then(|it| it.resources.get(resource.index()).copied());
            if of_all.is_some_and(|it| it.paid > Amount::ZERO) {
                paid.insert(resource);
            }
        }
    }
    paid
}

/// A value that the network proves to have.
async fn proven<T: borsh::BorshDeserialize>(observer: &LightNode, key: StateKey) -> Option<T> {
    let proven = observer.prove(vec![key.clone()]).await.ok()?;
    let bytes = proven.values.get(&key)?.as_ref()?;
    Some(borsh::from_slice(bytes).unwrap())
}
