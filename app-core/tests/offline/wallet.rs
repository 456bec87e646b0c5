//! Proves what becomes of a wallet that is locked, or whose passphrase was changed or forgotten; of its
//! address book and its messages.

use super::{call, create, start, state};
use outpost_app_api::{
    AcceptPairing, AddAccount, AppView, ChangePassphrase, Contact, CreateWallet, ErrorCode,
    GetContacts, GetView, LockWallet, OfferPairing, ReadRecipient, RemoveContact, RestoreWallet,
    RevealWords, SaveContact, SetWalletAside, SignMessage, UnlockWallet, VerifyMessage,
    WalletState, WatchAccount,
};
use outpost_app_core::App;
use outpost_protocol::AccountAddress;

#[tokio::test(flavor = "multi_thread")]
async fn the_words_bring_back_a_wallet_whose_passphrase_was_forgotten() {
    let data = tempfile::tempdir().unwrap();
    let app = start(data.path()).await;
    let passphrase = Some("correct horse".to_owned());
    call(&app, CreateWallet { passphrase }).await.unwrap();
    let before = state(&app).await;
    let words = call(&app, RevealWords {}).await.unwrap().join(" ");

    let refused = call(&app, SetWalletAside { unsent_too: false })
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::StepOutOfOrder, "it is in use");
    app.shutdown().await;

    let app = start(data.path()).await;
    assert_eq!(state(&app).await, WalletState::Locked);
    let passphrase = "wrong battery".to_owned();
    let wrong = call(&app, UnlockWallet { passphrase }).await.unwrap_err();
    assert_eq!(wrong.code, ErrorCode::PassphraseWrong);

    call(&app, SetWalletAside { unsent_too: false })
        .await
        .unwrap();
    assert_eq!(state(&app).await, WalletState::Missing);
    let passphrase = Some("a new staple".to_owned());
    call(&app, RestoreWallet { words, passphrase })
        .await
        .unwrap();
    assert_eq!(state(&app).await, before);
    app.shutdown().await;

    assert!(
        data.path().join("wallet.key.1").exists(),
        "the locked file is kept"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_device_gets_the_same_accounts_by_a_code_and_its_words_alone() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mine, other) = (start(here.path()).await, start(there.path()).await);
    create(&mine).await;
    let name = "Savings".to_owned();
    call(&mine, AddAccount { name }).await.unwrap();
    let accounts = async |app: &App| {
        let view: AppView = call(app, GetView {}).await.unwrap();
        let accounts = view.wallet.accounts.into_iter();
        let addresses = accounts.map(|account| account.address);
        (addresses.collect::<Vec<_>>(), view.wallet.backed_up)
    };

    for (passphrase, refused) in [
        (None, ErrorCode::PassphraseNeeded),
        (Some("wrong battery".to_owned()), ErrorCode::PassphraseWrong),
    ] {
        let error = call(&mine, OfferPairing { passphrase }).await.unwrap_err();
        assert_eq!(error.code, refused);
    }
    let passphrase = Some("correct horse".to_owned());
    let first = call(&mine, OfferPairing { passphrase }).await.unwrap();
    let passphrase = Some("correct horse".to_owned());
    let second = call(&mine, OfferPairing { passphrase }).await.unwrap();

    let accept = |code: &str, words: &[String]| AcceptPairing {
        code: code.to_owned(),
        words: words.join(" "),
        passphrase: Some("a new staple".to_owned()),
    };
    let (some, nonsense) = (&first.words[..5], ["nonsense".to_owned()]);
    for (call_of, refused) in [
        (
            accept(&second.link, &first.words),
            ErrorCode::PairingWordsWrong,
        ),
        (accept(&first.link, some), ErrorCode::PairingWordsInvalid),
        (
            accept(&first.link, &nonsense),
            ErrorCode::PairingWordsInvalid,
        ),
        (
            accept("oppair1", &first.words),
            ErrorCode::PairingCodeInvalid,
        ),
    ] {
        let error = call(&other, call_of).await.unwrap_err();
        assert_eq!(error.code, refused);
        assert_eq!(state(&other).await, WalletState::Missing);
    }
    call(&other, accept(&first.link, &first.words))
        .await
        .unwrap();
    let (addresses, backed_up) = accounts(&other).await;
    assert_eq!((addresses, backed_up), accounts(&mine).await);
    let again = call(&other, accept(&first.link, &first.words)).await;
    assert_eq!(again.unwrap_err().code, ErrorCode::WalletExists);
    mine.shutdown().await;
    other.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_wallet_is_shown_though_an_account_was_watched_before() {
    let data = tempfile::tempdir().unwrap();
    let app = start(data.path()).await;
    let (address, name) = (AccountAddress([9; 32]).to_string(), String::new());
    call(&app, WatchAccount { address, name }).await.unwrap();
    assert!(matches!(state(&app).await, WalletState::Watching { .. }));
    create(&app).await;
    let opened = state(&app).await;
    assert!(matches!(opened, WalletState::Open { .. }), "{opened:?}");
    app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_wallet_signs_and_shows_nothing_until_its_passphrase() {
    let data = tempfile::tempdir().unwrap();
    let app = start(data.path()).await;
    create(&app).await;
    let before = state(&app).await;
    call(&app, LockWallet {}).await.unwrap();
    assert_eq!(state(&app).await, WalletState::Locked);
    let text = "Mine.".to_owned();
    let refused = [
        call(&app, SignMessage { text }).await.unwrap_err(),
        call(&app, RevealWords {}).await.unwrap_err(),
        call(&app, LockWallet {}).await.unwrap_err(),
    ];
    for refused in refused {
        assert_eq!(refused.code, ErrorCode::WalletLocked);
    }
    let passphrase = "correct horse".to_owned();
    call(&app, UnlockWallet { passphrase }).await.unwrap();
    assert_eq!(state(&app).await, before);
    app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_passphrase_unlocks_and_the_old_one_does_not() {
    let data = tempfile::tempdir().unwrap();
    let app = start(data.path()).await;
    create(&app).await;
    let change = |old: &str, new: &str| ChangePassphrase {
        old: old.to_owned(),
        new: new.to_owned(),
    };
    let wrong = call(&app, change("wrong battery", "a new staple")).await;
    assert_eq!(wrong.unwrap_err().code, ErrorCode::PassphraseWrong);
    let short = call(&app, change("correct horse", "short")).await;
    assert_eq!(short.unwrap_err().code, ErrorCode::PassphraseTooShort);
    call(&app, change("correct horse", "a new staple"))
        .await
        .unwrap();
    call(&app, LockWallet {}).await.unwrap();
    let passphrase = "correct horse".to_owned();
    let old = call(&app, UnlockWallet { passphrase }).await.unwrap_err();
    assert_eq!(old.code, ErrorCode::PassphraseWrong);
    let passphrase = "a new staple".to_owned();
    call(&app, UnlockWallet { passphrase }).await.unwrap();
    app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_is_found_by_name_after_a_start_until_it_is_removed() {
    let data = tempfile::tempdir().unwrap();
    let app = start(data.path()).await;
    let address = AccountAddress([7; 32]).to_string();
    let ana = Contact {
        address: address.clone(),
        name: "Ana".to_owned(),
    };
    let save = SaveContact {
        address: format!("outpost:{address}"),
        name: " Ana ".to_owned(),
    };
    call(&app, save).await.unwrap();
    let nameless = SaveContact {
        address: address.clone(),
        name: " ".to_owned(),
    };
    let refused = call(&app, nameless).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NameInvalid);
    app.shutdown().await;

    let app = start(data.path()).await;
    assert_eq!(call(&app, GetContacts {}).await.unwrap(), [ana]);
    let text = "ana".to_owned();
    let found = call(&app, ReadRecipient { text }).await.unwrap();
    assert_eq!(
        (found.address, found.name.as_deref()),
        (address.clone(), Some("Ana"))
    );
    call(&app, RemoveContact { address }).await.unwrap();
    let text = "ana".to_owned();
    let unknown = call(&app, ReadRecipient { text }).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::NameUnknown);
    app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_message_is_right_until_a_letter_changes() {
    let data = tempfile::tempdir().unwrap();
    let app = start(data.path()).await;
    create(&app).await;
    let WalletState::Open { address } = state(&app).await else {
        panic!("it was made");
    };
    let text = "This antenna is mine.".to_owned();
    let signed = call(&app, SignMessage { text }).await.unwrap();
    let forged = signed.replace("mine", "yours");
    for (text, right) in [(signed, true), (forged, false)] {
        let verified = call(&app, VerifyMessage { text }).await.unwrap();
        assert_eq!((&verified.account, verified.right), (&address, right));
    }
    let text = "just words".to_owned();
    let refused = call(&app, VerifyMessage { text }).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::MessageInvalid);
    app.shutdown().await;
}
