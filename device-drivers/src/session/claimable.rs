//! Claims a device that has the claim's own service, and joins networks by itself.

use super::{Patience, Progress, Provisioner, SeenNetwork, SessionError, Watcher, within};
use crate::{
    protocols::{
        claim::{
            ClaimAnswer, ClaimCommand, ClaimRequest, read_identity,
            service::{ABOUT, ANSWER, COMMAND, read_about, read_answer, write_command},
        },
        improv::{DeviceInfo, RpcResult, State, wifi::WifiCredentials},
    },
    transport::gatt::GattLink,
};
use async_trait::async_trait;
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use tokio::time::sleep;

/// A device that can be claimed, and nothing else.
pub struct Claimable<G> {
    link: G,
    patience: Patience,
    watcher: Watcher,
}

impl<G: GattLink> Claimable<G> {
    /// A device at the other end of `link`.
    pub fn new(link: G, patience: Patience, watcher: Watcher) -> Self {
        Self {
            link,
            patience,
            watcher,
        }
    }

    async fn ask(&mut self, command: &ClaimCommand) -> Result<RpcResult, SessionError> {
        let value =
            write_command(command).map_err(|error| SessionError::Internal(error.to_string()))?;
        self.link.write(COMMAND, &value).await?;
        let answer = self.link.read(ANSWER).await?;
        read_answer(&answer).ok_or_else(|| unreadable("no answer to the command"))
    }

    async fn until_answered(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> Result<DeviceClaim, SessionError> {
        let command = ClaimCommand::Claim(request.clone());
        let mut waiting = false;
        loop {
            let result = self.ask(&command).await?;
            match ClaimAnswer::from_improv(&result, request.nonce) {
                Some(ClaimAnswer::Agreed(signature)) => {
                    return Ok(request.verify(device, signature)?);
                }
                Some(ClaimAnswer::Refused) => return Err(SessionError::NotConfirmed),
                Some(ClaimAnswer::Waiting) if !waiting => {
                    self.watcher.report(Progress::WaitingForConfirmation);
                    waiting = true;
                }
                Some(ClaimAnswer::Waiting) => {}
                None => return Err(unreadable("no answer to this claim")),
            }
            sleep(self.patience.repeat).await;
        }
    }
}

#[async_trait]
impl<G: GattLink> Provisioner for Claimable<G> {
    /// What joins networks by itself is as ready as it will be.
    async fn read_state(&mut self) -> Result<State, SessionError> {
        Ok(State::Provisioned)
    }

    async fn read_info(&mut self) -> Result<DeviceInfo, SessionError> {
        let about = within(self.patience.boot, async {
            Ok(self.link.read(ABOUT).await?)
        });
        read_about(&about.await?).ok_or_else(|| unreadable("nothing about the device"))
    }

    async fn read_key(&mut self) -> Result<DeviceKey, SessionError> {
        let deadline = self.patience.answer;
        let result = within(deadline, self.ask(&ClaimCommand::Identity)).await?;
        read_identity(&result).ok_or_else(|| unreadable("no key"))
    }

    async fn identify(&mut self) -> Result<(), SessionError> {
        let deadline = self.patience.answer;
        within(deadline, self.ask(&ClaimCommand::Blink))
            .await
            .map(drop)
    }

    async fn scan_wifi(&mut self) -> Result<Vec<SeenNetwork>, SessionError> {
        Err(joins_by_itself())
    }

    async fn join(&mut self, _: &WifiCredentials) -> Result<(), SessionError> {
        Err(joins_by_itself())
    }

    async fn claim(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> Result<DeviceClaim, SessionError> {
        let deadline = self.patience.confirm;
        within(deadline, self.until_answered(device, request)).await
    }

    async fn close(&mut self) {
        self.link.close().await;
    }
}

fn joins_by_itself() -> SessionError {
    SessionError::Unsupported {
        step: "being given a Wi-Fi",
    }
}

fn unreadable(what: &str) -> SessionError {
    SessionError::Unreadable(what.to_owned())
}
