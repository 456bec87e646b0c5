//! Shows the network: how fresh the tip is, who agrees, and when the epoch ends and pays.

use crate::app::Core;
use outpost_app_api::{EpochView, Freshness, NetworkView};
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

/// The epoch that the tip is in. The tip's time counts and not this device's clock, which may be
/// wrong.
fn epoch(tip: &TipView, parameters: &Parameters) -> EpochView {
    let running = parameters.epoch_at(tip.time);
    EpochView {
        number: running.0,
        ends_ms: parameters.end_of(running).0,
        paid_ms: parameters.settlement_of(running).0,
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

/// Has the rules' numbers proven, for a person who looks around without an account. They never
/// change, so once is enough.
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
    use outpost_protocol::{Amount, Epoch, Height};

    #[test]
    fn the_epochs_clock_is_the_tips_and_not_this_devices() {
        let parameters = Parameters {
            genesis_time: Timestamp(1_000),
            epoch_ms: 60_000,
            report_window_ms: 10_000,
            minimum_fee: Amount::from_units(1),
            first_emission: Amount::ZERO,
            halving_epochs: 1,
            emission_cap: Amount::ZERO,
            reading_interval_ms: 1_000,
            cell_capacity: 1,
        };
        let tip = TipView {
            height: Height(9),
            epoch: Epoch(2),
            time: Timestamp(1_000 + 2 * 60_000 + 5),
            stale_since: None,
        };
        let running = epoch(&tip, &parameters);
        assert_eq!(running.number, 2);
        assert_eq!(running.ends_ms, 1_000 + 3 * 60_000);
        assert_eq!(running.paid_ms, running.ends_ms + 10_000);
    }
}
