//! Proves that the map and the estimate show what the network proves.

use crate::{EPOCH, create_wallet, world::World};
use outpost_app_api::*;
use std::time::Duration;

/// The middle of the practice network's first city, with its sensors around.
const CITY: (f64, f64) = (52.52, 13.405);
const COSTS: Costs = Costs {
    price: 60_000_000,
    milliwatts: 2_000,
    kilowatt_hour: 300_000,
    token: 100_000,
};

#[tokio::test(flavor = "multi_thread")]
async fn the_map_shows_cells_where_others_contribute_and_what_one_more_device_would_earn() {
    let world = World::with_neighbours(EPOCH, 5).await;
    let app = world.app().await;
    create_wallet(&app).await;
    let (latitude, longitude) = CITY;
    let explore = ExploreCells {
        latitude,
        longitude,
        resource: ResourceKind::Sensing,
    };
    // The first epoch with reports has to be paid before anybody can know anything.
    let cells = loop {
        let cells = app.call(explore.clone()).await;
        if cells.cells.iter().any(|cell| cell.devices > 0) {
            break cells;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    };
    assert_eq!(cells.cells.len(), 127);
    assert!(cells.freshness.peers > 0 && cells.freshness.height > 0);
    let busy = cells.cells.iter().find(|cell| cell.devices > 0).unwrap();
    assert_eq!(busy.last.map(|last| last.missed), Some(0));

    let cell = busy.place.cell.clone();
    let estimate = app
        .call(EstimatePlace {
            cell: cell.clone(),
            resource: ResourceKind::Sensing,
            costs: Some(COSTS),
        })
        .await;
    let RangeView { low, middle, high } = estimate.day;
    assert!(Money(0) < low && low <= middle && middle <= high);
    assert!(estimate.month.middle > middle);
    assert_eq!(estimate.capacity, 4);
    let payback = estimate.payback.unwrap();
    assert!(payback.soonest <= payback.middle);
    assert!(estimate.radio.is_none());

    // Nobody offers coverage among so few, so nothing can be said of it.
    let coverage = EstimatePlace {
        cell: cell.clone(),
        resource: ResourceKind::Coverage,
        costs: None,
    };
    let unknown = app.try_call(coverage).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NothingEarnedYet);

    let plan = PlanDevice {
        cell: cell.clone(),
        resource: ResourceKind::Sensing,
        costs: Some(COSTS),
    };
    app.call(plan).await;
    // A kill.
    drop(app);
    let app = world.app().await;
    let kept = app.call(GetPlaces {}).await;
    assert_eq!(kept.costs, COSTS);
    let [plan] = &kept.plans[..] else {
        panic!("{kept:?}");
    };
    assert_eq!((&plan.place.cell, plan.costs), (&cell, Some(COSTS)));
    let left = app.call(ForgetPlan { id: plan.id }).await;
    assert!(left.plans.is_empty());
    app.shutdown().await;
}

#[tokio::test]
async fn without_a_network_the_map_says_so_and_plans_are_kept_all_the_same() {
    let world = World::without_network();
    let app = world.app().await;
    let (latitude, longitude) = CITY;
    let explore = ExploreCells {
        latitude,
        longitude,
        resource: ResourceKind::Sensing,
    };
    let offline = app.try_call(explore).await.unwrap_err();
    assert_eq!(offline.code, ErrorCode::Offline);
    let place = app
        .call(PreviewPlace {
            latitude,
            longitude,
        })
        .await;
    let plan = PlanDevice {
        cell: place.chosen.cell,
        resource: ResourceKind::Coverage,
        costs: None,
    };
    assert_eq!(app.call(plan).await.plans.len(), 1);
    app.shutdown().await;
}

#[tokio::test]
async fn a_track_is_kept_through_a_kill_and_a_file_that_is_none_changes_nothing() {
    let world = World::without_network();
    let app = world.app().await;
    let walk = r#"<gpx><trk><trkseg><trkpt lat="52.52" lon="13.405"/>
        <trkpt lat="52.53" lon="13.405"/></trkseg></trk></gpx>"#;
    let import = |name: &str, text: &str| ImportTrack {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    let kept = app.call(import("walk.gpx", walk)).await;
    let [track] = &kept.tracks[..] else {
        panic!("{kept:?}");
    };
    assert!(
        (1_100.0..1_125.0).contains(&track.metres),
        "{}",
        track.metres
    );
    assert!(track.cells.len() >= 2);
    let refused = app.try_call(import("page.html", "<html></html>")).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::TrackUnreadable);
    // A kill.
    drop(app);
    let app = world.app().await;
    assert_eq!(app.call(GetTracks {}).await, kept);
    let offline = app.try_call(LookAtTrack { id: track.id }).await;
    assert_eq!(offline.unwrap_err().code, ErrorCode::Offline);
    let left = app.call(ForgetTrack { id: track.id }).await;
    assert!(left.tracks.is_empty());
    app.shutdown().await;
}
