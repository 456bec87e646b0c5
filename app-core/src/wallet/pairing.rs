//! Hands the wallet to another device of its person, and takes one over from there.

use super::{opened_anew, with_keys};
use crate::{
    app::Core,
    blocking::blocking,
    errors::{self, Explain, ForApp},
};
use outpost_app_api::{
    AcceptPairing, AppError, ErrorCode, OfferPairing, PairingView,
    link::{Link, MAX_LINK_BYTES},
};
use outpost_wallet::{KeyStoreKind, OneTimeWords, PairingCode, PairingError, Passphrase, pairing};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Seals the open wallet. Where a passphrase protects it, whoever asks must know that.
pub(crate) async fn offer(core: &Arc<Core>, call: OfferPairing) -> Result<PairingView, AppError> {
    let wallet = core.wallet.wallet()?;
    if core.wallet.keys().kind() == KeyStoreKind::PassphraseFile {
        let passphrase = call.passphrase.map(Passphrase::new);
        with_keys(core, |keys| keys.unlock(passphrase)).await?;
    }
    let (accounts, backed_up) = (core.wallet.count_of_own(), core.wallet.is_backed_up());
    let (code, words) = blocking(move || pairing::seal(&wallet, accounts, backed_up)).await?;
    Ok(PairingView {
        link: Link::Pairing(code.to_string()).to_string(),
        words: words.iter().map(str::to_owned).collect(),
    })
}

/// Makes the wallet that was sealed, with as many accounts as it has there. Its names and the address book
/// stay where they are.
pub(crate) async fn accept(core: &Arc<Core>, call: AcceptPairing) -> Result<(), AppError> {
    let passphrase = call.passphrase.map(Passphrase::new);
    let code = read_code(&call.code)?;
    let words = OneTimeWords::parse(&Zeroizing::new(call.words)).for_app()?;
    let paired = blocking(move || code.open(&words)).await?;
    let _making = core.wallet.making();
    let wallet = with_keys(core, |keys| keys.restore(paired.words, passphrase)).await?;
    let accounts = usize::from(paired.accounts.min(super::accounts::MAX_OWN));
    core.wallet
        .own_at_least(wallet.address(), accounts)
        .for_app()?;
    if paired.backed_up {
        core.wallet.backed_up(wallet.address())?;
    }
    opened_anew(core, wallet).await
}

/// The code in what was typed, pasted or scanned: by itself, or in a link.
fn read_code(text: &str) -> Result<PairingCode, AppError> {
    let invalid = || AppError::new(ErrorCode::PairingCodeInvalid);
    if text.len() > MAX_LINK_BYTES {
        return Err(invalid());
    }
    match Link::parse(text) {
        Ok(Link::Pairing(code)) => code.parse::<PairingCode>().for_app(),
        Ok(Link::Payment(_) | Link::Device(_)) => Err(invalid()),
        Err(_) => text.parse::<PairingCode>().for_app(),
    }
}

impl Explain for PairingError {
    fn explain(self) -> AppError {
        let words = AppError::new(ErrorCode::PairingWordsInvalid);
        match self {
            Self::NoCode => AppError::new(ErrorCode::PairingCodeInvalid),
            Self::Version(_) => AppError::new(ErrorCode::PairingCodeTooNew),
            Self::UnknownWord { position } => words.with("position", position),
            Self::WrongCount { .. } => words,
            Self::WordsWrong => AppError::new(ErrorCode::PairingWordsWrong),
            Self::NoRandomness(_) | Self::OutOfMemory => errors::internal(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: ErrorCode) {
        assert_eq!(read_code(text).unwrap_err().code, expected, "{text}");
    }

    #[test]
    fn what_brings_no_wallet_is_said_to_be_so() {
        for none in [
            "",
            "oppair1",
            "outpost:pair",
            "outpost:pair?code=oppair1qqqq",
            "outpost:opd1qqqq",
            &"q".repeat(1 << 20),
        ] {
            check(none, ErrorCode::PairingCodeInvalid);
        }
    }
}
