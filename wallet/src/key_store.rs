//! Keeps one wallet for one data folder: in the system's key store, or in a file.
//!
//! `wallet.key` in the folder is a wallet under a passphrase; `wallet.address` says that the
//! system's key store has the wallet of the address that it holds. Either decides for ever where the
//! folder's wallet is: a system key store that is out of order for once must not look like a missing
//! wallet. `wallet.token` is the wallet of `wallet.key` once more, under a token: without it, or without the token,
//! the passphrase opens the wallet as before.

use crate::{
    Damage, KeyStoreError, Passphrase, UnlockToken, Wallet, Words, files,
    key_file::{Cost, FILE_BYTES, SealedKey},
    system::{self, SystemVault, Vault},
    words::ENTROPY_BYTES,
};
use outpost_protocol::AccountAddress;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use zeroize::Zeroizing;

/// The file with a wallet under a passphrase.
const KEY_FILE: &str = "wallet.key";
/// The file with the address of a wallet that the system's key store has.
const ADDRESS_FILE: &str = "wallet.address";
/// The file with a wallet under a token.
const TOKEN_FILE: &str = "wallet.token";
/// More bytes than any address file has.
const ADDRESS_FILE_LIMIT: u64 = 128;

/// Where a wallet is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyStoreKind {
    /// In the system's key store. No passphrase is asked for.
    System,
    /// In a file under a passphrase.
    PassphraseFile,
}

/// Keeps the wallet of one data folder.
#[derive(Clone, Debug)]
pub struct KeyStore {
    folder: PathBuf,
    keeper: Keeper,
}

#[derive(Clone, Debug)]
enum Keeper {
    System(Arc<dyn Vault>),
    File,
}

impl KeyStore {
    /// The key store of the data folder `folder`: where its wallet is; for a new wallet, the
    /// system's key store if a trial shows that it works, else a file. Takes a few seconds at most.
    pub fn open(folder: impl Into<PathBuf>) -> Self {
        Self::open_with(folder.into(), Arc::new(SystemVault))
    }

