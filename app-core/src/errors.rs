//! Turns the typed errors of the parts into codes that every language has plain words for.
//!
//! Nothing internal leaves the app: an error is either one of the codes, with the values that its
//! words need, or [`ErrorCode::Internal`] with a reference under which the log has the rest.

use crate::files::FileError;
use outpost_app_api::{AppError, ErrorCode};
use outpost_device_drivers::{
    protocols::improv::wifi::InvalidCredentials,
    reach::ReachError,
    session::SessionError,
    transport::{
        ble::{ConnectError, RadioProblem, RadioRemedy},
        serial::OpenError,
    },
};
use outpost_light_client::{LightError, StartError, SubmitError};
use outpost_protocol::{Amount, transaction::Rejection, wire::Refusal};
use outpost_wallet::{KeyStoreError, WordsError};
use std::fmt::Display;

/// An error that a person can be told.
pub(crate) trait Explain {
    fn explain(self) -> AppError;
}

/// `result.for_app()?` in the use cases.
pub(crate) trait ForApp<T> {
    fn for_app(self) -> Result<T, AppError>;
}

impl<T, E: Explain> ForApp<T> for Result<T, E> {
    fn for_app(self) -> Result<T, AppError> {
        self.map_err(E::explain)
    }
}

/// A fault of the app's own: logged in full, shown as a reference to the log.
pub(crate) fn internal(error: impl Display) -> AppError {
    let reference = match getrandom::u32() {
        Ok(random) => format!("{random:08x}"),
        // Without randomness there is still the log's time to find it by.
        Err(_) => "00000000".to_owned(),
    };
    tracing::error!(%reference, %error, "internal error");
    AppError::new(ErrorCode::Internal).with("reference", reference)
}

/// The account cannot pay.
pub(crate) fn insufficient(balance: Amount, needed: Amount) -> AppError {
    AppError::new(ErrorCode::InsufficientBalance)
        .with("balance", balance.units())
        .with("needed", needed.units())
}

impl Explain for AppError {
    fn explain(self) -> AppError {
        self
    }
}

impl Explain for FileError {
    fn explain(self) -> AppError {
        match &self {
            Self::Io { path, source } => {
                tracing::warn!(path = %path.display(), error = %source, "the data folder failed");
                AppError::new(ErrorCode::DataFolderUnwritable).with("path", path.display())
            }
            Self::TooLarge { .. } | Self::Damaged { .. } => internal(self),
        }
    }
}

impl Explain for KeyStoreError {
    fn explain(self) -> AppError {
        match &self {
            Self::PassphraseNeeded => AppError::new(ErrorCode::PassphraseNeeded),
            Self::PassphraseTooShort => AppError::new(ErrorCode::PassphraseTooShort),
            Self::PassphraseWrong => AppError::new(ErrorCode::PassphraseWrong),
            Self::TokenWrong => AppError::new(ErrorCode::BiometricsForgotten),
            Self::NoPassphrase => AppError::new(ErrorCode::NoPassphrase),
            Self::WalletExists { .. } => AppError::new(ErrorCode::WalletExists),
            Self::WalletMissing => AppError::new(ErrorCode::WalletMissing),
            Self::Damaged { path, .. } => {
                AppError::new(ErrorCode::KeyFileDamaged).with("path", path.display())
            }
            Self::File { path, source } => {
                tracing::warn!(path = %path.display(), error = %source, "the key file failed");
                AppError::new(ErrorCode::DataFolderUnwritable).with("path", path.display())
            }
            Self::SystemFailed { .. }
            | Self::SystemSilent
            | Self::SystemForgot { .. }
            | Self::SystemMistaken { .. } => {
                tracing::warn!(error = %self, "the system's key store failed");
                AppError::new(ErrorCode::KeyStoreUnavailable)
            }
            Self::NoRandomness(_) | Self::OutOfMemory => internal(self),
        }
    }
}

impl Explain for WordsError {
    fn explain(self) -> AppError {
        let invalid = AppError::new(ErrorCode::WordsInvalid);
        match self {
            Self::UnknownWord { word, .. } => invalid.with("word", word),
            Self::WrongCount { .. } | Self::WrongChecksum => invalid,
        }
    }
}

impl Explain for OpenError {
    fn explain(self) -> AppError {
        match self {
            Self::NotPermitted { port, command } => AppError::new(ErrorCode::PortNotPermitted)
                .with("port", port)
                .with("command", command),
            Self::Busy { port } => AppError::new(ErrorCode::PortBusy).with("port", port),
            Self::Gone { port } => AppError::new(ErrorCode::PortGone).with("port", port),
            Self::Unusable { port, reason } => {
                tracing::info!(%port, %reason, "a port cannot be used");
                AppError::new(ErrorCode::PortGone).with("port", port)
            }
        }
    }
}

impl Explain for ReachError {
    fn explain(self) -> AppError {
        match self {
            Self::Port(error) => error.explain(),
            Self::Connect(ConnectError::Radio(problem)) => problem.explain(),
            Self::Connect(error) => {
                tracing::info!(%error, "a device was not connected");
                AppError::new(ErrorCode::DeviceOutOfReach)
            }
        }
    }
}

