//! Says why Bluetooth cannot be used, and what a person can do about it.

use bluer::{Error, ErrorKind, InternalErrorKind};

/// Why the device cannot be reached over Bluetooth.
#[derive(Debug, thiserror::Error)]
pub enum BluetoothError {
    /// The system's Bluetooth service does not run.
    #[error("the system's Bluetooth service is not there: {0}")]
    NoService(String),
    /// There is no adapter, or none of that name.
    #[error("there is no Bluetooth adapter{}{}", if .0.is_some() { " " } else { "" }, .0.as_deref().unwrap_or_default())]
    NoAdapter(Option<String>),
    /// This user may not use it.
    #[error("this user may not use Bluetooth: {0}")]
    NotPermitted(String),
    /// BlueZ went away while it was in use.
    #[error("the system's Bluetooth service went away")]
    Gone,
    /// BlueZ refused.
    #[error("the system's Bluetooth service refused: {0}")]
    Refused(String),
}

impl BluetoothError {
    /// What the person has to do.
    pub fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::NoService(_) => Some("sudo systemctl enable --now bluetooth"),
            Self::NoAdapter(_) => {
                Some("bluetoothctl list shows the adapters; rfkill list, whether one is blocked")
            }
            Self::NotPermitted(_) => Some("sudo usermod -aG bluetooth $USER, then log in again"),
            Self::Gone | Self::Refused(_) => None,
        }
    }

    pub(super) fn of_adapter(error: Error, name: Option<&str>) -> Self {
        match error.kind {
            ErrorKind::NotFound | ErrorKind::DoesNotExist | ErrorKind::InvalidName(_) => {
                Self::NoAdapter(name.map(str::to_owned))
            }
            _ => error.into(),
        }
    }
}

impl From<Error> for BluetoothError {
    fn from(error: Error) -> Self {
        let text = error.to_string();
        match error.kind {
            ErrorKind::NotFound | ErrorKind::DoesNotExist => Self::NoAdapter(None),
            ErrorKind::NotPermitted | ErrorKind::NotAuthorized => Self::NotPermitted(text),
            ErrorKind::Internal(InternalErrorKind::DBus(name)) => match name.as_str() {
                "org.freedesktop.DBus.Error.AccessDenied" => Self::NotPermitted(text),
                "org.freedesktop.DBus.Error.ServiceUnknown"
                | "org.freedesktop.DBus.Error.NameHasNoOwner"
                | "org.freedesktop.DBus.Error.NoServer"
                | "org.freedesktop.DBus.Error.FileNotFound" => Self::NoService(text),
                _ => Self::Refused(text),
            },
            _ => Self::Refused(text),
        }
    }
}
