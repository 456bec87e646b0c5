//! Draws the balance, the earnings, and how far both can be relied on.

use crate::{
    bridge::use_answer,
    earnings::{EarningsChart, older, version},
    text::t,
    widgets::{FreshnessChip, ProvenAmount, spinner},
};
use outpost_app_api::{AppView, GetEarnings, Money, MoneyView, Period, Scope, WalletState};
use yew::prelude::*;

/// The numbers.
pub fn money_card(money: &MoneyView) -> Html {
    let MoneyView {
        balance,
        earnings,
        freshness,
    } = money;
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

/// Properties of [`LastMonth`].
#[derive(Properties, PartialEq)]
pub struct LastMonthProps {
    /// Says when to ask again.
    pub money: MoneyView,
}

/// The last thirty days as a chart. It comes after the numbers, which wait for nothing.
#[component]
pub fn LastMonth(props: &LastMonthProps) -> Html {
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

/// What is shown while nothing is proven.
pub fn no_money_yet(view: &AppView) -> Html {
    let network = &view.network;
    if view.wallet.state == WalletState::LookingAround {
        return match &network.tip {
            Some(tip) => html! {
                <section class="card">
                    <p class="card-label">{ t!("home-looking-network") }</p>
                    <p class="card-figure">{ &network.name }</p>
                    <FreshnessChip freshness={tip.clone()} />
                </section>
            },
            None => {
                html! { <section class="card">{ spinner(t!("home-connecting")) }</section> }
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
            { spinner(words) }
        </section>
    }
}
