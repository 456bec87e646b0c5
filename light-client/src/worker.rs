//! Runs a light node: one task that joins the core, the store and the network.

use crate::{
    Arrivals, Config, Cursor, Event, EventStream, LightError, LightNode, ProvenValues, StartError,
    Statements, Status, StoreError, SubmitError, TrustAnchor, VerifiedAccount, VerifiedStatement,
    core::{Answer, AskError, Core, Effect, Input, Now, Question, TaskId, Write},
    net::Network,
    store::{Opened, Store},
};
use outpost_protocol::{
    AccountAddress, Epoch, Hash, NetworkId, Timestamp, offer::SignedOffer, state::StateKey,
    transaction::SignedTransaction,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

/// Events that a slow reader may fall behind.
const EVENT_BACKLOG: usize = 256;
/// Commands that may wait.
const COMMAND_BACKLOG: usize = 64;
/// How often the core is told that time passed.
const TICK: Duration = Duration::from_millis(200);

/// What the handle asks of the worker.
#[derive(Debug)]
pub(crate) enum Command {
    Follow {
        address: AccountAddress,
        reply: oneshot::Sender<Result<(), LightError>>,
    },
    Account {
        address: AccountAddress,
        reply: oneshot::Sender<Result<Option<VerifiedAccount>, LightError>>,
    },
    RefreshAccount {
        address: AccountAddress,
        reply: oneshot::Sender<Result<VerifiedAccount, LightError>>,
    },
    Statements {
        address: AccountAddress,
        reply: oneshot::Sender<Result<Statements, LightError>>,
    },
    Arrivals {
        address: AccountAddress,
        cursor: Option<Cursor>,
        limit: u32,
        reply: oneshot::Sender<Result<Arrivals, LightError>>,
    },
    StatementsOf {
        address: AccountAddress,
        epochs: RangeInclusive<Epoch>,
        page: Option<u32>,
        reply: oneshot::Sender<Result<Vec<VerifiedStatement>, LightError>>,
    },
    Prove {
        keys: Vec<StateKey>,
        reply: oneshot::Sender<Result<ProvenValues, LightError>>,
    },
    Submit {
        transaction: Box<SignedTransaction>,
        reply: oneshot::Sender<Result<Hash, SubmitError>>,
    },
    Faucet {
        address: AccountAddress,
        reply: oneshot::Sender<Result<Hash, SubmitError>>,
    },
    Offer {
        offer: Box<SignedOffer>,
        reply: oneshot::Sender<Result<Hash, SubmitError>>,
    },
    Rest {
        resting: bool,
    },
    Shutdown {
        reply: oneshot::Sender<()>,
    },
}

/// Who waits for the core's answer.
enum Waiting {
    Account(oneshot::Sender<Result<VerifiedAccount, LightError>>),
    Values(oneshot::Sender<Result<ProvenValues, LightError>>),
    Taken(oneshot::Sender<Result<Hash, SubmitError>>),
}

struct Worker {
    core: Core,
    network: Network,
    store: Store,
    network_id: NetworkId,
    started: Instant,
    waiting: BTreeMap<TaskId, Waiting>,
    next_task: u64,
    /// Whether the network is left alone unless somebody waits for an answer.
    resting: bool,
    /// Accounts whose stored statements the core was told.
    introduced: BTreeSet<AccountAddress>,
    events: broadcast::Sender<Event>,
    status: watch::Sender<Status>,
}

/// Starts the worker of a light node.
pub(crate) async fn start(config: Config) -> Result<(LightNode, EventStream), StartError> {
    let anchor = TrustAnchor::new(&config.network).map_err(|_| StartError::BadGroupKey)?;
    let network_id = config.network.id;
    let peers = if config.peers.is_empty() {
        &config.network.peers
    } else {
        &config.peers
    };
    let network = Network::new(network_id, peers)?;
    let (store, opened) = Store::open(config.database, network_id).await?;
    let (commands, inbox) = mpsc::channel(COMMAND_BACKLOG);
    let (events, stream) = broadcast::channel(EVENT_BACKLOG);
    let (status, status_reader) = watch::channel(Status::default());
    let node = LightNode {
        commands,
        status: status_reader,
        events: events.downgrade(),
    };
    let mut worker = Worker {
        core: Core::new(anchor),
        network,
        store,
        network_id,
        started: Instant::now(),
        waiting: BTreeMap::new(),
        next_task: 0,
        resting: false,
        introduced: BTreeSet::new(),
        events,
        status,
    };
    if let Opened::Rebuilt(moved_to) = opened {
        worker.emit(Event::StoreRebuilt { moved_to });
    }
    match worker.store.tip().await {
        Ok(Some(tip)) => worker.core.restore(worker.now(), tip),
        Ok(None) => {}
        Err(error) => worker.mend_store(error).await?,
    }
    tokio::spawn(worker.run(inbox));
    Ok((node, EventStream(stream)))
}

impl Worker {
    async fn run(mut self, mut inbox: mpsc::Receiver<Command>) {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let stopped = loop {
            let awake = !self.resting || !self.waiting.is_empty();
            tokio::select! {
                command = inbox.recv() => match command {
                    Some(Command::Shutdown { reply }) => break Some(reply),
                    Some(command) => self.obey(command).await,
                    None => break None,
                },
                input = self.network.next(), if awake => self.feed(input).await,
                _ = tick.tick(), if awake => self.feed(Input::TimePassed).await,
            }
            self.publish_status();
        };
        if let Err(error) = self.store.close().await {
            tracing::warn!(%error, "the database was not closed cleanly");
        }
        if let Some(reply) = stopped {
            // Whoever asked may have gone.
            let _ = reply.send(());
        }
    }

    async fn obey(&mut self, command: Command) {
        // A reply that nobody waits for any more is dropped, here and below.
        match command {
            Command::Follow { address, reply } => {
                self.introduce(address).await;
                self.feed(Input::Follow(address)).await;
                let _ = reply.send(Ok(()));
            }
            Command::Account { address, reply } => {
                let result = self.store.account(address).await;
                let _ = reply.send(self.mended(result).await);
            }
            Command::Statements { address, reply } => {
                let result = self.store.statements(address).await;
                let _ = reply.send(self.mended(result).await);
            }
            Command::Arrivals {
                address,
                cursor,
                limit,
                reply,
            } => {
                let result = self.arrivals(address, cursor, limit).await;
                let _ = reply.send(result);
            }
            Command::StatementsOf {
                address,
                epochs,
                page,
                reply,
            } => {
                let result = self.store.statements_of(address, epochs, page).await;
                let _ = reply.send(self.mended(result).await);
            }
            Command::RefreshAccount { address, reply } => {
                self.introduce(address).await;
                self.ask(Question::Account(address), Waiting::Account(reply))
                    .await;
            }
            Command::Prove { keys, reply } => {
                self.ask(Question::Values(keys), Waiting::Values(reply))
                    .await;
            }
            Command::Submit { transaction, reply } => {
                self.ask(Question::Submit(transaction), Waiting::Taken(reply))
                    .await;
            }
            Command::Faucet { address, reply } => {
                self.ask(Question::Faucet(address), Waiting::Taken(reply))
                    .await;
            }
            Command::Offer { offer, reply } => {
                self.ask(Question::Offer(offer), Waiting::Taken(reply))
                    .await;
            }
            Command::Rest { resting } => self.resting = resting,
            Command::Shutdown { reply } => {
                let _ = reply.send(());
            }
        }
    }

    /// Tells the core which statements of an account are stored, once.
    async fn introduce(&mut self, address: AccountAddress) {
        if !self.introduced.insert(address) {
            return;
        }
        let result = self.store.known_statements(address).await;
        // A store that fails now is filled again from peers.
        let statements = self.mended(result).await.unwrap_or_default();
        self.feed(Input::Known {
            address,
            statements,
        })
        .await;
    }

    /// Reads on; in a store that was damaged and made anew, from the first on.
    async fn arrivals(
        &mut self,
        address: AccountAddress,
        cursor: Option<Cursor>,
        limit: u32,
    ) -> Result<Arrivals, LightError> {
        match self.store.arrivals(address, cursor, limit).await {
            Ok(arrivals) => Ok(arrivals),
            Err(error) => {
                self.mend_store(error).await.map_err(Arc::new)?;
                let arrivals = self.store.arrivals(address, cursor, limit).await;
                Ok(arrivals.map_err(Arc::new)?)
            }
        }
    }

    async fn ask(&mut self, question: Question, waiting: Waiting) {
        let task = TaskId(self.next_task);
        self.next_task = self.next_task.saturating_add(1);
        self.waiting.insert(task, waiting);
        self.feed(Input::Ask { task, question }).await;
    }

    /// Hands an input to the core and does what it says. What is stored comes first, so that nobody
    /// is told of something that a kill could still undo; nor of what could not be stored.
    async fn feed(&mut self, input: Input) {
        let effects = self.core.handle(self.now(), input);
        let writes = effects.iter().filter_map(Effect::write).cloned().collect();
        let Err(error) = self.store_all(writes).await else {
            for effect in effects {
                self.carry_out(effect);
            }
            return;
        };
        let error = Arc::new(error);
        for effect in effects {
            match effect {
                Effect::Event(
                    Event::TipAdvanced(_)
                    | Event::AccountUpdated(_)
                    | Event::StatementVerified { .. },
                ) => {}
                Effect::Answer { task, .. } => self.answer(task, Err(error.clone().into())),
                other => self.carry_out(other),
            }
        }
        self.forget_unstored().await;
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Store(_) => {}
            Effect::Send {
                request,
                peer,
                bytes,
            } => self.network.send(request, &peer, bytes),
            Effect::Ban { peer, for_ms } => self.network.ban(&peer, Duration::from_millis(for_ms)),
            Effect::Judge { gossip, verdict } => self.network.judge(gossip, verdict),
            Effect::Event(event) => self.emit(event),
            Effect::Answer { task, answer } => self.answer(task, answer.map_err(Failure::Ask)),
        }
    }

    fn answer(&mut self, task: TaskId, answer: Result<Answer, Failure>) {
        if let Some(waiting) = self.waiting.remove(&task) {
            waiting.answer(answer);
        }
    }

    /// Has the core know no more than what is stored, so that the rest is asked for again.
    async fn forget_unstored(&mut self) {
        self.core.handle(self.now(), Input::StoreFailed);
        for address in self.introduced.clone() {
            // Where even reading fails, all of the account's statements are asked for again.
            if let Ok(statements) = self.store.known_statements(address).await {
                let known = Input::Known {
                    address,
                    statements,
                };
                for effect in self.core.handle(self.now(), known) {
                    self.carry_out(effect);
                }
            }
        }
    }

    async fn store_all(&mut self, writes: Vec<Write>) -> Result<(), StoreError> {
        if writes.is_empty() {
            return Ok(());
        }
        let Err(error) = self.store.apply(writes.clone()).await else {
            return Ok(());
        };
        self.mend_store(error).await?;
        self.store.apply(writes).await
    }

    /// Passes a result on; a damaged store is made anew.
    async fn mended<T>(&mut self, result: Result<T, StoreError>) -> Result<T, LightError>
    where
        T: Default,
    {
        match result {
            Ok(value) => Ok(value),
            Err(error) => {
                self.mend_store(error).await.map_err(Arc::new)?;
                Ok(T::default())
            }
        }
    }

    /// Makes a damaged store anew, to be filled from peers; passes any other error on.
    async fn mend_store(&mut self, error: StoreError) -> Result<(), StoreError> {
        if !error.is_damage() {
            tracing::error!(%error, "the database failed");
            return Err(error);
        }
        let path = self.store.path().to_owned();
        let (store, opened) = Store::rebuild(path, self.network_id).await?;
        self.store = store;
        let effects = self.core.handle(self.now(), Input::StoreEmptied);
        for effect in effects {
            if let Effect::Send {
                request,
                peer,
                bytes,
            } = effect
            {
                self.network.send(request, &peer, bytes);
            }
        }
        if let Opened::Rebuilt(moved_to) = opened {
            self.emit(Event::StoreRebuilt { moved_to });
        }
        Ok(())
    }

    fn emit(&self, event: Event) {
        tracing::debug!(?event);
        // Nobody may be listening.
        let _ = self.events.send(event);
    }

    fn publish_status(&self) {
        let traffic = self.network.traffic();
        let mut status = Status {
            bytes_in: traffic.bytes_in,
            bytes_out: traffic.bytes_out,
            requests: traffic.requests,
            ..Status::default()
        };
        self.core.fill_status(self.now(), &mut status);
        self.status.send_if_modified(|current| {
            let is_new = *current != status;
            *current = status;
            is_new
        });
    }

    fn now(&self) -> Now {
        let wall = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Now {
            uptime_ms: milliseconds(self.started.elapsed()),
            wall: Timestamp(milliseconds(wall)),
        }
    }
}

