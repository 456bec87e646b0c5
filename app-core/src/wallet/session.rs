//! Holds the open wallet, and what is remembered about its back-up.

use crate::{
    errors::ForApp,
    files::{FileError, JsonFile},
};
use outpost_app_api::{AppError, ErrorCode, WalletState};
use outpost_protocol::{
    AccountAddress,
    transaction::{SignedTransaction, Transaction},
};
use outpost_wallet::{BackupQuestions, KeyStore, Wallet};
use serde::{Deserialize, Serialize};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The wallet of one app, open or not.
#[derive(Debug)]
pub(crate) struct WalletSession {
    keys: KeyStore,
    file: JsonFile,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    open: Option<Arc<Wallet>>,
    looks_around: bool,
    questions: Option<BackupQuestions>,
    backup: Backup,
}

/// What is remembered about the back-up of one wallet. No secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Backup {
    /// Which wallet.
    address: String,
    progress: Progress,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Progress {
    #[default]
    Due,
    /// Put off while there was nothing to lose.
    PutOffWhileEmpty,
    /// Put off although there was something to lose. Nobody is asked a third time.
    PutOff,
    Done,
}

impl WalletSession {
    pub(crate) fn open_with(keys: KeyStore, path: PathBuf) -> Result<Self, FileError> {
        let file = JsonFile::at(path);
        let state = State {
            backup: file.read_or_set_aside()?.unwrap_or_default(),
            ..State::default()
        };
        Ok(Self {
            keys,
            file,
            state: Mutex::new(state),
        })
    }

    pub(crate) fn keys(&self) -> &KeyStore {
        &self.keys
    }

    pub(crate) fn open(&self, wallet: Wallet) {
        let mut state = self.lock();
        let address = wallet.address().to_string();
        if state.backup.address != address {
            state.backup = Backup {
                address,
                progress: Progress::Due,
            };
        }
        state.looks_around = false;
        state.questions = None;
        state.open = Some(Arc::new(wallet));
    }

    pub(crate) fn look_around(&self, looks_around: bool) {
        self.lock().looks_around = looks_around;
    }

    pub(crate) fn state(&self) -> WalletState {
        let state = self.lock();
        match &state.open {
            Some(wallet) => WalletState::Open {
                address: wallet.address().to_string(),
            },
            None if self.keys.exists() => WalletState::Locked,
            None if state.looks_around => WalletState::LookingAround,
            None => WalletState::Missing,
        }
    }

    /// The open wallet.
    pub(crate) fn wallet(&self) -> Result<Arc<Wallet>, AppError> {
        let open = self.lock().open.clone();
        open.ok_or_else(|| {
            AppError::new(if self.keys.exists() {
                ErrorCode::WalletLocked
            } else {
                ErrorCode::WalletMissing
            })
        })
    }

    /// The open wallet's address.
    pub(crate) fn address(&self) -> Result<AccountAddress, AppError> {
        self.wallet().map(|wallet| wallet.address())
    }

    /// Signs with the open wallet.
    pub(crate) fn sign(&self, transaction: Transaction) -> Result<SignedTransaction, AppError> {
        self.wallet().map(|wallet| wallet.sign(transaction))
    }

    pub(crate) fn set_questions(&self, questions: Option<BackupQuestions>) {
        self.lock().questions = questions;
    }

    pub(crate) fn questions(&self) -> Option<BackupQuestions> {
        self.lock().questions.clone()
    }

    pub(crate) fn is_backed_up(&self) -> bool {
        self.lock().backup.progress == Progress::Done
    }

    /// Whether to ask for the back-up now.
    pub(crate) fn is_backup_due(&self, something_to_lose: bool) -> bool {
        let state = self.lock();
        let asks = match state.backup.progress {
            Progress::Due => true,
            Progress::PutOffWhileEmpty => something_to_lose,
            Progress::PutOff | Progress::Done => false,
        };
        state.open.is_some() && asks
    }

    /// The person has shown that the words are written down.
    pub(crate) fn backed_up(&self, address: AccountAddress) -> Result<(), AppError> {
        self.remember(address, Progress::Done)
    }

    /// The person puts the back-up off.
    pub(crate) fn put_off(
        &self,
        address: AccountAddress,
        something_to_lose: bool,
    ) -> Result<(), AppError> {
        let progress = if something_to_lose {
            Progress::PutOff
        } else {
            Progress::PutOffWhileEmpty
        };
        self.remember(address, progress)
    }

    fn remember(&self, address: AccountAddress, progress: Progress) -> Result<(), AppError> {
        let backup = Backup {
            address: address.to_string(),
            progress,
        };
        self.file.write(&backup).for_app()?;
        self.lock().backup = backup;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
