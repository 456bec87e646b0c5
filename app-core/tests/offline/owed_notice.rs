//! Proves that what became of a transaction is told though the app ended before it told so.

use super::{call, create, start};
use outpost_app_api::{
    AppView, GetView, NoticeView, NotificationKind, RaiseNotice, TransactionState, UnlockWallet,
    WalletState,
};
use outpost_app_core::App;
use outpost_protocol::{
    AccountAddress, Amount, NetworkId, Signature,
    hash::encode,
    transaction::{Action, SignedTransaction, Transaction},
};
use serde_json::json;
use std::{fs, path::Path};

const ID: &str = "5e771ed";

/// The data folder of an app that was killed after it was proven what became of a payment, and before it said so.
fn killed_in_between(network: &Path, account: &str) {
    let transaction = SignedTransaction::Account {
        transaction: Transaction {
            network: NetworkId([1; 32]),
            sender: account.parse().unwrap(),
            nonce: 0,
            fee: Amount::from_units(1),
            action: Action::Transfer {
                to: AccountAddress([7; 32]),
                amount: Amount::from_units(6),
            },
        },
        signature: Signature([0; 64]),
    };
    let signed = json!({
        "record": "signed", "id": ID, "account": account, "nonce": 0,
        "transaction": hex::encode(encode(&transaction)), "signed_ms": 5, "note": null, "by": "outbox",
    });
    let settled = json!({
        "record": "settled", "id": ID, "outcome": { "done": { "height": 9, "time_ms": 9 } },
    });
    let lines = format!("{signed}\n{settled}\n");
    fs::write(network.join("transactions.jsonl"), lines).unwrap();
    let told = json!({ "offline": [], "rewards": null, "backup": true, "open": [ID] });
    fs::write(network.join("notices.json"), told.to_string()).unwrap();
}

async fn notices(app: &App) -> Vec<NoticeView> {
    let view: AppView = call(app, GetView {}).await.unwrap();
    view.notices
}

async fn unlocked(data: &Path) -> App {
    let app = start(data).await;
    let passphrase = "correct horse".to_owned();
    call(&app, UnlockWallet { passphrase }).await.unwrap();
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_a_payment_is_told_once_though_the_app_was_killed_before_it_told_so() {
    let data = tempfile::tempdir().unwrap();
    let app = start(data.path()).await;
    create(&app).await;
    let view: AppView = call(&app, GetView {}).await.unwrap();
    let WalletState::Open { address } = view.wallet.state else {
        panic!("{:?}", view.wallet.state);
    };
    app.shutdown().await;
    let networks = fs::read_dir(data.path().join("networks")).unwrap();
    let network = networks.last().unwrap().unwrap().path();
    killed_in_between(&network, &address);

    let app = unlocked(data.path()).await;
    let owed = notices(&app).await;
    let [notice] = owed.as_slice() else {
        panic!("{owed:?}");
    };
    assert_eq!(notice.kind, NotificationKind::Transaction);
    let became = notice.transaction.as_ref();
    assert!(matches!(became, Some(TransactionState::Final { .. })));
    let raise = RaiseNotice {
        id: notice.id.clone(),
        title: "Paid".to_owned(),
        body: "6".to_owned(),
    };
    call(&app, raise).await.unwrap();
    assert_eq!(notices(&app).await, []);
    app.shutdown().await;

    let app = unlocked(data.path()).await;
    assert_eq!(notices(&app).await, [], "it was told");
    app.shutdown().await;
}
