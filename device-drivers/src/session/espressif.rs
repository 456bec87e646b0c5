//! Sets a device up by Espressif's unified provisioning, over Bluetooth.

use super::{Patience, Progress, Provisioner, SeenNetwork, SessionError, Watcher, within};
use crate::{
    protocols::{
        claim::{ClaimAnswer, ClaimCommand, ClaimRequest, read_identity},
        espressif::{
            Account, AnswerError, ApplyWifi, AskClaim, Channel, CipherError, Credentials,
            Endpoints, Exchange, Handshake, HandshakeError, MissingEndpoint, Next, Request, Reset,
            ScanPage, ScanProgress, ScanStatus, Scheme, Secret, SetWifi, StartScan, Status,
            VersionInfo, WifiFailure, WifiState, WifiStatus,
        },
        improv::{
            DeviceInfo, ErrorState, RpcResult, State,
            wifi::{Network, WifiCredentials},
        },
    },
    transport::gatt::{GattError, GattLink},
};
use async_trait::async_trait;
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use tokio::time::{sleep, timeout};

/// What a person has read off the device, to be let in.
#[derive(Clone, Debug)]
pub enum Proof {
    /// Nothing was printed on it.
    None,
    /// A word: the proof of possession of security 1, and the password of security 2 with the name
    /// that Espressif's examples use.
    Word(Secret),
}

/// The name that goes with a password where a device's maker chose no other.
const USUAL_NAME: &str = "wifiprov";

/// A device that speaks Espressif's unified provisioning.
pub struct Espressif<G> {
    link: G,
    patience: Patience,
    watcher: Watcher,
    proof: Proof,
    /// What was learnt of the device, and the way to ask it; made anew after each failure.
    open: Option<Open>,
}

struct Open {
    endpoints: Endpoints,
    version: VersionInfo,
    channel: Channel,
}

impl<G: GattLink> Espressif<G> {
    /// A device at the other end of `link`.
    pub fn new(link: G, patience: Patience, watcher: Watcher, proof: Proof) -> Self {
        Self {
            link,
            patience,
            watcher,
            proof,
            open: None,
        }
    }