    /// The key store of the data folder `folder` that leaves the system's alone, for tests and
    /// machines without a person.
    pub fn file_only(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            keeper: Keeper::File,
        }
    }

    fn open_with(folder: PathBuf, vault: Arc<dyn Vault>) -> Self {
        let mut store = Self::file_only(folder);
        let in_file = files::is_taken(&store.key_file());
        if !in_file && (files::is_taken(&store.address_file()) || system::works(&vault)) {
            store.keeper = Keeper::System(vault);
        }
        store
    }

    /// Where this store keeps its wallet.
    pub fn kind(&self) -> KeyStoreKind {
        match self.keeper {
            Keeper::System(_) => KeyStoreKind::System,
            Keeper::File => KeyStoreKind::PassphraseFile,
        }
    }

    /// Whether there is a wallet, intact or not.
    pub fn exists(&self) -> bool {
        files::is_taken(&self.own_file())
    }

    /// The wallet's address, which is no secret and is read without unlocking anything.
    pub fn address(&self) -> Result<AccountAddress, KeyStoreError> {
        match self.keeper {
            Keeper::System(_) => self.read_address_file(),
            Keeper::File => Ok(self.read_key_file()?.address()),
        }
    }

    /// Makes a new wallet. The passphrase is needed for a [`KeyStoreKind::PassphraseFile`] and
    /// otherwise not looked at.
    pub fn create(&self, passphrase: Option<Passphrase>) -> Result<Wallet, KeyStoreError> {
        self.keep(Words::generate()?, passphrase, Cost::RECOMMENDED)
    }

    /// Makes the wallet that `words` were a back-up of. The passphrase is as for
    /// [`create`](Self::create).
    pub fn restore(
        &self,
        words: Words,
        passphrase: Option<Passphrase>,
    ) -> Result<Wallet, KeyStoreError> {
        self.keep(words, passphrase, Cost::RECOMMENDED)
    }

    /// Opens the wallet. The passphrase is as for [`create`](Self::create).
    pub fn unlock(&self, passphrase: Option<Passphrase>) -> Result<Wallet, KeyStoreError> {
        match &self.keeper {
            Keeper::System(vault) => {
                let address = self.read_address_file()?;
                wallet_in(vault, address)
            }
            Keeper::File => {
                let sealed = self.read_key_file()?;
                let passphrase = passphrase.ok_or(KeyStoreError::PassphraseNeeded)?;
                let entropy = sealed.open(&passphrase)?;
                self.wallet_of(&entropy)
            }
        }
    }

    /// Has `token` open the wallet, which must be this store's, beside its passphrase; no other token does any
    /// more. Only for a [`KeyStoreKind::PassphraseFile`].
    pub fn accept_token(&self, wallet: &Wallet, token: &UnlockToken) -> Result<(), KeyStoreError> {
        if self.kind() == KeyStoreKind::System {
            return Err(KeyStoreError::NoPassphrase);
        }
        let address = self.address()?;
        if wallet.address() != address {
            return Err(KeyStoreError::TokenWrong);
        }
        let (entropy, by) = (wallet.words().entropy(), token.to_passphrase());
        let sealed = SealedKey::seal(&entropy, address, &by, Cost::LEAST)?;
        self.replace(&self.token_file(), &sealed, &by, &entropy)
    }

    /// Whether a token opens the wallet.
    pub fn accepts_token(&self) -> bool {
        self.kind() == KeyStoreKind::PassphraseFile && files::is_taken(&self.token_file())
    }

    /// Opens the wallet by its token.
    pub fn unlock_by_token(&self, token: &UnlockToken) -> Result<Wallet, KeyStoreError> {
        if !self.accepts_token() {
            return Err(KeyStoreError::TokenWrong);
        }
        let bytes = files::read(&self.token_file(), FILE_BYTES as u64)?;
        // It is only a copy: what is wrong with it costs nothing, and the passphrase is the way round.
        let sealed = SealedKey::from_bytes(&bytes).map_err(|_| KeyStoreError::TokenWrong)?;
        let is_of_another = self.address().is_ok_and(|own| own != sealed.address());
        match sealed.open(&token.to_passphrase()) {
            Ok(entropy) if !is_of_another => self.wallet_of(&entropy),
            Ok(_) | Err(KeyStoreError::PassphraseWrong) => Err(KeyStoreError::TokenWrong),
            Err(error) => Err(error),
        }
    }

    /// Has only the passphrase open the wallet.
    pub fn refuse_tokens(&self) -> Result<(), KeyStoreError> {
        files::remove(&self.folder, &self.token_file())
    }

    /// Seals the wallet of a [`KeyStoreKind::PassphraseFile`] under another passphrase. Until the new file
    /// was read back and opened, the old one stays. A token opens it as before: it tells nobody the passphrase.
    pub fn change_passphrase(
        &self,
        old: &Passphrase,
        new: &Passphrase,
    ) -> Result<(), KeyStoreError> {
        if self.kind() == KeyStoreKind::System {
            return Err(KeyStoreError::NoPassphrase);
        }
        if !new.is_long_enough() {
            return Err(KeyStoreError::PassphraseTooShort);
        }
        let sealed = self.read_key_file()?;
        let entropy = sealed.open(old)?;
        let anew = SealedKey::seal(&entropy, sealed.address(), new, Cost::RECOMMENDED)?;
        self.replace(&self.key_file(), &anew, new, &entropy)
    }

    /// Moves the wallet's file to a name that is free, so that another wallet can be made or the same
    /// be restored: for a damaged file, or a forgotten passphrase. Nothing is deleted, and moving the
    /// file back brings its wallet back. Gives the new name. What a token opens goes the same way before.
    pub fn set_aside(&self) -> Result<PathBuf, KeyStoreError> {
        if self.exists() && self.accepts_token() {
            files::set_aside(&self.folder, &self.token_file())?;
        }
        files::set_aside(&self.folder, &self.own_file())
    }

    /// Puts `sealed` in the place of the file at `path`, once what the disk gives back opens `by` to `entropy`.
    fn replace(
        &self,
        path: &Path,
        sealed: &SealedKey,
        by: &Passphrase,
        entropy: &[u8; ENTROPY_BYTES],
    ) -> Result<(), KeyStoreError> {
        files::replace(&self.folder, path, &sealed.to_bytes(), |written| {
            let written = SealedKey::from_bytes(written).map_err(|damage| self.damaged(damage))?;
            match *written.open(by)? == *entropy {
                true => Ok(()),
                false => Err(self.damaged(Damage::Altered)),
            }
        })
    }

    fn wallet_of(&self, entropy: &[u8; ENTROPY_BYTES]) -> Result<Wallet, KeyStoreError> {
        Words::from_entropy(entropy)
            .map(Wallet::from_words)
            .map_err(|_| self.damaged(Damage::Foreign))
    }

    fn keep(
        &self,
        words: Words,
        passphrase: Option<Passphrase>,
        cost: Cost,
    ) -> Result<Wallet, KeyStoreError> {
        for path in [self.key_file(), self.address_file()] {
            if files::is_taken(&path) {
                return Err(KeyStoreError::WalletExists { path });
            }
        }
        let wallet = Wallet::from_words(words);
        let address = wallet.address();
        let entropy = wallet.words().entropy();
        let bytes = match &self.keeper {
            Keeper::System(vault) => {
                let secret = Zeroizing::new(entropy.to_vec());
                system::write(vault, address.to_string(), secret)?;
                // Only what can be read again may be relied on.
                wallet_in(vault, address)?;
                format!("{address}\n").into_bytes()
            }
            Keeper::File => {
                let passphrase = passphrase.ok_or(KeyStoreError::PassphraseNeeded)?;
                if !passphrase.is_long_enough() {
                    return Err(KeyStoreError::PassphraseTooShort);
                }
                SealedKey::seal(&entropy, address, &passphrase, cost)?.to_bytes()
            }
        };
        files::write_new(&self.folder, &self.own_file(), &bytes)?;
        Ok(wallet)
    }

    fn read_key_file(&self) -> Result<SealedKey, KeyStoreError> {
        let bytes = files::read(&self.key_file(), FILE_BYTES as u64)?;
        SealedKey::from_bytes(&bytes).map_err(|damage| self.damaged(damage))
    }

    fn read_address_file(&self) -> Result<AccountAddress, KeyStoreError> {
        let bytes = files::read(&self.address_file(), ADDRESS_FILE_LIMIT)?;
        // An address has a checksum of its own.
        str::from_utf8(&bytes)
            .ok()
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| self.damaged(Damage::Altered))
    }

    fn damaged(&self, damage: Damage) -> KeyStoreError {
        KeyStoreError::Damaged {
            path: self.own_file(),
            damage,
        }
    }

    fn own_file(&self) -> PathBuf {
        match self.keeper {
            Keeper::System(_) => self.address_file(),
            Keeper::File => self.key_file(),
        }
    }

    fn key_file(&self) -> PathBuf {
        self.folder.join(KEY_FILE)
    }

    fn address_file(&self) -> PathBuf {
        self.folder.join(ADDRESS_FILE)
    }

    fn token_file(&self) -> PathBuf {
        self.folder.join(TOKEN_FILE)
    }
}

