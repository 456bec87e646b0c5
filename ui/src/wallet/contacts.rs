//! Draws the address book.

use super::{goes, names};
use crate::{
    app::{Route, ScreenProps, WalletPage},
    bridge::{use_action, use_answer},
    text::t,
    widgets::{
        Button, CodeReader, Glyph, Heading, Look, Problem, SubmitButton, TextField, spinner,
    },
};
use outpost_app_api::{Contact, GetContacts, RemoveContact, SaveContact};
use yew::prelude::*;

/// The page.
#[component]
pub fn Contacts(props: &ScreenProps) -> Html {
    let changed = use_state(|| 0u32);
    let contacts = use_answer(GetContacts {}, *changed);
    let on_change = {
        let changed = changed.clone();
        Callback::from(move |()| changed.set(*changed + 1))
    };
    html! {
        <div class="narrow">
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("wallet-title")} test="wallet-back"
                onclick={goes(&props.navigate, WalletPage::Overview)} />
            <Heading title={t!("wallet-contacts")} lead={t!("contacts-lead")} />
            if let Some(error) = &contacts.problem {
                <Problem error={error.clone()} retry={contacts.again.clone()} />
            }
            { match contacts.value.as_ref().map(|contacts| contacts.as_slice()) {
                Some([]) => html! { <p class="empty">{ t!("contacts-none") }</p> },
                Some(contacts) => html! {
                    <ul class="rows">
                        { for contacts.iter().enumerate().map(|(index, contact)| html! {
                            <Entry key={contact.address.clone()} {index} contact={contact.clone()}
                                navigate={props.navigate.clone()} on_change={on_change.clone()} />
                        }) }
                    </ul>
                },
                None if contacts.problem.is_some() => html! {},
                None => spinner(t!("contacts-loading")),
            } }
            <NewContact {on_change} />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    index: usize,
    contact: Contact,
    navigate: Callback<Route>,
    on_change: Callback<()>,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let remove = use_action::<RemoveContact>(props.on_change.clone());
    let Contact { address, name } = &props.contact;
    let index = props.index;
    let pay = goes(&props.navigate, WalletPage::Send(address.clone()));
    html! {
        <li class="entry">
            <div class="entry-words">
                <strong>{ name }</strong>
                { names::whole(address, "contact-address") }
                <div class="chips">
                    <Button label={t!("contact-pay")} test={format!("contact-{index}-pay")} onclick={pay} />
                    <Button look={Look::Plain} label={t!("contact-remove")} test={format!("contact-{index}-remove")}
                        busy={remove.working()} onclick={remove.sends(RemoveContact { address: address.clone() })} />
                </div>
                if let Some(error) = remove.problem() {
                    <Problem error={error.clone()} />
                }
            </div>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct NewContactProps {
    on_change: Callback<()>,
}

#[component]
fn NewContact(props: &NewContactProps) -> Html {
    let typed = use_state(|| (String::new(), String::new()));
    let save = use_action::<SaveContact>({
        let (setter, on_change) = (typed.setter(), props.on_change.clone());
        Callback::from(move |()| {
            setter.set(<(String, String)>::default());
            on_change.emit(());
        })
    });
    let (name, address) = (*typed).clone();
    let onsubmit = {
        let (send, name, address) = (save.send.clone(), name.clone(), address.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(SaveContact {
                address: address.clone(),
                name: name.clone(),
            });
        })
    };
    let on_name = {
        let (setter, address) = (typed.setter(), address.clone());
        Callback::from(move |name| setter.set((name, address.clone())))
    };
    let on_address = {
        let (setter, name) = (typed.setter(), name.clone());
        Callback::from(move |address| setter.set((name.clone(), address)))
    };
    let complete = !name.trim().is_empty() && !address.trim().is_empty();
    html! {
        <form class="section" {onsubmit} aria-labelledby="contact-new">
            <h2 id="contact-new">{ t!("contact-new") }</h2>
            <TextField name="contact-name" label={t!("contact-name")} value={name} onchange={on_name} />
            <TextField name="contact-address" label={t!("contact-address")} value={address} onchange={on_address.clone()} />
            <CodeReader test="contact-code" found={on_address} />
            if let Some(error) = save.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton label={t!("contact-save")} test="contact-save" busy={save.working()} disabled={!complete} />
        </form>
    }
}
