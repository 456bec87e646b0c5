//! Keeps the link that the app was opened with until a screen takes it.
//!
//! Anybody can make a link, so it does nothing by itself: a screen opens with what it says filled in, and the
//! person confirms there, or does not.

use crate::app::Core;
use outpost_app_api::{AppError, CloseLink, link::Link};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The newest link that nobody took.
#[derive(Debug, Default)]
pub(crate) struct OpenedLink(Mutex<Option<String>>);

impl OpenedLink {
    /// Takes the place of an older one. What is no link is passed over.
    pub(crate) fn open(&self, text: &str) {
        match Link::parse(text) {
            Ok(link) => *self.lock() = Some(link.to_string()),
            Err(error) => tracing::info!(%error, "the app was opened with what is no link"),
        }
    }

    pub(crate) fn view(&self) -> Option<String> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Option<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A screen took the link, or it is of no use.
pub(crate) async fn close(core: &Core, _: CloseLink) -> Result<(), AppError> {
    *core.link.lock() = None;
    core.publisher.changed();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: &str = "op1qxk3v7t9w2m5r8e4n6c0y3u7a5s9d2f4g6h8j0k2l4z6xq8v";

    #[test]
    fn a_link_is_kept_in_its_plain_form_and_nonsense_is_passed_over() {
        let opened = OpenedLink::default();
        opened.open("https://example.org");
        assert_eq!(opened.view(), None);
        opened.open(&format!("OUTPOST://{ACCOUNT}?amount=2&unknown=1"));
        let kept = format!("outpost:{ACCOUNT}?amount=2");
        assert_eq!(opened.view().as_deref(), Some(kept.as_str()));
        opened.open("outpost:nothing");
        assert_eq!(opened.view().as_deref(), Some(kept.as_str()));
    }
}
