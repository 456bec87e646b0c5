//! Names what every way to set a device up can do, whatever protocol and link are behind it.

use super::{Progress, SessionError};
use crate::protocols::{
    claim::ClaimRequest,
    improv::{
        DeviceInfo, Hostname, State,
        wifi::{Network, WifiCredentials},
    },
};
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use std::future::Future;
use tokio::sync::mpsc::UnboundedSender;

/// One device that can be set up. Each step has its deadline within; a step that is dropped leaves the
/// device as a lost link would. What a device cannot do fails with [`SessionError::Unsupported`].
pub trait Provisioner: Send {
    /// Where provisioning stands. The first call waits for a device that boots.
    fn read_state(&mut self) -> impl Future<Output = Result<State, SessionError>> + Send;

    /// What the device says of itself.
    fn read_info(&mut self) -> impl Future<Output = Result<DeviceInfo, SessionError>> + Send;

    /// The key that the device says it has.
    fn read_key(&mut self) -> impl Future<Output = Result<DeviceKey, SessionError>> + Send;

    /// Makes the device show itself.
    fn identify(&mut self) -> impl Future<Output = Result<(), SessionError>> + Send;

    /// The networks that the device sees, in any order.
    fn scan_wifi(&mut self) -> impl Future<Output = Result<Vec<Network>, SessionError>> + Send;

    /// Gives the device its Wi-Fi and waits until it says that it joined.
    fn join(
        &mut self,
        wifi: &WifiCredentials,
    ) -> impl Future<Output = Result<(), SessionError>> + Send;

    /// The host name; with `wanted`, the one it takes then.
    fn hostname(
        &mut self,
        wanted: Option<&Hostname>,
    ) -> impl Future<Output = Result<String, SessionError>> + Send;

    /// Asks the device of this key to agree to `request`, waits for the person who confirms, and checks
    /// the signature. Asking again with the same request is harmless.
    fn claim(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> impl Future<Output = Result<DeviceClaim, SessionError>> + Send;

    /// Ends the link, so that the device can be found again at once.
    fn close(&mut self) -> impl Future<Output = ()> + Send;
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
