//! Runs the parts of a full node together: the chain, the engine of a validator, the server.

use crate::{
    audit::audit,
    chain::{
        certificate::{CertificateError, CertificateVerifier},
        engine::EngineError,
        home::{Home, HomeError, Service, seed_from_hex},
        validator::{Validator, ValidatorError},
    },
    node::Node,
    serve::{Faucet, ServeError, Server, ServerConfig, ServerHandle},
    setup::{SetupError, peer_keypair},
    state::{Capacity, LedgerError},
};
use libp2p::Multiaddr;
use outpost_evidence::Reach;
use std::{path::Path, sync::Arc};

/// A validator that runs and serves.
pub struct RunningValidator {
    /// Its chain and pool.
    pub node: Arc<Node>,
    /// Its server.
    pub server: ServerHandle,
    engine: Validator,
}

/// A full node that cannot start.
#[derive(Debug, thiserror::Error)]
pub enum DaemonError {
    /// See [`HomeError`].
    #[error(transparent)]
    Home(#[from] HomeError),
    /// See [`LedgerError`].
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// See [`ValidatorError`].
    #[error(transparent)]
    Validator(#[from] ValidatorError),
    /// See [`ServeError`].
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// See [`SetupError`].
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// See [`CertificateError`].
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// An address in a file is not a multiaddress.
    #[error("{0:?} is not a multiaddress")]
    BadAddress(String),
}

impl RunningValidator {
    /// Starts the validator that lives in `directory`. Needs a tokio runtime.
    pub fn start(directory: &Path, capacity: Capacity) -> Result<Self, DaemonError> {
        let home = Home::read(directory)?;
        let node = Arc::new(Node::open(
            &directory.join("chain"),
            home.genesis.clone(),
            capacity,
        )?);
        let server = serve(node.clone(), &home.service)?;
        let engine = Validator::start(directory, &home, node.clone())?;
        let reach = reach_of(&home);
        tokio::spawn(audit(node.clone(), home.operator, reach));
        Ok(Self {
            node,
            server,
            engine,
        })
    }

    /// Waits until the engine stops, which it does only when it fails.
    pub async fn stopped(self) -> EngineError {
        self.engine.stopped().await
    }
}

/// A network whose validators are on one machine is for practice.
fn reach_of(home: &Home) -> Reach {
    if home.addresses.values().all(|it| it.ip().is_loopback()) {
        Reach::Loopback
    } else {
        Reach::Internet
    }
}

/// Starts the server of a full node. Needs a tokio runtime.
pub fn serve(node: Arc<Node>, service: &Service) -> Result<ServerHandle, DaemonError> {
    let seed = seed_from_hex(&service.peer_seed, "peer seed")?;
    let faucet = if service.faucet_seed.is_empty() {
        None
    } else {
        Some(Faucet::new(seed_from_hex(
            &service.faucet_seed,
            "faucet seed",
        )?))
    };
    let genesis = node.genesis();
    let config = ServerConfig {
        key: peer_keypair(seed)?,
        listen: multiaddresses(&service.listen)?,
        peers: multiaddresses(&service.peers)?,
        verifier: CertificateVerifier::new(genesis.network_id(), &genesis.group_key)?,
        faucet,
    };
    let (server, handle) = Server::new(node, config)?;
    tokio::spawn(server.run());
    Ok(handle)
}

/// Reads multiaddresses.
pub fn multiaddresses(texts: &[String]) -> Result<Vec<Multiaddr>, DaemonError> {
    texts
        .iter()
        .map(|text| {
            text.parse()
                .map_err(|_| DaemonError::BadAddress(text.clone()))
        })
        .collect()
}
