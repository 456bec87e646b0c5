//! Publishes the view when it changed, however often, at most a few times a second.

use crate::{app::Core, earnings::Progress, home, payments::outbox};
use outpost_app_api::Event;
use std::{sync::Arc, time::Duration};
use tokio::sync::Notify;

/// Between two views. Short enough to feel immediate, long enough for a burst of events to be one.
const INTERVAL: Duration = Duration::from_millis(150);

/// Says that something which the view shows has changed.
#[derive(Debug, Default)]
pub(crate) struct Publisher(Notify);

impl Publisher {
    /// A new view is due.
    pub(crate) fn changed(&self) {
        // One permit is kept, so that a change during a publication is not lost.
        self.0.notify_one();
    }
}

/// Publishes until dropped.
pub(crate) async fn run(core: Arc<Core>) {
    let mut last = None;
    let mut is_behind = false;
    loop {
        core.publisher.0.notified().await;
        match core.ledger.catch_up(&core.light).await {
            Ok(Progress::UpToDate) => {
                // Its history waited for all of its statements.
                if std::mem::take(&mut is_behind)
                    && let Ok(shown) = core.wallet.address()
                {
                    core.touch(shown);
                }
            }
            // What is summed so far is shown in between.
            Ok(Progress::More) => {
                is_behind = true;
                core.publisher.changed();
            }
            Err(error) => tracing::error!(%error, "the ledger cannot be read"),
        }
        for account in core.take_touched() {
            if let Err(error) = outbox::catch_up(&core, account).await {
                tracing::error!(?error, "an account's history cannot be kept");
            }
        }
        let view = home::view(&core).await;
        if last.as_ref() != Some(&view) {
            core.host.emit(Event::View(Box::new(view.clone())));
            last = Some(view);
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
