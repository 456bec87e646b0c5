//! Pays from one app to another, from account to account, and through kills; and watches.

use crate::{
    PASSPHRASE, balance, create_wallet,
    kills::{address, is_killed, proven},
    world::{RunningApp, World},
};
use outpost_app_api::{link::PaymentRequest, *};
use outpost_app_core::Moment;
use outpost_protocol::AccountAddress;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

/// No epoch ends while these tests run, so that balances change by payments alone.
const EPOCH: Duration = Duration::from_secs(24 * 60 * 60);
/// After so many blocks no gift comes any more.
const QUIET_BLOCKS: u64 = 5;
const AMOUNT: Money = Money(150_000_000);

/// An account with tokens, which nothing else happens to any more: a gift that is late is asked for twice.
async fn with_tokens(app: &RunningApp) -> (AccountAddress, u128) {
    create_wallet(app).await;
    let tokens = |view: &AppView| {
        let money = view.money.as_ref()?;
        let height = view.network.tip.as_ref()?.height;
        (money.balance.0 > 0).then_some((money.balance.0, height))
    };
    let (mut given, mut since) = app.until("tokens", tokens).await;
    loop {
        let later = |view: &AppView| tokens(view).filter(|(_, height)| *height > since);
        let (now, height) = app.until("a later block", later).await;
        if now != given {
            (given, since) = (now, height);
        } else if height >= since + QUIET_BLOCKS {
            break;
        } else {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    (address(&app.call(GetView {}).await), given)
}

/// Sends off what a person typed and confirmed.
async fn pay(app: &RunningApp, to: &str, amount: Option<Money>) -> (String, PaymentPreview) {
    let recipient = app
        .call(ReadRecipient {
            text: to.to_owned(),
        })
        .await;
    let to = recipient.address;
    let preview = app.call(PreviewPayment { to, amount }).await;
    let payment = SendPayment {
        to: preview.to.clone(),
        amount: preview.amount,
        fee: preview.fee,
        note: recipient.note,
    };
    (app.call(payment).await, preview)
}

fn is_final(view: &AppView, id: &str) -> bool {
    let sent = view.wallet.recent.iter().find(|sent| sent.id == id);
    sent.is_some_and(|sent| matches!(sent.state, TransactionState::Final { .. }))
}

/// How many payments there are, once all of them are settled. Asked for, since a view that was published
/// may be older than the last payment.
async fn settled(app: &RunningApp) -> usize {
    for _ in 0..400 {
        let history = app.call(GetHistory {}).await;
        let payments = history
            .entries
            .iter()
            .filter_map(|entry| match &entry.change {
                Change::Transaction(payment) => Some(payment.state.is_settled()),
                _ => None,
            });
        let payments: Vec<bool> = payments.collect();
        if payments.iter().all(|is_settled| *is_settled) {
            return payments.len();
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no end of the payments")
}

/// The history, once it tells of a balance of `balance`; its parts must sum to it.
async fn history(app: &RunningApp, balance: u128) -> HistoryView {
    for _ in 0..400 {
        let history = app.call(GetHistory {}).await;
        if history.balance == Money(balance) && !history.catching_up {
            let changes = || history.entries.iter().map(|entry| &entry.change);
            let gained: u128 = changes().map(|change| change.gained().0).sum();
            let lost = changes().map(Change::lost);
            let lost: u128 = lost.map(|(given, fee)| given.0 + fee.0).sum();
            assert_eq!(gained - lost, balance, "{history:#?}");
            return history;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!(
        "no history of {balance}: {:#?}",
        app.call(GetHistory {}).await
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_by_a_link_is_final_and_both_histories_add_up() {
    let world = World::start(EPOCH).await;
    let (payer, payee) = (world.app().await, world.app_of_another().await);
    let (_, had) = with_tokens(&payer).await;
    let (to, given) = with_tokens(&payee).await;
    history(&payee, given).await;

    let link = PaymentRequest {
        to: to.to_string(),
        amount: Some(AMOUNT),
        note: Some("For the mast".to_owned()),
    };
    let (id, preview) = pay(&payer, &link.to_string(), Some(AMOUNT)).await;
    assert!(preview.to_used && !preview.to_itself);
    assert_eq!(preview.after.0, had - AMOUNT.0 - preview.fee.0);
    payer
        .until("final payment", |view| is_final(view, &id).then_some(()))
        .await;

    let sent = history(&payer, preview.after.0).await;
    let Some(Change::Transaction(payment)) = sent.entries.first().map(|entry| &entry.change) else {
        panic!("{sent:#?}");
    };
    assert_eq!((payment.given, payment.fee), (AMOUNT, preview.fee));
    assert_eq!(payment.note.as_deref(), Some("For the mast"));

    let received = history(&payee, given + AMOUNT.0).await;
    let newest = received.entries.first().map(|entry| &entry.change);
    assert!(
        matches!(newest, Some(Change::Received { amount, .. }) if *amount == AMOUNT),
        "{received:#?}"
    );
    payer.shutdown().await;
    payee.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_killed_at_every_moment_of_a_payment_pays_once() {
    let world = World::start(EPOCH).await;
    let to = AccountAddress([7; 32]);
    let app = world.app().await;
    let (me, had) = with_tokens(&app).await;
    app.shutdown().await;

    let met = Arc::new(Mutex::new(Vec::new()));
    let is_met = |moment: &str| met.lock().unwrap().iter().any(|known| known == moment);
    let mut payments = 0;
    // An app that is killed once its payment was taken may be writing down that it is settled: then
    // that moment passed by, and takes a payment more.
    while !MOMENTS.into_iter().all(is_met) {
        payments += 1;
        assert!(payments <= 5, "{met:?}");
        let pay_all = async |app: &RunningApp| {
            if settled(app).await < payments {
                pay(app, &to.to_string(), Some(AMOUNT)).await;
                settled(app).await;
            }
        };
        while is_killed(&world, &met, moment, pay_all).await {}
    }

    let payments = u64::try_from(payments).unwrap();
    let observer = world.observer().await;
    let after = proven(&observer, me).await;
    let fee = after.parameters.minimum_fee.units();
    assert_eq!(after.account.nonce, payments);
    let given = u128::from(payments) * AMOUNT.0;
    let fees = u128::from(payments) * fee;
    assert_eq!(after.account.balance.units(), had - given - fees);
    let paid = proven(&observer, to).await.account.balance.units();
    assert_eq!(paid, given);

    let app = world.app().await;
    let passphrase = PASSPHRASE.to_owned();
    app.call(UnlockWallet { passphrase }).await;
    history(&app, had - given - fees).await;
    app.shutdown().await;
}

/// The moments of a payment, by their names.
const MOMENTS: [&str; 4] = ["signed", "written", "taken", "settled"];

fn moment(moment: Moment<'_>) -> Option<String> {
    let name = match moment {
        Moment::Signed(_) => "signed",
        Moment::Written(_) => "written",
        Moment::Taken(_) => "taken",
        Moment::Settled(_) => "settled",
        _ => return None,
    };
    Some(name.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_to_a_second_account_and_the_words_bring_both_back() {
    let world = World::start(EPOCH).await;
    let app = world.app().await;
    let (first, had) = with_tokens(&app).await;
    let name = "Savings".to_owned();
    app.call(AddAccount { name }).await;
    let second = address(&app.call(GetView {}).await);
    assert_ne!(second, first);
    let address = first.to_string();
    app.call(SwitchAccount { address }).await;

    // By the name that its person gave it.
    let (id, preview) = pay(&app, "savings", None).await;
    assert!(!preview.to_used);
    assert_eq!(preview.to_name.as_deref(), Some("Savings"));
    assert_eq!(
        (preview.amount.0, preview.after.0),
        (had - preview.fee.0, 0)
    );
    let early = SendPayment {
        to: second.to_string(),
        amount: Money(1),
        fee: preview.fee,
        note: None,
    };
    app.until("final payment", |view| is_final(view, &id).then_some(()))
        .await;
    let poor = app.try_call(early).await.unwrap_err();
    assert_eq!(poor.code, ErrorCode::InsufficientBalance);
    let address = second.to_string();
    app.call(SwitchAccount { address }).await;
    let all = had - preview.fee.0;
    app.until("tokens", |view| balance(view).filter(|has| *has == all))
        .await;
    let words = app.call(RevealWords {}).await.join(" ");
    app.shutdown().await;

    let elsewhere = world.app_of_another().await;
    let passphrase = Some(PASSPHRASE.to_owned());
    elsewhere.call(RestoreWallet { words, passphrase }).await;
    // A kill before they are found leaves them to the next start.
    drop(elsewhere);
    let elsewhere = world.app_of_another().await;
    let passphrase = PASSPHRASE.to_owned();
    elsewhere.call(UnlockWallet { passphrase }).await;
    let found = elsewhere
        .until("second account", |view| {
            let accounts = &view.wallet.accounts;
            (accounts.len() > 1).then(|| accounts.clone())
        })
        .await;
    let addresses: Vec<_> = found
        .iter()
        .map(|account| account.address.clone())
        .collect();
    assert_eq!(addresses, [first.to_string(), second.to_string()]);
    elsewhere.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watched_account_shows_all_and_signs_nothing() {
    let world = World::start(EPOCH).await;
    let owner = world.app().await;
    let (watched, had) = with_tokens(&owner).await;

    let app = world.app_of_another().await;
    let (address, name) = (watched.to_string(), "Ana".to_owned());
    app.call(WatchAccount { address, name }).await;
    let view: AppView = app.call(GetView {}).await;
    let address = watched.to_string();
    assert_eq!(view.wallet.state, WalletState::Watching { address });
    app.until("balance", |view| balance(view).filter(|has| *has == had))
        .await;
    history(&app, had).await;
    let payment = SendPayment {
        to: watched.to_string(),
        amount: Money(1),
        fee: Money(u128::MAX),
        note: None,
    };
    let text = "I am Ana.".to_owned();
    for refused in [
        app.try_call(payment).await.unwrap_err(),
        app.try_call(SignMessage { text }).await.unwrap_err(),
    ] {
        assert_eq!(refused.code, ErrorCode::WatchOnly);
    }
    let refused = app.try_call(RevealWords {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::WalletMissing);
    app.shutdown().await;

    let app = world.app_of_another().await;
    app.until("watched account after a start", |view| {
        balance(view).filter(|has| *has == had)
    })
    .await;
    let address = watched.to_string();
    app.call(ForgetAccount { address }).await;
    let view: AppView = app.call(GetView {}).await;
    assert_eq!(view.wallet.state, WalletState::Missing);
    app.shutdown().await;
    owner.shutdown().await;
}
