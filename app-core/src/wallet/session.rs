//! Holds the open wallet and the account that is shown, and what is remembered about the back-up.

use super::accounts::{AccountList, MAX_OWN};
use crate::{
    errors::ForApp,
    files::{FileError, JsonFile},
};
use outpost_app_api::{AccountKind, AccountView, AppError, ErrorCode, WalletState};
use outpost_protocol::{
    AccountAddress, Amount,
    transaction::{SignedTransaction, Transaction},
};
use outpost_wallet::{BackupQuestions, KeyStore, Signatory, Wallet};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    ops::Range,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

/// The wallet of one app, open or not.
#[derive(Debug)]
pub(crate) struct WalletSession {
    keys: KeyStore,
    file: JsonFile,
    state: Mutex<State>,
    /// Wallets that are being made.
    making: AtomicU32,
}

/// A wallet that is being made, until this is dropped.
#[derive(Debug)]
#[must_use]
pub(crate) struct Making<'a>(&'a AtomicU32);

impl Drop for Making<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[derive(Debug)]
struct State {
    open: Option<Open>,
    accounts: AccountList,
    looks_around: bool,
    questions: Option<BackupQuestions>,
    backup: Backup,
}

#[derive(Debug)]
struct Open {
    wallet: Arc<Wallet>,
    /// Its accounts, in the order of their indices.
    own: Vec<AccountAddress>,
}