impl Explain for RadioProblem {
    fn explain(self) -> AppError {
        tracing::info!(error = %self, "there is no Bluetooth");
        let code = match &self {
            Self::NoAdapter => ErrorCode::BluetoothMissing,
            Self::Off => ErrorCode::BluetoothOff,
            Self::Blocked { .. } => ErrorCode::BluetoothBlocked,
            Self::NoService(_) => ErrorCode::BluetoothNoService,
            Self::NotPermitted(_) => ErrorCode::BluetoothNotPermitted,
            Self::Failed(_) => ErrorCode::BluetoothFailed,
        };
        match self.remedy() {
            RadioRemedy::Run(command) => AppError::new(code).with("command", command),
            _ => AppError::new(code),
        }
    }
}

impl Explain for InvalidCredentials {
    fn explain(self) -> AppError {
        AppError::new(ErrorCode::WifiInvalid)
    }
}

impl Explain for SessionError {
    fn explain(self) -> AppError {
        tracing::info!(error = %self, "a step with a device failed");
        match self {
            Self::LinkLost(link) => AppError::new(ErrorCode::PortGone).with("port", link.port),
            Self::Unreachable(error) => error.explain(),
            Self::Silent(_) => AppError::new(ErrorCode::DeviceSilent),
            Self::Garbled(_) | Self::EndlessScan | Self::WrongState { .. } | Self::Refused(_) => {
                AppError::new(ErrorCode::DeviceGarbled)
            }
            Self::Unsupported { .. } | Self::Gatt(_) => AppError::new(ErrorCode::DeviceUnsupported),
            Self::Unreadable(_) | Self::Status(_) => AppError::new(ErrorCode::DeviceGarbled),
            Self::ProofNeeded => AppError::new(ErrorCode::DeviceProofNeeded),
            Self::ProofRefused => AppError::new(ErrorCode::DeviceProofWrong),
            Self::Unprotected => AppError::new(ErrorCode::DeviceUnprotected),
            Self::NotAuthorized => AppError::new(ErrorCode::DeviceNotAuthorized),
            Self::WifiFailed { ssid } => AppError::new(ErrorCode::WifiFailed).with("ssid", ssid),
            Self::DeviceChanged { .. } => AppError::new(ErrorCode::DeviceChanged),
            Self::NotConfirmed => AppError::new(ErrorCode::ClaimNotConfirmed),
            Self::Forged(_) => AppError::new(ErrorCode::ClaimInvalid),
            Self::NotIdentified | Self::Internal(_) => internal(self),
        }
    }
}

impl Explain for LightError {
    fn explain(self) -> AppError {
        match self {
            Self::NoPeers => AppError::new(ErrorCode::Offline),
            Self::NoValidAnswer | Self::NotUnderstood => AppError::new(ErrorCode::NotVerified),
            Self::Refused(Refusal::NoFaucet) => AppError::new(ErrorCode::NoFaucet),
            Self::Refused(_) => AppError::new(ErrorCode::NetworkBusy),
            Self::Store(_) | Self::Stopped => internal(self),
        }
    }
}

impl Explain for SubmitError {
    fn explain(self) -> AppError {
        match self {
            Self::Rejected(rejection) => rejection.explain(),
            Self::NotSent(error) => error.explain(),
        }
    }
}

impl Explain for Rejection {
    fn explain(self) -> AppError {
        match self {
            Self::InsufficientBalance { balance, needed } => insufficient(balance, needed),
            Self::DeviceAlreadyClaimed { .. } | Self::NotTheOwner => {
                AppError::new(ErrorCode::DeviceAlreadyClaimed)
            }
            Self::ClaimNotSigned => AppError::new(ErrorCode::ClaimInvalid),
            Self::Busy => AppError::new(ErrorCode::NetworkBusy),
            Self::NotOffered => AppError::new(ErrorCode::DeviceNotOffered),
            other => AppError::new(ErrorCode::TransactionRefused).with("reason", other),
        }
    }
}

impl Explain for StartError {
    fn explain(self) -> AppError {
        internal(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{io, path::PathBuf};

    #[test]
    fn a_fault_of_the_apps_own_shows_a_reference_and_nothing_else() {
        let errors = [
            LightError::Stopped.explain(),
            SessionError::Internal("secret detail".to_owned()).explain(),
            KeyStoreError::OutOfMemory.explain(),
            FileError::Damaged {
                path: PathBuf::from("somebodys/folder"),
            }
            .explain(),
        ];
        for error in errors {
            assert_eq!(error.code, ErrorCode::Internal);
            assert_eq!(error.details.keys().collect::<Vec<_>>(), ["reference"]);
            assert_eq!(error.details["reference"].len(), 8);
        }
    }

    #[test]
    fn what_the_system_said_stays_in_the_log() {
        let secret = || "secret detail".to_owned();
        let errors = [
            KeyStoreError::SystemFailed { reason: secret() }.explain(),
            OpenError::Unusable {
                port: "/dev/ttyS0".to_owned(),
                reason: secret(),
            }
            .explain(),
            FileError::Io {
                path: PathBuf::from("/data"),
                source: io::Error::other(secret()),
            }
            .explain(),
        ];
        for error in errors {
            assert!(
                !serde_json::to_string(&error).unwrap().contains("secret"),
                "{error:?}"
            );
        }
    }
}
