//! Proves what a fingerprint or a face opens, and that the passphrase always does.

use super::{call, start, start_with, state};
use outpost_app_api::{
    AppView, BiometricUnlock, ChangePassphrase, CreateWallet, ErrorCode, Event, ForgetBiometrics,
    GetView, LockWallet, RestoreWallet, RevealWords, SetWalletAside, UnlockByBiometrics,
    UnlockWallet, UseBiometrics, WalletState,
};
use outpost_app_core::{App, BiometricPrompt, Biometrics, BiometricsError, Host, UnlockToken};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tempfile::TempDir;

const PASSPHRASE: &str = "correct horse";

/// A phone's sensor, which keeps what it is given from start to start.
#[derive(Default)]
struct Sensor {
    kept: Mutex<Option<UnlockToken>>,
    /// Why the next one who is asked is not recognised.
    refuses: Mutex<Option<BiometricsError>>,
    asked: Mutex<Vec<BiometricPrompt>>,
}

impl Biometrics for Sensor {
    fn is_ready(&self) -> bool {
        true
    }

    fn keep(&self, token: &UnlockToken) -> Result<(), BiometricsError> {
        *self.kept.lock().unwrap() = Some(token.clone());
        Ok(())
    }

    fn ask(&self, prompt: &BiometricPrompt) -> Result<UnlockToken, BiometricsError> {
        self.asked.lock().unwrap().push(prompt.clone());
        match self.refuses.lock().unwrap().take() {
            Some(refused) => Err(refused),
            None => self
                .kept
                .lock()
                .unwrap()
                .clone()
                .ok_or(BiometricsError::Forgotten),
        }
    }

    fn forget(&self) -> Result<(), BiometricsError> {
        *self.kept.lock().unwrap() = None;
        Ok(())
    }
}

/// What an app sees of the phone.
struct Shell(Arc<Sensor>);

impl Host for Shell {
    fn emit(&self, _: Event) {}

    fn biometrics(&self) -> Option<Arc<dyn Biometrics>> {
        Some(self.0.clone())
    }
}

/// A phone with the app, which has a wallet.
struct Phone {
    data: TempDir,
    sensor: Arc<Sensor>,
    app: App,
}

impl Phone {
    async fn with_wallet() -> Self {
        let data = tempfile::tempdir().unwrap();
        let sensor = Arc::<Sensor>::default();
        let app = start_with(data.path(), Shell(sensor.clone())).await;
        let passphrase = Some(PASSPHRASE.to_owned());
        call(&app, CreateWallet { passphrase }).await.unwrap();
        Self { data, sensor, app }
    }

    /// One whose person switched it on.
    async fn switched_on() -> Self {
        let phone = Self::with_wallet().await;
        phone.check(BiometricUnlock::Off).await;
        phone.switch_on().await.unwrap();
        phone.check(BiometricUnlock::On).await;
        phone
    }

    async fn restarted(self) -> Self {
        self.app.shutdown().await;
        drop(self.app);
        let app = start_with(self.data.path(), Shell(self.sensor.clone())).await;
        assert_eq!(state(&app).await, WalletState::Locked);
        Self { app, ..self }
    }

    async fn switch_on(&self) -> Result<(), ErrorCode> {
        let (reason, cancel) = ("Show it".to_owned(), "Cancel".to_owned());
        let switched = call(&self.app, UseBiometrics { reason, cancel }).await;
        switched.map_err(|error| error.code)
    }

    async fn lock(&self) {
        call(&self.app, LockWallet {}).await.unwrap();
        assert_eq!(state(&self.app).await, WalletState::Locked);
    }

    async fn recognise(&self) -> Result<(), ErrorCode> {
        let (reason, cancel) = ("Unlock".to_owned(), "Passphrase".to_owned());
        let unlocked = call(&self.app, UnlockByBiometrics { reason, cancel }).await;
        unlocked.map_err(|error| error.code)
    }

    async fn type_in(&self, passphrase: &str) {
        let passphrase = passphrase.to_owned();
        call(&self.app, UnlockWallet { passphrase }).await.unwrap();
        self.check_open().await;
    }

    async fn check_open(&self) {
        assert!(matches!(state(&self.app).await, WalletState::Open { .. }));
    }