/// The wallet that `vault` keeps for `address`.
fn wallet_in(vault: &Arc<dyn Vault>, address: AccountAddress) -> Result<Wallet, KeyStoreError> {
    let secret =
        system::read(vault, address.to_string())?.ok_or(KeyStoreError::SystemForgot { address })?;
    Words::from_entropy(&secret)
        .ok()
        .map(Wallet::from_words)
        .filter(|wallet| wallet.address() == address)
        .ok_or(KeyStoreError::SystemMistaken { address })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeMap, fs, sync::Mutex};
    use tempfile::TempDir;

    type Secret = Option<Zeroizing<Vec<u8>>>;

    /// A key store that does what it should.
    #[derive(Debug, Default)]
    struct MemoryVault(Mutex<BTreeMap<String, Vec<u8>>>);

    impl Vault for MemoryVault {
        fn write(&self, name: &str, secret: &[u8]) -> Result<(), String> {
            let mut secrets = self.0.lock().unwrap();
            secrets.insert(name.to_owned(), secret.to_vec());
            Ok(())
        }

        fn read(&self, name: &str) -> Result<Secret, String> {
            Ok(self
                .0
                .lock()
                .unwrap()
                .get(name)
                .cloned()
                .map(Zeroizing::new))
        }

        fn delete(&self, name: &str) -> Result<(), String> {
            self.0.lock().unwrap().remove(name);
            Ok(())
        }
    }

    /// Takes every secret, and has none when it is asked.
    #[derive(Debug)]
    struct ForgetfulVault;

    impl Vault for ForgetfulVault {
        fn write(&self, _: &str, _: &[u8]) -> Result<(), String> {
            Ok(())
        }

        fn read(&self, _: &str) -> Result<Secret, String> {
            Ok(None)
        }

        fn delete(&self, _: &str) -> Result<(), String> {
            Ok(())
        }
    }

    /// Is locked, or gone.
    #[derive(Debug)]
    struct RefusingVault;

    impl Vault for RefusingVault {
        fn write(&self, _: &str, _: &[u8]) -> Result<(), String> {
            Err("locked".into())
        }

        fn read(&self, _: &str) -> Result<Secret, String> {
            Err("locked".into())
        }

        fn delete(&self, _: &str) -> Result<(), String> {
            Err("locked".into())
        }
    }

    fn open(folder: &TempDir, vault: &Arc<impl Vault + 'static>) -> KeyStore {
        KeyStore::open_with(folder.path().to_path_buf(), vault.clone())
    }

    fn files_in(folder: &TempDir) -> Vec<String> {
        fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_system_that_works_keeps_the_wallet_without_a_passphrase() {
        let (folder, vault) = (tempfile::tempdir().unwrap(), Arc::<MemoryVault>::default());
        let store = open(&folder, &vault);
        assert_eq!(store.kind(), KeyStoreKind::System);
        assert!(
            vault.0.lock().unwrap().is_empty(),
            "the trial leaves nothing"
        );
        assert!(!store.exists());

        let made = store.create(None).unwrap();
        let store = open(&folder, &vault);
        assert!(store.exists());
        assert_eq!(store.address().unwrap(), made.address());
        assert_eq!(store.unlock(None).unwrap().address(), made.address());
        let again = store.restore(Words::generate().unwrap(), None).unwrap_err();
        assert!(matches!(again, KeyStoreError::WalletExists { .. }));
        assert_eq!(store.address().unwrap(), made.address());
        let file = fs::read_to_string(folder.path().join(ADDRESS_FILE)).unwrap();
        assert_eq!(file, format!("{}\n", made.address()));
        assert_eq!(files_in(&folder), [ADDRESS_FILE]);
    }

    #[test]
    fn a_system_that_does_not_work_is_not_relied_on() {
        let folder = tempfile::tempdir().unwrap();
        let forgetful = open(&folder, &Arc::new(ForgetfulVault));
        assert_eq!(forgetful.kind(), KeyStoreKind::PassphraseFile);
        let refusing = open(&folder, &Arc::new(RefusingVault));
        assert_eq!(refusing.kind(), KeyStoreKind::PassphraseFile);
    }

    #[test]
    fn a_system_out_of_order_does_not_look_like_a_missing_wallet() {
        let (folder, vault) = (tempfile::tempdir().unwrap(), Arc::<MemoryVault>::default());
        let made = open(&folder, &vault).create(None).unwrap();
        let address = made.address();

        let refusing = open(&folder, &Arc::new(RefusingVault));
        assert_eq!(refusing.kind(), KeyStoreKind::System);
        assert!(refusing.exists());
        assert_eq!(refusing.address().unwrap(), address);
        let refused = refusing.unlock(None).unwrap_err();
        assert!(matches!(refused, KeyStoreError::SystemFailed { reason } if reason == "locked"));

        let forgetful = open(&folder, &Arc::new(ForgetfulVault));
        let refused = forgetful.unlock(None).unwrap_err();
        assert!(matches!(refused, KeyStoreError::SystemForgot { address: of } if of == address));
        assert_eq!(
            open(&folder, &vault).unlock(None).unwrap().address(),
            address
        );
    }

    #[test]
    fn a_secret_that_is_not_the_wallets_is_refused() {
        let (folder, vault) = (tempfile::tempdir().unwrap(), Arc::<MemoryVault>::default());
        let made = open(&folder, &vault).create(None).unwrap();
        for wrong in [vec![], vec![7; 16], vec![7; 32]] {
            vault.write(&made.address().to_string(), &wrong).unwrap();
            let refused = open(&folder, &vault).unlock(None).unwrap_err();
            assert!(matches!(refused, KeyStoreError::SystemMistaken { .. }));
        }
    }

    #[test]
    fn nothing_is_left_behind_by_a_system_that_refuses_a_new_wallet() {
        let folder = tempfile::tempdir().unwrap();
        for vault in [
            Arc::new(RefusingVault) as Arc<dyn Vault>,
            Arc::new(ForgetfulVault),
        ] {
            let mut store = KeyStore::file_only(folder.path());
            store.keeper = Keeper::System(vault);
            store.create(None).unwrap_err();
            assert!(!store.exists());
            assert!(files_in(&folder).is_empty());
        }
    }

    #[test]
    fn a_damaged_address_file_is_told_and_left_as_it_is() {
        let (folder, vault) = (tempfile::tempdir().unwrap(), Arc::<MemoryVault>::default());
        open(&folder, &vault).create(None).unwrap();
        let path = folder.path().join(ADDRESS_FILE);
        let intact = fs::read_to_string(&path).unwrap();
        let other_letter = intact.replacen("op1", "op1q", 1);
        for damaged in ["", "op1", "\u{fffd}", &"q".repeat(500), &other_letter] {
            fs::write(&path, damaged).unwrap();
            let store = open(&folder, &vault);
            let refused = store.unlock(None).unwrap_err();
            assert!(matches!(refused, KeyStoreError::Damaged { .. }));
            let refused = store.create(None).unwrap_err();
            assert!(matches!(refused, KeyStoreError::WalletExists { .. }));
            assert_eq!(fs::read_to_string(&path).unwrap(), damaged);
        }
    }

    #[test]
    fn a_wallet_in_the_system_has_no_passphrase_to_change() {
        let (folder, vault) = (tempfile::tempdir().unwrap(), Arc::<MemoryVault>::default());
        let store = open(&folder, &vault);
        store.create(None).unwrap();
        let passphrase = Passphrase::new("correct horse");
        let refused = store.change_passphrase(&passphrase, &passphrase);
        assert!(matches!(refused, Err(KeyStoreError::NoPassphrase)));
    }

    #[test]
    fn a_wallet_in_the_system_takes_no_token() {
        let (folder, vault) = (tempfile::tempdir().unwrap(), Arc::<MemoryVault>::default());
        let store = open(&folder, &vault);
        let wallet = store.create(None).unwrap();
        let token = UnlockToken::generate().unwrap();
        let refused = store.accept_token(&wallet, &token);
        assert!(matches!(refused, Err(KeyStoreError::NoPassphrase)));
        assert!(!store.accepts_token());
    }

    #[test]
    fn a_file_store_does_not_make_a_second_wallet_beside_the_systems() {
        let (folder, vault) = (tempfile::tempdir().unwrap(), Arc::<MemoryVault>::default());
        open(&folder, &vault).create(None).unwrap();
        let passphrase = Some(Passphrase::new("correct horse"));
        let refused = KeyStore::file_only(folder.path()).create(passphrase);
        assert!(matches!(refused, Err(KeyStoreError::WalletExists { .. })));
    }
}
