//! Sets a hotspot of Helium's network up by gateway-config, over Bluetooth.

use super::{Patience, Progress, Provisioner, SeenNetwork, SessionError, Watcher, within};
use crate::{
    protocols::{
        claim::ClaimRequest,
        helium::{
            AddGatewayError, CONFIGURED_NETWORKS, ConnectFailure, ConnectState, DIAGNOSTICS,
            Diagnostic, ETHERNET_ONLINE, FIRMWARE_REVISION, KeyError, MAC, NETWORKS, NetworkName,
            PUBLIC_KEY, Request, SSID, ValueError, WIFI_CONNECT, advertised_name, read_claim,
            read_diagnostics, read_ethernet_online, read_key, read_networks, read_ssid, read_text,
        },
        improv::{DeviceInfo, ErrorState, State, wifi::WifiCredentials},
    },
    transport::gatt::{GattError, GattLink},
};
use async_trait::async_trait;
use futures::FutureExt;
use outpost_protocol::{DeviceKey, transaction::DeviceClaim};
use std::time::Duration;
use tokio::time::sleep;
use uuid::Uuid;

/// A hotspot that speaks gateway-config.
pub struct Helium<G> {
    link: G,
    patience: Patience,
    watcher: Watcher,
}

/// How a hotspot shows itself: its light goes on and off so often.
const BLINKS: u32 = 4;
const BLINK: Duration = Duration::from_millis(400);
/// More than a hotspot tells between two requests.
const TOLD_BETWEEN_REQUESTS: u32 = 64;

impl<G: GattLink> Helium<G> {
    /// A hotspot at the other end of `link`.
    pub fn new(link: G, patience: Patience, watcher: Watcher) -> Self {
        Self {
            link,
            patience,
            watcher,
        }
    }

    /// Whether it is online by cable.
    pub async fn is_online_by_cable(&mut self) -> Result<bool, SessionError> {
        self.read(ETHERNET_ONLINE, read_ethernet_online).await
    }

    /// How it says that it does.
    pub async fn diagnose(&mut self) -> Result<Vec<Diagnostic>, SessionError> {
        self.read(DIAGNOSTICS, read_diagnostics).await
    }

    /// Reads a value, and again while the hotspot does not know it yet: it may be booting.
    async fn read<T, E>(
        &mut self,
        characteristic: Uuid,
        parse: impl Fn(&[u8]) -> Result<T, E> + Send + Sync,
    ) -> Result<T, SessionError>
    where
        T: Send,
        E: Into<Unread> + Send,
    {
        let patience = self.patience;
        within(patience.boot, async {
            loop {
                let value = self.link.read(characteristic).await?;
                match parse(&value).map_err(Into::into) {
                    Ok(parsed) => return Ok(parsed),
                    Err(Unread::NotYet) => sleep(patience.repeat).await,
                    Err(Unread::Never(reason)) => return Err(SessionError::Unreadable(reason)),
                }
            }
        })
        .await
    }

    /// Text that not every hotspot offers.
    async fn read_optional_text(&mut self, characteristic: Uuid) -> Result<String, SessionError> {
        let text = |value: &[u8]| read_text(value).map(str::to_owned);
        match self.read(characteristic, text).await {
            Err(SessionError::Gatt(GattError::Missing(_)) | SessionError::Unreadable(_)) => {
                Ok(String::new())
            }
            text => text,
        }
    }

    async fn write(&mut self, request: &Request) -> Result<(), SessionError> {
        let (characteristic, value) = (request.characteristic(), request.value());
        Ok(self.link.write(characteristic, &value).await?)
    }

    /// What was told before a request is no answer to it: BlueZ tells what was only read as well.
    async fn pass_over_what_was_told(&mut self) -> Result<(), SessionError> {
        for _ in 0..TOLD_BETWEEN_REQUESTS {
            match self.link.notification().now_or_never() {
                Some(told) => drop(told?),
                None => break,
            }
        }
        Ok(())
    }

    /// Writes, and waits for what is told of the same characteristic.
    async fn ask<T>(
        &mut self,
        request: &Request,
        mut answer: impl FnMut(&[u8]) -> Option<Result<T, SessionError>> + Send,
    ) -> Result<T, SessionError> {
        let characteristic = request.characteristic();
        self.link.subscribe(characteristic).await?;
        self.pass_over_what_was_told().await?;
        self.write(request).await?;
        loop {
            let (told, value) = self.link.notification().await?;
            if told == characteristic
                && let Some(answer) = answer(&value)
            {
                return answer;
            }
        }
    }
}

#[async_trait]
impl<G: GattLink> Provisioner for Helium<G> {
    async fn read_state(&mut self) -> Result<State, SessionError> {
        let connecting = self.link.read(WIFI_CONNECT).await?;
        if ConnectState::read(&connecting) == Ok(ConnectState::Connecting) {
            return Ok(State::Provisioning);
        }
        let online =
            self.read(SSID, read_ssid).await?.is_some() || self.is_online_by_cable().await?;
        Ok(match online {
            true => State::Provisioned,
            false => State::Ready,
        })
    }