    async fn open(&mut self) -> Result<Open, SessionError> {
        let endpoints = Endpoints::find(self.link.characteristics())?;
        let told = exchange(&mut self.link, &endpoints, VersionInfo::request()).await?;
        let version = VersionInfo::read(&told).map_err(unreadable)?;
        let credentials = self.credentials(version.scheme)?;
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|error| SessionError::Internal(error.to_string()))?;
        let (mut handshake, mut next) = Handshake::begin(&credentials, seed);
        loop {
            let answer = match exchange(&mut self.link, &endpoints, next).await {
                Err(SessionError::Gatt(GattError::Refused { .. })) => {
                    return Err(handshake.refused().into());
                }
                answer => answer?,
            };
            match handshake.take(&answer)? {
                Next::Exchange(further, step) => (handshake, next) = (further, step),
                Next::Established(channel) => {
                    return Ok(Open {
                        endpoints,
                        version,
                        channel,
                    });
                }
            }
        }
    }

    /// What the scheme asks for. The scheme is told in clear: whoever typed a proof is not talked into
    /// one that protects nothing.
    fn credentials(&self, scheme: Scheme) -> Result<Credentials, SessionError> {
        match (scheme, &self.proof) {
            (Scheme::Security0, Proof::None) => Ok(Credentials::None),
            (Scheme::Security0, Proof::Word(_)) => Err(SessionError::Unprotected),
            (Scheme::Security1 { .. }, Proof::Word(word)) => {
                Ok(Credentials::Possession(word.clone()))
            }
            (
                Scheme::Security1 {
                    wants_possession: false,
                },
                Proof::None,
            ) => Ok(Credentials::Possession(Secret::new(""))),
            (Scheme::Security1 { .. } | Scheme::Security2(_), Proof::None) => {
                Err(SessionError::ProofNeeded)
            }
            (Scheme::Security2(nonces), Proof::Word(word)) => {
                let account = Account::new(USUAL_NAME, word.clone())
                    .map_err(|error| SessionError::Internal(error.to_string()))?;
                Ok(Credentials::Account(account, nonces))
            }
        }
    }

    /// Asks over the channel, which is made if there is none. A channel that failed is gone.
    async fn ask<R: Request + Send>(&mut self, request: R) -> Result<R::Answer, SessionError> {
        let open = match self.open.take() {
            Some(open) => open,
            None => self.open().await?,
        };
        // Asked for first, so that the channel outlives what the device does not offer.
        if let Err(missing) = open.endpoints.characteristic(request.endpoint()) {
            self.open = Some(open);
            return Err(missing.into());
        }
        let (pending, next) = open.channel.ask(request)?;
        let answer = exchange(&mut self.link, &open.endpoints, next).await?;
        let (channel, answer) = pending.take(&answer)?;
        self.open = Some(Open { channel, ..open });
        Ok(answer?)
    }

    async fn wifi_state(&mut self) -> Result<WifiState, SessionError> {
        self.ask(WifiStatus).await
    }

    async fn ask_claim(&mut self, command: &ClaimCommand) -> Result<RpcResult, SessionError> {
        let request =
            AskClaim::new(command).map_err(|error| SessionError::Internal(error.to_string()))?;
        self.ask(request).await
    }

    /// Firmware that failed before takes no other network until it was reset.
    async fn apply(&mut self, wifi: &WifiCredentials) -> Result<(), SessionError> {
        self.ask(SetWifi(wifi.clone())).await?;
        match self.ask(ApplyWifi).await {
            Err(SessionError::Status(Status::InternalError)) => {
                self.ask(Reset).await?;
                self.ask(SetWifi(wifi.clone())).await?;
                self.ask(ApplyWifi).await
            }
            applied => applied,
        }
    }

    async fn until_joined(&mut self, wifi: &WifiCredentials) -> Result<(), SessionError> {
        loop {
            match self.wifi_state().await? {
                WifiState::Connected { .. } => return Ok(()),
                WifiState::Connecting { .. } => {
                    self.watcher.report(Progress::State(State::Provisioning))
                }
                WifiState::Disconnected => {}
                WifiState::Failed(WifiFailure::Authentication | WifiFailure::NetworkNotFound) => {
                    return Err(SessionError::WifiFailed {
                        ssid: wifi.ssid().to_owned(),
                    });
                }
                WifiState::Failed(WifiFailure::Unknown(_)) => {
                    return Err(SessionError::Refused(ErrorState::UnableToConnect));
                }
            }
            sleep(self.patience.repeat).await;
        }
    }

    async fn until_scanned(&mut self) -> Result<Vec<SeenNetwork>, SessionError> {
        self.ask(StartScan).await?;
        let found = loop {
            match self.ask(ScanStatus).await? {
                ScanProgress::Finished(found) => break found,
                ScanProgress::Running => sleep(self.patience.repeat).await,
            }
        };
        let mut networks: Vec<Network> = Vec::new();
        for page in ScanPage::all(found) {
            networks.extend(self.ask(page).await?);
        }
        for network in &networks {
            self.watcher.report(Progress::Found(network.clone()));
        }
        Ok(networks.into_iter().map(SeenNetwork::from).collect())
    }

    async fn until_confirmed(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> Result<DeviceClaim, SessionError> {
        let mut waiting = false;
        loop {
            let result = self
                .ask_claim(&ClaimCommand::Claim(request.clone()))
                .await?;
            match ClaimAnswer::from_improv(&result, request.nonce) {
                Some(ClaimAnswer::Waiting) => {
                    if !waiting {
                        self.watcher.report(Progress::WaitingForConfirmation);
                    }
                    waiting = true;
                }
                Some(ClaimAnswer::Agreed(signature)) => {
                    return Ok(request.verify(device, signature)?);
                }
                Some(ClaimAnswer::Refused) => return Err(SessionError::NotConfirmed),
                None => return Err(unreadable("no answer to this claim")),
            }
            sleep(self.patience.repeat).await;
        }
    }
}

