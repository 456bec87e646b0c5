//! Lets a person say at the device whether it may be claimed.

use crate::folder;
use outpost_device_drivers::protocols::claim::ClaimRequest;
use std::{
    io::BufRead,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::sync::mpsc::{self, UnboundedReceiver};

/// How long a claim waits for somebody.
pub const CONFIRM_WITHIN: Duration = Duration::from_secs(60);

/// How a person says so.
#[derive(Debug)]
pub enum Confirmation {
    /// Nobody is asked: for tests and for trying things out.
    Automatic,
    /// Somebody makes this file; it is removed and stands for one claim.
    File(PathBuf),
    /// Somebody types `y` and Enter where the device runs.
    Prompt(UnboundedReceiver<String>),
}

impl Confirmation {
    /// Asks where the device runs.
    pub fn prompt() -> Self {
        let (lines, typed) = mpsc::unbounded_channel();
        // A thread of its own: a blocked read must not keep the program from ending.
        std::thread::spawn(move || {
            for line in std::io::stdin().lock().lines().map_while(Result::ok) {
                if lines.send(line).is_err() {
                    return;
                }
            }
        });
        Self::Prompt(typed)
    }

    /// Asks whether `request` is agreed to. May be dropped and asked again.
    pub async fn ask(&mut self, request: &ClaimRequest) -> bool {
        let owner = request.owner;
        let asked = async {
            match self {
                Self::Automatic => {
                    tracing::info!(%owner, "agreeing to be claimed");
                    true
                }
                Self::File(path) => {
                    tracing::info!(%owner, file = %path.display(), "make this file to agree to be claimed");
                    made(path).await
                }
                Self::Prompt(typed) => {
                    tracing::info!(%owner, "type y and Enter to agree to be claimed");
                    match typed.recv().await {
                        Some(line) => line.trim().eq_ignore_ascii_case("y"),
                        // Nobody can type any more; the deadline ends it.
                        None => std::future::pending().await,
                    }
                }
            }
        };
        tokio::time::timeout(CONFIRM_WITHIN, asked)
            .await
            .unwrap_or(false)
    }
}

/// Waits for the file, and removes it.
async fn made(path: &Path) -> bool {
    loop {
        if path.exists() {
            return match folder::remove_if_there(path) {
                Ok(()) => true,
                Err(error) => {
                    tracing::warn!(%error, "the file cannot be removed, so it confirms nothing");
                    false
                }
            };
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
