//! Proves what an app does by itself, with nobody in reach.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests outside of test functions"
)]

mod biometrics;
mod owed_notice;
mod phone;
mod wallet;

use outpost_app_api::{AppError, AppView, Call, CreateWallet, Event, GetView, WalletState};
use outpost_app_core::{App, AppConfig, Host, Keys, dispatch};
use outpost_protocol::{NetworkDefinition, NetworkId};
use std::path::Path;

/// The generator of BLS12-381's G2: a key that is valid, and nobody's.
const GROUP_KEY: &str = "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049\
                         334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051\
                         c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8";

/// Nobody looks.
struct NoWindow;

impl Host for NoWindow {
    fn emit(&self, _: Event) {}
}

async fn start(data: &Path) -> App {
    start_with(data, NoWindow).await
}

async fn start_with(data: &Path, host: impl Host) -> App {
    let network = NetworkDefinition {
        name: "nowhere".to_owned(),
        id: NetworkId([1; 32]),
        group_key: hex::decode(GROUP_KEY).unwrap(),
        peers: Vec::new(),
        practice: false,
    };
    let config = AppConfig {
        network,
        data: data.to_owned(),
        serial_ports: Vec::new(),
        keys: Keys::File,
        exports: None,
    };
    App::start(config, host).await.unwrap()
}

async fn call<C: Call>(app: &App, call: C) -> Result<C::Answer, AppError> {
    let answer = dispatch(app, C::NAME, serde_json::to_value(&call).unwrap()).await?;
    Ok(serde_json::from_value(answer).unwrap())
}

async fn state(app: &App) -> WalletState {
    let view: AppView = call(app, GetView {}).await.unwrap();
    view.wallet.state
}

async fn create(app: &App) {
    let passphrase = Some("correct horse".to_owned());
    call(app, CreateWallet { passphrase }).await.unwrap();
}
