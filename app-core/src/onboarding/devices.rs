//! Talks to the device: choose it, make it blink, give it Wi-Fi, have it agree to a claim.
//!
//! Each step connects the device anew, and with the identity of the one that was chosen: a link that is lost
//! within a step is made again, and a device that was swapped is noticed. A link is ended with its step,
//! so that the next one, and other programs, find the device free.

use super::{
    journal::{Happened, Wifi},
    known::KnownDevice,
    wizard,
};
use crate::{
    app::Core,
    errors::{self, ForApp},
};
use outpost_app_api::{
    AppError, ChooseDevice, DeviceInfo, ErrorCode, IdentifyCandidate, IdentifyDevice, KeepWifi,
    ScanWifi, SendWifi, Step, WifiNetwork, Working,
};
use outpost_device_drivers::{
    protocols::{
        claim::ClaimRequest,
        espressif::Secret,
        improv::{State, wifi::WifiCredentials},
    },
    reach::{DevicePlace, Way},
    session::{
        Identified, Identity, Patience, Progress, Proof, Session, SessionError, Steady, Watcher,
    },
};
use outpost_protocol::{AccountAddress, transaction::DeviceClaim};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Goes on with one of the candidates.
pub(crate) async fn choose_device(core: &Arc<Core>, call: ChooseDevice) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Connecting, async move {
        expect_step(&work, Step::Find)?;
        let proof = Some(call.proof).filter(|proof| !proof.is_empty());
        let link = steady(&call.port, proof.as_deref(), Watcher::default());
        let mut session = Session::new(link);
        let identified = session.identify().await;
        session.close().await;
        let identified = identified.for_app()?;
        let mut info = device_info(&identified);
        if info.name.is_empty() {
            // Some say nothing of themselves but what they advertise.
            info.name = work.wizard.advertised_name(&call.port).unwrap_or_default();
        }
        let device = KnownDevice {
            identity: (&identified.identity).into(),
            info,
            proof,
            port: call.port,
        };
        work.wizard.set_networks(None);
        work.wizard.record(&work, Happened::Chosen(device))
    })
    .await
}

/// Makes one of the candidates show itself, so that somebody sees which it is before choosing it.
pub(crate) async fn identify_candidate(
    core: &Arc<Core>,
    call: IdentifyCandidate,
) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Identifying, async move {
        expect_step(&work, Step::Find)?;
        if !work.wizard.can_blink(&call.port) {
            return Err(AppError::new(ErrorCode::DeviceCannotBlink));
        }
        let mut session = Session::new(steady(&call.port, None, Watcher::default()));
        match session.identify().await {
            Ok(_) => show_itself(session).await,
            Err(error) => {
                session.close().await;
                Err(error).for_app()
            }
        }
    })
    .await
}

/// Makes the chosen device show itself.
pub(crate) async fn identify_device(core: &Arc<Core>, _: IdentifyDevice) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Identifying, async move {
        show_itself(connect(&chosen(&work)?, Watcher::default()).await?).await
    })
    .await
}

async fn show_itself(mut session: Session) -> Result<(), AppError> {
    let shown = session.blink().await;
    session.close().await;
    match shown {
        Err(SessionError::Unsupported { .. }) => Err(AppError::new(ErrorCode::DeviceCannotBlink)),
        shown => shown.for_app(),
    }
}

/// Asks the device which networks it sees; none where it cannot tell, and the name is typed.
pub(crate) async fn scan_wifi(core: &Arc<Core>, _: ScanWifi) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::ScanningWifi, async move {
        expect_step(&work, Step::Wifi)?;
        let mut session = connect(&chosen(&work)?, Watcher::default()).await?;
        let networks = session.scan_wifi().await;
        session.close().await;
        let networks = match networks {
            Err(SessionError::Unsupported { .. }) => Vec::new(),
            networks => networks.for_app()?,
        };
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
        let sent = session.send_wifi(&credentials).await;
        session.close().await;
        sent.for_app()?;
        let joined = Wifi::Joined(credentials.ssid().to_owned());
        work.wizard.record(&work, Happened::WifiSettled(joined))
    })
    .await
}

/// Goes on with the Wi-Fi the device has, after looking whether it has one.
pub(crate) async fn keep_wifi(core: &Arc<Core>, _: KeepWifi) -> Result<(), AppError> {
    let work = core.clone();
    wizard::run(core, Working::Connecting, async move {
        expect_step(&work, Step::Wifi)?;
        let mut session = connect(&chosen(&work)?, Watcher::default()).await?;
        let state = session.read_back().await;
        session.close().await;
        match state.for_app()? {
            State::Provisioned => {
                let kept = Happened::WifiSettled(Wifi::Kept);
                work.wizard.record(&work, kept)
            }
            _ => Err(AppError::new(ErrorCode::WifiFailed).with("ssid", "")),
        }
    })
    .await
}

/// Has the device agree to belong to `owner`, once somebody confirmed it there. Whoever said so before to
/// the same nonce is not asked again.
pub(super) async fn ask_to_agree(
    core: &Core,
    owner: AccountAddress,
    nonce: [u8; 16],
    device: &KnownDevice,
) -> Result<DeviceClaim, AppError> {
    let request = ClaimRequest {
        network: core.network.id,
        owner,
        nonce,
    };
    let (progress, mut news) = mpsc::unbounded_channel();
    let mut session = connect(device, Watcher::new(progress)).await?;
    let asking = async move {
        let word = session.claim(&request).await;
        session.close().await;
        word
    };
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
    if word.as_ref().is_err_and(SessionError::is_answer_to_claim) {
        core.wizard.record(core, Happened::AskedInVain)?;
    }
    word.for_app()
}

/// Opens the chosen device, and makes sure that it is the one that answers.
async fn connect(device: &KnownDevice, watcher: Watcher) -> Result<Session, AppError> {
    let link = steady(&device.port, device.proof.as_deref(), watcher);
    let mut session = Session::resume(link, Identity::from(&device.identity));
    match session.identify().await {
        Ok(_) => Ok(session),
        Err(error) => {
            session.close().await;
            Err(error).for_app()
        }
    }
}

/// The device at this place, however often its link is lost.
fn steady(place: &str, proof: Option<&str>, watcher: Watcher) -> Steady<Way> {
    // Every text is a place; one where nothing is shows when it is opened.
    let Ok(place) = place.parse::<DevicePlace>();
    let proof = proof.map_or(Proof::None, |word| Proof::Word(Secret::new(word)));
    let way = Way::new(place, Patience::SET_UP, watcher).with_proof(proof);
    Steady::new(way, Patience::SET_UP)
}

fn chosen(core: &Core) -> Result<KnownDevice, AppError> {
    let device = core.wizard.journal()?.device;
    device.ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))
}

pub(super) fn expect_step(core: &Core, step: Step) -> Result<(), AppError> {
    if core.wizard.journal()?.step == step {
        Ok(())
    } else {
        Err(AppError::new(ErrorCode::StepOutOfOrder))
    }
}

pub(super) fn device_info(identified: &Identified) -> DeviceInfo {
    let info = &identified.info;
    DeviceInfo {
        name: info.name.clone(),
        hardware: info.hardware.clone(),
        firmware: format!("{} {}", info.firmware, info.version)
            .trim_end()
            .to_owned(),
        online: identified.state == State::Provisioned,
    }
}

/// For one question to a device.
pub(super) fn nonce() -> Result<[u8; 16], AppError> {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(errors::internal)?;
    Ok(nonce)
}
