//! Opens wallets by a token beside their passphrase, as a phone does that asks for a fingerprint or a face.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use outpost_protocol::AccountAddress;
use outpost_wallet::{KeyStore, KeyStoreError, Passphrase, Remedy, UnlockToken, Wallet};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

/// A wallet that a token opens.
struct Opened {
    folder: TempDir,
    wallet: Wallet,
    token: UnlockToken,
}

impl Opened {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = KeyStore::file_only(folder.path());
        let wallet = store.create(Some(passphrase())).unwrap();
        let token = UnlockToken::generate().unwrap();
        assert!(!store.accepts_token());
        store.accept_token(&wallet, &token).unwrap();
        Self {
            folder,
            wallet,
            token,
        }
    }

    fn store(&self) -> KeyStore {
        KeyStore::file_only(self.folder.path())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn by_token(&self, token: &UnlockToken) -> Result<AccountAddress, KeyStoreError> {
        self.store()
            .unlock_by_token(token)
            .map(|wallet| wallet.address())
    }

    /// Asserts that the passphrase opens the wallet, and that the token does or does not.
    #[track_caller]
    fn check(&self, passphrase: Passphrase, by_token: bool) {
        let opened = self.store().unlock(Some(passphrase)).unwrap();
        assert_eq!(opened.address(), self.wallet.address());
        match self.by_token(&self.token) {
            Ok(address) => assert!(by_token && address == self.wallet.address()),
            Err(error) => {
                assert!(!by_token, "{error}");
                assert!(matches!(error, KeyStoreError::TokenWrong));
                assert_eq!(error.remedy(), Remedy::TryAgain);
            }
        }
    }
}

fn passphrase() -> Passphrase {
    Passphrase::new("correct horse")
}

#[test]
fn a_token_opens_the_wallet_and_so_does_the_passphrase() {
    let opened = Opened::new();
    assert!(opened.store().accepts_token());
    opened.check(passphrase(), true);
}

#[test]
fn no_other_token_opens_it() {
    let opened = Opened::new();
    let others = ["", "0", opened.token.as_str().get(1..).unwrap()];
    for other in others.map(UnlockToken::new) {
        let refused = opened.by_token(&other).unwrap_err();
        assert!(matches!(refused, KeyStoreError::TokenWrong));
    }
    let newer = UnlockToken::generate().unwrap();
    opened.store().accept_token(&opened.wallet, &newer).unwrap();
    assert_eq!(opened.by_token(&newer).unwrap(), opened.wallet.address());
    opened.check(passphrase(), false);
}

#[test]
fn a_lost_cut_off_or_altered_copy_costs_nothing() {
    let opened = Opened::new();
    let copy = opened.file("wallet.token");
    let intact = fs::read(&copy).unwrap();
    let mut altered = intact.clone();
    altered[100] ^= 1;
    for damaged in [&[], &intact[..99], &altered, &vec![7; 1 << 20][..]] {
        fs::write(&copy, damaged).unwrap();
        opened.check(passphrase(), false);
    }
    fs::remove_file(&copy).unwrap();
    assert!(!opened.store().accepts_token());
    opened.check(passphrase(), false);
}

#[test]
fn a_token_that_is_refused_from_now_on_opens_nothing() {
    let opened = Opened::new();
    opened.store().refuse_tokens().unwrap();
    opened.store().refuse_tokens().unwrap();
    assert!(!opened.store().accepts_token());
    opened.check(passphrase(), false);
}

#[test]
fn a_changed_passphrase_leaves_the_token_as_it_was() {
    let opened = Opened::new();
    let new = || Passphrase::new("battery staple");
    opened
        .store()
        .change_passphrase(&passphrase(), &new())
        .unwrap();
    opened.check(new(), true);
}

#[test]
fn a_token_opens_no_other_wallet_and_goes_aside_with_its_own() {
    let opened = Opened::new();
    opened.store().set_aside().unwrap();
    assert!(opened.file("wallet.token.1").exists());
    assert!(!opened.store().accepts_token());
    let other = opened.store().create(Some(passphrase())).unwrap();

    let refused = opened.store().accept_token(&opened.wallet, &opened.token);
    assert!(matches!(refused, Err(KeyStoreError::TokenWrong)));
    // As somebody might who moves files back.
    fs::rename(opened.file("wallet.token.1"), opened.file("wallet.token")).unwrap();
    let refused = opened.by_token(&opened.token).unwrap_err();
    assert!(matches!(refused, KeyStoreError::TokenWrong));
    let unlocked = opened.store().unlock(Some(passphrase())).unwrap();
    assert_eq!(unlocked.address(), other.address());
}

#[test]
fn neither_words_nor_token_can_be_read_in_the_copy() {
    let opened = Opened::new();
    let copy = fs::read(opened.file("wallet.token")).unwrap();
    let token = opened.token.as_str().as_bytes();
    assert!(!copy.windows(8).any(|part| part == &token[..8]));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(opened.file("wallet.token")).unwrap();
        assert_eq!(mode.permissions().mode() & 0o777, 0o600);
    }
}
