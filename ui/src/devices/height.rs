//! Draws the person's own note of how high an antenna is.

use super::antenna::{height_field, height_text, read_height};
use crate::{
    bridge::use_action,
    text::t,
    widgets::{Look, Problem, SubmitButton},
};
use outpost_app_api::{DeviceDetails, NoteHeight};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Height`].
#[derive(Properties, PartialEq)]
pub struct HeightProps {
    /// What is known of the device.
    pub details: Rc<DeviceDetails>,
}

/// The note, as text while it is typed.
#[component]
pub fn Height(props: &HeightProps) -> Html {
    let noted = use_state(|| props.details.height_m);
    let typed = use_state(|| height_text(*noted));
    let height = read_height(&typed);
    let note = use_action::<NoteHeight>({
        let noted = noted.setter();
        Callback::from(move |()| noted.set(height.flatten()))
    });
    let onchange = {
        let setter = typed.setter();
        Callback::from(move |text| setter.set(text))
    };
    let onsubmit = {
        let (send, device) = (note.send.clone(), props.details.device.address.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(height_m) = height {
                let device = device.clone();
                send.emit(NoteHeight { device, height_m });
            }
        })
    };
    let is_new = height.is_some_and(|_| *typed.trim() != height_text(*noted));
    html! {
        <form class="card" {onsubmit}>
            <h3>{ t!("height-title") }</h3>
            <p class="fine-print">{ t!("height-lead") }</p>
            { height_field("device-height", &typed, onchange) }
            if let Some(error) = note.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton look={Look::Secondary} test="device-height-note" label={t!("height-note")}
                busy={note.working()} disabled={!is_new} />
        </form>
    }
}
