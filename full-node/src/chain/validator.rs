//! Runs a validator's engine on a thread of its own, over authenticated connections to the others.

use super::{
    dealer::DealError,
    engine::{self, Channels, EngineError, Timing},
    home::Home,
};
use crate::node::Node;
use commonware_cryptography::{ChaCha20Poly1305, Signer as _, ed25519::PrivateKey};
use commonware_p2p::{Address, AddressableManager as _, authenticated::lookup};
use commonware_runtime::{Quota, Runner as _, Supervisor as _, tokio::Runner};
use commonware_stream::{
    SakeCups,
    cups::{self, Cups},
    sake::{self, Sake},
};
use commonware_utils::{NZU32, NZUsize, ordered::Map};
use std::{num::NonZeroUsize, path::Path, sync::Arc, thread, time::Duration};
use tokio::sync::oneshot;

/// Most messages that wait in front of one part of the network.
const MAILBOX: NonZeroUsize = NZUsize!(1_024);
/// Most messages a second from one validator on one channel.
const MESSAGES_PER_SECOND: Quota = Quota::per_second(NZU32!(256));

/// An engine that cannot start, or that stopped.
#[derive(Debug, thiserror::Error)]
pub enum ValidatorError {
    /// The keys do not belong together.
    #[error(transparent)]
    Keys(#[from] DealError),
    /// The thread cannot be started.
    #[error("the engine's thread cannot be started: {0}")]
    Thread(#[from] std::io::Error),
    /// The home does not say where this validator listens.
    #[error("the home folder does not say where this validator listens")]
    NoAddress,
    /// The engine stopped.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// A validator's engine that runs.
pub struct Validator {
    stopped: oneshot::Receiver<EngineError>,
}

impl Validator {
    /// Starts the engine of the validator that lives in `directory`.
    pub fn start(directory: &Path, home: &Home, node: Arc<Node>) -> Result<Self, ValidatorError> {
        let network = home.genesis.network_id();
        let scheme = home.committee.signer(network, home.secrets.share.clone())?;
        let me = home.secrets.identity.public_key();
        let listen = *home.addresses.get(&me).ok_or(ValidatorError::NoAddress)?;
        let addresses: Map<_, Address> = Map::from_iter_dedup(
            home.addresses
                .iter()
                .map(|(key, address)| (key.clone(), Address::from(*address))),
        );
        let handshake = handshake(home.secrets.identity.clone());
        let namespace = network.consensus_namespace();
        let validators = NonZeroUsize::new(addresses.len()).unwrap_or(NonZeroUsize::MIN);
        let largest = engine::largest_message(addresses.len() as u32);
        let configure = if listen.ip().is_loopback() {
            lookup::Config::local
        } else {
            lookup::Config::recommended
        };
        let p2p = configure(handshake, &namespace, listen, validators, largest, MAILBOX);
        let runtime = commonware_runtime::tokio::Config::new()
            .with_worker_threads(1)
            .with_storage_directory(directory.join("engine"));
        let (sender, stopped) = oneshot::channel();
        thread::Builder::new()
            .name("engine".to_owned())
            .spawn(move || {
                let error = Runner::new(runtime).start(|context| async move {
                    let (mut network, mut oracle) =
                        lookup::Network::new(context.child("network"), p2p);
                    oracle.track(0, addresses);
                    let mut register = |channel| network.register(channel, MESSAGES_PER_SECOND);
                    let channels = Channels {
                        votes: register(0),
                        certificates: register(1),
                        resolver: register(2),
                        blocks: register(3),
                        backfill: register(4),
                    };
                    let config = engine::Config {
                        me,
                        scheme,
                        blocker: oracle.clone(),
                        peers: oracle,
                        node,
                        partition: "era-0".to_owned(),
                        timing: Timing::default(),
                    };
                    network.start();
                    engine::run(context.child("engine"), config, channels).await
                });
                // Nobody waits any more when the whole process ends.
                let _ = sender.send(error);
            })?;
        Ok(Self { stopped })
    }

    /// Waits until the engine stops, which it does only when it fails.
    pub async fn stopped(self) -> EngineError {
        self.stopped.await.unwrap_or(EngineError::Stopped)
    }
}

fn handshake(identity: PrivateKey) -> SakeCups<PrivateKey, ChaCha20Poly1305> {
    Cups::new(
        Sake {
            signer: identity,
            synchrony_bound: Duration::from_secs(5),
            max_handshake_age: Duration::from_secs(10),
            version: sake::Version::V1,
        },
        cups::Version::V1,
    )
}