#[async_trait]
impl<G: GattLink> Provisioner for Espressif<G> {
    async fn read_state(&mut self) -> Result<State, SessionError> {
        let state = within(self.patience.boot, self.wifi_state()).await?;
        Ok(match state {
            WifiState::Connected { .. } => State::Provisioned,
            // Firmware says so before anything was applied too, and takes credentials then.
            WifiState::Connecting { .. } | WifiState::Disconnected | WifiState::Failed(_) => {
                State::Ready
            }
        })
    }

    async fn read_info(&mut self) -> Result<DeviceInfo, SessionError> {
        if self.open.is_none() {
            self.open = Some(self.open().await?);
        }
        let version = self.open.as_ref().map(|open| open.version.version.clone());
        Ok(DeviceInfo {
            firmware: "ESP-IDF provisioning".to_owned(),
            version: version.unwrap_or_default(),
            hardware: "ESP32".to_owned(),
            name: "ESP32".to_owned(),
        })
    }

    async fn read_key(&mut self) -> Result<DeviceKey, SessionError> {
        let deadline = self.patience.answer;
        let result = within(deadline, self.ask_claim(&ClaimCommand::Identity)).await?;
        read_identity(&result).ok_or_else(|| unreadable("no device's address"))
    }

    async fn identify(&mut self) -> Result<(), SessionError> {
        let deadline = self.patience.answer;
        let shown = within(deadline, self.ask_claim(&ClaimCommand::Blink)).await;
        shown.map(drop)
    }

    async fn scan_wifi(&mut self) -> Result<Vec<SeenNetwork>, SessionError> {
        within(self.patience.scan, self.until_scanned()).await
    }

    async fn join(&mut self, wifi: &WifiCredentials) -> Result<(), SessionError> {
        within(self.patience.answer, self.apply(wifi)).await?;
        within(self.patience.join, self.until_joined(wifi)).await
    }

    async fn claim(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> Result<DeviceClaim, SessionError> {
        let confirm = self.patience.confirm;
        match timeout(confirm, self.until_confirmed(device, request)).await {
            Ok(claimed) => claimed,
            Err(_) => Err(SessionError::NotConfirmed),
        }
    }

    async fn close(&mut self) {
        self.open = None;
        self.link.close().await;
    }
}

/// Writes to an endpoint, and reads its answer.
async fn exchange<G: GattLink>(
    link: &mut G,
    endpoints: &Endpoints,
    exchange: Exchange,
) -> Result<Vec<u8>, SessionError> {
    let characteristic = endpoints.characteristic(exchange.endpoint)?;
    link.write(characteristic, &exchange.bytes).await?;
    Ok(link.read(characteristic).await?)
}

fn unreadable(reason: impl ToString) -> SessionError {
    SessionError::Unreadable(reason.to_string())
}

impl From<MissingEndpoint> for SessionError {
    fn from(missing: MissingEndpoint) -> Self {
        Self::Unsupported {
            step: missing.0.name(),
        }
    }
}

impl From<CipherError> for SessionError {
    fn from(error: CipherError) -> Self {
        unreadable(error)
    }
}

impl From<AnswerError> for SessionError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Status(status) => Self::Status(status),
            error => unreadable(error),
        }
    }
}

impl From<HandshakeError> for SessionError {
    fn from(error: HandshakeError) -> Self {
        match error {
            HandshakeError::WrongProof | HandshakeError::Impostor => Self::ProofRefused,
            HandshakeError::Status(status) => Self::Status(status),
            error => unreadable(error),
        }
    }
}
