//! Keeps the wallet's token where the phone gives it to its person's fingerprint or face alone.
//!
//! Android keeps it under a key of its Keystore that asks for the person each time, and that is gone for good once
//! a fingerprint is added; iOS keeps it in the Keychain of this phone, where the phone's code does as well.

use outpost_app_core::{BiometricPrompt, Biometrics, BiometricsError, UnlockToken};
use std::sync::Arc;
use tauri::{AppHandle, plugin::mobile::PluginInvokeError};
use tauri_plugin_biometry::{BiometryExt, DataOptions, Error, GetDataOptions, SetDataOptions};

/// Under which the phone keeps what is this app's.
const DOMAIN: &str = "outpost.wallet";
/// The one thing that is kept.
const NAME: &str = "unlock";
/// What the plugin's codes for a check that was called off end with: by the person, the system or the app.
const CALLED_OFF: &str = "Cancel";
/// What the plugin says where there is nothing, or nothing that will ever be given again: the Keystore has no key, has
/// one that an added fingerprint ended, or nothing under it; the Keychain has no such item (`errSecItemNotFound`).
const GONE: [&str; 4] = [
    "No key pair found",
    "permanently invalidated",
    "No data found",
    "-25300",
];

/// The phone's sensor.
struct Sensor(AppHandle);

/// What this phone recognises its person by.
pub(crate) fn sensor(app: &AppHandle) -> Arc<dyn Biometrics> {
    Arc::new(Sensor(app.clone()))
}

impl Biometrics for Sensor {
    fn is_ready(&self) -> bool {
        let status = self.0.biometry().status();
        status.is_ok_and(|status| status.is_available)
    }

    fn keep(&self, token: &UnlockToken) -> Result<(), BiometricsError> {
        let kept = self.0.biometry().set_data(SetDataOptions {
            domain: DOMAIN.to_owned(),
            name: NAME.to_owned(),
            data: token.as_str().to_owned(),
        });
        kept.map_err(why)
    }

    fn ask(&self, prompt: &BiometricPrompt) -> Result<UnlockToken, BiometricsError> {
        let given = self.0.biometry().get_data(GetDataOptions {
            domain: DOMAIN.to_owned(),
            name: NAME.to_owned(),
            reason: prompt.reason.clone(),
            cancel_title: Some(prompt.cancel.clone()),
        });
        given.map(|given| UnlockToken::new(given.data)).map_err(why)
    }

    fn forget(&self) -> Result<(), BiometricsError> {
        let forgotten = self.0.biometry().remove_data(DataOptions {
            domain: DOMAIN.to_owned(),
            name: NAME.to_owned(),
        });
        forgotten.map_err(why)
    }
}

fn why(error: Error) -> BiometricsError {
    let said = error.to_string();
    let code = match &error {
        Error::PluginInvoke(PluginInvokeError::InvokeRejected(refused)) => refused.code.as_deref(),
        _ => None,
    };
    if code.is_some_and(|code| code.ends_with(CALLED_OFF)) {
        BiometricsError::Cancelled
    } else if GONE.iter().any(|gone| said.contains(gone)) {
        BiometricsError::Forgotten
    } else {
        BiometricsError::Failed(said)
    }
}
