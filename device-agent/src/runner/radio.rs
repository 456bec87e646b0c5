//! Has the radio do one thing after the other, and looks now and then whether it got online by itself.

use crate::{
    tracker::AccessPoint,
    wifi::{Standing, Wifi, WifiError},
};
use outpost_device_drivers::protocols::improv::wifi::{Network, WifiCredentials};
use std::{collections::BTreeSet, convert::Infallible, time::Duration};
use tokio::{
    sync::{
        mpsc::{UnboundedReceiver, UnboundedSender},
        watch,
    },
    time::sleep,
};

/// How long until it is looked again whether a device that was offline is so still.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// How long until a device that maps looks again for what is around: at 50 km/h it passes 140 m meanwhile.
const LOOK_AROUND: Duration = Duration::from_secs(10);

/// What the radio is to do.
#[derive(Debug)]
pub(super) enum Job {
    Scan,
    Join(WifiCredentials),
}

/// What the radio did.
#[derive(Debug)]
pub(super) enum Done {
    Scanned(Result<Vec<Network>, WifiError>),
    Tried {
        ssid: String,
        outcome: Result<(), WifiError>,
    },
    /// The system reaches others, without having been told to.
    Online(Standing),
}

/// Does the jobs in order; tells meanwhile which access points are around, where somebody wants to know.
/// Whoever takes what was done lives as long as this future.
pub(super) async fn work(
    mut wifi: impl Wifi,
    before: Standing,
    surroundings: Option<watch::Sender<BTreeSet<AccessPoint>>>,
    mut jobs: UnboundedReceiver<Job>,
    done: UnboundedSender<Done>,
) -> Infallible {
    let mut online = before != Standing::Offline;
    loop {
        let what = tokio::select! {
            Some(job) = jobs.recv() => carry_out(&mut wifi, job).await,
            () = sleep(LOOK_AGAIN), if !online => match wifi.standing().await {
                Ok(Standing::Offline) | Err(_) => continue,
                Ok(standing) => Done::Online(standing),
            },
            () = sleep(LOOK_AROUND), if online && surroundings.is_some() => {
                match wifi.look_around().await {
                    Ok(around) => drop(surroundings.as_ref().map(|it| it.send_replace(around))),
                    Err(error) => tracing::debug!(%error, "nothing was seen around"),
                }
                continue;
            }
        };
        online |= matches!(
            what,
            Done::Online(_)
                | Done::Tried {
                    outcome: Ok(()),
                    ..
                }
        );
        let _ = done.send(what);
    }
}

async fn carry_out(wifi: &mut impl Wifi, job: Job) -> Done {
    match job {
        Job::Scan => Done::Scanned(wifi.scan().await),
        Job::Join(credentials) => Done::Tried {
            outcome: wifi.join(&credentials).await,
            ssid: credentials.ssid().to_owned(),
        },
    }
}
