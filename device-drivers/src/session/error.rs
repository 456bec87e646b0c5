//! Says why a step failed, and what to do about it.

use super::Identity;
use crate::{
    protocols::{
        claim::ForgedClaim,
        espressif::Status,
        improv::{ErrorState, State},
    },
    reach::ReachError,
    transport::{LinkLost, gatt::GattError},
};
use std::time::Duration;

/// Why a step failed. Every step can be tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The link broke.
    #[error(transparent)]
    LinkLost(#[from] LinkLost),
    /// The device cannot be opened where it was found.
    #[error(transparent)]
    Unreachable(#[from] ReachError),
    /// Nothing that answers came in time.
    #[error("the device did not answer within {0:?}")]
    Silent(Duration),
    /// Bytes came in time, and made no sense.
    #[error("the device sent nothing but noise for {0:?}")]
    Garbled(Duration),
    /// The device cannot do this.
    #[error("{step} is nothing that the device can do")]
    Unsupported {
        /// What was asked of it.
        step: &'static str,
    },
    /// The device does not offer what its protocol needs, or refused its use.
    #[error(transparent)]
    Gatt(GattError),
    /// What the device answered cannot be read.
    #[error("the device's answer cannot be read: {0}")]
    Unreadable(String),
    /// The device gave a reason, by Espressif's numbers.
    #[error(transparent)]
    Status(Status),
    /// The device wants the word that is printed on it.
    #[error("the device wants a proof of possession")]
    ProofNeeded,
    /// That is not the word that is printed on it.
    #[error("the device refused the proof of possession")]
    ProofRefused,
    /// A word was typed, and the device wants to be spoken to in clear.
    #[error("the device protects nothing, although it has a proof of possession")]
    Unprotected,
    /// Somebody has to press a button at the device first.
    #[error("the device wants to be authorized first")]
    NotAuthorized,
    /// The device could not join the Wi-Fi.
    #[error("the device could not join the network {ssid:?}")]
    WifiFailed {
        /// The network.
        ssid: String,
    },
    /// The device says that it joined, and then stands elsewhere.
    #[error("the device is at {found:?} instead of {expected:?}")]
    WrongState {
        /// Where it should be.
        expected: State,
        /// Where it is.
        found: State,
    },
    /// The scan has no end.
    #[error("the device's list of networks has no end")]
    EndlessScan,
    /// The device refused for a reason of its own.
    #[error("the device refused: {0:?}")]
    Refused(ErrorState),
    /// Another device answers than before. Nothing more is written to it.
    #[error("{found} answers instead of {expected}")]
    DeviceChanged {
        /// The device that was chosen.
        expected: Box<Identity>,
        /// The device that answers.
        found: Box<Identity>,
    },
    /// A write before the device was identified.
    #[error("the device was not identified yet")]
    NotIdentified,
    /// Nobody confirmed at the device in time, or it was declined there.
    #[error("the claim was not confirmed at the device")]
    NotConfirmed,
    /// The answer to the claim is not signed by the device.
    #[error(transparent)]
    Forged(#[from] ForgedClaim),
    /// A fault of this crate: two commands at once, or one too long for a frame.
    #[error("the command could not be sent: {0}")]
    Internal(String),
}

/// The next step, whose words are in the translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Plug the device in again, then try again.
    Reconnect,
    /// Restart the device, wait until it runs, then try again.
    RestartDevice,
    /// Try another cable, then try again.
    CheckCable,
    /// This device cannot do this step; its firmware may have an update.
    UpdateFirmware,
    /// Press the device's button, then try again.
    PressButton,
    /// Type the word that is printed on the device.
    TypeProof,
    /// Check network name and password, then try again.
    CheckWifi,
    /// Begin again with the device that is connected now.
    ChooseAgain,
    /// Confirm at the device in time, then try again.
    Confirm,
    /// Do not use this device.
    Distrust,
    /// Try again.
    Retry,
}

impl SessionError {
    /// Whether the same step may go well over a new link.
    pub fn is_about_the_link(&self) -> bool {
        match self {
            Self::LinkLost(_) => true,
            Self::Unreachable(error) => error.is_transient(),
            _ => false,
        }
    }

    /// Whether this is what the device has to say to a claim, so that asking it with the same nonce is
    /// answered alike.
    pub fn is_answer_to_claim(&self) -> bool {
        matches!(self, Self::NotConfirmed | Self::Forged(_))
    }

    /// What to do.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::LinkLost(_) | Self::Unreachable(_) => Remedy::Reconnect,
            Self::Silent(_) | Self::WrongState { .. } | Self::EndlessScan => Remedy::RestartDevice,
            Self::Garbled(_) => Remedy::CheckCable,
            Self::Unsupported { .. } | Self::Gatt(_) => Remedy::UpdateFirmware,
            Self::NotAuthorized => Remedy::PressButton,
            Self::WifiFailed { .. } => Remedy::CheckWifi,
            Self::DeviceChanged { .. } | Self::NotIdentified => Remedy::ChooseAgain,
            Self::NotConfirmed => Remedy::Confirm,
            Self::Forged(_) | Self::Unprotected => Remedy::Distrust,
            Self::ProofNeeded | Self::ProofRefused => Remedy::TypeProof,
            Self::Refused(_) | Self::Unreadable(_) | Self::Status(_) | Self::Internal(_) => {
                Remedy::Retry
            }
        }
    }
}

impl From<GattError> for SessionError {
    fn from(error: GattError) -> Self {
        match error {
            GattError::LinkLost(lost) => Self::LinkLost(lost),
            GattError::Silent { within, .. } => Self::Silent(within),
            error => Self::Gatt(error),
        }
    }
}