/// The account that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Own { index: u16, address: AccountAddress },
    Watched(AccountAddress),
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
    /// The session of the data folder `folder`, whose keys `keys` keeps.
    pub(crate) fn open_with(keys: KeyStore, folder: &Path) -> Result<Self, FileError> {
        let file = JsonFile::at(folder.join("backup.json"));
        let state = State {
            open: None,
            accounts: AccountList::open(folder.join("accounts.json"))?,
            looks_around: false,
            questions: None,
            backup: file.read_or_set_aside()?.unwrap_or_default(),
        };
        Ok(Self {
            keys,
            file,
            state: Mutex::new(state),
            making: AtomicU32::default(),
        })
    }

    /// A wallet is being made: its keys are stored before it is open, and are not locked for that.
    pub(crate) fn making(&self) -> Making<'_> {
        self.making.fetch_add(1, Ordering::Relaxed);
        Making(&self.making)
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
        let names = state.accounts.own_names(wallet.address());
        let own = (0..).zip(names).map(|(index, _)| wallet.account(index));
        state.open = Some(Open {
            own: own.map(|account| account.address()).collect(),
            wallet: Arc::new(wallet),
        });
        state.looks_around = false;
        state.questions = None;
    }

    /// Forgets the keys until the wallet is opened again.
    pub(crate) fn close(&self) {
        let mut state = self.lock();
        state.open = None;
        state.questions = None;
    }

    pub(crate) fn look_around(&self, looks_around: bool) {
        self.lock().looks_around = looks_around;
    }

    pub(crate) fn state(&self) -> WalletState {
        let state = self.lock();
        let is_being_made = self.making.load(Ordering::Relaxed) > 0;
        if state.open.is_none() && self.keys.exists() && !is_being_made {
            return WalletState::Locked;
        }
        match state.shown() {
            Some(Shown::Own { address, .. }) => WalletState::Open {
                address: address.to_string(),
            },
            Some(Shown::Watched(address)) => WalletState::Watching {
                address: address.to_string(),
            },
            None if state.looks_around => WalletState::LookingAround,
            None => WalletState::Missing,
        }
    }

    /// The open wallet.
    pub(crate) fn wallet(&self) -> Result<Arc<Wallet>, AppError> {
        let open = self.lock().open.as_ref().map(|open| open.wallet.clone());
        open.ok_or_else(|| self.closed())
    }

    /// The address of the account that is shown.
    pub(crate) fn address(&self) -> Result<AccountAddress, AppError> {
        let state = self.lock();
        if state.open.is_none() && self.keys.exists() {
            return Err(self.closed());
        }
        match state.shown() {
            Some(Shown::Own { address, .. } | Shown::Watched(address)) => Ok(address),
            None => Err(self.closed()),
        }
    }

    /// The account that is shown, to sign with.
    pub(crate) fn signatory(&self) -> Result<Signatory, AppError> {
        let state = self.lock();
        match (state.shown(), &state.open) {
            (Some(Shown::Own { index, .. }), Some(open)) => Ok(open.wallet.account(index)),
            (Some(Shown::Watched(_)), _) => Err(AppError::new(ErrorCode::WatchOnly)),
            _ => Err(self.closed()),
        }
    }

    /// Signs with the account that `transaction` names as its sender.
    pub(crate) fn sign(&self, transaction: Transaction) -> Result<SignedTransaction, AppError> {
        let state = self.lock();
        let open = state.open.as_ref().ok_or_else(|| self.closed())?;
        let index = open.index_of(transaction.sender);
        let index = index.ok_or_else(|| AppError::new(ErrorCode::WatchOnly))?;
        Ok(open.wallet.account(index).sign(transaction))
    }

    /// Some addresses of the open wallet, if its first is `first`, whether or not it has such accounts.
    pub(crate) fn addresses_of(
        &self,
        first: AccountAddress,
        indices: Range<u16>,
    ) -> Result<Vec<AccountAddress>, AppError> {
        let wallet = self.wallet()?;
        if wallet.address() != first {
            return Err(AppError::new(ErrorCode::WalletMissing));
        }
        Ok(indices
            .map(|index| wallet.account(index).address())
            .collect())
    }

    /// How many accounts the open wallet has.
    pub(crate) fn count_of_own(&self) -> u16 {
        let state = self.lock();
        let count = state.open.as_ref().map_or(0, |open| open.own.len());
        u16::try_from(count).unwrap_or(u16::MAX)
    }

    /// Whether it is known how many accounts the wallet has whose first is `first`.
    pub(crate) fn was_looked_through(&self, first: AccountAddress) -> bool {
        self.lock().accounts.knows(first)
    }

    /// Whether an account is the open wallet's.
    pub(crate) fn owns(&self, address: AccountAddress) -> bool {
        let state = self.lock();
        let open = state.open.as_ref();
        open.is_some_and(|open| open.index_of(address).is_some())
    }

    /// Every account that can be followed now.
    pub(crate) fn followed(&self) -> Vec<AccountAddress> {
        let state = self.lock();
        let own = state.open.iter().flat_map(|open| open.own.iter().copied());
        own.chain(state.accounts.watched().map(|(address, _)| address))
            .collect()
    }

    /// What the person calls one of these accounts; `None` where they did not say.
    pub(crate) fn name_of(&self, address: AccountAddress) -> Option<String> {
        let state = self.lock();
        let own = state.open.as_ref().and_then(|open| {
            let index = open.index_of(address)?;
            let names = state.accounts.own_names(open.wallet.address());
            names.into_iter().nth(index.into())
        });
        let name = own.or_else(|| state.accounts.name_of_watched(address).cloned());
        name.filter(|name| !name.is_empty())
    }

    /// Which of these accounts is called so; upper and lower case are the same.
    pub(crate) fn called(&self, name: &str) -> Option<AccountAddress> {
        let wanted = name.to_lowercase();
        let accounts = self.accounts(&BTreeMap::new());
        let named =
            |account: &AccountView| !wanted.is_empty() && account.name.to_lowercase() == wanted;
        accounts.into_iter().find(named)?.address.parse().ok()
    }

    /// The accounts as they are shown, each with what it holds where that is known.
    pub(crate) fn accounts(&self, balances: &BTreeMap<AccountAddress, Amount>) -> Vec<AccountView> {
        let state = self.lock();
        let shown = state.shown();
        let view = |address: AccountAddress, name: String, kind| AccountView {
            address: address.to_string(),
            name,
            kind,
            active: matches!(shown, Some(Shown::Own { address: it, .. } | Shown::Watched(it)) if it == address),
            balance: balances.get(&address).copied().map(crate::earnings::money),
        };
        let own = state.open.iter().flat_map(|open| {
            let names = state.accounts.own_names(open.wallet.address());
            let indexed = (0..).zip(open.own.iter().copied().zip(names));
            indexed.map(|(index, (address, name))| view(address, name, AccountKind::Own { index }))
        });
        let watched = state
            .accounts
            .watched()
            .map(|(address, name)| view(address, name.clone(), AccountKind::Watched));
        own.chain(watched).collect()
    }

    /// Adds the open wallet's next account, and chooses it to be shown.
    pub(crate) fn add_own(&self, name: String) -> Result<AccountAddress, AppError> {
        let mut state = self.lock();
        let state = &mut *state;
        let open = state.open.as_mut().ok_or_else(|| self.closed())?;
        let index = u16::try_from(open.own.len())
            .ok()
            .filter(|it| *it < MAX_OWN);
        let index = index.ok_or_else(|| AppError::new(ErrorCode::NameInvalid))?;
        let mut names = state.accounts.own_names(open.wallet.address());
        names.push(name);
        let address = open.wallet.account(index).address();
        state
            .accounts
            .name_own(open.wallet.address(), names)
            .and_then(|()| state.accounts.show(address))
            .for_app()?;
        open.own.push(address);
        Ok(address)
    }

    /// Gives the wallet whose first account is `first` so many accounts, if it has fewer. From now on it is
    /// known how many it has.
    pub(crate) fn own_at_least(
        &self,
        first: AccountAddress,
        count: usize,
    ) -> Result<(), FileError> {
        let mut state = self.lock();
        let state = &mut *state;
        let mut names = state.accounts.own_names(first);
        if names.len() < count {
            names.resize(count, String::new());
        }
        state.accounts.set_own(first, names)?;
        let Some(open) = state.open.as_mut() else {
            return Ok(());
        };
        if open.wallet.address() != first {
            return Ok(());
        }
        let more = (0..).take(count).skip(open.own.len());
        let more = more.map(|index| open.wallet.account(index).address());
        let more: Vec<_> = more.collect();
        open.own.extend(more);
        Ok(())
    }

    /// Chooses the account that is shown.
    pub(crate) fn show(&self, address: AccountAddress) -> Result<(), AppError> {
        let mut state = self.lock();
        if !state.has(address) {
            return Err(AppError::new(ErrorCode::AddressInvalid));
        }
        state.accounts.show(address).for_app()
    }

    /// Calls an account something else.
    pub(crate) fn rename(&self, address: AccountAddress, name: String) -> Result<(), AppError> {
        let mut state = self.lock();
        let own = state.open.as_ref().and_then(|open| {
            let index = open.index_of(address)?;
            Some((open.wallet.address(), index))
        });
        match own {
            Some((wallet, index)) => {
                let mut names = state.accounts.own_names(wallet);
                if let Some(place) = names.get_mut(usize::from(index)) {
                    *place = name;
                }
                state.accounts.name_own(wallet, names).for_app()
            }
            None if state.has(address) => state.accounts.watch(address, &name).for_app(),
            None => Err(AppError::new(ErrorCode::AddressInvalid)),
        }
    }

    /// Watches an account from now on, at most `most`, and chooses it to be shown. One's own account is
    /// just shown.
    pub(crate) fn watch(
        &self,
        address: AccountAddress,
        name: String,
        most: usize,
    ) -> Result<(), AppError> {
        let mut state = self.lock();
        if !state.has(address) {
            if state.accounts.watched().count() >= most {
                return Err(AppError::new(ErrorCode::NameInvalid));
            }
            state.accounts.watch(address, &name).for_app()?;
        }
        state.looks_around = false;
        state.accounts.show(address).for_app()
    }

    /// Watches an account no more; the account that is shown then.
    pub(crate) fn unwatch(
        &self,
        address: AccountAddress,
    ) -> Result<Option<AccountAddress>, AppError> {
        let mut state = self.lock();
        state.accounts.unwatch(address).for_app()?;
        Ok(state.shown().map(|shown| match shown {
            Shown::Own { address, .. } | Shown::Watched(address) => address,
        }))
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

    /// The person has shown that the words of the wallet of `address` are written down.
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

    /// Why there is no open wallet.
    fn closed(&self) -> AppError {
        AppError::new(if self.keys.exists() {
            ErrorCode::WalletLocked
        } else {
            ErrorCode::WalletMissing
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The account that was chosen last, as long as it is there; else the first there is.
    fn shown(&self) -> Option<Shown> {
        let chosen = self.accounts.shown();
        let own = |address| {
            let index = self.open.as_ref()?.index_of(address)?;
            Some(Shown::Own { index, address })
        };
        let watched = |wanted: Option<AccountAddress>| {
            let mut watched = self.accounts.watched().map(|(address, _)| address);
            let found = watched.find(|address| wanted == Some(*address) || wanted.is_none());
            found.map(Shown::Watched)
        };
        let first = || self.open.as_ref()?.own.first().copied().and_then(own);
        chosen
            .and_then(|address| own(address).or_else(|| watched(Some(address))))
            .or_else(first)
            .or_else(|| watched(None))
    }

    fn has(&self, address: AccountAddress) -> bool {
        let own = self.open.as_ref().and_then(|open| open.index_of(address));
        own.is_some()
            || self
                .accounts
                .watched()
                .any(|(watched, _)| watched == address)
    }
}

impl Open {
    fn index_of(&self, address: AccountAddress) -> Option<u16> {
        let index = self.own.iter().position(|own| *own == address)?;
        u16::try_from(index).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_wallet::Passphrase;

    #[test]
    fn a_wallet_that_is_being_made_is_not_locked_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let keys = KeyStore::file_only(folder.path());
        let session = WalletSession::open_with(keys, folder.path()).unwrap();
        let making = session.making();
        let passphrase = Passphrase::new("correct horse battery".to_owned());
        let wallet = session.keys().create(Some(passphrase)).unwrap();
        assert_eq!(session.state(), WalletState::Missing);
        drop(making);
        assert_eq!(session.state(), WalletState::Locked);
        session.open(wallet);
        assert!(matches!(session.state(), WalletState::Open { .. }));
    }
}
