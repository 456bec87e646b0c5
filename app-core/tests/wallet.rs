//! Proves what becomes of a wallet whose passphrase was forgotten.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests outside of test functions"
)]

use outpost_app_api::{
    AppError, AppView, Call, CreateWallet, ErrorCode, Event, GetView, RestoreWallet, RevealWords,
    SetWalletAside, UnlockWallet, WalletState,
};
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
    App::start(config, NoWindow).await.unwrap()
}

async fn call<C: Call>(app: &App, call: C) -> Result<C::Answer, AppError> {
    let answer = dispatch(app, C::NAME, serde_json::to_value(&call).unwrap()).await?;
    Ok(serde_json::from_value(answer).unwrap())
}

async fn state(app: &App) -> WalletState {
    let view: AppView = call(app, GetView {}).await.unwrap();
    view.wallet.state
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_bring_back_a_wallet_whose_passphrase_was_forgotten() {
    let data = tempfile::tempdir().unwrap();
    let app = start(data.path()).await;
    let passphrase = Some("correct horse".to_owned());
    call(&app, CreateWallet { passphrase }).await.unwrap();
    let before = state(&app).await;
    let words = call(&app, RevealWords {}).await.unwrap().join(" ");

    let refused = call(&app, SetWalletAside {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::StepOutOfOrder, "it is in use");
    app.shutdown().await;

    let app = start(data.path()).await;
    assert_eq!(state(&app).await, WalletState::Locked);
    let passphrase = "wrong battery".to_owned();
    let wrong = call(&app, UnlockWallet { passphrase }).await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::PassphraseWrong);

    call(&app, SetWalletAside {}).await.unwrap();
    assert_eq!(state(&app).await, WalletState::Missing);
    let passphrase = Some("a new staple".to_owned());
    call(&app, RestoreWallet { words, passphrase })
        .await
        .unwrap();
    assert_eq!(state(&app).await, before);
    app.shutdown().await;

    assert!(
        data.path().join("wallet.key.1").exists(),
        "the locked file is kept"
    );
}
