//! Kills the app at every moment of a set-up, and goes on with what it left on the disk.
//!
//! One device is set up by many apps: each is killed at the first moment that no app before it was
//! killed at. So each moment is the last of an app once, and what an app does after it is what the next
//! one finds.

use crate::{
    PASSPHRASE, balance, create_wallet, until_done,
    world::{RunningApp, World},
};
use futures::FutureExt;
use outpost_app_api::*;
use outpost_app_core::{Moment, onboarding::journal::Happened};
use outpost_device_agent::{confirmation::Confirmation, wifi::made_up::EASY_NETWORK};
use outpost_light_client::{LightNode, VerifiedAccount};
use outpost_protocol::{
    AccountAddress,
    transaction::{Action, SignedTransaction, Transaction},
};
use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::{mpsc, watch};

/// No epoch ends while this test runs, so that what the account holds changes by what it pays alone.
const EPOCH: Duration = Duration::from_secs(24 * 60 * 60);
/// How many blocks are waited for, in which something paid twice would show.
const BLOCKS: u64 = 3;

/// What is recorded in a set-up that goes well, in order.
const RECORDS: [&str; 9] = [
    "device",
    "wifi",
    "place",
    "question",
    "agreement",
    "signed claim",
    "proven claim",
    "signed assertion",
    "proven assertion",
];

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_killed_at_every_moment_of_a_set_up_claims_once_and_pays_once() {
    let world = World::start(EPOCH).await;
    // Somebody who agrees once, and never again.
    let (person, typed) = mpsc::unbounded_channel();
    person.send("y".to_owned()).unwrap();
    let device = world.plug_in(Confirmation::Prompt(typed));
    let app = world.app().await;
    create_wallet(&app).await;
    app.until("tokens", |view| balance(view).filter(|given| *given > 0))
        .await;
    let me = address(&app.call(GetView {}).await);
    app.shutdown().await;
    let observer = world.observer().await;
    let before = proven(&observer, me).await;

    let met = Arc::new(Mutex::new(Vec::new()));
    while is_killed(&world, &met, name, async |app| walk(app, &world).await).await {}

    let met = met.lock().unwrap().clone();
    assert_eq!(met, every_moment());
    let after = settled(&observer, me).await;
    let fees = before.parameters.minimum_fee.units() * 2;
    assert_eq!(after.account.nonce, before.account.nonce + 2);
    assert_eq!(
        after.account.balance.units(),
        before.account.balance.units() - fees
    );
    let [(key, claimed)] = after.devices.as_slice() else {
        panic!("{:?}", after.devices);
    };
    assert_eq!(*key, device.key);
    assert_eq!(claimed.cell.map(|cell| cell.to_string()), Some(cell()));
    drop(person);
}

