//! Keeps wallets in real files, as on a machine without a system key store.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use outpost_wallet::{Damage, KeyStore, KeyStoreError, KeyStoreKind, Passphrase, Remedy, Words};
use std::{fs, path::PathBuf};
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn store(&self) -> KeyStore {
        KeyStore::file_only(self.0.path())
    }

    fn key_file(&self) -> PathBuf {
        self.0.path().join("wallet.key")
    }

    /// A folder whose key file is `change`d after a wallet was made.
    fn with_key_file(change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Self {
        let folder = Self::new();
        folder.store().create(passphrase()).unwrap();
        let bytes = change(fs::read(folder.key_file()).unwrap());
        fs::write(folder.key_file(), bytes).unwrap();
        folder
    }
}

fn passphrase() -> Option<Passphrase> {
    Some(Passphrase::new("correct horse"))
}

fn words() -> Words {
    Words::parse("zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong").unwrap()
}

/// Asserts that a store refuses whatever it is asked for as `expected`, and leaves the file alone.
fn check_damage(change: impl FnOnce(Vec<u8>) -> Vec<u8>, expected: Damage, remedy: Remedy) {
    let folder = Folder::with_key_file(change);
    let before = fs::read(folder.key_file()).unwrap();
    let store = folder.store();
    assert!(store.exists());
    for refused in [
        store.unlock(passphrase()).map(|_| ()).unwrap_err(),
        store.address().map(|_| ()).unwrap_err(),
    ] {
        assert_eq!(refused.remedy(), remedy);
        assert!(
            matches!(&refused, KeyStoreError::Damaged { damage, path }
                if *damage == expected && *path == folder.key_file()),
            "{refused}"
        );
    }
    for refused in [
        store.create(passphrase()).unwrap_err(),
        store.restore(words(), passphrase()).unwrap_err(),
    ] {
        assert!(matches!(refused, KeyStoreError::WalletExists { .. }));
    }
    assert_eq!(fs::read(folder.key_file()).unwrap(), before);
}

#[test]
fn a_wallet_is_made_found_and_opened_again() {
    let folder = Folder::new();
    let store = folder.store();
    assert_eq!(store.kind(), KeyStoreKind::PassphraseFile);
    assert!(!store.exists());
    let made = store.create(passphrase()).unwrap();

    let store = folder.store();
    assert!(store.exists());
    assert_eq!(store.address().unwrap(), made.address());
    let opened = store.unlock(passphrase()).unwrap();
    assert_eq!(opened.address(), made.address());
    assert!(opened.words().iter().eq(made.words().iter()));
}

#[test]
fn a_store_opened_on_a_key_file_uses_it_whatever_the_system_has() {
    let folder = Folder::new();
    let made = folder.store().create(passphrase()).unwrap();
    let store = KeyStore::open(folder.0.path());
    assert_eq!(store.kind(), KeyStoreKind::PassphraseFile);
    assert_eq!(store.address().unwrap(), made.address());
}

#[test]
fn a_wallet_restored_elsewhere_is_the_one_that_was_made() {
    let made = Folder::new().store().create(passphrase()).unwrap();
    let written_down: Vec<_> = made.words().iter().collect();
    let typed = Words::parse(&written_down.join("  ").to_uppercase()).unwrap();

    let elsewhere = Folder::new();
    let other_passphrase = || Some(Passphrase::new("battery staple"));
    let restored = elsewhere
        .store()
        .restore(typed, other_passphrase())
        .unwrap();
    assert_eq!(restored.address(), made.address());
    let opened = elsewhere.store().unlock(other_passphrase()).unwrap();
    assert_eq!(opened.address(), made.address());
}

#[test]
fn a_passphrase_is_asked_for_and_has_eight_characters() {
    let folder = Folder::new();
    let none = folder.store().create(None).unwrap_err();
    assert!(matches!(none, KeyStoreError::PassphraseNeeded));
    let short = Some(Passphrase::new("1234567"));
    let short = folder.store().create(short).unwrap_err();
    assert!(matches!(short, KeyStoreError::PassphraseTooShort));
    assert!(!folder.store().exists());

    folder.store().create(passphrase()).unwrap();
    let none = folder.store().unlock(None).unwrap_err();
    assert!(matches!(none, KeyStoreError::PassphraseNeeded));
}

#[test]
fn a_wrong_passphrase_is_told_from_a_damaged_file() {
    let folder = Folder::with_key_file(|bytes| bytes);
    let wrong = Some(Passphrase::new("battery staple"));
    let refused = folder.store().unlock(wrong).unwrap_err();
    assert!(matches!(refused, KeyStoreError::PassphraseWrong));
    assert_eq!(refused.remedy(), Remedy::TryAgain);
    folder.store().unlock(passphrase()).unwrap();
}

#[test]
fn there_is_no_wallet_in_an_empty_folder() {
    let store = Folder::new().store();
    for refused in [
        store.unlock(passphrase()).map(|_| ()).unwrap_err(),
        store.address().map(|_| ()).unwrap_err(),
    ] {
        assert!(matches!(refused, KeyStoreError::WalletMissing));
        assert_eq!(refused.remedy(), Remedy::MakeWallet);
    }
}