    async fn read_info(&mut self) -> Result<DeviceInfo, SessionError> {
        Ok(DeviceInfo {
            firmware: "gateway-config".to_owned(),
            version: self.read_optional_text(FIRMWARE_REVISION).await?,
            hardware: "Helium Hotspot".to_owned(),
            name: name_of(&self.read_optional_text(MAC).await?),
        })
    }

    async fn read_key(&mut self) -> Result<DeviceKey, SessionError> {
        self.read(PUBLIC_KEY, read_key).await
    }

    async fn read_condition(&mut self) -> Result<Vec<Diagnostic>, SessionError> {
        self.diagnose().await
    }

    async fn identify(&mut self) -> Result<(), SessionError> {
        for _ in 0..BLINKS {
            for on in [true, false] {
                self.write(&Request::Lights(on)).await?;
                sleep(BLINK).await;
            }
        }
        Ok(())
    }

    async fn scan_wifi(&mut self) -> Result<Vec<SeenNetwork>, SessionError> {
        let names = self.read(NETWORKS, read_networks).await?;
        let seen = names.into_iter().map(|name| SeenNetwork {
            ssid: name.to_string(),
            signal_dbm: None,
            secured: None,
        });
        Ok(seen.collect())
    }

    async fn join(&mut self, wifi: &WifiCredentials) -> Result<(), SessionError> {
        let deadline = self.patience.join;
        let watcher = self.watcher.clone();
        let request = Request::Connect(wifi.clone());
        let asked = self.ask(&request, |value| match ConnectState::read(value) {
            Ok(ConnectState::Connected) => Some(Ok(())),
            Ok(ConnectState::Connecting) => {
                watcher.report(Progress::State(State::Provisioning));
                None
            }
            Ok(ConnectState::Idle) => None,
            Ok(ConnectState::Failed(failure)) => Some(Err(not_joined(failure, wifi))),
            Err(error) => Some(Err(SessionError::Unreadable(error.to_string()))),
        });
        within(deadline, asked).await
    }

    async fn read_kept(&mut self) -> Result<Vec<NetworkName>, SessionError> {
        self.read(CONFIGURED_NETWORKS, read_networks).await
    }

    async fn forget(&mut self, network: &NetworkName) -> Result<(), SessionError> {
        self.write(&Request::Remove(network.clone())).await
    }

    async fn claim(
        &mut self,
        device: DeviceKey,
        request: &ClaimRequest,
    ) -> Result<DeviceClaim, SessionError> {
        let asked = Request::AddGateway(request.clone());
        let deadline = self.patience.confirm;
        let claimed = self.ask(&asked, |value| match read_claim(request, device, value) {
            // What was there before, or what somebody else has asked for.
            Err(AddGatewayError::AnotherRequest | AddGatewayError::Value(ValueError::NotYet)) => {
                None
            }
            claimed => Some(claimed.map_err(SessionError::from)),
        });
        within(deadline, claimed).await
    }

    async fn close(&mut self) {
        self.link.close().await;
    }
}

/// The name that it advertises under, by its serial number.
fn name_of(mac: &str) -> String {
    let mut bytes = [0; 6];
    match hex::decode_to_slice(mac, &mut bytes) {
        Ok(()) => advertised_name(bytes),
        Err(_) => "Helium Hotspot".to_owned(),
    }
}

fn not_joined(failure: ConnectFailure, wifi: &WifiCredentials) -> SessionError {
    match failure {
        ConnectFailure::NotFound
        | ConnectFailure::Timeout
        | ConnectFailure::InvalidPassword
        | ConnectFailure::Refused => SessionError::WifiFailed {
            ssid: wifi.ssid().to_owned(),
        },
        ConnectFailure::Busy | ConnectFailure::BadArguments | ConnectFailure::Other => {
            SessionError::Refused(ErrorState::Unknown)
        }
    }
}

/// Why a value was not read.
enum Unread {
    NotYet,
    Never(String),
}

impl From<ValueError> for Unread {
    fn from(error: ValueError) -> Self {
        match error {
            ValueError::NotYet => Self::NotYet,
            error => Self::Never(error.to_string()),
        }
    }
}

impl From<KeyError> for Unread {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Value(error) => error.into(),
            error => Self::Never(error.to_string()),
        }
    }
}

impl From<AddGatewayError> for SessionError {
    fn from(error: AddGatewayError) -> Self {
        match error {
            AddGatewayError::Forged(forged) => Self::Forged(forged),
            AddGatewayError::Value(ValueError::Failed) => Self::NotConfirmed,
            error => Self::Unreadable(error.to_string()),
        }
    }
}
