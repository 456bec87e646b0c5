//! Draws what it takes for walks to be paid: that this app is a device of the account.

use crate::{
    bridge::use_action,
    text::{format, t},
    widgets::{Button, Glyph, Problem, notice},
};
use outpost_app_api::{ClaimMappingDevice, DeviceOwner, MappingDeviceView};
use yew::prelude::*;

/// Properties of [`OwnDevice`].
#[derive(Properties, PartialEq)]
pub struct OwnDeviceProps {
    /// The device.
    pub device: MappingDeviceView,
    /// Whether there is a wallet that can sign.
    pub can_claim: bool,
    /// It is claimed.
    pub onchanged: Callback<()>,
}

/// Whether walks are paid, and to whom.
#[component]
pub fn OwnDevice(props: &OwnDeviceProps) -> Html {
    let claim = use_action::<ClaimMappingDevice>(props.onchanged.clone());
    let name = t!("walk-device-name");
    match props.device.owner {
        DeviceOwner::Me | DeviceOwner::Unknown => html! {},
        DeviceOwner::Another => notice(
            Glyph::Alert,
            html! { <p data-test="walk-device-another">{ t!("walk-device-another") }</p> },
        ),
        DeviceOwner::Nobody => notice(
            Glyph::Alert,
            html! {
                <>
                    <p>{ t!("walk-device-nobody") }</p>
                    if let Some(fee) = props.device.fee.filter(|_| props.can_claim) {
                        <p>{ t!("walk-device-fee", fee = format::money(fee)) }</p>
                        <Button label={t!("walk-device-claim")} test="walk-device-claim" busy={claim.working()}
                            onclick={claim.sends(ClaimMappingDevice { name })} />
                    }
                    if claim.working() {
                        <p role="status">{ t!("walk-device-claiming") }</p>
                    }
                    if let Some(error) = claim.problem() {
                        <Problem error={error.clone()} />
                    }
                </>
            },
        ),
    }
}
