//! Holds files of evidence and gives chunks of them to whoever asks.

use crate::Reach;
use iroh::protocol::Router;
use iroh_blobs::{
    ALPN, BlobsProtocol,
    api::TempTag,
    store::{GcConfig, mem},
};
use outpost_protocol::{Hash, offer};
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How long a forgotten file takes up memory.
const SWEEP: Duration = Duration::from_secs(60);

/// A provider that cannot start, or a file that it cannot hold.
#[derive(Debug, thiserror::Error)]
pub enum ProvideError {
    /// No socket could be opened.
    #[error("evidence cannot be provided: {0}")]
    Bind(String),
    /// The file was not taken.
    #[error("a file of evidence was not taken: {0}")]
    Keep(String),
}

/// Provides files until it is dropped. They are held in memory.
#[derive(Debug)]
pub struct Provider {
    reach: Reach,
    router: Router,
    store: mem::MemStore,
    /// Files without a tag are swept.
    kept: Mutex<BTreeMap<Hash, TempTag>>,
}

impl Provider {
    /// Starts to provide under the ed25519 key with this seed.
    pub async fn start(seed: [u8; 32], reach: Reach) -> Result<Self, ProvideError> {
        let endpoint = reach.bind(seed).await.map_err(ProvideError::Bind)?;
        let store = mem::MemStore::new_with_opts(mem::Options {
            gc_config: Some(GcConfig {
                interval: SWEEP,
                add_protected: None,
            }),
        });
        // Without an observer of its events, it takes no pushed files.
        let blobs = BlobsProtocol::new(&store, None);
        Ok(Self {
            reach,
            router: Router::builder(endpoint).accept(ALPN, blobs).spawn(),
            store,
            kept: Mutex::default(),
        })
    }

    /// Holds a file from now on, and gives its BLAKE3 hash.
    pub async fn keep(&self, file: Vec<u8>) -> Result<Hash, ProvideError> {
        let tag = self
            .store
            .add_bytes(file)
            .temp_tag()
            .await
            .map_err(|error| ProvideError::Keep(error.to_string()))?;
        let hash = Hash(*tag.hash().as_bytes());
        self.kept().insert(hash, tag);
        Ok(hash)
    }

    /// Forgets a file.
    pub fn forget(&self, hash: &Hash) {
        self.kept().remove(hash);
    }

    /// Who this is and where, as offers say it.
    pub fn offered(&self) -> offer::Provider {
        offer::Provider {
            key: *self.router.endpoint().id().as_bytes(),
            routes: self.reach.routes(self.router.endpoint()),
        }
    }

    /// Closes all connections.
    pub async fn stop(self) {
        // The only failure is a panic of a connection's task, which has been logged.
        let _ = self.router.shutdown().await;
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, BTreeMap<Hash, TempTag>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
