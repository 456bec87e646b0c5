//! Lets a person say at the device whether it may be set up and claimed.

mod button;

pub use button::{Button, NoButton};

use crate::folder;
use outpost_device_drivers::protocols::claim::ClaimRequest;
use std::{
    convert::Infallible,
    io::BufRead,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

/// How long a claim waits for somebody, and how long a confirmation that came before one lasts.
pub const CONFIRM_WITHIN: Duration = Duration::from_secs(60);

/// How a person says so.
#[derive(Debug)]
pub enum Confirmation {
    /// Nobody is asked: for tests and for trying things out.
    Automatic,
    /// Somebody makes this file; it is removed and stands for one confirmation.
    File(PathBuf),
    /// Somebody types `y` and Enter where the device runs.
    Prompt(UnboundedReceiver<String>),
    /// Somebody presses a button of the board.
    Button(Button),
}

/// What a person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// That the device may be set up now, without having been asked.
    Confirmed,
    /// Whether this claim is agreed to.
    Claim {
        /// Which claim.
        request: ClaimRequest,
        /// Whether it is agreed to. Not so if nobody came in time.
        agreed: bool,
    },
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

    /// Whether a person can confirm without having been asked, so that a radio, which reaches through
    /// walls, may wait for it before anything is set.
    pub fn comes_unasked(&self) -> bool {
        match self {
            Self::Automatic | Self::Prompt(_) => false,
            Self::File(_) | Self::Button(_) => true,
        }
    }

    /// Asks about each claim and tells what was said. A newer claim takes the place of the one that
    /// waits.
    pub async fn run(
        mut self,
        mut asked: UnboundedReceiver<ClaimRequest>,
        said: UnboundedSender<Said>,
    ) -> Infallible {
        let mut next = None;
        loop {
            // Whoever listens lives as long as this future.
            let request = match next.take() {
                Some(request) => request,
                None => tokio::select! {
                    // Who confirms while a claim waits means the claim, even if both are seen at once.
                    biased;
                    Some(request) = asked.recv() => request,
                    () = self.confirmed_unasked() => {
                        let _ = said.send(Said::Confirmed);
                        continue;
                    }
                },
            };
            tokio::select! {
                agreed = self.ask(&request) => {
                    let _ = said.send(Said::Claim { request, agreed });
                }
                Some(newer) = asked.recv() => next = Some(newer),
            }
        }
    }

    async fn confirmed_unasked(&mut self) {
        match self {
            Self::Automatic | Self::Prompt(_) => std::future::pending().await,
            Self::File(path) => {
                while !made(path).await {
                    tokio::time::sleep(CONFIRM_WITHIN).await;
                }
            }
            Self::Button(button) => button.pressed().await,
        }
    }

    async fn ask(&mut self, request: &ClaimRequest) -> bool {
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
                Self::Button(button) => {
                    tracing::info!(%owner, "press the button to agree to be claimed");
                    button.forget_presses();
                    button.pressed().await;
                    true
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
