//! Gets back what went away while it was in use: a port that was unplugged, an adapter that was switched off.

use std::{fmt::Display, future::Future, time::Duration};
use tokio::time::sleep;

/// How long until it is looked again whether it is back.
pub(crate) const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// Opens it as soon as it is back. `what` names it in the log.
pub(crate) async fn regain<T, E: Display, F>(what: &str, mut open: impl FnMut() -> F) -> T
where
    F: Future<Output = Result<T, E>>,
{
    loop {
        sleep(LOOK_AGAIN).await;
        match open().await {
            Ok(opened) => return opened,
            Err(error) => tracing::debug!(%error, "{what} is not back yet"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_is_looked_for_until_it_is_back() {
        let mut looked = 0;
        let found = regain("the meter", || {
            looked += 1;
            let back = (looked == 3).then_some(looked).ok_or("not there");
            async move { back }
        });
        assert_eq!(found.await, 3);
    }
}
