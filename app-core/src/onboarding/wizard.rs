//! Holds the wizard: its journal on disk, what is going on now, and what went wrong last.
//!
//! One step runs at a time. A new one takes the place of the one that runs, which is how "back" and
//! "search again" work while a device does not answer.

use super::{
    journal::{Happened, OnboardingJournal},
    known::KnownDevice,
    search::helps,
};
use crate::{
    app::Core,
    devices::Heights,
    errors,
    errors::ForApp,
    files::{FileError, JsonFile},
    map,
    moment::Moment,
};
use outpost_app_api::{
    AntennaView, AppError, Candidate, ChosenDevice, ErrorCode, Found, Money, OnboardingView,
    WifiNetwork, Working,
};
use outpost_protocol::genesis::Parameters;
use std::{
    future::Future,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::task::AbortHandle;

/// The wizard of one app.
#[derive(Debug)]
pub(crate) struct Wizard {
    file: JsonFile,
    state: Mutex<State>,
    /// Held by the step that runs, so that the next one finds the device's port free.
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// `journal` is on disk, the rest is forgotten at the end.
#[derive(Debug, Default)]
struct State {
    journal: Option<OnboardingJournal>,
    working: Option<Working>,
    problem: Option<AppError>,
    candidates: Vec<Candidate>,
    bluetooth: Option<AppError>,
    networks: Option<Vec<WifiNetwork>>,
    running: Option<AbortHandle>,
    /// What watches the ports since the last search.
    watching: Option<AbortHandle>,
    /// Counts the steps that were begun, so that one that was left does not speak for the next.
    begun: u64,
}

impl Wizard {
    /// Stands where the journal says.
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let state = State {
            journal: file.read_or_set_aside()?,
            ..State::default()
        };
        Ok(Self {
            file,
            state: Mutex::new(state),
            turn: Arc::default(),
        })
    }

    /// How far the set-up got.
    pub(crate) fn journal(&self) -> Result<OnboardingJournal, AppError> {
        let journal = self.state().journal.clone();
        journal.ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))
    }

    /// Opens the wizard, where it was left.
    pub(crate) fn begin(&self) -> Result<(), AppError> {
        let mut state = self.state();
        if state.journal.is_none() {
            let journal = OnboardingJournal::default();
            self.file.write(&journal).for_app()?;
            state.journal = Some(journal);
        }
        Ok(())
    }

    /// Writes down what happened, and only then lets it count.
    pub(crate) fn record(&self, core: &Core, happened: Happened) -> Result<(), AppError> {
        let mut state = self.state();
        let journal = state
            .journal
            .as_ref()
            .ok_or_else(|| AppError::new(ErrorCode::StepOutOfOrder))?;
        let next = journal
            .after(happened.clone())
            .map_err(|_| AppError::new(ErrorCode::StepOutOfOrder))?;
        core.host.at(Moment::Happened(&happened));
        let prepared = self.file.prepare(&next).for_app()?;
        core.host.at(Moment::Prepared(&happened));
        prepared.commit().for_app()?;
        state.journal = Some(next);
        core.host.at(Moment::Recorded(&happened));
        Ok(())
    }

    /// Closes the wizard and forgets how far it got.
    pub(crate) fn close(&self) -> Result<(), AppError> {
        let mut state = self.state();
        self.file.remove().for_app()?;
        leave(&mut state);
        stop_watching(&mut state);
        *state = State {
            begun: state.begun,
            ..State::default()
        };
        Ok(())
    }

    /// Goes back a step; whatever runs is left.
    pub(crate) fn back(&self, core: &Core) -> Result<(), AppError> {
        self.record(core, Happened::WentBack)?;
        self.leave();
        Ok(())
    }

    /// Whether a claim is under way, so that what it signed is its own to hand in.
    pub(crate) fn may_sign(&self) -> bool {
        let state = self.state();
        let mut journal = state.journal.iter();
        journal.any(|journal| journal.fees_to_come() > 0 && journal.claim.owner().is_some())
    }

    /// Leaves whatever runs.
    pub(crate) fn leave(&self) {
        leave(&mut self.state());
    }

    /// Held by whoever talks to devices.
    pub(crate) fn turn(&self) -> Arc<tokio::sync::Mutex<()>> {
        self.turn.clone()
    }

    /// What the running step is doing now.
    pub(crate) fn set_working(&self, core: &Core, working: Working) {
        self.state().working = Some(working);
        core.publisher.changed();
    }

    pub(crate) fn set_networks(&self, networks: Option<Vec<WifiNetwork>>) {
        self.state().networks = networks;
    }

    /// `watching` takes the place of what watched the ports before.
    pub(crate) fn set_watching(&self, watching: AbortHandle) {
        stop_watching(&mut self.state());
        self.state().watching = Some(watching);
    }

    /// Forgets what was found, for a new search.
    pub(crate) fn forget_candidates(&self) {
        let mut state = self.state();
        stop_watching(&mut state);
        state.candidates.clear();
        state.bluetooth = None;
    }

    /// Why Bluetooth is not searched.
    pub(crate) fn set_bluetooth_problem(&self, core: &Core, problem: AppError) {
        self.state().bluetooth = Some(problem);
        core.publisher.changed();
    }

    /// The port is gone, and what was there.
    pub(crate) fn remove_candidate(&self, core: &Core, port: &str) {
        self.state().candidates.retain(|known| known.port != port);
        core.publisher.changed();
    }

    /// Adds a candidate, or replaces what was known of its port. One that comes after the search found
    /// nothing ends that problem.
    pub(crate) fn add_candidate(&self, core: &Core, candidate: Candidate) {
        let mut state = self.state();
        let found_nothing = |problem: &AppError| problem.code == ErrorCode::NoDeviceFound;
        if helps(&candidate) && state.problem.as_ref().is_some_and(found_nothing) {
            state.problem = None;
        }
        match state
            .candidates
            .iter_mut()
            .find(|known| known.port == candidate.port)
        {
            Some(known) => *known = candidate,
            None => state.candidates.push(candidate),
        }
        // Devices first, then ports with a problem, then silent ones.
        state.candidates.sort_by_key(|known| match known.found {
            Found::Device(_) => 0,
            Found::Advertised { .. } => 1,
            Found::Receiver(_) => 2,
            Found::Problem(_) => 3,
            Found::Nothing => 4,
        });
        drop(state);
        core.publisher.changed();
    }

    /// What a device that advertises at `port` calls itself, if it was heard.
    pub(super) fn advertised_name(&self, port: &str) -> Option<String> {
        let state = self.state();
        let mut candidates = state.candidates.iter();
        let heard = candidates.find(|known| known.port == port)?;
        match &heard.found {
            Found::Advertised { name, .. } => name.clone(),
            _ => None,
        }
    }

    /// Whether what was found at `port` can be asked to show itself.
    pub(super) fn can_blink(&self, port: &str) -> bool {
        let state = self.state();
        let mut candidates = state.candidates.iter();
        candidates.any(|known| known.port == port && known.can_blink)
    }

    pub(crate) fn candidates(&self) -> Vec<Candidate> {
        self.state().candidates.clone()
    }

    /// What the wizard shows; `None` while it is closed.
    pub(crate) fn view(
        &self,
        parameters: Option<&Parameters>,
        heights: &Heights,
    ) -> Option<OnboardingView> {
        let state = self.state();
        let journal = state.journal.as_ref()?;
        let device = journal.device.as_ref();
        let fee = parameters.and_then(|parameters| {
            let fees = journal.fees_to_come();
            parameters.minimum_fee.units().checked_mul(fees).map(Money)
        });
        Some(OnboardingView {
            step: journal.step,
            working: state.working,
            problem: state.problem.clone(),
            candidates: state.candidates.clone(),
            bluetooth: state.bluetooth.clone(),
            device: device.map(|device| ChosenDevice {
                port: device.port.clone(),
                address: device.key().map(|key| key.to_string()),
                info: device.info.clone(),
            }),
            networks: state.networks.clone(),
            ssid: journal.wifi.as_ref().and_then(|wifi| wifi.ssid()),
            place: journal.cell.and_then(map::of_cell),
            antenna: AntennaView {
                gain_decidbi: journal.antenna_gain_decidbi,
                height_m: device
                    .and_then(KnownDevice::key)
                    .and_then(|key| heights.of(key)),
            },
            is_hotspot: device.is_some_and(KnownDevice::is_hotspot),
            fee,
            claim: journal.claim.progress(),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stop_watching(state: &mut State) {
    if let Some(watching) = state.watching.take() {
        watching.abort();
    }
}

fn leave(state: &mut State) {
    if let Some(running) = state.running.take() {
        running.abort();
    }
    state.begun += 1;
    state.working = None;
    state.problem = None;
}

/// Runs `work` as the wizard's one step, and shows what it does and how it ended.
///
/// A step that is left for another answers as if it had succeeded.
pub(crate) async fn run<W>(core: &Arc<Core>, working: Working, work: W) -> Result<(), AppError>
where
    W: Future<Output = Result<(), AppError>> + Send + 'static,
{
    // Whoever goes on with a set-up has done looking.
    core.nearby.leave();
    let wizard = &core.wizard;
    let turn = wizard.turn();
    let task = tokio::spawn(async move {
        let _turn = turn.lock().await;
        work.await
    });
    let begun = {
        let mut state = wizard.state();
        leave(&mut state);
        state.working = Some(working);
        state.running = Some(task.abort_handle());
        state.begun
    };
    core.publisher.changed();

    let outcome = match task.await {
        Ok(outcome) => outcome,
        Err(left) if left.is_cancelled() => return Ok(()),
        Err(fault) => Err(errors::internal(fault)),
    };
    {
        let mut state = wizard.state();
        if state.begun == begun {
            state.working = None;
            state.running = None;
            state.problem = outcome.as_ref().err().cloned();
        }
    }
    core.publisher.changed();
    outcome
}

/// Does what needs no device and no network at once, and shows why if it cannot be done.
pub(crate) fn at_once(
    core: &Core,
    act: impl FnOnce(&Wizard) -> Result<(), AppError>,
) -> Result<(), AppError> {
    let outcome = act(&core.wizard);
    core.wizard.state().problem = outcome.as_ref().err().cloned();
    core.publisher.changed();
    outcome
}