    /// Waits until the screens are told so: what the machine can do is found out beside everything else.
    async fn check(&self, expected: BiometricUnlock) {
        let told = async {
            loop {
                let view: AppView = call(&self.app, GetView {}).await.unwrap();
                if view.wallet.biometrics == expected {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let told = tokio::time::timeout(Duration::from_secs(60), told).await;
        assert!(told.is_ok(), "{expected:?} is never told");
    }

    fn refuse_next(&self, why: BiometricsError) {
        *self.sensor.refuses.lock().unwrap() = Some(why);
    }

    fn kept(&self) -> Option<UnlockToken> {
        self.sensor.kept.lock().unwrap().clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn once_it_was_shown_to_work_it_opens_the_wallet_after_a_lock_and_after_a_start() {
    let phone = Phone::switched_on().await;
    phone.lock().await;
    phone.recognise().await.unwrap();
    phone.check_open().await;
    let phone = phone.restarted().await;
    phone.check(BiometricUnlock::On).await;
    phone.recognise().await.unwrap();
    phone.check_open().await;

    let asked = phone.sensor.asked.lock().unwrap().clone();
    let words: Vec<(&str, &str)> = asked
        .iter()
        .map(|prompt| (prompt.reason.as_str(), prompt.cancel.as_str()))
        .collect();
    let unlock = ("Unlock", "Passphrase");
    assert_eq!(words, [("Show it", "Cancel"), unlock, unlock]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_is_called_off_or_fails_changes_nothing_and_the_passphrase_opens() {
    let phone = Phone::switched_on().await;
    for (why, code) in [
        (BiometricsError::Cancelled, ErrorCode::BiometricsCancelled),
        (
            BiometricsError::Failed("locked out".to_owned()),
            ErrorCode::BiometricsFailed,
        ),
    ] {
        phone.lock().await;
        phone.refuse_next(why);
        assert_eq!(phone.recognise().await, Err(code));
        assert_eq!(state(&phone.app).await, WalletState::Locked);
        phone.check(BiometricUnlock::On).await;
        phone.type_in(PASSPHRASE).await;
    }
    phone.lock().await;
    phone.recognise().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_recognised_when_it_is_switched_on_leaves_it_off_and_nothing_kept() {
    let phone = Phone::with_wallet().await;
    phone.refuse_next(BiometricsError::Cancelled);
    assert_eq!(phone.switch_on().await, Err(ErrorCode::BiometricsCancelled));
    phone.check(BiometricUnlock::Off).await;
    assert_eq!(phone.kept(), None);
    phone.lock().await;
    assert_eq!(phone.recognise().await, Err(ErrorCode::BiometricsForgotten));
    assert!(
        phone.sensor.asked.lock().unwrap().len() == 1,
        "asked in vain"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_phone_gives_no_more_is_not_offered_again_until_it_is_switched_on_again() {
    // Fingerprints were changed; or the phone keeps what opens another wallet.
    let another = Some(UnlockToken::generate().unwrap());
    for kept in [None, another] {
        let phone = Phone::switched_on().await;
        phone.lock().await;
        *phone.sensor.kept.lock().unwrap() = kept;
        assert_eq!(phone.recognise().await, Err(ErrorCode::BiometricsForgotten));
        phone.check(BiometricUnlock::Off).await;
        assert_eq!(state(&phone.app).await, WalletState::Locked);
        phone.type_in(PASSPHRASE).await;
        phone.switch_on().await.unwrap();
        phone.lock().await;
        phone.recognise().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_passphrase_leaves_it_on() {
    let phone = Phone::switched_on().await;
    let (old, new) = (PASSPHRASE.to_owned(), "battery staple".to_owned());
    call(&phone.app, ChangePassphrase { old, new })
        .await
        .unwrap();
    phone.lock().await;
    phone.recognise().await.unwrap();
    phone.lock().await;
    phone.type_in("battery staple").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn once_it_is_switched_off_the_phone_keeps_nothing_and_the_passphrase_alone_opens() {
    let phone = Phone::switched_on().await;
    let token = phone.kept();
    call(&phone.app, ForgetBiometrics {}).await.unwrap();
    phone.check(BiometricUnlock::Off).await;
    assert_eq!(phone.kept(), None);
    phone.lock().await;
    // Not even with what was kept.
    *phone.sensor.kept.lock().unwrap() = token;
    assert_eq!(phone.recognise().await, Err(ErrorCode::BiometricsForgotten));
    phone.type_in(PASSPHRASE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_wallet_is_not_switched() {
    let phone = Phone::switched_on().await;
    phone.lock().await;
    assert_eq!(phone.switch_on().await, Err(ErrorCode::WalletLocked));
    let refused = call(&phone.app, ForgetBiometrics {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WalletLocked);
    phone.recognise().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_was_put_aside_leaves_nothing_on_for_the_one_after_it() {
    let phone = Phone::switched_on().await;
    let words = call(&phone.app, RevealWords {}).await.unwrap().join(" ");
    phone.lock().await;
    call(&phone.app, SetWalletAside { unsent_too: false })
        .await
        .unwrap();
    let passphrase = Some("battery staple".to_owned());
    call(&phone.app, RestoreWallet { words, passphrase })
        .await
        .unwrap();
    phone.check(BiometricUnlock::Off).await;
    phone.lock().await;
    assert_eq!(phone.recognise().await, Err(ErrorCode::BiometricsForgotten));
    phone.type_in("battery staple").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_that_knows_nobody_says_nothing_of_it() {
    let phone = Phone::switched_on().await;
    phone.app.shutdown().await;
    // The data folder on another machine.
    let app = start(phone.data.path()).await;
    let view: AppView = call(&app, GetView {}).await.unwrap();
    assert_eq!(view.wallet.biometrics, BiometricUnlock::Unavailable);
    let (reason, cancel) = (String::new(), String::new());
    let refused = call(&app, UnlockByBiometrics { reason, cancel }).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::BiometricsFailed);
    let passphrase = PASSPHRASE.to_owned();
    call(&app, UnlockWallet { passphrase }).await.unwrap();
    app.shutdown().await;
}
