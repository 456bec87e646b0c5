//! Names what can go wrong between a wallet and where it is kept, and what to do about it.

use outpost_protocol::AccountAddress;
use std::{io, path::PathBuf};

/// Why a wallet could not be made, restored or opened. Whatever it is, nothing was overwritten.
#[derive(Debug, thiserror::Error)]
pub enum KeyStoreError {
    /// There is no system key store, and no passphrase was given.
    #[error("a passphrase is needed")]
    PassphraseNeeded,
    /// Shorter than [`SHORTEST_PASSPHRASE`](crate::passphrase::SHORTEST_PASSPHRASE).
    #[error("the passphrase is too short")]
    PassphraseTooShort,
    /// The passphrase does not open the key file, which is intact.
    #[error("the passphrase does not open the key file")]
    PassphraseWrong,
    /// The token does not open the wallet, or no longer: it was made for another, or given up.
    #[error("the token does not open the wallet")]
    TokenWrong,
    /// The system's key store keeps the wallet, and asks for no passphrase of ours.
    #[error("the wallet is in the system's key store and has no passphrase")]
    NoPassphrase,
    /// There is a wallet already.
    #[error("there is a wallet at {}", path.display())]
    WalletExists {
        /// Where.
        path: PathBuf,
    },
    /// There is no wallet.
    #[error("there is no wallet")]
    WalletMissing,
    /// The file that keeps the wallet, or names it, is damaged.
    #[error("{} is damaged: {damage}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// How.
        damage: Damage,
    },
    /// The file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The system's key store refused or failed.
    #[error("the system's key store failed: {reason}")]
    SystemFailed {
        /// What it said.
        reason: String,
    },
    /// The system's key store did not answer: it may be waiting for somebody to unlock it.
    #[error("the system's key store did not answer in time")]
    SystemSilent,
    /// The system's key store no longer holds this wallet.
    #[error("the system's key store does not hold the key of {address}")]
    SystemForgot {
        /// The wallet's address.
        address: AccountAddress,
    },
    /// The system's key store holds something else under this wallet's name.
    #[error("what the system's key store holds is not the key of {address}")]
    SystemMistaken {
        /// The wallet's address.
        address: AccountAddress,
    },
    /// The system gave no randomness.
    #[error("the system gave no randomness: {0}")]
    NoRandomness(#[from] getrandom::Error),
    /// Too little memory to stretch the passphrase.
    #[error("there is not enough memory to open the key file")]
    OutOfMemory,
}

/// How a file is damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Cut off, or something was appended.
    #[error("it has {found} bytes instead of {expected}")]
    Length {
        /// Its length; of a longer file one byte too many is read, and no more.
        found: u64,
        /// What its version has.
        expected: u64,
    },
    /// It begins with something else.
    #[error("it is not a key file")]
    Foreign,
    /// Some of its bytes are not those that were written.
    #[error("its checksum is wrong")]
    Altered,
    /// It was written by a later version, or never by any.
    #[error("its version {0} is unknown")]
    Version(u8),
    /// It asks for more memory or time than any version wrote.
    #[error("its cost of opening is out of bounds")]
    Cost,
}

/// What a person can do about a [`KeyStoreError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Give a passphrase, or a longer one.
    ChoosePassphrase,
    /// Type the passphrase, or type it again.
    TryAgain,
    /// Open the wallet that is there.
    OpenExisting,
    /// Make a wallet or restore one.
    MakeWallet,
    /// [Set the file aside](crate::KeyStore::set_aside), then restore the wallet from the words.
    RestoreFromWords,
    /// Use the version of the app that wrote the file, or a later one.
    Update,
    /// Unlock or start the system's key store.
    UnlockSystem,
    /// See to the disk, the folder's permissions or the memory.
    MendMachine,
}

impl KeyStoreError {
    /// What to do about it.
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::PassphraseNeeded | Self::PassphraseTooShort => Remedy::ChoosePassphrase,
            Self::PassphraseWrong | Self::TokenWrong => Remedy::TryAgain,
            Self::WalletExists { .. } | Self::NoPassphrase => Remedy::OpenExisting,
            Self::WalletMissing => Remedy::MakeWallet,
            Self::Damaged {
                damage: Damage::Version(_),
                ..
            } => Remedy::Update,
            Self::Damaged { .. } | Self::SystemForgot { .. } | Self::SystemMistaken { .. } => {
                Remedy::RestoreFromWords
            }
            Self::SystemFailed { .. } | Self::SystemSilent => Remedy::UnlockSystem,
            Self::File { .. } | Self::NoRandomness(_) | Self::OutOfMemory => Remedy::MendMachine,
        }
    }
}
