//! Draws the accounts: which is shown, what each holds, and how to have another.

use super::{goes, names};
use crate::{
    app::{Route, ScreenProps, WalletPage},
    bridge::use_action,
    text::{format, t},
    widgets::{
        Amount, Button, CodeReader, Glyph, Heading, Look, Problem, SubmitButton, TextField, icon,
    },
};
use outpost_app_api::{
    AccountKind, AccountView, AddAccount, ForgetAccount, RenameAccount, SwitchAccount, WatchAccount,
};
use yew::prelude::*;

/// The page.
#[component]
pub fn Accounts(props: &ScreenProps) -> Html {
    let wallet = &props.view.wallet;
    let back = goes(&props.navigate, WalletPage::Overview);
    html! {
        <div class="narrow">
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("wallet-title")} test="wallet-back" onclick={back.clone()} />
            <Heading title={t!("wallet-accounts")} lead={t!("accounts-lead")} />
            <ul class="rows">
                { for wallet.accounts.iter().enumerate().map(|(index, account)| html! {
                    <Entry key={account.address.clone()} {index} account={account.clone()} shown={back.clone()} />
                }) }
            </ul>
            if wallet.is_open() {
                <AddOwn shown={back.clone()} />
            } else {
                <section class="section" aria-labelledby="accounts-own">
                    <h2 id="accounts-own">{ t!("accounts-own") }</h2>
                    <p>{ t!("accounts-own.lead") }</p>
                    <Button label={t!("next-create.do")} test="accounts-create"
                        onclick={props.navigate.reform(|()| Route::Welcome)} />
                </section>
            }
            <section class="section" aria-labelledby="account-watch">
                <h2 id="account-watch">{ t!("account-watch") }</h2>
                <p>{ t!("account-watch.lead") }</p>
                <NewAccount shown={back} />
            </section>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    index: usize,
    account: AccountView,
    /// Goes where the account is shown.
    shown: Callback<()>,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let account = &props.account;
    let index = props.index;
    let switch = use_action::<SwitchAccount>(props.shown.clone());
    let rename = use_action::<RenameAccount>(Callback::noop());
    let forget = use_action::<ForgetAccount>(Callback::noop());
    let name = use_state(|| account.name.clone());
    let address = account.address.clone();
    let onsubmit = {
        let (send, name, address) = (rename.send.clone(), name.clone(), address.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(RenameAccount {
                address: address.clone(),
                name: (*name).clone(),
            });
        })
    };
    let onchange = {
        let setter = name.setter();
        Callback::from(move |text| setter.set(text))
    };
    let watched = account.kind == AccountKind::Watched;
    let problem = switch.problem().or(rename.problem()).or(forget.problem());
    html! {
        <li>
            <details class="entry" data-test={format!("account-{index}")} data-active={account.active.to_string()}
                data-address={address.clone()}>
                <summary class="row" data-test={format!("account-{index}-more")}>
                    { icon(if watched { Glyph::Eye } else { Glyph::Wallet }) }
                    <span class="row-words">
                        <strong>{ names::account(account) }</strong>
                        if account.active {
                            <span class="state state-good">{ icon(Glyph::Check) }{ t!("account-shown") }</span>
                        } else {
                            <span>{ format::short_address(&address) }</span>
                        }
                    </span>
                    if let Some(balance) = account.balance {
                        <Amount value={balance} test={format!("account-{index}-balance")} />
                    }
                </summary>
                <div class="entry-words">
                    { names::whole(&address, "account-address") }
                    if !account.active {
                        <Button label={t!("account-switch")} test={format!("account-{index}-switch")} busy={switch.working()}
                            onclick={switch.sends(SwitchAccount { address: address.clone() })} />
                    }
                    <form {onsubmit}>
                        <TextField name={format!("account-{index}-name")} label={t!("account-name")}
                            value={(*name).clone()} {onchange} />
                        <SubmitButton look={Look::Secondary} label={t!("account-rename")} test={format!("account-{index}-rename")}
                            busy={rename.working()} disabled={*name == account.name} />
                    </form>
                    if watched {
                        <Button look={Look::Plain} label={t!("account-forget")} test={format!("account-{index}-forget")}
                            busy={forget.working()} onclick={forget.sends(ForgetAccount { address })} />
                    }
                    if let Some(error) = problem {
                        <Problem error={error.clone()} />
                    }
                </div>
            </details>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct AddOwnProps {
    shown: Callback<()>,
}

#[component]
fn AddOwn(props: &AddOwnProps) -> Html {
    let add = use_action::<AddAccount>(props.shown.clone());
    html! {
        <section class="section" aria-labelledby="account-add">
            <h2 id="account-add">{ t!("account-add") }</h2>
            <p>{ t!("account-add.lead") }</p>
            if let Some(error) = add.problem() {
                <Problem error={error.clone()} />
            }
            <Button glyph={Glyph::Plus} label={t!("account-add.do")} test="account-add" busy={add.working()}
                onclick={add.sends(AddAccount { name: String::new() })} />
        </section>
    }
}

/// Properties of [`NewAccount`].
#[derive(Properties, PartialEq)]
pub struct NewAccountProps {
    /// Goes where the account is shown.
    pub shown: Callback<()>,
}

/// Asks for an account to watch.
#[component]
pub fn NewAccount(props: &NewAccountProps) -> Html {
    let typed = use_state(|| (String::new(), String::new()));
    let watch = use_action::<WatchAccount>(props.shown.clone());
    let (address, name) = (*typed).clone();
    let onsubmit = {
        let (send, address, name) = (watch.send.clone(), address.clone(), name.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(WatchAccount {
                address: address.clone(),
                name: name.clone(),
            });
        })
    };
    let on_address = {
        let (setter, name) = (typed.setter(), name.clone());
        Callback::from(move |address| setter.set((address, name.clone())))
    };
    let on_name = {
        let (setter, address) = (typed.setter(), address.clone());
        Callback::from(move |name| setter.set((address.clone(), name)))
    };
    let complete = !address.trim().is_empty();
    html! {
        <form {onsubmit}>
            <TextField name="watch-address" label={t!("watch-address")} value={address} onchange={on_address.clone()}
                hint={t!("watch-address-hint")} />
            <CodeReader test="watch-code" found={on_address} />
            <TextField name="watch-name" label={t!("account-name")} value={name} onchange={on_name} />
            if let Some(error) = watch.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton label={t!("watch-do")} test="watch-do" busy={watch.working()} disabled={!complete} />
        </form>
    }
}
