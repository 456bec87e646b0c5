//! Proves that a walk that is recorded here is not lost by a kill, and is paid where another saw the same.

use crate::{
    PASSPHRASE, balance, create_wallet,
    world::{RunningApp, World},
};
use outpost_app_api::*;
use outpost_device_agent::line::Terminal;
use outpost_device_drivers::{
    protocols::{
        calendar::{Date, TimeOfDay},
        nmea::{self, Fix, Position, Quality},
    },
    transport::Transport as _,
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use tokio::time::sleep;

/// Long enough to go through a cell in.
const EPOCH: Duration = Duration::from_secs(20);
/// How fast the receivers go, to the north, in mm/s, and how often they say so.
const SPEED_MM_S: u64 = 60_000;
const EVERY: Duration = Duration::from_millis(100);
/// 1e-7 degrees to the north are 11.1 mm.
const MM_IN_E7_TENTHS: u64 = 111;
/// Where they begin, and when, so that all of them are at one place at a time.
const START: (i32, i32) = (480_000_000, 134_050_000);

/// A receiver on a port, which goes on for as long as the test runs.
fn receiver(port: PathBuf) {
    let mut terminal = Terminal::open(&port).unwrap();
    let began = now_ms();
    tokio::spawn(async move {
        loop {
            terminal.write(&nmea::report(&fix(began))).await.unwrap();
            sleep(EVERY).await;
        }
    });
}

fn fix(began: u64) -> Fix {
    let now = now_ms();
    // The same for all: whole days do not matter to a place.
    let gone = (now - began / 3_600_000 * 3_600_000) * SPEED_MM_S / 1_000;
    let north = i32::try_from(gone * 10 / MM_IN_E7_TENTHS).unwrap();
    Fix {
        quality: Quality::Autonomous,
        time: TimeOfDay::from_milliseconds((now % 86_400_000) as u32).unwrap(),
        date: Date::from_unix_days(now / 86_400_000).unwrap(),
        position: Position::new(START.0 + north, START.1).unwrap(),
        accuracy_cm: 320,
        speed_mm_s: Some(SPEED_MM_S as u32),
        satellites: Some(9),
    }
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap().as_millis() as u64
}

fn record(port: &Path) -> RecordWalk {
    RecordWalk {
        receiver: ReceiverChoice::Port {
            port: port.to_string_lossy().into_owned(),
        },
    }
}

/// A new wallet, to which the app's own device belongs.
async fn join(app: &RunningApp) {
    create_wallet(app).await;
    app.until("tokens", |view| balance(view).filter(|it| *it > 0))
        .await;
    let before = app.call(GetWalks {}).await.device;
    assert_eq!(before.owner, DeviceOwner::Nobody);
    let name = "This computer".to_owned();
    app.call(ClaimMappingDevice { name }).await;
    let device = app.call(GetWalks {}).await.device;
    assert_eq!(
        (device.owner, &device.address),
        (DeviceOwner::Me, &before.address)
    );
}

async fn until_points(app: &RunningApp, points: u32) -> RecordingView {
    app.until("points", |view| {
        let recording = view.mapping.recording.clone()?;
        (recording.points >= points).then_some(recording)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_walk_that_a_kill_cut_off_goes_on_and_is_paid_where_another_saw_the_same() {
    let world = World::start(EPOCH).await;
    let ports = [world.port.clone(), world.port.with_file_name("other")];
    ports.iter().cloned().for_each(receiver);
    let [app, other] = [world.app().await, world.app_of_another().await];
    tokio::join!(join(&app), join(&other));
    for (app, port) in [&app, &other].into_iter().zip(&ports) {
        app.call(record(port)).await;
    }
    until_points(&other, 1).await;
    let before = until_points(&app, 20).await;
    // A kill.
    drop(app);
    let app = world.app().await;
    let passphrase = PASSPHRASE.to_owned();
    app.call(UnlockWallet { passphrase }).await;
    // It stands nowhere, and is not asked to.
    app.until("the app's own device", |view| {
        let device = view.devices.first()?;
        matches!(device.state, DeviceState::Waiting | DeviceState::Working).then_some(())
    })
    .await;
    let kept = until_points(&app, before.points).await;
    assert_eq!((kept.id, kept.state), (before.id, RecordingState::Paused));
    app.call(record(&ports[0])).await;
    let after = until_points(&app, kept.points + 1).await;
    assert_eq!(
        (after.id, after.state),
        (before.id, RecordingState::Recording)
    );
    assert!(after.fix.is_some_and(|fix| fix.speed_m_s.is_some()));

    let unsent = |view: &AppView| view.mapping.unsent;
    let handed_in = app.until("report that the network has", |view| {
        Some(unsent(view)).filter(|it| it.done > 0)
    });
    let handed_in = handed_in.await;
    assert!(handed_in.walks == 1 && handed_in.done <= handed_in.of);
    let forget = |unsent_too| ForgetWalk {
        id: before.id,
        unsent_too,
    };
    let paid = loop {
        let walks = app.call(GetWalks {}).await.walks;
        if walks[0].paid > Money(0) {
            break walks[0].clone();
        }
        sleep(Duration::from_millis(500)).await;
    };
    assert!(paid.claimed_cells > 0 && paid.done >= 2);
    assert_eq!(paid.stage, WalkStage::Recording);
    let worth = app.call(LookAtWalk { id: before.id }).await;
    assert!(worth.cells.iter().any(|cell| cell.last.is_some()));

    // What was walked last is not handed in yet.
    app.call(EndWalk {}).await;
    let refused = app.try_call(forget(false)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WorkUnsent);
    let path = app.call(ExportWalk { id: before.id }).await;
    assert!(fs::read_to_string(path).unwrap().contains("<trkpt "));
    assert!(app.call(forget(true)).await.walks.is_empty());
    app.until("nothing unsent", |view| {
        (unsent(view).walks == 0).then_some(())
    })
    .await;
    app.shutdown().await;
    other.shutdown().await;
}

#[tokio::test]
async fn without_a_network_a_walk_is_kept_and_no_reset_leaves_it_behind_unasked() {
    let world = World::without_network();
    receiver(world.port.clone());
    let app = world.app().await;
    create_wallet(&app).await;
    let receivers = app.call(ListReceivers {}).await.receivers;
    let RecordWalk { receiver } = record(&world.port);
    assert!(receivers.iter().any(|it| it.choice == receiver));
    app.call(record(&world.port)).await;
    let recorded = until_points(&app, 20).await;
    app.call(EndWalk {}).await;
    app.call(LockWallet {}).await;
    let refused = app.try_call(SetWalletAside { unsent_too: false }).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::WorkUnsent);
    // A kill.
    drop(app);
    let app = world.app().await;
    app.until("walk that is not handed in", |view| {
        (view.mapping.unsent.walks == 1 && view.mapping.recording.is_none()).then_some(())
    })
    .await;
    let walks = app.call(GetWalks {}).await.walks;
    let [walk] = &walks[..] else {
        panic!("{walks:?}");
    };
    assert_eq!(
        (walk.track.id, walk.stage),
        (recorded.id, WalkStage::Waiting)
    );
    assert!(walk.track.metres > 50.0, "{}", walk.track.metres);
    app.call(SetWalletAside { unsent_too: true }).await;
    app.shutdown().await;
}
