//! Runs a light node: one task that joins the core, the store and the network.

use crate::{
    Config, Event, EventStream, LightError, LightNode, ProvenValues, StartError, Statements,
    Status, SubmitError, VerifiedAccount,
};
use outpost_protocol::{AccountAddress, Hash, state::StateKey, transaction::SignedTransaction};
use tokio::sync::{broadcast, mpsc, oneshot, watch};

/// Events that a slow reader may fall behind.
const EVENT_BACKLOG: usize = 256;

/// What the handle asks of the worker.
#[derive(Debug)]
pub(crate) enum Command {
    Follow {
        address: AccountAddress,
        reply: oneshot::Sender<()>,
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
    Shutdown {
        reply: oneshot::Sender<()>,
    },
}

/// Starts the worker of a light node.
pub(crate) async fn start(_config: Config) -> Result<(LightNode, EventStream), StartError> {
    let (commands, mut inbox) = mpsc::channel(64);
    let (events, stream) = broadcast::channel::<Event>(EVENT_BACKLOG);
    let (status_sender, status) = watch::channel(Status::default());
    let node = LightNode {
        commands,
        status,
        events: events.downgrade(),
    };
    tokio::spawn(async move {
        let _alive = (events, status_sender);
        while let Some(command) = inbox.recv().await {
            if let Command::Shutdown { reply } = command {
                let _ = reply.send(());
                return;
            }
        }
    });
    Ok((node, EventStream(stream)))
}
