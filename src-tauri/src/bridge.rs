//! Joins the web view to the app's core: one command in, one event out.
//!
//! The core starts beside the window, not before it, and the first request waits for it.

use outpost_app_api::{AppError, Event};
use outpost_app_core::{App, AppConfig, Host, StartError, dispatch};
use std::time::Duration;
use tauri::{AppHandle, Emitter, Manager, State, async_runtime};
use tokio::sync::OnceCell;

/// The event that brings an [`Event`].
const EVENT: &str = "outpost";

/// The longest that closing the window may take.
const SHUTDOWN: Duration = Duration::from_secs(3);

/// The app's core, once it has started, or why it did not.
pub(crate) struct Bridge {
    app: OnceCell<Result<App, AppError>>,
    config: AppConfig,
    handle: AppHandle,
}

/// What the core sees of the window.
struct Window(AppHandle);

impl Host for Window {
    fn emit(&self, event: Event) {
        if let Err(error) = self.0.emit(EVENT, &event) {
            tracing::error!(%error, "the window cannot be reached");
        }
    }
}

impl Bridge {
    pub(crate) fn new(config: AppConfig, handle: AppHandle) -> Self {
        Self {
            app: OnceCell::new(),
            config,
            handle,
        }
    }

    async fn app(&self) -> Result<&App, AppError> {
        let started = self.app.get_or_init(|| async {
            let host = Window(self.handle.clone());
            App::start(self.config.clone(), host)
                .await
                .map_err(|error| {
                    tracing::error!(%error, "the app does not start");
                    StartError::explain(error)
                })
        });
        started.await.as_ref().map_err(AppError::clone)
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

/// Starts the core without waiting for the first request.
pub(crate) fn begin(handle: &AppHandle) {
    let handle = handle.clone();
    async_runtime::spawn(async move {
        // Why it does not start is what the first request answers.
        let _ = handle.state::<Bridge>().app().await;
    });
}

/// Stops the core once what it verified is stored.
pub(crate) fn end(handle: &AppHandle) {
    if let Some(Ok(app)) = handle.state::<Bridge>().app.get() {
        let stopping = async { tokio::time::timeout(SHUTDOWN, app.shutdown()).await };
        if async_runtime::block_on(stopping).is_err() {
            // Nothing verified is lost: the database is written in transactions.
            tracing::warn!("the app did not stop in time");
        }
    }
}
