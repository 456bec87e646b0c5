//! Draws what stands behind the numbers: what is trusted, who is asked, what was exchanged.

use crate::{
    bridge::use_answer_if,
    text::{format, t},
    widgets::{Address, Problem, spinner},
};
use outpost_app_api::{GetNetworkDetails, NetworkDetails};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
pub struct DetailsProps {
    /// How many peers are connected: when it changes, the details are asked for again.
    pub peers: u32,
}

/// The details, which are asked for when somebody opens them.
#[component]
pub fn Details(props: &DetailsProps) -> Html {
    let open = use_state(|| false);
    let details = use_answer_if(open.then_some(GetNetworkDetails {}), props.peers);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <section class="section" aria-labelledby="network-details">
            <h2 id="network-details">{ t!("network-details") }</h2>
            <p>{ t!("network-details-lead") }</p>
            <button type="button" class="button button-secondary" data-test="network-details-open"
                aria-expanded={open.to_string()} onclick={ontoggle}>
                <span>{ if *open { t!("network-details-hide") } else { t!("network-details-show") } }</span>
            </button>
            if *open {
                { match (&details.value, &details.problem) {
                    (Some(details), _) => html! { <Facts details={details.clone()} /> },
                    (None, Some(error)) => html! {
                        <Problem error={error.clone()} retry={details.again.clone()} />
                    },
                    (None, None) => spinner(t!("network-details-loading")),
                } }
            }
        </section>
    }
}

/// Properties of [`Facts`].
#[derive(Properties, PartialEq)]
pub struct FactsProps {
    /// The details.
    pub details: Rc<NetworkDetails>,
}

/// The details themselves.
#[component]
pub fn Facts(props: &FactsProps) -> Html {
    let details = &props.details;
    html! {
        <div class="network-details">
            <p class="fine-print">{ t!("network-trusted") }</p>
            <dl class="facts">
                <div><dt>{ t!("network-id") }</dt><dd><Address address={details.id.clone()} test="network-id" /></dd></div>
                <div>
                    <dt>{ t!("network-key") }</dt>
                    <dd><Address address={details.group_key.clone()} test="network-key" /></dd>
                </div>
                <div><dt>{ t!("network-requests") }</dt><dd>{ format::count(details.requests) }</dd></div>
                <div>
                    <dt>{ t!("network-bytes") }</dt>
                    <dd>{ t!("network-bytes-both", received = kilobytes(details.bytes_in), sent = kilobytes(details.bytes_out)) }</dd>
                </div>
            </dl>
            <div class="card plain-table">
                <table>
                    <caption class="visually-hidden">{ t!("network-peers") }</caption>
                    <thead>
                        <tr><th scope="col">{ t!("network-peer") }</th><th scope="col" class="number">{ t!("network-peer-block") }</th></tr>
                    </thead>
                    <tbody>
                        { for details.peers.iter().map(|peer| html! {
                            <tr>
                                <th scope="row"><code>{ format::short_address(&peer.name) }</code></th>
                                <td class="number">{ match peer.height {
                                    Some(height) => format::count(height),
                                    None => t!("network-peer-none"),
                                } }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </div>
    }
}

/// Whole kilobytes, rounded up: nobody counts the bytes.
fn kilobytes(bytes: u64) -> String {
    format::count(bytes.div_ceil(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::PeerView;
    use yew::LocalServerRenderer;

    #[tokio::test]
    async fn what_is_trusted_and_who_is_asked_is_all_there() {
        let peer = |name: &str, height| PeerView {
            name: name.to_owned(),
            height,
        };
        let details = NetworkDetails {
            id: "ab".repeat(32),
            group_key: "cd".repeat(96),
            peers: vec![peer("first", Some(2_567)), peer("second", None)],
            requests: 12,
            bytes_in: 1_001,
            bytes_out: 1,
        };
        let props = FactsProps {
            details: Rc::new(details.clone()),
        };
        let html = LocalServerRenderer::<Facts>::with_props(props)
            .hydratable(false)
            .render()
            .await;
        for shown in [
            &details.id,
            &details.group_key,
            "2,567",
            &t!("network-peer-none"),
        ] {
            assert!(html.contains(shown), "{shown}");
        }
        assert_eq!(
            (kilobytes(1_001), kilobytes(0)),
            ("2".to_owned(), "0".to_owned())
        );
    }
}
