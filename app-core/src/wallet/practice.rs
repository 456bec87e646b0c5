//! Gets tokens on a practice network, so that a new account can pay for its first claim.

use crate::{app::Core, errors::ForApp};
use outpost_app_api::{AppError, ErrorCode, RequestPracticeTokens};
use outpost_light_client::SubmitError;
use outpost_protocol::AccountAddress;
use std::{sync::Arc, time::Duration};

/// Between two looks at the balance; a gift takes a block or two.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Asks for tokens once.
pub(crate) async fn request_practice_tokens(
    core: &Core,
    _: RequestPracticeTokens,
) -> Result<(), AppError> {
    let address = core.wallet.address()?;
    if !core.network.practice {
        return Err(AppError::new(ErrorCode::NoFaucet));
    }
    core.light.faucet(address).await.for_app()?;
    Ok(())
}

/// Asks for tokens until the network proves that the account, which had none, has some.
pub(crate) async fn provide_practice_tokens(core: Arc<Core>, address: AccountAddress) {
    if !core.network.practice {
        return;
    }
    loop {
        match core.light.refresh_account(address).await {
            Ok(proven) if proven.account.balance.units() > 0 => break,
            Ok(_) => match core.light.faucet(address).await {
                Ok(_) => tracing::info!("asked for tokens for practice"),
                Err(SubmitError::Rejected(reason)) => {
                    tracing::warn!(%reason, "no tokens for practice");
                    break;
                }
                Err(SubmitError::NotSent(error)) => {
                    tracing::debug!(%error, "no peer took the request")
                }
            },
            Err(error) => tracing::debug!(%error, "the balance is not proven yet"),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    core.publisher.changed();
}
