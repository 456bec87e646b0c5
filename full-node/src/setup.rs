//! Makes a new network: dealt keys, a genesis, and a home folder for each validator.
//!
//! Whoever runs this knows all keys, so it is for networks of one operator: practice and tests.

use crate::chain::{
    dealer::{DealError, deal_keys},
    home::{Home, HomeError, Service, write_secret},
};
use commonware_cryptography::Signer as _;
use commonware_utils::sys_rng;
use ed25519_dalek::SigningKey;
use libp2p::identity::Keypair;
use outpost_protocol::{
    AccountAddress, Amount, NetworkDefinition,
    bounded::{List, TooLong},
    genesis::{Genesis, Parameters},
};
use std::{
    collections::BTreeMap,
    fs, io,
    net::{Ipv4Addr, SocketAddr, TcpListener, UdpSocket},
    path::{Path, PathBuf},
};

/// The network file in a network's folder.
pub const NETWORK_FILE: &str = "network.toml";

/// What the new network is to be.
pub struct Plan {
    /// What people call it.
    pub name: String,
    /// How many validators; a fault of one is borne by four.
    pub validators: u32,
    /// The rules' numbers.
    pub parameters: Parameters,
    /// First balances.
    pub balances: BTreeMap<AccountAddress, Amount>,
    /// What each validator's node has to give away for practice; nothing on a real network.
    pub faucet: Amount,
}

/// A network that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The keys cannot be dealt.
    #[error(transparent)]
    Deal(#[from] DealError),
    /// A home folder cannot be written.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// No free port, no randomness, or a folder that cannot be written.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// More validators than can audit.
    #[error("a network cannot have so many validators: {0}")]
    TooManyValidators(#[from] TooLong),
    /// The system gives no randomness.
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
    /// The network file cannot be written.
    #[error("the network file cannot be written: {0}")]
    NetworkFile(#[from] toml::ser::Error),
}

/// Makes the network in `directory`, on free ports of this machine.
pub fn create(directory: &Path, plan: Plan) -> Result<NetworkDefinition, SetupError> {
    let dealing = deal_keys(&mut sys_rng(), plan.validators)?;
    let mut balances = plan.balances;
    let mut services = Vec::new();
    let ports = FreePorts::find(plan.validators as usize * 2)?;
    let (engine_ports, service_ports) = ports.split();
    for port in &service_ports {
        let peer_seed = random_seed()?;
        let mut faucet_seed = String::new();
        if plan.faucet > Amount::ZERO {
            let seed = random_seed()?;
            let faucet = SigningKey::from_bytes(&seed);
            balances.insert(address_of(&faucet), plan.faucet);
            faucet_seed = hex::encode(seed);
        }
        services.push(Service {
            peer_seed: hex::encode(peer_seed),
            listen: listen_addresses(*port),
            peers: Vec::new(),
            faucet_seed,
        });
    }
    let peers: Vec<Vec<String>> = services
        .iter()
        .map(service_addresses)
        .collect::<Result<_, _>>()?;
    for (index, service) in services.iter_mut().enumerate() {
        service.peers = peers
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .flat_map(|(_, addresses)| addresses.iter().take(1).cloned())
            .collect();
    }
    let operators: Vec<SigningKey> = (0..plan.validators)
        .map(|_| Ok(SigningKey::from_bytes(&random_seed()?)))
        .collect::<Result<_, SetupError>>()?;
    let genesis = Genesis {
        name: plan.name.clone(),
        group_key: dealing.committee.group_key(),
        parameters: plan.parameters,
        validators: List::try_from(operators.iter().map(address_of).collect::<Vec<_>>())?,
        balances,
    };
    let addresses: BTreeMap<_, _> = dealing
        .validators
        .iter()
        .map(|secrets| secrets.identity.public_key())
        .zip(engine_ports.iter().map(|port| loopback(*port)))
        .collect();
    let validators = dealing.validators.into_iter().zip(operators).zip(services);
    for (index, ((secrets, operator), service)) in validators.enumerate() {
        let home = Home {
            secrets,
            operator,
            committee: dealing.committee.clone(),
            addresses: addresses.clone(),
            genesis: genesis.clone(),
            service,
        };
        home.write(&validator_home(directory, index))?;
    }
    let definition = NetworkDefinition {
        name: plan.name,
        id: genesis.network_id(),
        group_key: genesis.group_key,
        peers: peers.concat(),
        practice: plan.faucet > Amount::ZERO,
    };
    // Last, so that a folder with a network file is whole.
    fs::write(directory.join(NETWORK_FILE), definition.to_toml()?)?;
    Ok(definition)
}

fn address_of(key: &SigningKey) -> AccountAddress {
    AccountAddress(key.verifying_key().to_bytes())
}

/// The home folder of one of the network's validators.
pub fn validator_home(directory: &Path, index: usize) -> PathBuf {
    directory.join("validators").join(index.to_string())
}

/// Reads a seed from a file, or makes one there that only the owner can read.
pub fn remembered_seed(path: &Path) -> Result<[u8; 32], SetupError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(crate::chain::home::seed_from_hex(text.trim(), "seed")?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let seed = random_seed()?;
            write_secret(path, &hex::encode(seed))?;
            Ok(seed)
        }
        Err(error) => Err(error.into()),
    }
}

/// A libp2p key from its seed.
pub fn peer_keypair(seed: [u8; 32]) -> Result<Keypair, SetupError> {
    Keypair::ed25519_from_bytes(seed)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error).into())
}

/// Multiaddresses of a free port of this machine, for QUIC and TCP.
pub fn free_addresses() -> Result<Vec<String>, SetupError> {
    let (_, ports) = FreePorts::find(1)?.split();
    Ok(ports.into_iter().flat_map(listen_addresses).collect())
}

fn listen_addresses(port: u16) -> Vec<String> {
    vec![
        format!("/ip4/127.0.0.1/udp/{port}/quic-v1"),
        format!("/ip4/127.0.0.1/tcp/{port}"),
    ]
}

/// Where others find a service: its addresses with its peer id.
pub fn service_addresses(service: &Service) -> Result<Vec<String>, SetupError> {
    let seed = crate::chain::home::seed_from_hex(&service.peer_seed, "peer seed")?;
    let peer = peer_keypair(seed)?.public().to_peer_id();
    let addresses = service.listen.iter();
    Ok(addresses
        .map(|address| format!("{address}/p2p/{peer}"))
        .collect())
}

fn random_seed() -> Result<[u8; 32], SetupError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    Ok(seed)
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

/// Ports that are free for TCP and UDP, held until all are found.
struct FreePorts(Vec<(TcpListener, UdpSocket)>);

impl FreePorts {
    fn find(count: usize) -> io::Result<Self> {
        let mut held: Vec<(TcpListener, UdpSocket)> = Vec::new();
        while held.len() < count {
            let tcp = TcpListener::bind(loopback(0))?;
            if let Ok(udp) = UdpSocket::bind(tcp.local_addr()?) {
                held.push((tcp, udp));
            }
        }
        Ok(Self(held))
    }

    /// Half of them each.
    fn split(self) -> (Vec<u16>, Vec<u16>) {
        let ports: Vec<u16> = self
            .0
            .iter()
            .filter_map(|(tcp, _)| tcp.local_addr().ok())
            .map(|address| address.port())
            .collect();
        let (engine, service) = ports.split_at(ports.len() / 2);
        (engine.to_vec(), service.to_vec())
    }
}
