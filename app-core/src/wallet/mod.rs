//! Opens the wallet and lends it out to sign; the keys stay in `outpost-wallet`.

mod accounts;
mod backup;
mod biometrics;
mod contacts;
mod messages;
mod pairing;
mod practice;
mod session;

pub(crate) use accounts::{
    add as add_account, forget as forget_account, look_for as look_for_accounts,
    rename as rename_account, switch as switch_account, watch as watch_account,
};
pub(crate) use backup::{answer_backup, ask_backup, postpone_backup, reveal_words};
pub use biometrics::{BiometricPrompt, Biometrics, BiometricsError};
pub(crate) use biometrics::{
    Recognition, look as look_for_biometrics, switch_off as forget_biometrics,
    switch_on as use_biometrics, unlock as unlock_by_biometrics,
};
pub(crate) use contacts::{
    AddressBook, all as contacts, remove as remove_contact, save as save_contact,
};
pub(crate) use messages::{sign as sign_message, verify as verify_message};
pub(crate) use pairing::{accept as accept_pairing, offer as offer_pairing};
pub(crate) use practice::{provide_practice_tokens, request_practice_tokens};
pub(crate) use session::WalletSession;

use crate::{app::Core, blocking::blocking, earnings::Proven, errors::ForApp, mapping, payments};
use outpost_app_api::{
    AppError, ChangePassphrase, CreateWallet, ErrorCode, LockWallet, LookAround, RestoreWallet,
    SetWalletAside, StopLookingAround, UnlockWallet, WalletState, WalletView,
};
use outpost_wallet::{KeyStore, KeyStoreError, KeyStoreKind, Passphrase, Wallet, Words};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Makes a wallet.
pub(crate) async fn create(core: &Arc<Core>, call: CreateWallet) -> Result<(), AppError> {
    let passphrase = call.passphrase.map(Passphrase::new);
    let _making = core.wallet.making();
    let wallet = with_keys(core, |keys| keys.create(passphrase)).await?;
    // Nobody can have used any other of its accounts.
    core.wallet.own_at_least(wallet.address(), 1).for_app()?;
    opened_anew(core, wallet).await
}

/// Makes the wallet that the words were a back-up of; the back-up is thereby shown to work.
pub(crate) async fn restore(core: &Arc<Core>, call: RestoreWallet) -> Result<(), AppError> {
    let passphrase = call.passphrase.map(Passphrase::new);
    let words = Words::parse(&Zeroizing::new(call.words)).for_app()?;
    let _making = core.wallet.making();
    let wallet = with_keys(core, |keys| keys.restore(words, passphrase)).await?;
    core.wallet.backed_up(wallet.address())?;
    opened_anew(core, wallet).await
}

/// Opens the wallet after a start.
pub(crate) async fn unlock(core: &Arc<Core>, call: UnlockWallet) -> Result<(), AppError> {
    let passphrase = Passphrase::new(call.passphrase);
    let wallet = with_keys(core, |keys| keys.unlock(Some(passphrase))).await?;
    opened(core, wallet).await;
    Ok(())
}

/// Forgets the keys until the passphrase is typed again.
pub(crate) async fn lock(core: &Arc<Core>, _: LockWallet) -> Result<(), AppError> {
    core.wallet.wallet()?;
    if core.wallet.keys().kind() == KeyStoreKind::System {
        return Err(AppError::new(ErrorCode::NoPassphrase));
    }
    core.wallet.close();
    core.wizard.leave();
    core.ledger.forget();
    core.spawn(biometrics::look(core.clone()));
    core.publisher.changed();
    Ok(())
}

/// Puts the key file under another passphrase.
pub(crate) async fn change_passphrase(
    core: &Arc<Core>,
    call: ChangePassphrase,
) -> Result<(), AppError> {
    let (old, new) = (Passphrase::new(call.old), Passphrase::new(call.new));
    with_keys(core, move |keys| keys.change_passphrase(&old, &new)).await
}

/// Puts the locked wallet's file aside, which makes room to restore it from its words.
pub(crate) async fn set_aside(core: &Arc<Core>, call: SetWalletAside) -> Result<(), AppError> {
    if core.wallet.state() != WalletState::Locked {
        return Err(AppError::new(ErrorCode::StepOutOfOrder));
    }
    mapping::expect_nothing_unsent(core, call.unsent_too)?;
    let aside = core.wallet.keys().set_aside().for_app()?;
    tracing::info!(aside = %aside.display(), "the wallet's file was set aside");
    core.publisher.changed();
    Ok(())
}

/// Goes on without a wallet.
pub(crate) async fn look_around(core: &Arc<Core>, _: LookAround) -> Result<(), AppError> {
    core.wallet.look_around(true);
    core.publisher.changed();
    Ok(())
}

/// Goes back to the welcome screen.
pub(crate) async fn stop_looking_around(
    core: &Arc<Core>,
    _: StopLookingAround,
) -> Result<(), AppError> {
    core.wallet.look_around(false);
    core.publisher.changed();
    Ok(())
}

/// The wallet, without its secrets.
pub(crate) fn view(core: &Core, proven: &Proven) -> WalletView {
    WalletView {
        state: core.wallet.state(),
        needs_passphrase: core.wallet.keys().kind() == KeyStoreKind::PassphraseFile,
        biometrics: core.recognition.state(core.wallet.keys()),
        backed_up: core.wallet.is_backed_up(),
        backup_due: core
            .wallet
            .is_backup_due(is_something_to_lose(core, proven)),
        accounts: core.wallet.accounts(&core.outbox.balances()),
        recent: payments::recent(core),
    }
}

/// Opens a wallet that the system's key store keeps, which needs nobody.
pub(crate) async fn open_from_system(core: Arc<Core>) {
    let keys = core.wallet.keys();
    if keys.kind() != KeyStoreKind::System || !keys.exists() {
        return;
    }
    match with_keys(&core, |keys| keys.unlock(None)).await {
        Ok(wallet) => opened(&core, wallet).await,
        Err(error) => tracing::warn!(?error, "the wallet stays locked"),
    }
}

/// Opens a wallet, which goes on where it was left.
async fn opened(core: &Arc<Core>, wallet: Wallet) {
    let address = wallet.address();
    core.wallet.open(wallet);
    core.wallet_opened(address).await;
}

/// Opens a wallet that this installation did not have, and shows it, whatever was watched before.
async fn opened_anew(core: &Arc<Core>, wallet: Wallet) -> Result<(), AppError> {
    let address = wallet.address();
    core.wallet.open(wallet);
    let shown = core.wallet.show(address);
    // It is open all the same.
    core.wallet_opened(address).await;
    shown
}

/// Stretching a passphrase and asking the system's key store take long enough to need a thread.
async fn with_keys<A, T>(core: &Core, act: A) -> Result<T, AppError>
where
    A: FnOnce(&KeyStore) -> Result<T, KeyStoreError> + Send + 'static,
    T: Send + 'static,
{
    let keys = core.wallet.keys().clone();
    blocking(move || act(&keys)).await
}

/// Tokens for practice are nothing to lose; what was earned and what earns is.
fn is_something_to_lose(core: &Core, proven: &Proven) -> bool {
    let is_own = core.wallet.signatory().is_ok();
    let own = proven.account.as_ref().filter(|_| is_own);
    own.is_some_and(|account| {
        account.account.devices > 0
            || account.account.newest_statement.is_some()
            || (!core.network.practice && account.account.balance.units() > 0)
    })
}
