//! Opens the wallet for the person whose fingerprint or face the machine knows, beside its passphrase.
//!
//! What the machine keeps is a token that opens a second sealed copy of the wallet. A token without that copy, or
//! a copy without its token, opens nothing and costs nothing. So both are made and given up in an order in which a
//! kill leaves one of these: the token is kept before the copy is there, and forgotten after it is gone.

use super::{opened, with_keys};
use crate::{
    app::Core,
    blocking::blocking,
    errors::{Explain, ForApp},
};
use outpost_app_api::{
    AppError, BiometricUnlock, ErrorCode, ForgetBiometrics, UnlockByBiometrics, UseBiometrics,
};
use outpost_wallet::{KeyStore, KeyStoreKind, UnlockToken};
use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::Mutex;

/// Keeps one token for this app behind the person's fingerprint or face. Its calls block, some until the person
/// has answered.
pub trait Biometrics: Send + Sync + 'static {
    /// Whether a fingerprint or a face can be asked for now.
    fn is_ready(&self) -> bool;

    /// Keeps `token` in the place of one that is kept.
    fn keep(&self, token: &UnlockToken) -> Result<(), BiometricsError>;

    /// The token that is kept, once the person was recognised.
    fn ask(&self, prompt: &BiometricPrompt) -> Result<UnlockToken, BiometricsError>;

    /// Keeps no token any more.
    fn forget(&self) -> Result<(), BiometricsError>;
}

/// What the system says when it asks for a fingerprint or a face, in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BiometricPrompt {
    /// What for.
    pub reason: String,
    /// The button that calls it off.
    pub cancel: String,
}

/// Why the machine does not give the token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BiometricsError {
    /// The person, or the system, called it off.
    #[error("it was called off")]
    Cancelled,
    /// None is kept, or it is never given again, as when fingerprints were added.
    #[error("no token is kept")]
    Forgotten,
    /// The person was not recognised, or cannot be asked now.
    #[error("it failed: {0}")]
    Failed(String),
}

/// What this machine has to recognise its person by.
pub(crate) struct Recognition {
    by: Option<Arc<dyn Biometrics>>,
    is_ready: AtomicBool,
    /// One question at a time.
    asking: Mutex<()>,
}

/// Opens the wallet for the person whom the machine recognises.
pub(crate) async fn unlock(core: &Arc<Core>, call: UnlockByBiometrics) -> Result<(), AppError> {
    let _one = core.recognition.asking.lock().await;
    if !core.wallet.keys().accepts_token() {
        return Err(AppError::new(ErrorCode::BiometricsForgotten));
    }
    let prompt = BiometricPrompt {
        reason: call.reason,
        cancel: call.cancel,
    };
    let given = async {
        let token = core.recognition.with(move |by| by.ask(&prompt)).await?;
        with_keys(core, move |keys| keys.unlock_by_token(&token)).await
    };
    match given.await {
        Ok(wallet) => {
            opened(core, wallet).await;
            Ok(())
        }
        Err(error) => {
            // It would be offered in vain from now on.
            if error.code == ErrorCode::BiometricsForgotten {
                give_up(core).await?;
            }
            Err(error)
        }
    }
}

/// Has a fingerprint or a face open the wallet, which must be open, from now on: once the person has shown that
/// it does.
pub(crate) async fn switch_on(core: &Arc<Core>, call: UseBiometrics) -> Result<(), AppError> {
    let _one = core.recognition.asking.lock().await;
    let wallet = core.wallet.wallet()?;
    if core.wallet.keys().kind() == KeyStoreKind::System {
        return Err(AppError::new(ErrorCode::NoPassphrase));
    }
    // An older copy would wait for a token that is about to be replaced.
    with_keys(core, KeyStore::refuse_tokens).await?;
    let token = UnlockToken::generate().for_app()?;
    let prompt = BiometricPrompt {
        reason: call.reason,
        cancel: call.cancel,
    };
    let kept = token.clone();
    let shown = core.recognition.with(move |by| {
        by.keep(&kept)?;
        match by.ask(&prompt)? == kept {
            true => Ok(()),
            false => Err(BiometricsError::Failed("another token came back".into())),
        }
    });
    let switched = match shown.await {
        Ok(()) => with_keys(core, move |keys| keys.accept_token(&wallet, &token)).await,
        refused => refused,
    };
    if switched.is_err() {
        give_up(core).await?;
    }
    core.publisher.changed();
    switched
}

/// Has only the passphrase open the wallet, which must be open.
pub(crate) async fn switch_off(core: &Arc<Core>, _: ForgetBiometrics) -> Result<(), AppError> {
    core.wallet.wallet()?;
    give_up(core).await
}

/// Finds out what this machine can do now.
pub(crate) async fn look(core: Arc<Core>) {
    let is_ready = core.recognition.with(|by| Ok(by.is_ready())).await;
    let is_ready = is_ready.unwrap_or(false);
    if core.recognition.is_ready.swap(is_ready, Ordering::Relaxed) != is_ready {
        core.publisher.changed();
    }
}

/// The copy goes first: a token without it opens nothing.
async fn give_up(core: &Arc<Core>) -> Result<(), AppError> {
    with_keys(core, KeyStore::refuse_tokens).await?;
    if let Err(error) = core.recognition.with(|by| by.forget()).await {
        tracing::warn!(?error, "a token that opens nothing any more is still kept");
    }
    core.publisher.changed();
    Ok(())
}

impl Recognition {
    pub(crate) fn new(by: Option<Arc<dyn Biometrics>>) -> Self {
        Self {
            by,
            is_ready: AtomicBool::new(false),
            asking: Mutex::default(),
        }
    }

    /// Whether a fingerprint or a face opens the wallet of `keys`, or could.
    pub(crate) fn state(&self, keys: &KeyStore) -> BiometricUnlock {
        if self.by.is_none() || keys.kind() == KeyStoreKind::System {
            return BiometricUnlock::Unavailable;
        }
        match (keys.accepts_token(), self.is_ready.load(Ordering::Relaxed)) {
            (true, _) => BiometricUnlock::On,
            (false, true) => BiometricUnlock::Off,
            (false, false) => BiometricUnlock::Unavailable,
        }
    }

    async fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&dyn Biometrics) -> Result<T, BiometricsError> + Send + 'static,
    ) -> Result<T, AppError> {
        let by = self.by.clone();
        let by = by.ok_or_else(|| AppError::new(ErrorCode::BiometricsFailed))?;
        blocking(move || act(&*by)).await
    }
}

impl fmt::Debug for Recognition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recognition({:?})", self.is_ready)
    }
}

impl Explain for BiometricsError {
    fn explain(self) -> AppError {
        AppError::new(match self {
            Self::Cancelled => ErrorCode::BiometricsCancelled,
            Self::Forgotten => ErrorCode::BiometricsForgotten,
            Self::Failed(reason) => {
                tracing::warn!(%reason, "a fingerprint or face was not recognised");
                ErrorCode::BiometricsFailed
            }
        })
    }
}