/// Runs an app until it meets a moment that has a name which is not in `met`, or else to the end of `walk`.
pub(crate) async fn is_killed(
    world: &World,
    met: &Arc<Mutex<Vec<String>>>,
    name: fn(Moment<'_>) -> Option<String>,
    walk: impl AsyncFnOnce(&RunningApp),
) -> bool {
    let (kill, mut killed) = watch::channel(false);
    let met = met.clone();
    let app = world.app_with(move |moment| {
        let Some(moment) = name(moment) else {
            return;
        };
        let mut met = met.lock().unwrap();
        if *kill.borrow() || !met.contains(&moment) {
            if !kill.send_replace(true) {
                met.push(moment);
            }
            drop(met);
            // Nothing that follows is done, as after a kill.
            resume_unwind(Box::new("killed"));
        }
    });
    let app = app.await;
    let passphrase = PASSPHRASE.to_owned();
    app.call(UnlockWallet { passphrase }).await;
    // Some requests are served by the task that made them.
    let walk = AssertUnwindSafe(walk(&app)).catch_unwind();
    let end = tokio::select! {
        biased;
        _ = killed.wait_for(|killed| *killed) => Ok(()),
        end = walk => end,
    };
    let is_killed = *killed.borrow();
    match end {
        Err(panic) if !is_killed => resume_unwind(panic),
        _ => is_killed,
    }
}

/// Clicks what is next, up to the last step.
async fn walk(app: &RunningApp, world: &World) {
    loop {
        let view: AppView = app.call(GetView {}).await;
        match view.onboarding.map(|wizard| wizard.step) {
            None => app.call(StartOnboarding {}).await,
            Some(Step::Find) => {
                app.call(FindDevices {}).await;
                let port = world.port.to_string_lossy().into_owned();
                let proof = String::new();
                app.call(ChooseDevice { port, proof }).await;
            }
            Some(Step::Wifi) => {
                let (ssid, password) = (EASY_NETWORK.to_owned(), "practice".to_owned());
                app.call(SendWifi { ssid, password }).await;
            }
            Some(Step::Place) => {
                let (cell, antenna) = (cell(), AntennaView::default());
                app.call(ChoosePlace { cell, antenna }).await;
            }
            // What may be on its way goes on by itself.
            Some(Step::Claim) if is_under_way(world) => until_done(app).await,
            Some(Step::Claim) => app.call(ClaimDevice {}).await,
            Some(Step::Done) => {
                let named = |view: &AppView| view.devices.first().map(|device| device.name.clone());
                assert_eq!(app.until("device", named).await, "Balcony");
                return;
            }
        }
    }
}

fn is_under_way(world: &World) -> bool {
    world.journal().is_some_and(|journal| {
        let is_at = |stage: &str| {
            journal
                .get("claim")
                .is_some_and(|it| it.get(stage).is_some())
        };
        is_at("signed") || is_at("place_signed")
    })
}

/// A cell of the resolution of devices.
fn cell() -> String {
    "881f1d4887fffff".to_owned()
}

pub(crate) fn address(view: &AppView) -> AccountAddress {
    match &view.wallet.state {
        WalletState::Open { address } => address.parse().unwrap(),
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn proven(observer: &LightNode, me: AccountAddress) -> VerifiedAccount {
    observer.refresh_account(me).await.unwrap()
}

/// The account some blocks after its device was first proven to be placed.
async fn settled(observer: &LightNode, me: AccountAddress) -> VerifiedAccount {
    let mut until = None;
    loop {
        let seen = proven(observer, me).await;
        let placed = seen.devices.iter().any(|(_, device)| device.cell.is_some());
        if placed && until.is_none() {
            until = Some(seen.at.height.0 + BLOCKS);
        }
        if until.is_some_and(|until| seen.at.height.0 >= until) {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The moments of a set-up that goes well, in order.
fn every_moment() -> Vec<String> {
    let mut moments = Vec::new();
    for record in RECORDS {
        if record.starts_with("signed") {
            moments.extend(["signed", "written"].map(|how| format!("{record} {how}")));
        }
        moments.extend(["happened", "prepared", "recorded"].map(|how| format!("{record} {how}")));
        if record.starts_with("signed") {
            moments.push(format!("{record} handed in"));
        }
    }
    moments
}

pub(crate) fn name(moment: Moment<'_>) -> Option<String> {
    Some(match moment {
        Moment::Happened(what) => format!("{} happened", record(what)),
        Moment::Prepared(what) => format!("{} prepared", record(what)),
        Moment::Recorded(what) => format!("{} recorded", record(what)),
        Moment::HandedIn(signed) => format!("{} handed in", transaction(&signed.transaction)),
        Moment::Signed(signed) => format!("{} signed", transaction(signed)),
        Moment::Written(signed) => format!("{} written", transaction(signed)),
        // What becomes of a transaction is found out beside the set-up, at no moment of it.
        Moment::Taken(_) | Moment::Settled(_) => return None,
    })
}

fn record(happened: &Happened) -> &'static str {
    match happened {
        Happened::Chosen(_) => "device",
        Happened::WifiSettled(_) => "wifi",
        Happened::PlaceChosen { .. } => "place",
        Happened::Asking { .. } => "question",
        Happened::Agreed(_) => "agreement",
        Happened::Signed(signed) => transaction(&signed.transaction),
        Happened::ClaimProven { .. } => "proven claim",
        Happened::PlaceProven => "proven assertion",
        Happened::AntennaProven => "proven antenna",
        Happened::AskedInVain | Happened::SignedInVain | Happened::WentBack => "step back",
    }
}

fn transaction(signed: &SignedTransaction) -> &'static str {
    match signed {
        SignedTransaction::Account {
            transaction: Transaction { action, .. },
            ..
        } => match action {
            Action::ClaimDevice(_) => "signed claim",
            Action::AssertLocation { .. } => "signed assertion",
            _ => "another action",
        },
        _ => "another transaction",
    }
}
