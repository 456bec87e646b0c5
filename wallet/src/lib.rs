//! Keeps a person's keys: seed phrase, key derivation, key store, signing.
//!
//! A wallet is 128 random bits. They are shown as twelve [`Words`] (BIP-39), turned into an
//! ed25519 key for each account (SLIP-0010, [`derivation::account_path`]), and kept by a [`KeyStore`]: in
//! the system's key store, or, on a machine without one, in a file under a [`Passphrase`]. No secret
//! leaves this crate but the words, and those only to be written down, or sealed for another device of the
//! same person ([`pairing`]): the accounts of an open [`Wallet`] sign. A wallet under a passphrase can be opened by
//! an [`UnlockToken`] besides, which its person's phone keeps behind a fingerprint or a face.
//!
//! # What is promised
//! - A key store with a wallet in it, even a damaged one, is never overwritten.
//! - Secrets that this crate holds are overwritten in memory when they are dropped, and no `Debug`
//!   shows one.
//! - A key file is written whole or not at all, and takes the place of another only once it was read back
//!   and opened.
//!
//! # Use
//! Calls block: on a disk, on the system's key store, and for a good part of a second on purpose
//! where a passphrase is stretched. Call them from a thread that may wait.
//!
//! ```
//! use outpost_wallet::{KeyStore, Passphrase, Words};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let data_folder = folder.path();
//! let store = KeyStore::file_only(data_folder);
//! let wallet = store.create(Some(Passphrase::new("correct horse")))?;
//! let written_down: Vec<&str> = wallet.words().iter().collect();
//! assert_eq!(store.address()?, wallet.address());
//!
//! let elsewhere = tempfile::tempdir()?;
//! let words = Words::parse(&written_down.join(" "))?;
//! let restored = KeyStore::file_only(elsewhere.path())
//!     .restore(words, Some(Passphrase::new("another one")))?;
//! assert_eq!(restored.address(), wallet.address());
//! # Ok(())
//! # }
//! ```

pub mod backup;
pub mod derivation;
pub mod error;
mod files;
mod key_file;
pub mod key_store;
pub mod pairing;
pub mod passphrase;
mod system;
mod token;
pub mod wallet;
pub mod words;

pub use backup::BackupQuestions;
pub use error::{Damage, KeyStoreError, Remedy};
pub use key_store::{KeyStore, KeyStoreKind};
pub use pairing::{OneTimeWords, Paired, PairingCode, PairingError};
pub use passphrase::Passphrase;
pub use token::UnlockToken;
pub use wallet::{Signatory, Wallet};
pub use words::{Words, WordsError};
