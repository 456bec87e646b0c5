//! Joins the web view to the app's core: one command in, one event out.
//!
//! The core starts beside the window, not before it, and the first request waits for it.

use crate::{
    arguments::Start,
    practice::{PracticeError, Running},
    shell,
};
use outpost_app_api::{AppError, DescribeTray, ErrorCode, Event};
use outpost_app_core::{App, Biometrics, Host, StartError, dispatch};
use std::{sync::Arc, time::Duration};
use tauri::{AppHandle, Emitter, Manager, State, async_runtime};
use tokio::sync::OnceCell;

/// The event that brings an [`Event`].
const EVENT: &str = "outpost";

/// The longest that closing the window may take.
const SHUTDOWN: Duration = Duration::from_secs(3);

/// The app's core, once it has started, or why it did not.
pub(crate) struct Bridge {
    app: OnceCell<Result<Started, AppError>>,
    start: Start,
    handle: AppHandle,
}

/// A core that runs, and the network that was started for it.
struct Started {
    app: App,
    _practice: Option<Running>,
}

/// What the core sees of the window and the system.
struct Window(AppHandle);

impl Host for Window {
    fn emit(&self, event: Event) {
        emit(&self.0, &event);
    }

    fn start_at_login(&self, wanted: bool) {
        shell::start_at_login(&self.0, wanted);
    }

    fn raise(&self, title: &str, body: &str) {
        shell::raise(&self.0, title, body);
    }

    fn describe(&self, words: &DescribeTray) {
        shell::describe(&self.0, words);
    }

    fn biometrics(&self) -> Option<Arc<dyn Biometrics>> {
        shell::biometrics(&self.0)
    }

    fn is_phone(&self) -> bool {
        cfg!(mobile)
    }

    fn tell_position(&self, wanted: bool) {
        shell::tell_position(&self.0, wanted);
    }
}

impl Bridge {
    pub(crate) fn new(start: Start, handle: AppHandle) -> Self {
        Self {
            app: OnceCell::new(),
            start,
            handle,
        }
    }

    async fn app(&self) -> Result<&App, AppError> {
        let started = self.app.get_or_init(|| self.start()).await.as_ref();
        started.map(|started| &started.app).map_err(AppError::clone)
    }

    async fn start(&self) -> Result<Started, AppError> {
        let tell = |event| emit(&self.handle, &event);
        let (config, practice) = match &self.start {
            Start::Network(config) => (config.clone(), None),
            Start::Practice(practice) => {
                let running = practice.start(tell).await.map_err(explain)?;
                let config = practice.config(&running).map_err(|error| {
                    tracing::error!(%error, "the practice network's file cannot be used");
                    AppError::new(ErrorCode::PracticeNotStarted)
                })?;
                (config, Some(running))
            }
        };
        let host = Window(self.handle.clone());
        let app = App::start(config, host).await.map_err(|error| {
            tracing::error!(%error, "the app does not start");
            StartError::explain(error)
        })?;
        Ok(Started {
            app,
            _practice: practice,
        })
    }
}

fn explain(error: PracticeError) -> AppError {
    tracing::error!(%error, "the practice network does not start");
    AppError::new(ErrorCode::PracticeNotStarted)
}

fn emit(handle: &AppHandle, event: &Event) {
    if let Err(error) = handle.emit(EVENT, event) {
        tracing::error!(%error, "the window cannot be reached");
    }
}

/// Hands a request to the core.
#[tauri::command]
pub(crate) async fn call(
    bridge: State<'_, Bridge>,
    name: String,
    body: serde_json::Value,
) -> Result<serde_json::Value, AppError> {
    dispatch(bridge.app().await?, &name, body).await
}

/// Starts the core without waiting for the first request, and hands it the link that the app was opened with.
pub(crate) fn begin(handle: &AppHandle, link: Option<String>) {
    let bridge = handle.clone();
    async_runtime::spawn(async move {
        // Why it does not start is what the first request answers.
        let _ = bridge.state::<Bridge>().app().await;
    });
    if let Some(link) = link {
        open_link(handle, link);
    }
}

/// Hands a link to the core. It does nothing by itself: a screen opens with it, filled in.
pub(crate) fn open_link(handle: &AppHandle, link: String) {
    let handle = handle.clone();
    async_runtime::spawn(async move {
        if let Ok(app) = handle.state::<Bridge>().app().await {
            app.open_link(&link);
        }
    });
}

/// Hands the core where the phone is, or why it does not say.
#[cfg(mobile)]
pub(crate) fn take_position(
    handle: &AppHandle,
    position: Result<outpost_app_core::PhonePosition, outpost_app_core::NoPosition>,
) {
    if let Some(Ok(started)) = handle.state::<Bridge>().app.get() {
        started.app.take_position(position);
    }
}

/// Stops the core once what it verified is stored.
pub(crate) fn end(handle: &AppHandle) {
    if let Some(Ok(started)) = handle.state::<Bridge>().app.get() {
        let stopping = async { tokio::time::timeout(SHUTDOWN, started.app.shutdown()).await };
        if async_runtime::block_on(stopping).is_err() {
            // Nothing verified is lost: the database is written in transactions.
            tracing::warn!("the app did not stop in time");
        }
    }
}
