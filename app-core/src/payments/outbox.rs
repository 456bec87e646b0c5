//! Signs transactions, writes them down, and hands them in until the network proves what became of them.
//!
//! A peer is not believed when it refuses a transaction: only when the account, as proven, cannot pay or
//! the fee is too low is it given up. So what was handed in ends in one of two ways, both proven.

use super::{
    balance::Checkpoint,
    book::{Account, Book, Outcome, Record, Seen, Sender, Sent},
    history,
    plan::{self, Payer},
};
use crate::{
    app::Core,
    clock::now_ms,
    errors::{self, ForApp},
    files::FileError,
    line_file::LineFile,
    moment::Moment,
};
use outpost_app_api::{AppError, ErrorCode};
use outpost_light_client::{Statements, SubmitError, VerifiedAccount};
use outpost_protocol::{
    AccountAddress, Amount, state,
    statement::StatementId,
    transaction::{Action, Transaction},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
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
    /// Those that were open at some time since the app started, or of which a notice is owed from before.
    recent: BTreeSet<String>,
    balances: BTreeMap<AccountAddress, Amount>,
    /// What was taken over of each account last.
    seen: BTreeMap<AccountAddress, Holding>,
    /// The accounts that statements came for since they were last looked at.
    arrived: BTreeSet<AccountAddress>,
}

/// What a proof says of an account that its history is made of.
type Holding = (Amount, u64, Option<StatementId>);

