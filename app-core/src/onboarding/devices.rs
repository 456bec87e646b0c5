//! Talks to the device: find it, choose it, make it blink, give it Wi-Fi, have it agree to a claim.
//!
//! Each step opens the port anew, and with the key of the device that was chosen, so that a lost
//! link costs one try and a device that was swapped is noticed.

use super::{
    journal::{Happened, KnownDevice, Wifi},
    wizard,
};
use crate::{
    app::Core,
    errors::{self, Explain, ForApp},
};
use futures::future::join_all;
use outpost_app_api::{
    AppError, Candidate, ChooseDevice, DeviceInfo, ErrorCode, FindDevices, IdentifyDevice,
    KeepWifi, ScanWifi, SendWifi, Step, WifiNetwork, Working,
};
use outpost_device_drivers::{
    protocols::{
        claim::ClaimRequest,
        improv::{State, wifi::WifiCredentials},
    },
    session::{
        Identified, Identity, Patience, Progress, Session, SessionError, Watcher,
        improv_over_serial,
    },
    transport::serial::{self, Port},
};
use outpost_protocol::{AccountAddress, transaction::DeviceClaim};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Looks for devices on all ports at once.
pub(crate) async fn find_devices(core: &Arc<Core>, _: FindDevices) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Searching, async move {
        expect_step(&work, Step::Find)?;
        work.wizard.set_candidates(Vec::new());
        let configured: Vec<String> = work
            .serial_ports
            .iter()
            .map(|port| port.to_string_lossy().into_owned())
            .collect();
        let ports = serial::list_ports(&configured);
        join_all(ports.into_iter().map(|port| async {
            let candidate = probe(port).await;
            work.wizard.add_candidate(&work, candidate);
        }))
        .await;
        let helps = |found: &Candidate| found.device.is_some() || found.problem.is_some();
        if work.wizard.candidates().iter().any(helps) {
            Ok(())
        } else {
            Err(AppError::new(ErrorCode::NoDeviceFound))
        }
    })
    .await
}

async fn probe(port: Port) -> Candidate {
    let found = async {
        let transport = serial::open(&port.path).for_app()?;
        let line = improv_over_serial(transport, Patience::SEARCH, Watcher::default());
        match Session::new(line).identify().await {
            Ok(device) => Ok(Some(device_info(&device))),
            // Most ports have nothing behind them, or something of another trade.
            Err(SessionError::Silent(_) | SessionError::Garbled(_)) => Ok(None),
            Err(error) => Err(error.explain()),
        }
    };
    let (device, problem) = match found.await {
        Ok(device) => (device, None),
        Err(problem) => (None, Some(problem)),
    };
    Candidate {
        port: port.path,
        label: port.label,
        device,
        problem,
    }
}

/// Goes on with one of the candidates.
pub(crate) async fn choose_device(core: &Arc<Core>, call: ChooseDevice) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Connecting, async move {
        expect_step(&work, Step::Find)?;
        let transport = serial::open(&call.port).for_app()?;
        let line = improv_over_serial(transport, Patience::SET_UP, Watcher::default());
        let identified = Session::new(line).identify().await.for_app()?;
        let key = identified.identity.key();
        let device = KnownDevice {
            key: key.ok_or_else(|| AppError::new(ErrorCode::DeviceUnsupported))?,
            info: device_info(&identified),
            port: call.port,
        };
        work.wizard.set_networks(None);
        work.wizard.record(Happened::Chosen(device)).map(drop)
    })
    .await
}

/// Makes the chosen device show itself.
pub(crate) async fn identify_device(core: &Arc<Core>, _: IdentifyDevice) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Identifying, async move {
        let mut session = connect(&chosen(&work)?, Watcher::default()).await?;
        session.blink().await.for_app()
    })
    .await
}

/// Asks the device which networks it sees.
pub(crate) async fn scan_wifi(core: &Arc<Core>, _: ScanWifi) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::ScanningWifi, async move {
        expect_step(&work, Step::Wifi)?;
        let mut session = connect(&chosen(&work)?, Watcher::default()).await?;
        let networks = session.scan_wifi().await.for_app()?;
        let networks = networks.into_iter().map(|network| WifiNetwork {
            ssid: network.ssid,
            signal_dbm: network.signal_dbm,
            secured: network.secured,
        });
        work.wizard.set_networks(Some(networks.collect()));
        Ok(())
    })
    .await
}

/// Gives the device its Wi-Fi and waits until it is online.
pub(crate) async fn send_wifi(core: &Arc<Core>, call: SendWifi) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::JoiningWifi, async move {
        expect_step(&work, Step::Wifi)?;
        let credentials = WifiCredentials::new(call.ssid, call.password).for_app()?;
        let mut session = connect(&chosen(&work)?, Watcher::default()).await?;
        session.send_wifi(&credentials).await.for_app()?;
        let joined = Wifi::Joined(credentials.ssid().to_owned());
        work.wizard.record(Happened::WifiSettled(joined)).map(drop)
    })
    .await
}

/// Goes on with the Wi-Fi the device has, after looking whether it has one.
pub(crate) async fn keep_wifi(core: &Arc<Core>, _: KeepWifi) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Connecting, async move {
        expect_step(&work, Step::Wifi)?;
        let mut session = connect(&chosen(&work)?, Watcher::default()).await?;
        match session.read_back().await.for_app()? {
            State::Provisioned => work
                .wizard
                .record(Happened::WifiSettled(Wifi::Kept))
                .map(drop),
            _ => Err(AppError::new(ErrorCode::WifiFailed).with("ssid", "")),
        }
    })
    .await
}

/// Has the device agree to belong to `owner`, once somebody confirmed it there.
pub(super) async fn ask_to_agree(
    core: &Core,
    owner: AccountAddress,
    device: &KnownDevice,
) -> Result<DeviceClaim, AppError> {
    let request = ClaimRequest {
        network: core.network.id,
        owner,
        nonce: nonce()?,
    };
    let (progress, mut news) = mpsc::unbounded_channel();
    let mut session = connect(device, Watcher::new(progress)).await?;
    let asking = async move { session.claim(&request).await.for_app() };
    // Ends with the session, which holds the sender.
    let watching = async {
        while let Some(news) = news.recv().await {
            if news == Progress::WaitingForConfirmation {
                core.wizard
                    .set_working(core, Working::WaitingForConfirmation);
            }
        }
    };
    let (word, ()) = tokio::join!(asking, watching);
    word
}

/// Opens the chosen device, and makes sure that it is the one that answers.
async fn connect(device: &KnownDevice, watcher: Watcher) -> Result<Session, AppError> {
    let transport = serial::open(&device.port).for_app()?;
    let line = improv_over_serial(transport, Patience::SET_UP, watcher);
    let mut session = Session::resume(line, Identity::Key(device.key));
    session.identify().await.for_app()?;
    Ok(session)
}

fn chosen(core: &Core) -> Result<KnownDevice, AppError> {
    let device = core.wizard.journal()?.device;
    device.ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))
}

fn expect_step(core: &Core, step: Step) -> Result<(), AppError> {
    if core.wizard.journal()?.step == step {
        Ok(())
    } else {
        Err(AppError::new(ErrorCode::StepOutOfOrder))
    }
}

fn device_info(identified: &Identified) -> DeviceInfo {
    let info = &identified.info;
    DeviceInfo {
        name: info.name.clone(),
        hardware: info.hardware.clone(),
        firmware: format!("{} {}", info.firmware, info.version),
        online: identified.state == State::Provisioned,
    }
}

fn nonce() -> Result<[u8; 16], AppError> {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(errors::internal)?;
    Ok(nonce)
}
