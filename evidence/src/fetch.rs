//! Fetches chunks of files and checks them while they stream.

use crate::{Reach, reach::address};
use iroh::{Endpoint, EndpointAddr, EndpointId, TransportAddr, endpoint::Connection};
use iroh_blobs::{
    ALPN,
    get::fsm::{self, ConnectedNext, EndBlobNext},
    protocol::{ChunkRanges, ChunkRangesExt as _, GetRequest},
};
use outpost_protocol::{Hash, evidence::CHUNK_BYTES, offer};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex as SyncMutex, PoisonError},
    time::Duration,
};
use tokio::sync::Mutex;

/// Above so many connections, those that nobody uses are let go.
const MANY_CONNECTIONS: usize = 256;

/// Which chunks of a file are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// BLAKE3 of the file.
    pub hash: Hash,
    /// The file's length, in bytes.
    pub bytes: u64,
    /// The chunks' numbers.
    pub chunks: BTreeSet<u32>,
}

/// Why a chunk could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// This machine cannot open a socket.
    #[error("evidence cannot be fetched from here: {0}")]
    Bind(String),
    /// The provider's key is none, or none of its addresses may be asked.
    #[error("the provider has no address that can be asked")]
    NoRoute,
    /// The provider did not answer.
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    /// The provider has no such file, or what it sent is not of it.
    #[error("the provider did not give what was asked for: {0}")]
    NotGiven(String),
    /// The time was over.
    #[error("the provider was too slow")]
    TooSlow,
}

/// Fetches from any number of providers, over one connection to each.
#[derive(Clone, Debug)]
pub struct Fetcher {
    reach: Reach,
    endpoint: Endpoint,
    connections: Arc<SyncMutex<BTreeMap<EndpointId, Shared>>>,
}

/// The connection to a provider, once there is one. Locked while it is made, so that it is made once.
type Shared = Arc<Mutex<Option<Connection>>>;

impl Fetcher {
    /// Opens a socket, under an ed25519 key with this seed that providers see.
    pub async fn start(seed: [u8; 32], reach: Reach) -> Result<Self, FetchError> {
        let endpoint = reach.bind(seed).await.map_err(FetchError::Bind)?;
        Ok(Self {
            reach,
            endpoint,
            connections: Arc::default(),
        })
    }

    /// Fetches the wanted chunks from a provider, all within `within` or none: for each file its chunks
    /// by number, checked.
    pub async fn fetch(
        &self,
        from: &offer::Provider,
        wanted: &[Wanted],
        within: Duration,
    ) -> Result<Vec<BTreeMap<u32, Vec<u8>>>, FetchError> {
        let address = self.address_of(from)?;
        let fetched = async {
            let connection = self.connect(address).await?;
            let mut files = Vec::new();
            for file in wanted {
                files.push(fetch_file(&connection, file).await?);
            }
            Ok(files)
        };
        tokio::time::timeout(within, fetched)
            .await
            .unwrap_or(Err(FetchError::TooSlow))
    }

    /// Closes all connections.
    pub async fn stop(self) {
        self.endpoint.close().await;
    }

    /// A connection to a provider: the one there is, if it is alive.
    async fn connect(&self, address: EndpointAddr) -> Result<Connection, FetchError> {
        let shared = self.shared(address.id);
        let mut connection = shared.lock().await;
        if let Some(alive) = connection.as_ref().filter(|it| it.close_reason().is_none()) {
            return Ok(alive.clone());
        }
        let made = self
            .endpoint
            .connect(address, ALPN)
            .await
            .map_err(|error| FetchError::Unreachable(error.to_string()))?;
        *connection = Some(made.clone());
        Ok(made)
    }

    fn shared(&self, provider: EndpointId) -> Shared {
        let mut connections = self
            .connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if connections.len() > MANY_CONNECTIONS {
            connections.retain(|_, shared| Arc::strong_count(shared) > 1);
        }
        connections.entry(provider).or_default().clone()
    }

    fn address_of(&self, provider: &offer::Provider) -> Result<EndpointAddr, FetchError> {
        let key = EndpointId::from_bytes(&provider.key).map_err(|_| FetchError::NoRoute)?;
        let routes: Vec<TransportAddr> = provider
            .routes
            .iter()
            .map(address)
            .filter(|address| self.reach.allows(address.ip()) && address.port() != 0)
            .map(TransportAddr::Ip)
            .collect();
        if routes.is_empty() {
            return Err(FetchError::NoRoute);
        }
        Ok(EndpointAddr::from_parts(key, routes))
    }
}

/// Fetches chunks of one file. What comes is checked piece by piece against the tree of a file of the
/// wanted length, so that no more is read than that tree has beside the chunks.
async fn fetch_file(
    connection: &Connection,
    wanted: &Wanted,
) -> Result<BTreeMap<u32, Vec<u8>>, FetchError> {
    let ranges = wanted
        .chunks
        .iter()
        .fold(ChunkRanges::empty(), |ranges, chunk| {
            ranges | ChunkRanges::chunk(u64::from(*chunk))
        });
    let request = GetRequest::blob_ranges(wanted.hash.0.into(), ranges);
    let asked = fsm::start(connection.clone(), request, Default::default());
    let asked = asked.next().await.map_err(not_given)?;
    let ConnectedNext::StartRoot(start) = asked.next().await.map_err(not_given)? else {
        return Ok(BTreeMap::new());
    };
    let (content, bytes) = start.next().next().await.map_err(not_given)?;
    if bytes != wanted.bytes {
        return Err(not_given(format!("a file of {bytes} bytes")));
    }
    let (end, data) = content.concatenate_into_vec().await.map_err(not_given)?;
    if let EndBlobNext::Closing(closing) = end.next() {
        closing.next().await.map_err(not_given)?;
    }
    split(wanted, &data).ok_or_else(|| not_given("other chunks"))
}

/// Splits what was sent into the chunks that were wanted.
fn split(wanted: &Wanted, mut data: &[u8]) -> Option<BTreeMap<u32, Vec<u8>>> {
    let mut chunks = BTreeMap::new();
    for &chunk in &wanted.chunks {
        let start = u64::from(chunk) * CHUNK_BYTES as u64;
        let length = wanted.bytes.checked_sub(start)?.min(CHUNK_BYTES as u64);
        let (bytes, rest) = data.split_at_checked(usize::try_from(length).ok()?)?;
        chunks.insert(chunk, bytes.to_vec());
        data = rest;
    }
    data.is_empty().then_some(chunks)
}

fn not_given(error: impl ToString) -> FetchError {
    FetchError::NotGiven(error.to_string())
}