#[test]
fn an_altered_key_file_is_told_and_left_as_it_is() {
    let alter = |mut bytes: Vec<u8>| {
        bytes[100] ^= 1;
        bytes
    };
    check_damage(alter, Damage::Altered, Remedy::RestoreFromWords);
}

#[test]
fn a_key_file_cut_off_is_told_and_left_as_it_is() {
    let damage = Damage::Length {
        found: 99,
        expected: 157,
    };
    let cut = |mut bytes: Vec<u8>| {
        bytes.truncate(99);
        bytes
    };
    check_damage(cut, damage, Remedy::RestoreFromWords);
}

#[test]
fn an_empty_key_file_is_told_and_left_as_it_is() {
    let damage = Damage::Length {
        found: 0,
        expected: 157,
    };
    check_damage(|_| Vec::new(), damage, Remedy::RestoreFromWords);
}

#[test]
fn a_huge_file_in_its_place_is_not_read_to_its_end() {
    let damage = Damage::Length {
        found: 158,
        expected: 157,
    };
    let grow = |mut bytes: Vec<u8>| {
        bytes.resize(1 << 22, 7);
        bytes
    };
    check_damage(grow, damage, Remedy::RestoreFromWords);
}

#[test]
fn of_wallets_made_at_once_one_is_kept() {
    let folder = Folder::new();
    let made: Vec<_> = std::thread::scope(|scope| {
        let makers = [(); 3].map(|()| scope.spawn(|| folder.store().create(passphrase())));
        makers
            .into_iter()
            .map(|maker| maker.join().unwrap())
            .collect()
    });
    let kept: Vec<_> = made
        .iter()
        .flatten()
        .map(|wallet| wallet.address())
        .collect();
    assert_eq!(kept, [folder.store().address().unwrap()]);
    for refused in made.iter().filter_map(|made| made.as_ref().err()) {
        assert!(matches!(refused, KeyStoreError::WalletExists { .. }));
    }
    let left: Vec<_> = fs::read_dir(folder.0.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["wallet.key"]);
}

#[test]
fn a_file_set_aside_is_kept_and_makes_room_for_a_restore() {
    let folder = Folder::new();
    let made = folder.store().create(passphrase()).unwrap();
    let first = fs::read(folder.key_file()).unwrap();
    let aside = folder.store().set_aside().unwrap();
    assert_eq!(aside, folder.0.path().join("wallet.key.1"));
    assert!(!folder.store().exists());

    // The passphrase was forgotten, the words were not.
    let chosen_anew = || Some(Passphrase::new("battery staple"));
    let restored = folder.store().restore(made.words().clone(), chosen_anew());
    assert_eq!(restored.unwrap().address(), made.address());
    folder.store().unlock(chosen_anew()).unwrap();

    let second = fs::read(folder.key_file()).unwrap();
    let aside_too = folder.store().set_aside().unwrap();
    assert_eq!(aside_too, folder.0.path().join("wallet.key.2"));
    assert_eq!(fs::read(aside).unwrap(), first);
    assert_eq!(fs::read(aside_too).unwrap(), second);
    let nothing = folder.store().set_aside().unwrap_err();
    assert!(matches!(nothing, KeyStoreError::WalletMissing));
}

#[test]
fn a_changed_passphrase_opens_the_same_wallet_and_the_old_one_does_not() {
    let folder = Folder::new();
    let made = folder.store().create(passphrase()).unwrap();
    let (old, new) = (
        Passphrase::new("correct horse"),
        Passphrase::new("battery staple"),
    );
    folder.store().change_passphrase(&old, &new).unwrap();

    let opened = folder.store().unlock(Some(new)).unwrap();
    assert!(opened.words().iter().eq(made.words().iter()));
    let refused = folder.store().unlock(Some(old)).unwrap_err();
    assert!(matches!(refused, KeyStoreError::PassphraseWrong));
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1);
}

#[test]
fn a_passphrase_that_cannot_be_changed_stays() {
    let folder = Folder::new();
    folder.store().create(passphrase()).unwrap();
    let before = fs::read(folder.key_file()).unwrap();
    let (old, new) = (
        Passphrase::new("correct horse"),
        Passphrase::new("battery staple"),
    );
    let wrong = folder.store().change_passphrase(&new, &new).unwrap_err();
    assert!(matches!(wrong, KeyStoreError::PassphraseWrong));
    let short = folder
        .store()
        .change_passphrase(&old, &Passphrase::new("1234567"));
    assert!(matches!(short, Err(KeyStoreError::PassphraseTooShort)));
    assert_eq!(fs::read(folder.key_file()).unwrap(), before);
    let nothing = Folder::new()
        .store()
        .change_passphrase(&old, &new)
        .unwrap_err();
    assert!(matches!(nothing, KeyStoreError::WalletMissing));
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_key_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with_key_file(|bytes| bytes);
    let mode = fs::metadata(folder.key_file())
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named() {
    let folder = Folder::new();
    let not_a_folder = folder.0.path().join("file");
    fs::write(&not_a_folder, "in the way").unwrap();
    let refused = KeyStore::file_only(not_a_folder.join("data")).create(passphrase());
    let refused = refused.unwrap_err();
    assert_eq!(refused.remedy(), Remedy::MendMachine);
    assert!(refused.to_string().contains("file"), "{refused}");
}