/// Why the core's answer is none.
enum Failure {
    Ask(AskError),
    Store(Arc<StoreError>),
}

impl Waiting {
    fn answer(self, answer: Result<Answer, Failure>) {
        // Whoever asked may have gone. An answer to another question cannot come: the core answers
        // each kind of question with its own kind of answer.
        match (self, answer) {
            (Self::Account(reply), Ok(Answer::Account(account))) => {
                let _ = reply.send(Ok(*account));
            }
            (Self::Values(reply), Ok(Answer::Values(values))) => {
                let _ = reply.send(Ok(values));
            }
            (Self::Taken(reply), Ok(Answer::Taken(hash))) => {
                let _ = reply.send(Ok(hash));
            }
            (Self::Account(reply), Err(failure)) => {
                let _ = reply.send(Err(failure.into()));
            }
            (Self::Values(reply), Err(failure)) => {
                let _ = reply.send(Err(failure.into()));
            }
            (Self::Taken(reply), Err(failure)) => {
                let _ = reply.send(Err(failure.into()));
            }
            (_, Ok(_)) => {}
        }
    }
}

impl From<Arc<StoreError>> for Failure {
    fn from(error: Arc<StoreError>) -> Self {
        Self::Store(error)
    }
}

impl From<Failure> for LightError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Store(error) => Self::Store(error),
            Failure::Ask(AskError::NoPeers) => Self::NoPeers,
            Failure::Ask(AskError::NotUnderstood) => Self::NotUnderstood,
            Failure::Ask(AskError::Refused(refusal)) => Self::Refused(refusal),
            // Only transactions are rejected; as an answer to anything else it is none.
            Failure::Ask(AskError::NoValidAnswer | AskError::Rejected(_)) => Self::NoValidAnswer,
        }
    }
}

impl From<Failure> for SubmitError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Ask(AskError::Rejected(rejection)) => Self::Rejected(rejection),
            other => Self::NotSent(other.into()),
        }
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
