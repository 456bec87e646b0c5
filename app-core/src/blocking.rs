//! Does what keeps a thread waiting, for a disk, a person or a long sum, where nothing else waits for it.

use crate::errors::{Explain, internal};
use outpost_app_api::AppError;

/// What `work` comes to, done on a thread that may wait.
pub(crate) async fn blocking<T, E>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, AppError>
where
    T: Send + 'static,
    E: Explain + Send + 'static,
{
    let outcome = tokio::task::spawn_blocking(work).await;
    outcome.map_err(internal)?.map_err(E::explain)
}
