//! Draws the home screen: what there is, what needs attention, and one next step.

mod money;
mod next_step;

use crate::{
    app::{Route, ScreenProps},
    devices::device_list,
    text::t,
    widgets::{Address, Button, Glyph, Heading, Look},
};
use money::{LastMonth, money_card, no_money_yet};
use next_step::NextStepCard;
use outpost_app_api::{AppView, DeviceView, Money, WalletState};
use yew::prelude::*;

/// Devices on the home screen: those that need attention come first.
const FIRST_DEVICES: usize = 6;

/// The screen.
#[component]
pub fn Home(props: &ScreenProps) -> Html {
    let view = &props.view;
    let add = props.navigate.reform(|()| Route::AddDevice);
    html! {
        <div class="columns">
            <div class="column">
                <Heading title={t!("home-title")} />
                { match &view.money {
                    Some(money) => money_card(money),
                    None => no_money_yet(view),
                } }
                <NextStepCard view={view.clone()} navigate={props.navigate.clone()} />
                if let Some(money) = view.money.as_ref().filter(|money| money.earnings.all != Money::default()) {
                    <LastMonth money={money.clone()} />
                }
            </div>
            if let WalletState::Open { address } = &view.wallet.state {
                <div class="column">
                    <section class="section" aria-labelledby="home-devices">
                        <div class="section-head">
                            <h2 id="home-devices">{ home_devices(view) }</h2>
                            if !view.devices.is_empty() {
                                <Button look={Look::Plain} glyph={Glyph::Plus} label={t!("devices-add")}
                                    test="add-device" onclick={add} />
                            }
                        </div>
                        { device_list(first_devices(view)) }
                        if view.devices.len() > FIRST_DEVICES {
                            <a class="more" href={Route::Devices.hash()} data-test="home-all-devices">
                                { t!("home-all-devices", count = view.device_counts.all) }
                            </a>
                        }
                    </section>
                    <section class="section" aria-labelledby="home-address">
                        <h2 id="home-address">{ t!("home-address") }</h2>
                        <Address address={address.clone()} test="address" />
                    </section>
                </div>
            }
        </div>
    }
}

fn home_devices(view: &AppView) -> String {
    match view.device_counts.in_need {
        0 => t!("home-devices"),
        in_need => t!("home-devices-in-need", count = in_need),
    }
}

fn first_devices(view: &AppView) -> &[DeviceView] {
    let first = view.devices.len().min(FIRST_DEVICES);
    view.devices.get(..first).unwrap_or_default()
}
