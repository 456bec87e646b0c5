//! Draws the home screen: what there is, what needs attention, and one next step.

mod money;
mod next_step;

use crate::{
    app::{Route, ScreenProps},
    devices::DeviceList,
    text::t,
    widgets::{Address, Button, Glyph, Heading, Look},
};
use money::{MoneyCard, NoMoneyYet};
use next_step::NextStepCard;
use outpost_app_api::WalletState;
use yew::prelude::*;

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
                    Some(money) => html! { <MoneyCard money={money.clone()} /> },
                    None => html! { <NoMoneyYet view={view.clone()} /> },
                } }
                <NextStepCard view={view.clone()} navigate={props.navigate.clone()} />
            </div>
            if let WalletState::Open { address } = &view.wallet.state {
                <div class="column">
                    <section class="section" aria-labelledby="home-devices">
                        <div class="section-head">
                            <h2 id="home-devices">{ t!("home-devices") }</h2>
                            if !view.devices.is_empty() {
                                <Button look={Look::Plain} glyph={Glyph::Plus} label={t!("devices-add")}
                                    test="add-device" onclick={add} />
                            }
                        </div>
                        <DeviceList devices={view.devices.clone()} />
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
