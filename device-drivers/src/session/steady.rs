//! Goes on with a device whose link was lost: connects anew, makes sure that it is the same one, and
//! does the step again.
//!
//! # Why a step may be done twice
//! Reading, looking for networks and blinking do no harm twice. A claim of the same nonce asks nobody
//! twice. A host name is the same the second time, and a forgotten network is forgotten. Wi-Fi is the one step
//! that takes a while at the device: when the link was lost meanwhile, the device is first asked how it went.

use super::{Identity, Patience, Provisioner, SeenNetwork, SessionError};
use crate::protocols::{
    claim::ClaimRequest,
    helium::{Diagnostic, NetworkName},
    improv::{DeviceInfo, Hostname, State, wifi::WifiCredentials},
};
use async_trait::async_trait;
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// A way to a device, which can be gone again.
#[async_trait]
pub trait Reach: Send {
    /// Connects the device anew.
    async fn open(&mut self) -> Result<Box<dyn Provisioner>, SessionError>;
}

/// A device behind a link that may be lost at any time.
pub struct Steady<R> {
    reach: R,
    link: Option<Box<dyn Provisioner>>,
    seen: Option<Identity>,
    /// It was asked for its key, and has none.
    keyless: bool,
    patience: Patience,
    tries: Tries,
}

/// How often a step is begun anew.
struct Tries {
    left: u32,
    pause: Duration,
}

/// A device that is lost so often in one step is out of reach.
const TRIES: u32 = 5;
/// Before the first new try; twice as long before each further one.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

impl Tries {
    fn new() -> Self {
        Self {
            left: TRIES,
            pause: FIRST_PAUSE,
        }
    }
}

/// Does `$step` on the linked device until it is done, or fails for another reason than its link.
macro_rules! steadily {
    ($self:ident, $link:ident => $step:expr) => {{
        $self.tries = Tries::new();
        loop {
            let done = match $self.linked().await {
                Ok($link) => $step.await,
                Err(error) => Err(error),
            };
            match done {
                Err(error) if error.is_about_the_link() => $self.lost(error).await?,
                done => break done,
            }
        }
    }};
}

impl<R: Reach> Steady<R> {
    /// A device that is connected by `reach` when the first step needs it.
    pub fn new(reach: R, patience: Patience) -> Self {
        Self {
            reach,
            link: None,
            seen: None,
            keyless: false,
            patience,
            tries: Tries::new(),
        }
    }

    /// The device, connected; the same as before.
    async fn linked(&mut self) -> Result<&mut dyn Provisioner, SessionError> {
        if self.link.is_none() {
            let mut link = self.reach.open().await?;
            if let Some(expected) = &self.seen {
                let found = identity_of(&mut *link).await?;
                if found != *expected {
                    link.close().await;
                    return Err(SessionError::DeviceChanged {
                        expected: Box::new(expected.clone()),
                        found: Box::new(found),
                    });
                }
            }
            self.link = Some(link);
        }
        match &mut self.link {
            Some(link) => Ok(link.as_mut()),
            None => Err(SessionError::NotIdentified),
        }
    }

    /// The link is no more: waits a while, unless this has happened too often.
    async fn lost(&mut self, error: SessionError) -> Result<(), SessionError> {
        self.link = None;
        if self.tries.left == 0 {
            return Err(error);
        }
        tracing::debug!(%error, "connecting the device anew");
        self.tries.left -= 1;
        sleep(self.tries.pause).await;
        self.tries.pause *= 2;
        Ok(())
    }

    /// How joining went at a device that was lost meanwhile; `None` if it is to be tried again.
    async fn joined_meanwhile(&mut self, before: State) -> Result<Option<()>, SessionError> {
        let give_up = Instant::now() + self.patience.join;
        loop {
            match self.read_state().await? {
                State::Provisioned if before != State::Provisioned => return Ok(Some(())),
                State::Provisioning if Instant::now() < give_up => {
                    sleep(self.patience.repeat).await
                }
                _ => return Ok(None),
            }
        }
    }
}

/// Who answers. A device without a key is known by what it says of itself.
async fn identity_of(link: &mut dyn Provisioner) -> Result<Identity, SessionError> {
    match link.read_key().await {
        Ok(key) => Ok(Identity::Key(key)),
        Err(SessionError::Unsupported { .. }) => Ok(Identity::Unkeyed(link.read_info().await?)),
        Err(error) => Err(error),
    }
}

#[async_trait]
impl<R: Reach> Provisioner for Steady<R> {
    async fn read_state(&mut self) -> Result<State, SessionError> {
        steadily!(self, link => link.read_state())
    }

    async fn read_info(&mut self) -> Result<DeviceInfo, SessionError> {
        let info = steadily!(self, link => link.read_info())?;
        if self.keyless {
            self.seen.get_or_insert(Identity::Unkeyed(info.clone()));
        }
        Ok(info)
    }

    async fn read_key(&mut self) -> Result<DeviceKey, SessionError> {
        let key = steadily!(self, link => link.read_key());
        match &key {
            Ok(key) => {
                self.seen.get_or_insert(Identity::Key(*key));
            }
            Err(error) => self.keyless = matches!(error, SessionError::Unsupported { .. }),
        }
        key
    }

    async fn read_condition(&mut self) -> Result<Vec<Diagnostic>, SessionError> {
        steadily!(self, link => link.read_condition())
    }

    async fn identify(&mut self) -> Result<(), SessionError> {
        steadily!(self, link => link.identify())
    }

    async fn scan_wifi(&mut self) -> Result<Vec<SeenNetwork>, SessionError> {
        steadily!(self, link => link.scan_wifi())
    }

    async fn join(&mut self, wifi: &WifiCredentials) -> Result<(), SessionError> {
        let before = self.read_state().await?;
        for _ in 0..TRIES {
            match self.linked().await?.join(wifi).await {
                Err(error) if error.is_about_the_link() => {
                    self.tries = Tries::new();
                    self.lost(error).await?;
                }
                done => return done,
            }
            if self.joined_meanwhile(before).await?.is_some() {
                return Ok(());
            }
        }
        self.linked().await?.join(wifi).await
    }

    async fn read_kept(&mut self) -> Result<Vec<NetworkName>, SessionError> {
        steadily!(self, link => link.read_kept())
    }

    async fn forget(&mut self, network: &NetworkName) -> Result<(), SessionError> {
        steadily!(self, link => link.forget(network))
    }

    async fn read_hostname(&mut self) -> Result<String, SessionError> {
        steadily!(self, link => link.read_hostname())
    }

    async fn set_hostname(&mut self, name: &Hostname) -> Result<String, SessionError> {
        steadily!(self, link => link.set_hostname(name))
    }

    async fn claim(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> Result<DeviceClaim, SessionError> {
        steadily!(self, link => link.claim(device, request))
    }

    async fn close(&mut self) {
        if let Some(mut link) = self.link.take() {
            link.close().await;
        }
    }
}
