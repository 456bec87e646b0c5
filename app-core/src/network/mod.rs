//! Shows the network: how fresh the tip is, who agrees, and when the epoch ends and pays.

use crate::app::Core;
use outpost_app_api::{
    AppError, EpochView, Freshness, GetNetworkDetails, NetworkDetails, NetworkView, PeerView,
};
use outpost_light_client::{LightError, Status, TipView, VerifiedAt};
use outpost_protocol::{Timestamp, genesis::Parameters, state::StateKey};
use std::time::Duration;

/// Between two attempts to have the parameters proven.
const RETRY: Duration = Duration::from_secs(2);

/// The network, as this device sees it.
pub(crate) fn view(core: &Core, status: &Status, parameters: Option<&Parameters>) -> NetworkView {
    NetworkView {
        name: core.network.name.clone(),
        practice: core.network.practice,
        peers: u32::try_from(status.peers.len()).unwrap_or(u32::MAX),
        resting: core.resting.get(),
        tip: status.tip.map(|tip| Freshness {
            height: tip.height.0,
            block_time_ms: tip.time.0,
            peers: status.agreeing,
            stale_since_ms: tip.stale_since.map(|since| since.0),
        }),
        epoch: status
            .tip
            .zip(parameters)
            .map(|(tip, parameters)| epoch(&tip, parameters)),
    }
}

/// What stands behind the numbers.
pub(crate) async fn details(core: &Core, _: GetNetworkDetails) -> Result<NetworkDetails, AppError> {
    let status = core.light.status().await;
    let mut peers: Vec<PeerView> = status
        .peers
        .iter()
        .map(|known| PeerView {
            name: known.peer.to_string(),
            height: known.height.map(|height| height.0),
        })
        .collect();
    peers.sort_by(|one, other| (other.height, &one.name).cmp(&(one.height, &other.name)));
    Ok(NetworkDetails {
        id: core.network.id.to_string(),
        group_key: hex::encode(&core.network.group_key),
        peers,
        requests: status.requests,
        bytes_in: status.bytes_in,
        bytes_out: status.bytes_out,
    })
}

/// The epoch that the tip is in. The tip's time counts and not this device's clock, which may be
/// wrong.
fn epoch(tip: &TipView, parameters: &Parameters) -> EpochView {
    let running = parameters.epoch_at(tip.time);
    EpochView {
        number: running.0,
        ends_ms: parameters.end_of(running).0,
        // The draw is made right after the last reports.
        paid_ms: parameters
            .answers_close(parameters.reports_close(running))
            .0,
        length_ms: parameters.epoch_ms,
    }
}

/// How fresh and how proven a number is.
pub(crate) fn freshness(at: VerifiedAt, stale_since: Option<Timestamp>) -> Freshness {
    Freshness {
        height: at.height.0,
        block_time_ms: at.header_time.0,
        peers: at.agreeing_peers,
        stale_since_ms: stale_since.map(|since| since.0),
    }
}

/// Since when the tip has stood still; `None` while it moves.
pub(crate) async fn stale_since(core: &Core) -> Option<Timestamp> {
    core.light.status().await.tip?.stale_since
}

/// How fresh and how proven something is now that was proven at this block.
pub(crate) async fn freshness_now(core: &Core, at: VerifiedAt) -> Freshness {
    freshness(at, stale_since(core).await)
}

/// Has the rules' numbers proven, for a person who looks around without an account. They hardly ever
/// change, so once is enough; with an account they are proven again each time.
pub(crate) async fn learn_parameters(core: &Core) {
    while core.ledger.parameters().is_none() {
        match prove_parameters(core).await {
            Ok(Some(parameters)) => core.ledger.learn(parameters),
            Ok(None) => tracing::warn!("the network proved that it has no parameters"),
            Err(error) => tracing::debug!(%error, "the parameters are not proven yet"),
        }
        core.publisher.changed();
        tokio::time::sleep(RETRY).await;
    }
}

async fn prove_parameters(core: &Core) -> Result<Option<Parameters>, LightError> {
    let proven = core.light.prove(vec![StateKey::Parameters]).await?;
    let encoded = proven
        .values
        .get(&StateKey::Parameters)
        .and_then(Option::as_ref);
    Ok(encoded.and_then(|bytes| borsh::from_slice(bytes).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parameters;
    use outpost_protocol::{Epoch, Height};

    #[test]
    fn the_epochs_clock_is_the_tips_and_not_this_devices() {
        let parameters = parameters();
        let tip = TipView {
            height: Height(9),
            epoch: Epoch(2),
            time: Timestamp(205),
            stale_since: None,
        };
        let running = epoch(&tip, &parameters);
        assert_eq!(running.number, 2);
        assert_eq!(running.ends_ms, 300);
        assert_eq!(running.paid_ms, 340);
    }
}
