//! Hands the app a light node: start it, ask it, stop it.

use crate::{
    Arrivals, Cursor, EventStream, LightError, ProvenValues, StartError, Statements, Status,
    SubmitError, VerifiedAccount, VerifiedStatement, worker, worker::Command,
};
use outpost_protocol::{
    AccountAddress, Epoch, Hash, NetworkDefinition, offer::SignedOffer, state::StateKey,
    transaction::SignedTransaction,
};
use std::{ops::RangeInclusive, path::PathBuf};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

/// Where a light node belongs and where it keeps what it verified.
#[derive(Clone, Debug)]
pub struct Config {
    /// Which network, and whom to trust.
    pub network: NetworkDefinition,
    /// The database, made if there is none. One network, one file.
    pub database: PathBuf,
    /// Peers to dial instead of the network file's: multiaddresses with `/p2p/`. Empty for those of
    /// the network file.
    pub peers: Vec<String>,
}

/// A running light node. Clones are the same node; it stops with [`LightNode::shutdown`] or when
/// the last clone is dropped.
#[derive(Clone, Debug)]
pub struct LightNode {
    pub(crate) commands: mpsc::Sender<Command>,
    pub(crate) status: watch::Receiver<Status>,
    pub(crate) events: broadcast::WeakSender<crate::Event>,
}

impl LightNode {
    /// Opens the database, joins the network and runs until shut down, on the calling tokio runtime.
    pub async fn start(config: Config) -> Result<(Self, EventStream), StartError> {
        worker::start(config).await
    }

    /// The node as it is now.
    pub async fn status(&self) -> Status {
        self.status.borrow().clone()
    }

    /// Waits until the status differs from what was last seen through this handle; `None` once the
    /// node was shut down.
    pub async fn status_changed(&mut self) -> Option<Status> {
        self.status.changed().await.ok()?;
        Some(self.status.borrow_and_update().clone())
    }

    /// The events from now on, for one more reader.
    pub fn events(&self) -> Option<EventStream> {
        Some(EventStream(self.events.upgrade()?.subscribe()))
    }

    /// Keeps an account and its statements fresh from now on.
    pub async fn follow_account(&self, address: AccountAddress) -> Result<(), LightError> {
        self.ask(|reply| Command::Follow { address, reply }).await?
    }

    /// An account as last proven, from the store.
    pub async fn account(
        &self,
        address: AccountAddress,
    ) -> Result<Option<VerifiedAccount>, LightError> {
        self.ask(|reply| Command::Account { address, reply })
            .await?
    }

    /// An account as it is now: one request, one response.
    pub async fn refresh_account(
        &self,
        address: AccountAddress,
    ) -> Result<VerifiedAccount, LightError> {
        self.ask(|reply| Command::RefreshAccount { address, reply })
            .await?
    }

    /// An account's verified statements, from the store. They arrive while the account is followed.
    pub async fn statements(&self, address: AccountAddress) -> Result<Statements, LightError> {
        self.ask(|reply| Command::Statements { address, reply })
            .await?
    }

    /// What was verified of an account's statements since `cursor`, at most `limit` of them, from the
    /// store. Without a cursor, or with one that is not of this store, from the first on.
    pub async fn arrivals(
        &self,
        address: AccountAddress,
        cursor: Option<Cursor>,
        limit: u32,
    ) -> Result<Arrivals, LightError> {
        self.ask(|reply| Command::Arrivals {
            address,
            cursor,
            limit,
            reply,
        })
        .await?
    }

    /// An account's verified statements of these epochs, newest epoch first and by page within one,
    /// from the store; where a page is given, only those of that page.
    pub async fn statements_of(
        &self,
        address: AccountAddress,
        epochs: RangeInclusive<Epoch>,
        page: Option<u32>,
    ) -> Result<Vec<VerifiedStatement>, LightError> {
        self.ask(|reply| Command::StatementsOf {
            address,
            epochs,
            page,
            reply,
        })
        .await?
    }

    /// Any values of the state, with proof, at most [`MAX_KEYS`](outpost_protocol::wire::MAX_KEYS).
    pub async fn prove(&self, keys: Vec<StateKey>) -> Result<ProvenValues, LightError> {
        self.ask(|reply| Command::Prove { keys, reply }).await?
    }

    /// Hands a transaction to the network. `Ok` means that a peer took it, not that it is final.
    pub async fn submit(&self, transaction: SignedTransaction) -> Result<Hash, SubmitError> {
        let transaction = Box::new(transaction);
        self.ask(|reply| Command::Submit { transaction, reply })
            .await?
    }

    /// Tells the network where a device's evidence can be fetched. `Ok` means that a peer remembers it.
    pub async fn offer(&self, offer: SignedOffer) -> Result<Hash, SubmitError> {
        let offer = Box::new(offer);
        self.ask(|reply| Command::Offer { offer, reply }).await?
    }

    /// Asks a practice network for tokens.
    pub async fn faucet(&self, address: AccountAddress) -> Result<Hash, SubmitError> {
        self.ask(|reply| Command::Faucet { address, reply }).await?
    }

    /// Lets the node rest, or go on. While it rests it fetches and hears nothing, and what is followed
    /// grows old; what is asked of it is still answered, as soon as a peer is reached.
    pub async fn rest(&self, resting: bool) {
        // A node that is already gone rests for ever.
        let _ = self.commands.send(Command::Rest { resting }).await;
    }

    /// Stops the node, once what was verified is stored.
    pub async fn shutdown(&self) {
        // A node that is already gone needs no stopping.
        let _ = self.ask(|reply| Command::Shutdown { reply }).await;
    }

    async fn ask<T>(
        &self,
        command: impl FnOnce(oneshot::Sender<T>) -> Command,
    ) -> Result<T, LightError> {
        let (reply, answer) = oneshot::channel();
        self.commands
            .send(command(reply))
            .await
            .map_err(|_| LightError::Stopped)?;
        answer.await.map_err(|_| LightError::Stopped)
    }
}
