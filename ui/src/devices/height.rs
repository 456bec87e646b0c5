//! Draws the person's own note of how high an antenna is.

use crate::{
    bridge::use_action,
    text::{format, t},
    widgets::{Look, Problem, SubmitButton, TextField},
};
use outpost_app_api::{DeviceDetails, MAX_HEIGHT_M, NoteHeight};
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
    let typed = use_state(|| noted.map(|height| height.to_string()).unwrap_or_default());
    let height = read(&typed);
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
    let problem = height
        .is_none()
        .then(|| t!("height-invalid", most = format::count(MAX_HEIGHT_M)));
    html! {
        <form class="card" {onsubmit}>
            <h3>{ t!("height-title") }</h3>
            <p class="fine-print">{ t!("height-lead") }</p>
            <TextField name="device-height" label={t!("height")} hint={t!("height.hint")} {problem}
                value={(*typed).clone()} {onchange} inputmode="numeric" />
            if let Some(error) = note.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton look={Look::Secondary} test="device-height-note" label={t!("height-note")}
                busy={note.working()} disabled={height.is_none() || height == Some(*noted)} />
        </form>
    }
}

/// The height that is typed, nothing if nothing is; `None` if it makes no sense.
fn read(text: &str) -> Option<Option<u16>> {
    match text.trim() {
        "" => Some(None),
        text => {
            let height: u16 = text.parse().ok()?;
            (height <= MAX_HEIGHT_M).then_some(Some(height))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_height_is_whole_metres_up_to_the_highest_mast_or_nothing() {
        assert_eq!(read(" "), Some(None));
        assert_eq!(read(" 12 "), Some(Some(12)));
        assert_eq!(read("1000"), Some(Some(1_000)));
        for text in ["1001", "-1", "2.5", "high"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
