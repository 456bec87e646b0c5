//! Draws the balance, the earnings, and how far both can be relied on.

use crate::{
    bridge::use_answer,
    earnings::{EarningsChart, older, version},
    text::t,
    widgets::{Busy, FreshnessChip, ProvenAmount},
};
use outpost_app_api::{AppView, GetEarnings, Money, MoneyView, Period, Scope, WalletState};
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
    let figure = |words: String, value: Money, test: &'static str| {
        html! {
            <div>
                <dt>{ words }</dt>
                <dd><ProvenAmount {value} {test} freshness={freshness.clone()} /></dd>
            </div>
        }
    };
    html! {
        <section class="card" aria-label={t!("home-balance")}>
            <p class="card-label">{ t!("home-balance") }</p>
            <ProvenAmount value={*balance} test="balance" large=true freshness={freshness.clone()} />
            <dl class="figures">
                { figure(t!("earnings-today"), earnings.today, "earnings-today") }
                { figure(t!("earnings-week"), earnings.week, "earnings-week") }
                { figure(t!("earnings-month"), earnings.month, "earnings-month") }
                { figure(t!("earnings-all"), earnings.all, "earnings-total") }
            </dl>
            { older(earnings.older_are_loading && earnings.all != Money::default()) }
            <FreshnessChip freshness={freshness.clone()} />
        </section>
    }
}

/// The last thirty days as a chart. It comes after the numbers, which wait for nothing.
#[component]
pub fn LastMonth(props: &MoneyCardProps) -> Html {
    let request = GetEarnings {
        scope: Scope::of(Period::Last { days: 30 }),
        step: None,
    };
    let earnings = use_answer(request, version(Some(&props.money)));
    html! {
        <section class="card" aria-labelledby="home-chart-title">
            <h2 id="home-chart-title">{ t!("home-last-month") }</h2>
            { match &earnings.value {
                Some(view) => html! { <EarningsChart view={view.clone()} test="home-chart" /> },
                None => html! { <div class="chart-place" aria-hidden="true"></div> },
            } }
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
