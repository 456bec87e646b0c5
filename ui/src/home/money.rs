//! Draws the balance, the earnings, and how far both can be relied on.

use crate::{
    earnings::older_are_loading,
    text::t,
    widgets::{Amount, Busy, FreshnessChip},
};
use outpost_app_api::{AppView, MoneyView, WalletState};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`MoneyCard`].
#[derive(Properties, PartialEq)]
pub struct MoneyCardProps {
    /// Proven numbers.
    pub money: MoneyView,
}

/// The numbers.
#[component]
pub fn MoneyCard(props: &MoneyCardProps) -> Html {
    let MoneyView {
        balance,
        earnings,
        freshness,
    } = &props.money;
    let stale = freshness.stale_since_ms.is_some();
    html! {
        <section class="card" aria-label={t!("home-balance")}>
            <p class="card-label">{ t!("home-balance") }</p>
            <Amount value={*balance} test="balance" large=true {stale} />
            <dl class="figures">
                <div>
                    <dt>{ t!("earnings-today") }</dt>
                    <dd><Amount value={earnings.today} test="earnings-today" {stale} /></dd>
                </div>
                <div>
                    <dt>{ t!("earnings-all") }</dt>
                    <dd><Amount value={earnings.all} test="earnings-total" {stale} /></dd>
                </div>
            </dl>
            { older_are_loading(earnings) }
            <FreshnessChip freshness={freshness.clone()} />
        </section>
    }
}

/// Properties of [`NoMoneyYet`].
#[derive(Properties, PartialEq)]
pub struct NoMoneyYetProps {
    /// Tells why there is none.
    pub view: Rc<AppView>,
}

/// What is shown while nothing is proven.
#[component]
pub fn NoMoneyYet(props: &NoMoneyYetProps) -> Html {
    let network = &props.view.network;
    if props.view.wallet.state == WalletState::LookingAround {
        return match &network.tip {
            Some(tip) => html! {
                <section class="card">
                    <p class="card-label">{ t!("home-looking-network") }</p>
                    <p class="card-figure">{ &network.name }</p>
                    <FreshnessChip freshness={tip.clone()} />
                </section>
            },
            None => {
                html! { <section class="card"><Busy words={t!("home-connecting")} /></section> }
            }
        };
    }
    let words = match (network.peers, &network.tip) {
        (0, _) => t!("home-connecting"),
        (_, None) => t!("home-verifying-block"),
        (_, Some(_)) => t!("home-verifying-account"),
    };
    html! {
        <section class="card" aria-label={t!("home-balance")}>
            <p class="card-label">{ t!("home-balance") }</p>
            <Busy {words} />
        </section>
    }
}
