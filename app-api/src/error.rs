//! Why a request failed, as a code that every language has plain words for.
//!
//! The words are in the translation files under `error-<code>`, with the attributes `.what`
//! (what happened), `.means` (what it means for you) and `.next` (what to do).

use crate::codes::codes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A failed request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppError {
    /// What went wrong.
    pub code: ErrorCode,
    /// Values for the words, such as a port's path or an amount.
    pub details: BTreeMap<String, String>,
}

impl AppError {
    /// An error whose words need no values.
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            details: BTreeMap::new(),
        }
    }

    /// Adds a value for the words.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }
}

codes! {
    /// What went wrong.
    ErrorCode {
        /// The words are no valid seed phrase. Detail `word`: the first that is in no list, if any.
        WordsInvalid = "words-invalid",
        /// The text is no pairing code.
        PairingCodeInvalid = "pairing-code-invalid",
        /// The pairing code was made by a later version.
        PairingCodeTooNew = "pairing-code-too-new",
        /// The words do not open the pairing code.
        PairingWordsWrong = "pairing-words-wrong",
        /// The words are no words of a pairing code. Detail `position`: of the first that is in no list, if any.
        PairingWordsInvalid = "pairing-words-invalid",
        /// The passphrase does not open the key file.
        PassphraseWrong = "passphrase-wrong",
        /// Asking for a fingerprint or a face was called off.
        BiometricsCancelled = "biometrics-cancelled",
        /// The fingerprint or face was not recognised, or cannot be asked for now.
        BiometricsFailed = "biometrics-failed",
        /// No fingerprint or face opens the wallet any more.
        BiometricsForgotten = "biometrics-forgotten",
        /// This machine has no key store: a passphrase is needed.
        PassphraseNeeded = "passphrase-needed",
        /// A passphrase of under eight characters.
        PassphraseTooShort = "passphrase-too-short",
        /// The system's key store keeps the wallet; there is no passphrase.
        NoPassphrase = "no-passphrase",
        /// There is a wallet already; it is never overwritten.
        WalletExists = "wallet-exists",
        /// There is no wallet.
        WalletMissing = "wallet-missing",
        /// The wallet must be unlocked first.
        WalletLocked = "wallet-locked",
        /// The key file is damaged; it was left as it is. Detail `path`.
        KeyFileDamaged = "key-file-damaged",
        /// The system's key store refused.
        KeyStoreUnavailable = "key-store-unavailable",
        /// No port with a device was found.
        NoDeviceFound = "no-device-found",
        /// This user may not open the port. Details `port`, `command`.
        PortNotPermitted = "port-not-permitted",
        /// Another program has the port. Detail `port`.
        PortBusy = "port-busy",
        /// The port is gone: unplugged. Detail `port`.
        PortGone = "port-gone",
        /// The device is not heard, or does not let itself be connected.
        DeviceOutOfReach = "device-out-of-reach",
        /// This machine has no Bluetooth.
        BluetoothMissing = "bluetooth-missing",
        /// Bluetooth is off. Detail `command`: what turns it on, where a command does.
        BluetoothOff = "bluetooth-off",
        /// Bluetooth is blocked. Detail `command`: what lifts it; none for a switch on the machine.
        BluetoothBlocked = "bluetooth-blocked",
        /// The system's Bluetooth service does not run. Detail `command`, as above.
        BluetoothNoService = "bluetooth-no-service",
        /// This app may not use Bluetooth. Detail `command`, as above.
        BluetoothNotPermitted = "bluetooth-not-permitted",
        /// Bluetooth failed.
        BluetoothFailed = "bluetooth-failed",
        /// The device did not answer in time.
        DeviceSilent = "device-silent",
        /// The device answered with bytes that make no sense.
        DeviceGarbled = "device-garbled",
        /// The device does not know this step.
        DeviceUnsupported = "device-unsupported",
        /// The device has no way to show itself.
        DeviceCannotBlink = "device-cannot-blink",
        /// The device wants the word that is printed on it.
        DeviceProofNeeded = "device-proof-needed",
        /// That is not the word that is printed on the device.
        DeviceProofWrong = "device-proof-wrong",
        /// A word was typed, and the device wants to be spoken to without protection.
        DeviceUnprotected = "device-unprotected",
        /// The device could not join the Wi-Fi. Detail `ssid`.
        WifiFailed = "wifi-failed",
        /// Network name or password is too long or empty.
        WifiInvalid = "wifi-invalid",
        /// The device wants somebody to press its button first.
        DeviceNotAuthorized = "device-not-authorized",
        /// Nobody confirmed at the device in time.
        ClaimNotConfirmed = "claim-not-confirmed",
        /// The device's answer to the claim is not signed by that device.
        ClaimInvalid = "claim-invalid",
        /// Another device answers than the one that was chosen.
        DeviceChanged = "device-changed",
        /// The device belongs to another account.
        DeviceAlreadyClaimed = "device-already-claimed",
        /// Nobody offers the device to this account.
        DeviceNotOffered = "device-not-offered",
        /// No place was chosen, or it is none on Earth.
        PlaceInvalid = "place-invalid",
        /// No GPS receiver is on any port.
        NoReceiver = "no-receiver",
        /// The GPS receiver does not know where it is yet.
        NoPositionYet = "no-position-yet",
        /// Nobody was paid for this kind of contribution yet, so nothing can be estimated.
        NothingEarnedYet = "nothing-earned-yet",
        /// A file is no track of GPX or GeoJSON, or has no line in it.
        TrackUnreadable = "track-unreadable",
        /// A track's file, or the track, is larger than is kept.
        TrackTooLarge = "track-too-large",
        /// Recorded walks are not handed in, and would be lost or left behind. Detail `walks`.
        WorkUnsent = "work-unsent",
        /// What was chosen or pasted is no picture that can be looked at.
        PictureUnreadable = "picture-unreadable",
        /// No QR code can be read in a picture.
        CodeNotFound = "code-not-found",
        /// The person, or their system, does not let the app use the camera.
        CameraRefused = "camera-refused",
        /// As many devices are planned as can be remembered.
        TooManyPlans = "too-many-plans",
        /// The text is no address, or was mistyped.
        AddressInvalid = "address-invalid",
        /// The address is a device's, which holds no tokens.
        AddressOfDevice = "address-of-device",
        /// The link is none of this app, or is damaged. Detail `reason`.
        LinkInvalid = "link-invalid",
        /// Nobody in the address book is called so. Detail `name`.
        NameUnknown = "name-unknown",
        /// A name that is empty or too long.
        NameInvalid = "name-invalid",
        /// An amount of nothing.
        AmountZero = "amount-zero",
        /// The network asks for a higher fee than the person agreed to. Detail `needed` in base units.
        FeeChanged = "fee-changed",
        /// Another transaction of the account is on its way.
        TransactionUnderWay = "transaction-under-way",
        /// Another transaction of the account took its place.
        TransactionReplaced = "transaction-replaced",
        /// The account is only watched; its keys are elsewhere.
        WatchOnly = "watch-only",
        /// The text is no signed message, or one that is too long or empty.
        MessageInvalid = "message-invalid",
        /// Not enough tokens. Details `balance`, `needed` in base units.
        InsufficientBalance = "insufficient-balance",
        /// No peer could be reached.
        Offline = "offline",
        /// The peers' answers could not be verified.
        NotVerified = "not-verified",
        /// The network refused the transaction. Detail `reason`.
        TransactionRefused = "transaction-refused",
        /// The network is busy.
        NetworkBusy = "network-busy",
        /// This network has no tokens for practice.
        NoFaucet = "no-faucet",
        /// The practice network that belongs to this installation does not start.
        PracticeNotStarted = "practice-not-started",
        /// The data folder cannot be written. Detail `path`.
        DataFolderUnwritable = "data-folder-unwritable",
        /// The system does not show folders. Detail `path`.
        FolderNotShown = "folder-not-shown",
        /// A period that ends before it begins, or is longer than a century.
        PeriodInvalid = "period-invalid",
        /// No time zone of this name. Detail `zone`.
        ZoneUnknown = "zone-unknown",
        /// Nothing was earned in the period, so there is nothing to write down.
        NothingToExport = "nothing-to-export",
        /// The step does not fit what the set-up is at.
        StepOutOfOrder = "step-out-of-order",
        /// A request of the wrong form: the UI and the app are of different versions.
        Malformed = "malformed",
        /// A fault of the app's own. Detail `reference`.
        Internal = "internal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_the_same_name_in_json_and_in_the_translation_files() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.key());
        }
    }
}
