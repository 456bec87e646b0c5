//! Draws the wallet: what there is, what happened to it, and what can be done with it.

mod accounts;
mod contacts;
mod history;
mod lock;
mod names;
mod offer;
mod overview;
mod qr;
mod receive;
mod security;
mod send;
mod sign;
mod sums;

pub use accounts::NewAccount;
pub use lock::Lock;

use crate::app::{Route, ScreenProps, WalletPage};
use yew::prelude::*;

/// Properties of [`Wallet`].
#[derive(Properties, PartialEq)]
pub struct WalletProps {
    /// What of it to draw.
    pub page: WalletPage,
    /// What there is to draw, and how to go elsewhere.
    pub screen: ScreenProps,
}

/// The screen.
#[component]
pub fn Wallet(props: &WalletProps) -> Html {
    let ScreenProps { view, navigate } = props.screen.clone();
    match &props.page {
        WalletPage::Overview => overview::overview(&props.screen),
        WalletPage::Receive => html! { <receive::Receive {view} {navigate} /> },
        WalletPage::Send(to) => {
            html! { <send::Send key={to.clone()} to={to.clone()} {view} {navigate} /> }
        }
        WalletPage::Contacts => html! { <contacts::Contacts {view} {navigate} /> },
        WalletPage::Accounts => html! { <accounts::Accounts {view} {navigate} /> },
        WalletPage::Sign => html! { <sign::Sign {view} {navigate} /> },
        WalletPage::Security => html! { <security::Security {view} {navigate} /> },
        WalletPage::Offer => html! { <offer::Offer {view} {navigate} /> },
    }
}

/// A callback that goes to a page of the wallet.
fn goes(navigate: &Callback<Route>, page: WalletPage) -> Callback<()> {
    navigate.reform(move |()| Route::Wallet(page.clone()))
}
