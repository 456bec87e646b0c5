//! Signs transactions, writes them down, and hands them in until the network proves what became of them.
//!
//! A peer is not believed when it refuses a transaction: only when the account, as proven, cannot pay or
//! the fee is too low is it given up. So what was handed in ends in one of two ways, both proven.

use super::{
    balance::Checkpoint,
    book::{Account, Book, Outcome, Record, Seen, Sender, Sent},
    plan::{self, Payer},
};
use crate::{
    app::Core,
    errors::{self, ForApp},
    files::FileError,
    line_file::LineFile,
    moment::Moment,
};
use outpost_app_api::{AppError, ErrorCode};
use outpost_light_client::{Statements, SubmitError, VerifiedAccount};
use outpost_protocol::{
    AccountAddress, Amount,
    transaction::{Action, Transaction},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};
use tokio::sync::Notify;

/// After so long without an effect the same bytes are handed in again: a peer may have lost them.
const HAND_IN_AGAIN: Duration = Duration::from_secs(6);

/// This device's transactions, and what its accounts' balances are made of.
#[derive(Debug)]
pub(crate) struct Outbox {
    state: Mutex<State>,
    /// Something is to be handed in.
    wake: Notify,
}

#[derive(Debug)]
struct State {
    file: LineFile,
    book: Book,
    /// Those that a peer took since the app started.
    taken: BTreeSet<String>,
    /// Those that were open at some time since the app started.
    recent: BTreeSet<String>,
    balances: BTreeMap<AccountAddress, Amount>,
}

impl Outbox {
    /// Folds what is in the file.
    pub(crate) fn open(path: PathBuf) -> Result<Self, FileError> {
        let (file, records) = LineFile::open::<Record>(path)?;
        let mut book = Book::default();
        for record in records {
            book.apply(record);
        }
        let recent = book.open().map(|sent| sent.id.clone()).collect();
        Ok(Self {
            state: Mutex::new(State {
                file,
                book,
                taken: BTreeSet::new(),
                recent,
                balances: BTreeMap::new(),
            }),
            wake: Notify::new(),
        })
    }

    /// Lends what is known of an account, and which transactions a peer took.
    pub(crate) fn with_account<A>(
        &self,
        address: AccountAddress,
        look: impl FnOnce(&Account, &BTreeSet<String>, &BTreeSet<String>) -> A,
    ) -> A {
        let state = self.lock();
        let nothing = Account::default();
        let account = state.book.account(address).unwrap_or(&nothing);
        look(account, &state.taken, &state.recent)
    }

    /// What each account held when it was last proven.
    pub(crate) fn balances(&self) -> BTreeMap<AccountAddress, Amount> {
        self.lock().balances.clone()
    }

    /// The accounts with transactions that nothing is known about yet.
    pub(crate) fn accounts_in_doubt(&self) -> BTreeSet<AccountAddress> {
        self.lock().book.open().map(|sent| sent.account).collect()
    }

    /// Whether `seen` says anything that is not known.
    pub(crate) fn is_news(&self, account: &VerifiedAccount) -> bool {
        let mut state = self.lock();
        let balance = account.account.balance;
        state.balances.insert(account.address, balance);
        let known = state.book.account(account.address);
        let checkpoint = known.and_then(|known| known.checkpoint.as_ref());
        known.is_some_and(|known| known.is_behind)
            || checkpoint.is_none_or(|it| {
                (it.balance, it.nonce, it.newest_statement)
                    != (
                        balance,
                        account.account.nonce,
                        account.account.newest_statement,
                    )
            })
    }

    /// Takes over what a proof says.
    pub(crate) fn observe(
        &self,
        core: &Core,
        account: &VerifiedAccount,
        statements: &Statements,
    ) -> Result<(), FileError> {
        let at = checkpoint(account);
        let mut state = self.lock();
        if let Some(opening) = state.book.opening(account.address, &at) {
            state.write(core, opening)?;
        }
        let seen = Seen {
            at: &at,
            statements,
        };
        for record in state.book.observe(account.address, seen) {
            state.write(core, record)?;
        }
        Ok(())
    }

    /// Signs `action` for the account that `payer` proves, and writes it down. `note` stays here.
    pub(crate) fn sign(
        &self,
        core: &Core,
        payer: &Payer,
        action: Action,
        note: Option<String>,
        by: Sender,
    ) -> Result<Sent, AppError> {
        let mut state = self.lock();
        let account = payer.address;
        let replaced = state.make_room(account, payer.nonce, by)?;
        let replaced: Vec<String> = replaced.into_iter().map(|sent| sent.id.clone()).collect();
        let transaction = core.wallet.sign(Transaction {
            network: core.network.id,
            sender: account,
            nonce: payer.nonce,
            fee: payer.fee,
            action,
        })?;
        let sent = Sent {
            id: transaction.hash().to_string(),
            account,
            nonce: payer.nonce,
            transaction,
            signed_ms: now_ms(),
            note,
            by,
            outcome: None,
        };
        if state.book.open().any(|open| open.id == sent.id) {
            // The same bytes, after a kill: they are written down already.
            return Ok(sent);
        }
        core.host.at(Moment::Signed(&sent.transaction));
        if let Some(opening) = state.book.opening(account, &payer.at) {
            state.write(core, opening).for_app()?;
        }
        for id in replaced.into_iter().filter(|id| *id != sent.id) {
            let outcome = Outcome::Replaced;
            state
                .write(core, Record::Settled { id, outcome })
                .for_app()?;
        }
        state.recent.insert(sent.id.clone());
        state
            .write(core, Record::Signed(Box::new(sent.clone())))
            .for_app()?;
        drop(state);
        self.wake.notify_one();
        core.publisher.changed();
        Ok(sent)
    }

