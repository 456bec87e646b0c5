//! Runs the app's core behind the pages: its events go to every page that listens.

use outpost_app_api::{AppError, Event};
use outpost_app_core::{App, AppConfig, Host, StartError, dispatch};
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::broadcast;

/// Events that a slow page may be behind; it misses older ones, and the newest view is whole.
const BACKLOG: usize = 64;

/// The app, and what it tells.
#[derive(Clone)]
pub(crate) struct Running {
    app: Arc<App>,
    events: broadcast::Sender<Event>,
}

/// Hands the core's events to the pages.
struct Pages(broadcast::Sender<Event>);

impl Host for Pages {
    fn emit(&self, event: Event) {
        // No page may be open, and then nobody is told.
        let _ = self.0.send(event);
    }
}

pub(crate) async fn start(config: AppConfig) -> Result<Running, StartError> {
    let (events, _) = broadcast::channel(BACKLOG);
    let app = App::start(config, Pages(events.clone())).await?;
    Ok(Running {
        app: Arc::new(app),
        events,
    })
}

impl Running {
    pub(crate) async fn call(&self, name: &str, body: Value) -> Result<Value, AppError> {
        dispatch(&self.app, name, body).await
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }
}
