//! Looks for devices on all ports and over Bluetooth, and watches ports that come and go.

use super::{
    devices::{device_info, expect_step},
    wizard,
};
use crate::{
    app::Core,
    errors::{Explain, ForApp},
};
use futures::{StreamExt, future::join_all, stream::FuturesUnordered};
use outpost_app_api::{
    AppError, Candidate, CandidateLink, ErrorCode, FindDevices, Found, ReceiverKind, Step, Working,
};
use outpost_device_drivers::{
    catalog::{self, Advertised},
    protocols::improv::State,
    reach::DevicePlace,
    receivers::recognise,
    session::{Identity, Patience, Session, SessionError, Watcher, improv_over_serial},
    transport::{
        ble::{Radio, RadioProblem, Sighting},
        hotplug::{PortChange, PortWatch},
        serial::{self, Port},
    },
};
use std::{sync::Arc, time::Duration};

/// How long is listened for devices: they advertise several times a second, but a scan that shares
/// its radio with Wi-Fi misses most of it.
const LISTEN_FOR: Duration = Duration::from_secs(8);

/// Looks for devices on all ports at once, and over Bluetooth meanwhile. Ports that come later, or while
/// others are still being asked, are asked as they come, for as long as the person is at this step.
pub(crate) async fn find_devices(core: &Arc<Core>, _: FindDevices) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Searching, async move {
        expect_step(&work, Step::Find)?;
        work.wizard.forget_candidates();
        let watch = PortWatch::begin(&configured(&work));
        let ports = watch.ports().to_vec();
        let watching = work.spawn(follow_ports(work.clone(), watch));
        work.wizard.set_watching(watching);
        let asking = join_all(ports.into_iter().map(|port| ask(&work, port)));
        let listening = async {
            let hear = |sighting: Sighting| {
                if let Some(candidate) = candidate(sighting) {
                    work.wizard.add_candidate(&work, candidate);
                }
            };
            if let Err(problem) = listen(hear).await {
                work.wizard.set_bluetooth_problem(&work, problem.explain());
            }
        };
        tokio::join!(asking, listening);
        if work.wizard.candidates().iter().any(helps) {
            Ok(())
        } else {
            Err(AppError::new(ErrorCode::NoDeviceFound))
        }
    })
    .await
}

/// Whether the person can go on with it, or do something about it.
pub(super) fn helps(candidate: &Candidate) -> bool {
    !matches!(candidate.found, Found::Nothing)
}

async fn ask(core: &Core, port: Port) {
    let candidate = probe(port).await;
    // A port that went meanwhile was told already, and would stay in the list.
    let listed = serial::list_ports(&configured(core));
    if listed.iter().any(|port| port.path == candidate.port) {
        core.wizard.add_candidate(core, candidate);
    }
}

async fn probe(port: Port) -> Candidate {
    let answered = async {
        let line = serial::open(&port.path).for_app()?;
        let device = improv_over_serial(line, Patience::SEARCH, Watcher::default());
        // The port is free again before it is listened to.
        let identified = Session::new(device).identify().await;
        match identified {
            Ok(device) => {
                // What has a key speaks the claim's protocol, which has the command.
                let can_blink = matches!(device.identity, Identity::Key(_));
                Ok((Found::Device(device_info(&device)), can_blink))
            }
            // Most ports have nothing behind them, or something that talks unasked.
            Err(SessionError::Silent(_)) => Ok((Found::Nothing, false)),
            Err(SessionError::Garbled(_)) => Ok((talks_unasked(&port.path).await, false)),
            Err(error) => Err(error.explain()),
        }
    };
    let (found, can_blink) = answered
        .await
        .unwrap_or_else(|problem| (Found::Problem(problem), false));
    Candidate {
        found,
        can_blink,
        port: port.path,
        link: CandidateLink::Usb { label: port.label },
    }
}

/// What makes no sense as an answer may be a receiver's report.
async fn talks_unasked(port: &str) -> Found {
    match recognise(port).await {
        Ok(Some(kind)) => Found::Receiver(kind_view(kind)),
        Ok(None) => Found::Nothing,
        Err(error) => Found::Problem(error.explain()),
    }
}

fn kind_view(kind: catalog::ReceiverKind) -> ReceiverKind {
    match kind {
        catalog::ReceiverKind::Gps => ReceiverKind::Gps,
        catalog::ReceiverKind::Meter => ReceiverKind::Meter,
        catalog::ReceiverKind::Bthome => ReceiverKind::Bthome,
    }
}

/// Tells of each device that advertises, again each time that it is heard.
pub(crate) async fn listen(mut hear: impl FnMut(Sighting)) -> Result<(), RadioProblem> {
    let mut scan = Radio::open().await?.scan().await?;
    let heard = async {
        loop {
            hear(scan.next().await?);
        }
    };
    let heard = tokio::time::timeout(LISTEN_FOR, heard).await;
    scan.end().await;
    heard.unwrap_or(Ok(()))
}

/// A device that can be set up, or a sensor that speaks to everybody; `None` where it is neither.
fn candidate(sighting: Sighting) -> Option<Candidate> {
    match Advertised::of(&sighting) {
        Some(advertised) => Some(nearby(sighting, advertised)),
        None => catalog::ReceiverKind::of(&sighting).map(|kind| sensor(sighting, kind)),
    }
}

fn nearby(sighting: Sighting, advertised: Advertised) -> Candidate {
    let place = DevicePlace::Bluetooth(advertised.set_up, sighting.address);
    Candidate {
        port: place.to_string(),
        link: CandidateLink::Bluetooth {
            signal_dbm: sighting.signal_dbm,
        },
        found: Found::Advertised {
            name: sighting.name,
            online: advertised.state == Some(State::Provisioned),
        },
        can_blink: advertised.can_blink,
    }
}

fn sensor(sighting: Sighting, kind: catalog::ReceiverKind) -> Candidate {
    Candidate {
        port: sighting.address.to_string(),
        link: CandidateLink::Bluetooth {
            signal_dbm: sighting.signal_dbm,
        },
        found: Found::Receiver(kind_view(kind)),
        can_blink: false,
    }
}

/// Asks ports as they come, and forgets those that go. Ends with the next search, or with the wizard.
async fn follow_ports(core: Arc<Core>, mut watch: PortWatch) {
    let mut asking = FuturesUnordered::new();
    loop {
        let change = tokio::select! {
            change = watch.next() => change,
            Some(()) = asking.next() => continue,
        };
        match change {
            // At another step it may be the chosen device, which is not to be disturbed.
            PortChange::Appeared(port) if expect_step(&core, Step::Find).is_ok() => {
                asking.push(ask(&core, port));
            }
            PortChange::Appeared(_) => {}
            PortChange::Gone(path) => core.wizard.remove_candidate(&core, &path),
        }
    }
}

pub(crate) fn configured(core: &Core) -> Vec<String> {
    let ports = core.serial_ports.iter();
    ports
        .map(|port| port.to_string_lossy().into_owned())
        .collect()
}
