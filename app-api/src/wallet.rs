//! Requests about the wallet: create, back up, restore, unlock, lock.

use crate::{AccountView, TransactionView, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// Makes a wallet. The passphrase is needed where [`WalletView::needs_passphrase`] says so.
    "create_wallet" => CreateWallet {
        /// Protects the key file on machines without a key store.
        passphrase: Option<String>,
    } -> ();
    /// Makes the wallet that these words were a back-up of.
    "restore_wallet" => RestoreWallet {
        /// The words, separated by spaces.
        words: String,
        /// Protects the key file on machines without a key store.
        passphrase: Option<String>,
    } -> ();
    /// Seals the open wallet for another device of its person, under words that are new each time.
    "offer_pairing" => OfferPairing {
        /// What opens the key file, where there is one: whoever finds the app open has not got the wallet.
        passphrase: Option<String>,
    } -> PairingView;
    /// Makes the wallet that another device offers.
    "accept_pairing" => AcceptPairing {
        /// The code, or the link with it.
        code: String,
        /// The words that the other device shows, separated by spaces.
        words: String,
        /// Protects the key file on machines without a key store.
        passphrase: Option<String>,
    } -> ();
    /// Opens the wallet after a start.
    "unlock_wallet" => UnlockWallet {
        /// The passphrase.
        passphrase: String,
    } -> ();
    /// Opens the wallet for the person whose fingerprint or face this machine knows, where
    /// [`WalletView::biometrics`] is on.
    "unlock_by_biometrics" => UnlockByBiometrics {
        /// What the system's question says it is for.
        reason: String,
        /// What the button says that calls it off.
        cancel: String,
    } -> ();
    /// Has a fingerprint or a face open the wallet from now on, beside its passphrase. Asks for it once, to show
    /// that it works.
    "use_biometrics" => UseBiometrics {
        /// What the system's question says it is for.
        reason: String,
        /// What the button says that calls it off.
        cancel: String,
    } -> ();
    /// Has only the passphrase open the wallet.
    "forget_biometrics" => ForgetBiometrics {} -> ();
    /// Locks the wallet until its passphrase is typed again. Only where [`WalletView::needs_passphrase`].
    "lock_wallet" => LockWallet {} -> ();
    /// Puts the key file under another passphrase. The old file stays until the new one was opened.
    "change_passphrase" => ChangePassphrase {
        /// The one that opens it now.
        old: String,
        /// The one that opens it from now on.
        new: String,
    } -> ();
    /// Puts a locked wallet's file aside, so that its words can bring it back: for a forgotten
    /// passphrase or a damaged file. Nothing is deleted.
    "set_wallet_aside" => SetWalletAside {
        /// Whether it is, though walks are not handed in.
        #[serde(default)]
        unsent_too: bool,
    } -> ();
    /// Goes on without a wallet: the network and its devices can be seen, nothing be earned.
    "look_around" => LookAround {} -> ();
    /// Goes back to the welcome screen from looking around.
    "stop_looking_around" => StopLookingAround {} -> ();
    /// The words to write down. Only ever shown to the person.
    "reveal_words" => RevealWords {} -> Vec<String>;
    /// Begins the test of the back-up: which words (counted from 1) are asked for.
    "ask_backup" => AskBackup {} -> Vec<u8>;
    /// Ends the test of the back-up; `true` for each answer that is right. All right: done.
    "answer_backup" => AnswerBackup {
        /// The words, in the order asked.
        answers: Vec<String>,
    } -> Vec<bool>;
    /// Puts the back-up off; the app asks again once there is something to lose.
    "postpone_backup" => PostponeBackup {} -> ();
    /// Asks the practice network for tokens, to pay fees with.
    "request_practice_tokens" => RequestPracticeTokens {} -> ();
}

/// A wallet for another device. Whoever has both parts has the wallet, for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingView {
    /// A link with the code, which is no secret without the words.
    pub link: String,
    /// The words that open it.
    pub words: Vec<String>,
}

/// The wallet, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalletView {
    /// What there is.
    pub state: WalletState,
    /// Whether keys are kept in a file, which needs a passphrase, for want of a system key store.
    pub needs_passphrase: bool,
    /// Whether a fingerprint or a face opens the wallet besides, or could.
    #[serde(default)]
    pub biometrics: BiometricUnlock,
    /// Whether the person has shown that the words are written down.
    pub backed_up: bool,
    /// Whether to ask for the back-up now: it was neither done nor put off, or there is something
    /// to lose since it was put off.
    #[serde(default)]
    pub backup_due: bool,
    /// The accounts: the wallet's own in the order of their indices, then those that are watched.
    #[serde(default)]
    pub accounts: Vec<AccountView>,
    /// The transactions of the open account that are not settled, and those that were settled since the
    /// app started; newest first.
    #[serde(default)]
    pub recent: Vec<TransactionView>,
}

impl WalletView {
    /// The account that is shown.
    pub fn account(&self) -> Option<&AccountView> {
        self.accounts.iter().find(|account| account.active)
    }

    /// Whether the account that is shown can sign.
    pub fn can_sign(&self) -> bool {
        matches!(self.state, WalletState::Open { .. })
    }

    /// Whether there is an open wallet, whichever account is shown.
    pub fn is_open(&self) -> bool {
        let own = |account: &AccountView| matches!(account.kind, crate::AccountKind::Own { .. });
        self.can_sign() || self.accounts.iter().any(own)
    }
}

/// Whether a fingerprint or a face opens the wallet beside its passphrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BiometricUnlock {
    /// This machine knows neither.
    #[default]
    Unavailable,
    /// It could.
    Off,
    /// It does.
    On,
}

/// Whether there is a wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum WalletState {
    /// None yet: the welcome screen.
    Missing,
    /// None, and the person looks around first.
    LookingAround,
    /// There, but its passphrase is needed.
    Locked,
    /// Open.
    Open {
        /// The account that is shown, `op1…`.
        address: String,
    },
    /// An account without its keys is shown: all can be seen, nothing be signed.
    Watching {
        /// The account, `op1…`.
        address: String,
    },
}
