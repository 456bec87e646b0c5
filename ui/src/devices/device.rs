//! Draws one device: how it is, what it earned, where it stands.

use super::{
    change::is_changing,
    hand_over::{HandOver, Offered},
    history::History,
    ladder::Ladder,
    list::{state_label, state_name},
    settings::Settings,
};
use crate::{
    app::{Route, use_clock},
    bridge::use_answer,
    earnings::version,
    text::{format, t, words},
    widgets::{Address, Amount, Button, FreshnessChip, Glyph, Heading, Look, Problem, spinner},
};
use outpost_app_api::{AppView, DeviceDetails, DeviceView, GetDevice, WalletState};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`DeviceScreen`].
#[derive(Properties, PartialEq)]
pub struct DeviceScreenProps {
    /// Which device.
    pub address: String,
    /// What there is to draw.
    pub view: Rc<AppView>,
    /// Goes to another screen.
    pub navigate: Callback<Route>,
}

/// The screen: of one of the account's devices all that is known, of any other whose it is.
#[component]
pub fn DeviceScreen(props: &DeviceScreenProps) -> Html {
    let DeviceScreenProps {
        address,
        view,
        navigate,
    } = props;
    // The view has the first of very many; of the others it only tells that something changed.
    let mut in_view = view.devices.iter();
    let in_view = in_view.find(|device| device.address == *address).cloned();
    let request = GetDevice {
        device: address.clone(),
    };
    // How fresh it is changes with every proof, and what is asked for does not.
    let known = in_view
        .as_ref()
        .map(|it| (it.last_epoch, it.earned, it.cell.clone(), it.state));
    let changes = (
        known,
        view.device_counts,
        version(view.money.as_ref()),
        is_changing(view, address),
    );
    let answer = use_answer(request.clone(), changes);
    let is_told = answer.to(&request).is_some();
    let details = answer.to(&request).and_then(|details| (**details).clone());
    let device = in_view.or_else(|| Some(details.as_ref()?.device.clone()));
    let looks_around = view.wallet.state == WalletState::LookingAround;
    html! {
        <>
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("device-all")} test="device-back"
                onclick={navigate.reform(|()| Route::Devices)} />
            { match device {
                Some(device) => html! {
                    <Known {device} details={details.map(Rc::new)} view={view.clone()} navigate={navigate.clone()} />
                },
                None if is_told || looks_around => html! {
                    <Offered device={address.clone()} name={address.clone()} view={view.clone()} />
                },
                None => html! { <Heading title={format::short_address(address)} /> },
            } }
            { match answer.problem {
                Some(error) if !looks_around => html! { <Problem {error} retry={answer.again} /> },
                None if answer.working && !is_told => spinner(t!("devices-loading")),
                _ => html! {},
            } }
        </>
    }
}

/// Properties of [`Known`].
#[derive(Properties, PartialEq)]
struct KnownProps {
    device: DeviceView,
    details: Option<Rc<DeviceDetails>>,
    view: Rc<AppView>,
    navigate: Callback<Route>,
}

/// What is known of the device at once, and the details once they are here.
#[component]
fn Known(props: &KnownProps) -> Html {
    let clock = use_clock();
    let KnownProps {
        device,
        details,
        view,
        navigate,
    } = props;
    let stale = device.freshness.stale_since_ms.is_some();
    html! {
        <>
            <Heading title={device.name.clone()} />
            <section class="card" data-test="device-state" data-state={state_name(device.state)}>
                { state_label(device.state) }
                <p>{ words::device_advice(device.state) }</p>
            </section>
            <Ladder device={device.clone()} view={view.clone()} navigate={navigate.clone()} />
            <section class="card" aria-label={t!("device-earned")}>
                <p class="card-label">{ t!("device-earned") }</p>
                <Amount value={device.earned} test="device-earned" large=true {stale} />
                <FreshnessChip freshness={device.freshness.clone()} />
            </section>
            <dl class="facts">
                <div><dt>{ t!("device-last-report") }</dt><dd>{ last_report(device.last_epoch) }</dd></div>
                if !device.roams {
                    <div><dt>{ t!("device-cell") }</dt><dd>{ cell(device.cell.as_deref()) }</dd></div>
                }
                <div><dt>{ t!("device-claimed") }</dt><dd>{ clock.moment(device.claimed_ms) }</dd></div>
                <div>
                    <dt>{ t!("device-address") }</dt>
                    <dd><Address address={device.address.clone()} test="device-address" /></dd>
                </div>
            </dl>
            if let Some(details) = details {
                <History details={details.clone()} />
                <Settings device={device.clone()} details={details.clone()} view={view.clone()} />
                <HandOver device={device.address.clone()} name={device.name.clone()} view={view.clone()} />
            }
        </>
    }
}

fn last_report(epoch: Option<u64>) -> String {
    match epoch {
        Some(epoch) => t!("device-epoch", epoch = format::count(epoch)),
        None => t!("device-no-report"),
    }
}

fn cell(cell: Option<&str>) -> Html {
    match cell {
        Some(cell) => html! { <code>{ cell }</code> },
        None => html! { t!("device-no-cell") },
    }
}