    /// Notes that a transaction is given up, since it cannot be done as things are.
    pub(crate) fn give_up(&self, core: &Core, id: &str, why: AppError) -> Result<(), FileError> {
        let mut state = self.lock();
        let is_open = state.book.open().any(|sent| sent.id == id);
        if is_open {
            let (id, outcome) = (id.to_owned(), Outcome::Refused(why));
            state.write(core, Record::Settled { id, outcome })?;
        }
        Ok(())
    }

    /// What is open and nobody else hands in: of a use case's, what it was left with.
    fn to_hand_in(&self, core: &Core) -> Vec<Sent> {
        let is_left = !core.wizard.may_sign() && !core.changes.is_under_way();
        let state = self.lock();
        let open = state.book.open();
        open.filter(|sent| sent.by == Sender::Outbox || is_left)
            .cloned()
            .collect()
    }

    fn was_taken(&self, id: &str) {
        self.lock().taken.insert(id.to_owned());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// On the disk first; only then does it count.
    fn write(&mut self, core: &Core, record: Record) -> Result<(), FileError> {
        self.file.append(&record)?;
        self.book.apply(record.clone());
        core.host.at(match &record {
            Record::Signed(sent) => Moment::Written(&sent.transaction),
            Record::Settled { id, .. } => Moment::Settled(id),
            Record::Opened { .. } | Record::Moved { .. } => return Ok(()),
        });
        Ok(())
    }

    /// The use cases' transactions that the one of number `nonce` replaces. Nothing is signed beside
    /// anything else that may be on its way.
    fn make_room(
        &self,
        account: AccountAddress,
        nonce: u64,
        by: Sender,
    ) -> Result<Vec<&Sent>, AppError> {
        let mut replaced = Vec::new();
        let sent = self.book.account(account).map(|account| &account.sent);
        for sent in sent.into_iter().flatten().filter(|it| it.nonce >= nonce) {
            match sent.outcome {
                None if sent.by == Sender::UseCase && by == Sender::UseCase => replaced.push(sent),
                None => return Err(AppError::new(ErrorCode::TransactionUnderWay)),
                // What is proven is older than what was proven before.
                Some(Outcome::Done { .. }) => return Err(AppError::new(ErrorCode::NetworkBusy)),
                Some(Outcome::Refused(_) | Outcome::Replaced) => {}
            }
        }
        Ok(replaced)
    }
}

/// Hands in what is open, and again, until the app stops. Needs no key: what is handed in was signed.
pub(crate) async fn run(core: Arc<Core>) {
    for account in core.outbox.accounts_in_doubt() {
        if let Err(error) = core.light.follow_account(account).await {
            tracing::error!(%error, "an account with an open transaction cannot be followed");
        }
    }
    loop {
        let open = core.outbox.to_hand_in(&core);
        for sent in &open {
            hand_in(&core, sent).await;
        }
        let woken = core.outbox.wake.notified();
        if open.is_empty() {
            woken.await;
        } else {
            // Woken or not, there is something to do.
            let _ = tokio::time::timeout(HAND_IN_AGAIN, woken).await;
        }
    }
}

async fn hand_in(core: &Core, sent: &Sent) {
    match core.light.submit(sent.transaction.clone()).await {
        Ok(_) => {
            core.outbox.was_taken(&sent.id);
            core.host.at(Moment::Taken(&sent.transaction));
            core.publisher.changed();
        }
        Err(SubmitError::NotSent(error)) => tracing::debug!(%error, "no peer took a transaction"),
        Err(SubmitError::Rejected(reason)) => {
            tracing::info!(%reason, "a peer refuses a transaction");
            match why_not(core, sent).await {
                Ok(Some(why)) => {
                    if let Err(error) = core.outbox.give_up(core, &sent.id, why) {
                        tracing::error!(%error, "what became of a transaction cannot be written down");
                    }
                    core.publisher.changed();
                }
                Ok(None) => {}
                Err(error) => tracing::debug!(?error, "the refusal is not proven"),
            }
        }
    }
}

/// Why a transaction cannot be done, as proven now; `None` if it can, or was.
async fn why_not(core: &Core, sent: &Sent) -> Result<Option<AppError>, AppError> {
    let Some(transaction) = sent.asked() else {
        return Ok(None);
    };
    let payer = plan::payer(core, sent.account).await?;
    if payer.nonce != sent.nonce {
        return Ok(None);
    }
    if payer.fee > transaction.fee {
        let changed = AppError::new(ErrorCode::FeeChanged);
        return Ok(Some(changed.with("needed", payer.fee.units())));
    }
    let given = match &transaction.action {
        Action::Transfer { amount, .. } | Action::BuyCredits { amount } => amount.units(),
        _ => 0,
    };
    let needed = Amount::from_units(given.saturating_add(transaction.fee.units()));
    let poor = payer.at.balance < needed;
    Ok(poor.then(|| errors::insufficient(payer.at.balance, needed)))
}

/// Has the outbox take over what the light node proved about `address`, if that is news.
pub(crate) async fn catch_up(core: &Core, address: AccountAddress) -> Result<(), AppError> {
    let Some(account) = core.light.account(address).await.for_app()? else {
        return Ok(());
    };
    if core.outbox.is_news(&account) {
        let statements = core.light.statements(address).await.for_app()?;
        core.outbox.observe(core, &account, &statements).for_app()?;
    }
    Ok(())
}

fn checkpoint(account: &VerifiedAccount) -> Checkpoint {
    Checkpoint {
        height: account.at.height,
        time: account.at.header_time,
        balance: account.account.balance,
        nonce: account.account.nonce,
        newest_statement: account.account.newest_statement,
    }
}

fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    })
}
