//! Draws one device: how it is, what it earned, where it stands.

use super::{
    hand_over::{HandOver, Offered},
    history::History,
    ladder::Ladder,
    list::{StateLabel, state_name},
    settings::Settings,
};
use crate::{
    app::{Route, use_clock},
    bridge::use_action,
    text::{format, t, words},
    widgets::{Address, Amount, Button, FreshnessChip, Glyph, Heading, Look, Problem},
};
use outpost_app_api::{AppView, DeviceDetails, DeviceView, GetDevice};
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

/// The screen.
#[component]
pub fn DeviceScreen(props: &DeviceScreenProps) -> Html {
    let device = props
        .view
        .devices
        .iter()
        .find(|device| device.address == props.address);
    html! {
        <>
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("device-all")} test="device-back"
                onclick={props.navigate.reform(|()| Route::Devices)} />
            { match device {
                Some(device) => html! {
                    <Details device={device.clone()} view={props.view.clone()} navigate={props.navigate.clone()} />
                },
                None => html! {
                    <Offered device={props.address.clone()} name={props.address.clone()} view={props.view.clone()} />
                },
            } }
        </>
    }
}

/// Properties of [`Details`].
#[derive(Properties, PartialEq)]
struct DetailsProps {
    device: DeviceView,
    view: Rc<AppView>,
    navigate: Callback<Route>,
}

#[component]
fn Details(props: &DetailsProps) -> Html {
    let clock = use_clock();
    let device = &props.device;
    let details = use_state(|| None::<Rc<DeviceDetails>>);
    let load = use_action::<GetDevice>({
        let setter = details.setter();
        Callback::from(move |loaded| setter.set(Some(Rc::new(loaded))))
    });
    let request = GetDevice {
        device: device.address.clone(),
    };
    {
        let (send, request) = (load.send.clone(), request.clone());
        let changes = (
            device.last_epoch,
            device.earned,
            device.cell.clone(),
            device.state,
        );
        use_effect_with(changes, move |_| send.emit(request));
    }
    let stale = device.freshness.stale_since_ms.is_some();
    html! {
        <>
            <Heading title={device.name.clone()} />
            <section class="card" data-test="device-state" data-state={state_name(device.state)}>
                <StateLabel state={device.state} />
                <p>{ words::device_advice(device.state) }</p>
            </section>
            <Ladder device={device.clone()} view={props.view.clone()} navigate={props.navigate.clone()} />
            <section class="card" aria-label={t!("device-earned")}>
                <p class="card-label">{ t!("device-earned") }</p>
                <Amount value={device.earned} test="device-earned" large=true {stale} />
                <FreshnessChip freshness={device.freshness.clone()} />
            </section>
            <dl class="facts">
                <div><dt>{ t!("device-last-report") }</dt><dd>{ last_report(device.last_epoch) }</dd></div>
                <div><dt>{ t!("device-cell") }</dt><dd>{ cell(device.cell.as_deref()) }</dd></div>
                <div><dt>{ t!("device-claimed") }</dt><dd>{ clock.moment(device.claimed_ms) }</dd></div>
                <div>
                    <dt>{ t!("device-address") }</dt>
                    <dd><Address address={device.address.clone()} test="device-address" /></dd>
                </div>
            </dl>
            if let Some(error) = load.problem() {
                <Problem error={error.clone()} retry={load.sends(request)} />
            }
            if let Some(details) = &*details {
                <History details={details.clone()} />
                <Settings device={device.clone()} details={details.clone()} view={props.view.clone()} />
                <HandOver device={device.address.clone()} name={device.name.clone()} view={props.view.clone()} />
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
