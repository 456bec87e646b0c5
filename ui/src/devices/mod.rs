//! Draws the person's devices: the list, and each by itself.

mod antenna;
mod change;
mod device;
mod hand_over;
mod height;
mod history;
mod ladder;
mod list;
mod many;
mod place;
mod settings;

pub use antenna::{Gain, gain_text, height_field, height_text, read_gain, read_height};
pub use device::DeviceScreen;
pub use list::device_list;

use many::ManyDevices;

use crate::{
    app::{Route, ScreenProps},
    text::t,
    widgets::{Button, Glyph, Heading, Look, notice},
};
use outpost_app_api::WalletState;
use yew::prelude::*;

/// The list as a screen.
#[component]
pub fn Devices(props: &ScreenProps) -> Html {
    let count = usize::try_from(props.view.device_counts.all).unwrap_or_default();
    let count = count.max(props.view.devices.len());
    let looking = props.view.wallet.state == WalletState::LookingAround;
    html! {
        <>
            <Heading title={t!("devices-title")} lead={t!("devices-lead", count = count)} />
            if count > props.view.devices.len() {
                <ManyDevices view={props.view.clone()} />
            } else {
                { device_list(&props.view.devices) }
            }
            if looking {
                { notice(Glyph::Wallet, html! { <p>{ t!("devices-need-wallet") }</p> }) }
            } else {
                <div class="actions">
                    <Button look={Look::Primary} glyph={Glyph::Plus} label={t!("devices-add")} test="add-device"
                        onclick={props.navigate.reform(|()| Route::AddDevice)} />
                </div>
            }
        </>
    }
}
