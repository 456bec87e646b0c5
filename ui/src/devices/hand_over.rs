//! Draws how a device goes to somebody else: offered to one account, or released to nobody.

use super::change::{About, changing, is_changing};
use crate::{
    bridge::{Answer, use_action, use_answer},
    text::{format, t},
    widgets::{Address, Button, Glyph, Heading, Look, Problem, TextField, notice},
};
use outpost_app_api::{AppView, ChangeDevice, DeviceChange, GetDeviceOwnership, WalletState};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`HandOver`] and [`Offered`].
#[derive(Properties, PartialEq)]
pub struct HandOverProps {
    /// Which device: `opd1…`
    pub device: String,
    /// What it is called.
    pub name: String,
    /// For what is under way.
    pub view: Rc<AppView>,
}

/// What a person is about to do, and has not confirmed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asking {
    Nothing,
    Offer,
    Release,
}

/// For the owner: offer it, withdraw the offer, or release it, each confirmed in words.
#[component]
pub fn HandOver(props: &HandOverProps) -> Html {
    let ownership = use_ownership(props);
    let asking = use_state(|| Asking::Nothing);
    let to = use_state(String::new);
    let change = use_action::<ChangeDevice>({
        let (asking, again) = (asking.setter(), ownership.again.clone());
        Callback::from(move |()| {
            asking.set(Asking::Nothing);
            again.emit(());
        })
    });
    let busy = is_changing(&props.view, &props.device) || change.working();
    let sends = |wanted: DeviceChange| {
        change.sends(ChangeDevice {
            device: props.device.clone(),
            change: wanted,
        })
    };
    let asks = |next: Asking| {
        let setter = asking.setter();
        Callback::from(move |()| setter.set(next))
    };
    let onto = {
        let setter = to.setter();
        Callback::from(move |typed| setter.set(typed))
    };
    let name = props.name.as_str();
    let known = ownership.value.as_ref();
    let offered_to = known.and_then(|known| known.offered_to.clone());
    let fee = known.map(|known| known.fee);
    let fee = fee.map(format::money).unwrap_or_default();
    html! {
        <section class="section" aria-labelledby="device-hand-over">
            <h2 id="device-hand-over">{ t!("hand-over-title") }</h2>
            <div class="card">
                if let Some(to) = &offered_to {
                    <p>{ t!("hand-over-offered", name = name) }</p>
                    <Address address={to.clone()} test="hand-over-offered-to" />
                    <p class="fine-print">{ t!("hand-over-offered.next") }</p>
                    <Button label={t!("hand-over-withdraw")} test="hand-over-withdraw" disabled={busy}
                        onclick={sends(DeviceChange::Withdraw)} />
                } else {
                    <p>{ t!("hand-over-lead") }</p>
                    <TextField name="hand-over-to" label={t!("hand-over-to")} hint={t!("hand-over-to.hint")}
                        value={(*to).clone()} onchange={onto} />
                    if *asking == Asking::Offer {
                        <div class="notice" role="alert">
                            <div>
                                <p>{ t!("hand-over-confirm", name = name, to = format::short_address(to.trim()), fee = fee.as_str()) }</p>
                                <p>{ t!("hand-over-confirm.after") }</p>
                                <Button label={t!("hand-over-offer-now")} test="hand-over-offer-now" busy={busy}
                                    onclick={sends(DeviceChange::Offer { to: to.trim().to_owned() })} />
                                <Button look={Look::Plain} label={t!("hand-over-keep")} test="hand-over-keep"
                                    disabled={busy} onclick={asks(Asking::Nothing)} />
                            </div>
                        </div>
                    } else {
                        <Button label={t!("hand-over-offer")} test="hand-over-offer"
                            disabled={busy || to.trim().is_empty()} onclick={asks(Asking::Offer)} />
                    }
                }
            </div>
            <div class="card">
                <p>{ t!("release-lead") }</p>
                if *asking == Asking::Release {
                    <div class="notice" role="alert">
                        <div>
                            <p>{ t!("release-confirm", name = name, fee = fee.as_str()) }</p>
                            <p>{ t!("release-confirm.after") }</p>
                            <Button label={t!("release-now")} test="release-now" busy={busy}
                                onclick={sends(DeviceChange::Release)} />
                            <Button look={Look::Plain} label={t!("hand-over-keep")} test="release-keep" disabled={busy}
                                onclick={asks(Asking::Nothing)} />
                        </div>
                    </div>
                } else {
                    <Button label={t!("release")} test="release" disabled={busy} onclick={asks(Asking::Release)} />
                }
            </div>
            { changing(&props.view, &props.device, About::Owner, change.problem()) }
        </section>
    }
}

/// For somebody else: whose the device is, and taking it over if it is offered to them.
#[component]
pub fn Offered(props: &HandOverProps) -> Html {
    let ownership = use_ownership(props);
    let accept = use_action::<ChangeDevice>(Callback::noop());
    let me = match &props.view.wallet.state {
        WalletState::Open { address } => Some(address),
        _ => None,
    };
    let Some(known) = &ownership.value else {
        return html! {
            <>
                <Heading title={t!("device-unknown")} lead={t!("device-unknown.lead")} />
                if let Some(error) = &ownership.problem {
                    <Problem error={error.clone()} retry={ownership.again.clone()} />
                }
            </>
        };
    };
    let to_me = known.offered_to.is_some() && known.offered_to.as_ref() == me;
    let busy = is_changing(&props.view, &props.device) || accept.working();
    html! {
        <>
            if to_me {
                <Heading title={t!("offered-title")} lead={t!("offered-lead")} />
            } else {
                <Heading title={t!("device-unknown")} lead={t!("device-unknown.lead")} />
            }
            <dl class="facts">
                <div>
                    <dt>{ t!("device-address") }</dt>
                    <dd><Address address={props.device.clone()} test="device-address" /></dd>
                </div>
                <div>
                    <dt>{ t!("offered-owner") }</dt>
                    <dd>{ match &known.owner {
                        Some(owner) => html! { <Address address={owner.clone()} test="offered-owner" /> },
                        None => html! { t!("offered-nobody") },
                    } }</dd>
                </div>
            </dl>
            if to_me {
                { notice(Glyph::Shield, html! { <>
                    <p>{ t!("offered-means", fee = format::money(known.fee)) }</p>
                </> }) }
                { changing(&props.view, &props.device, About::Owner, accept.problem()) }
                <div class="actions">
                    <Button look={Look::Primary} label={t!("offered-accept")} test="offered-accept" busy={busy}
                        onclick={accept.sends(ChangeDevice {
                            device: props.device.clone(), change: DeviceChange::Accept,
                        })} />
                </div>
            }
        </>
    }
}

/// What the network proves of whose the device is; asked for again once a change of it has ended.
#[hook]
fn use_ownership(props: &HandOverProps) -> Answer<GetDeviceOwnership> {
    let request = GetDeviceOwnership {
        device: props.device.clone(),
    };
    use_answer(request, is_changing(&props.view, &props.device))
}