impl Outbox {
    /// Folds what is in the file. What became of the transactions in `owed` is still news: the app may have ended
    /// between their end and their notice.
    pub(crate) fn open(path: PathBuf, owed: BTreeSet<String>) -> Result<Self, FileError> {
        let (file, records) = LineFile::open::<Record>(path)?;
        let mut book = Book::default();
        for record in records {
            book.apply(record);
        }
        let open = book.open().map(|sent| sent.id.clone());
        let recent = open.chain(owed).collect();
        Ok(Self {
            state: Mutex::new(State {
                file,
                book,
                taken: BTreeSet::new(),
                recent,
                balances: BTreeMap::new(),
                seen: BTreeMap::new(),
                arrived: BTreeSet::new(),
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

    /// Notes that a statement of an account came.
    pub(crate) fn statement_came(&self, address: AccountAddress) {
        self.lock().arrived.insert(address);
    }

    /// Whether `account` is proven to hold what is not known yet. What could not be explained for want of
    /// statements is news again when some came.
    fn is_news(&self, account: &VerifiedAccount) -> bool {
        let mut state = self.lock();
        let (address, now) = (account.address, holding(&account.account));
        state.balances.insert(address, now.0);
        let some_came = state.arrived.remove(&address);
        let known = state.book.account(address);
        let is_explained = known
            .and_then(|known| known.checkpoint.as_ref())
            .is_some_and(|it| (it.balance, it.nonce, it.newest_statement) == now);
        !is_explained && (some_came || state.seen.get(&address) != Some(&now))
    }

    /// The newest statement that the history of `account` has; where it begins now, the account's newest.
    fn explained_up_to(&self, account: &VerifiedAccount) -> Option<StatementId> {
        let state = self.lock();
        let at = Checkpoint::of(&account.account, account.at);
        match state.book.opening(account.address, &at) {
            Some(opening) => opening.newest_statement(),
            None => {
                let known = state.book.account(account.address)?;
                known.checkpoint.as_ref()?.newest_statement
            }
        }
    }

    /// Takes over what a proof says.
    pub(crate) fn observe(
        &self,
        core: &Core,
        account: &VerifiedAccount,
        statements: &Statements,
    ) -> Result<(), FileError> {
        let at = Checkpoint::of(&account.account, account.at);
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
        let now = holding(&account.account);
        state.seen.insert(account.address, now);
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
        let claims = core.wizard.may_sign();
        let is_left = |sent: &Sent| !claims && !core.changes.is_under_way(sent.account);
        let state = self.lock();
        let open = state.book.open();
        open.filter(|sent| sent.by == Sender::Outbox || is_left(sent))
            .cloned()
            .collect()
    }

    /// Waits until something is to be handed in, or again.
    async fn rest(&self) {
        let woken = self.wake.notified();
        // What a use case hands in now it may leave at any time, and tells nobody.
        if self.accounts_in_doubt().is_empty() {
            woken.await;
        } else {
            // Woken or not, there is something to look at.
            let _ = tokio::time::timeout(HAND_IN_AGAIN, woken).await;
        }
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
        core.outbox.rest().await;
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
    if !core.outbox.is_news(&account) {
        return Ok(());
    }
    let outcome = take_over(core, &account).await;
    if outcome.is_err() {
        // What came is looked at again.
        core.outbox.statement_came(address);
    }
    outcome
}

async fn take_over(core: &Core, account: &VerifiedAccount) -> Result<(), AppError> {
    let address = account.address;
    let since = core.outbox.explained_up_to(account);
    let newest = account.account.newest_statement;
    // Without a beginning all are needed, which would be read in vain while some are missing.
    let must_wait = since.is_none() && newest.is_some() && !core.ledger.is_complete_for(address);
    let statements = if must_wait {
        core.outbox.statement_came(address);
        Statements::default()
    } else {
        history::statements(core, address, since, newest).await?
    };
    core.outbox.observe(core, account, &statements).for_app()
}

fn holding(account: &state::Account) -> Holding {
    (account.balance, account.nonce, account.newest_statement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_protocol::{
        Height, NetworkId, Signature, Timestamp, transaction::SignedTransaction,
    };

    const ME: AccountAddress = AccountAddress([1; 32]);

    /// An outbox after a start, with a transaction that a use case signed.
    fn with_one_of_a_use_case(folder: &tempfile::TempDir) -> Outbox {
        let transaction = SignedTransaction::Account {
            transaction: Transaction {
                network: NetworkId([0; 32]),
                sender: ME,
                nonce: 0,
                fee: Amount::from_units(1),
                action: Action::BuyCredits {
                    amount: Amount::from_units(1),
                },
            },
            signature: Signature([0; 64]),
        };
        let path = folder.path().join("transactions.jsonl");
        let (mut file, _) = LineFile::open::<Record>(path.clone()).unwrap();
        let sent = Sent {
            id: "id".to_owned(),
            account: ME,
            nonce: 0,
            transaction,
            signed_ms: 0,
            note: None,
            by: Sender::UseCase,
            outcome: None,
        };
        file.append(&Record::Signed(Box::new(sent))).unwrap();
        Outbox::open(path, BTreeSet::new()).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn what_a_use_case_leaves_is_looked_at_again_though_nobody_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = with_one_of_a_use_case(&folder);
        outbox.rest().await;

        let outcome = Outcome::Replaced;
        let id = "id".to_owned();
        outbox.lock().book.apply(Record::Settled { id, outcome });
        let rests = tokio::time::timeout(HAND_IN_AGAIN * 10, outbox.rest()).await;
        assert!(rests.is_err(), "there is nothing to look at");
    }

    #[test]
    fn an_unexplained_balance_is_looked_at_again_only_when_statements_came() {
        let folder = tempfile::tempdir().unwrap();
        let outbox =
            Outbox::open(folder.path().join("transactions.jsonl"), BTreeSet::new()).unwrap();
        let account = VerifiedAccount {
            address: ME,
            account: state::Account {
                balance: Amount::from_units(5),
                ..state::Account::default()
            },
            parameters: crate::testing::parameters(),
            devices: Vec::new(),
            at: outpost_light_client::VerifiedAt {
                height: Height(1),
                header_time: Timestamp(1),
                agreeing_peers: 1,
            },
        };
        assert!(outbox.is_news(&account));
        // Looked at, and not explained.
        outbox.lock().seen.insert(ME, holding(&account.account));
        assert!(!outbox.is_news(&account));
        outbox.statement_came(ME);
        assert!(outbox.is_news(&account));
        assert!(!outbox.is_news(&account));
    }
}
