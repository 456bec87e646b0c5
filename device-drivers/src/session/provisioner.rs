//! Names what every way to set a device up can do, whatever protocol and link are behind it.

use super::{Progress, SeenNetwork, SessionError};
use crate::protocols::{
    claim::ClaimRequest,
    helium::{Diagnostic, NetworkName},
    improv::{DeviceInfo, Hostname, State, wifi::WifiCredentials},
};
use async_trait::async_trait;
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use tokio::sync::mpsc::UnboundedSender;

/// One device that can be set up. Each step has its deadline within; a step that is dropped leaves the
/// device as a lost link would. What a device cannot do fails with [`SessionError::Unsupported`].
#[async_trait]
pub trait Provisioner: Send {
    /// Where provisioning stands. The first call waits for a device that boots.
    async fn read_state(&mut self) -> Result<State, SessionError>;

    /// What the device says of itself.
    async fn read_info(&mut self) -> Result<DeviceInfo, SessionError>;

    /// The key that the device says it has.
    async fn read_key(&mut self) -> Result<DeviceKey, SessionError>;

    /// What the device says about how it does. Most say nothing.
    async fn read_condition(&mut self) -> Result<Vec<Diagnostic>, SessionError> {
        Ok(Vec::new())
    }

    /// Makes the device show itself.
    async fn identify(&mut self) -> Result<(), SessionError>;

    /// The networks that the device sees, in any order.
    async fn scan_wifi(&mut self) -> Result<Vec<SeenNetwork>, SessionError>;

    /// Gives the device its Wi-Fi and waits until it says that it joined.
    async fn join(&mut self, wifi: &WifiCredentials) -> Result<(), SessionError>;

    /// The networks whose passwords the device keeps. Most devices do not tell.
    async fn read_kept(&mut self) -> Result<Vec<NetworkName>, SessionError> {
        Err(SessionError::Unsupported {
            step: "telling which networks it keeps",
        })
    }

    /// Has the device forget a network; harmless if it keeps none of that name.
    async fn forget(&mut self, _: &NetworkName) -> Result<(), SessionError> {
        Err(SessionError::Unsupported {
            step: "forgetting a network",
        })
    }

    /// The host name. Most devices have none that can be told.
    async fn read_hostname(&mut self) -> Result<String, SessionError> {
        Err(SessionError::Unsupported {
            step: "having a host name",
        })
    }

    /// Gives the device a host name: the one it has then.
    async fn set_hostname(&mut self, _: &Hostname) -> Result<String, SessionError> {
        self.read_hostname().await
    }

    /// Asks the device of this key to agree to `request`, waits for the person who confirms, and checks
    /// the signature. Asking again with the same request is harmless.
    async fn claim(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> Result<DeviceClaim, SessionError>;

    /// Ends the link, so that the device can be found again at once.
    async fn close(&mut self);
}

/// Whoever wants to know what goes on.
#[derive(Clone, Debug, Default)]
pub struct Watcher(Option<UnboundedSender<Progress>>);

impl Watcher {
    /// Tells `progress`.
    pub fn new(progress: UnboundedSender<Progress>) -> Self {
        Self(Some(progress))
    }

    pub(super) fn report(&self, progress: Progress) {
        if let Some(sender) = &self.0 {
            // Nobody has to listen.
            let _ = sender.send(progress);
        }
    }
}
