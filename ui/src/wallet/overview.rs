//! Draws the wallet's first page: the balance, what to do with it, and what made it.

use super::{goes, history::History, names};
use crate::{
    app::{Route, ScreenProps, WalletPage},
    text::t,
    widgets::{Amount, Button, FreshnessChip, Glyph, Heading, Look, icon, notice, spinner},
};
use outpost_app_api::{AppView, WalletState};
use yew::prelude::*;

/// The page.
pub fn overview(props: &ScreenProps) -> Html {
    let view = &props.view;
    let watching = matches!(view.wallet.state, WalletState::Watching { .. });
    html! {
        <div class="columns">
            <div class="column">
                <Heading title={t!("wallet-title")} />
                if watching {
                    { notice(Glyph::Eye, html! { <p>{ t!("wallet-watching") }</p> }) }
                }
                { balance(view) }
                <div class="actions">
                    if !watching {
                        <Button look={Look::Primary} label={t!("wallet-send")} test="wallet-send"
                            onclick={goes(&props.navigate, WalletPage::Send(String::new()))} />
                    }
                    <Button label={t!("wallet-receive")} test="wallet-receive"
                        onclick={goes(&props.navigate, WalletPage::Receive)} />
                </div>
                <nav class="section" aria-label={t!("wallet-more")}>
                    <ul class="rows">
                        { link(WalletPage::Accounts, Glyph::Wallet, t!("wallet-accounts"), "wallet-accounts") }
                        { link(WalletPage::Contacts, Glyph::People, t!("wallet-contacts"), "wallet-contacts") }
                        { link(WalletPage::Sign, Glyph::Pen, t!("wallet-sign"), "wallet-sign") }
                        if view.wallet.is_open() {
                            { link(WalletPage::Security, Glyph::Lock, t!("wallet-security"), "wallet-security") }
                        }
                    </ul>
                </nav>
            </div>
            <div class="column"><History view={view.clone()} /></div>
        </div>
    }
}

fn balance(view: &AppView) -> Html {
    let name = view.wallet.account().map(names::account);
    html! {
        <section class="card" aria-label={t!("home-balance")}>
            <p class="card-label" data-test="wallet-account">{ name.unwrap_or_else(|| t!("home-balance")) }</p>
            { match &view.money {
                Some(money) => html! {
                    <>
                        <Amount value={money.balance} test="balance" large=true
                            stale={money.freshness.stale_since_ms.is_some()} />
                        <FreshnessChip freshness={money.freshness.clone()} />
                    </>
                },
                None => spinner(t!("home-verifying-account")),
            } }
        </section>
    }
}

fn link(page: WalletPage, glyph: Glyph, label: String, test: &'static str) -> Html {
    html! {
        <li>
            <a class="row" href={Route::Wallet(page).hash()} data-test={test}>
                { icon(glyph) }
                <span class="row-words"><strong>{ label }</strong></span>
                { icon(Glyph::Chevron) }
            </a>
        </li>
    }
}
