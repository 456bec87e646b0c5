//! Draws a field that takes a file, and reads it.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`FileField`].
#[derive(Properties, PartialEq)]
pub struct FileFieldProps {
    /// Names the field; unique on the screen. Also the hook for tests.
    pub name: AttrValue,
    /// What file to choose.
    pub label: String,
    /// Helps with choosing it.
    pub hint: String,
    /// Takes the file's name and its text.
    pub onfile: Callback<(String, String)>,
}

/// A field for a file.
#[component]
pub fn FileField(props: &FileFieldProps) -> Html {
    let onchange = {
        let onfile = props.onfile.clone();
        Callback::from(move |event: Event| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let file = input.as_ref().and_then(|input| input.files()?.get(0));
            let Some((input, file)) = input.zip(file) else {
                return;
            };
            let onfile = onfile.clone();
            spawn_local(async move {
                // A file that is gone meanwhile is as if none had been chosen.
                let text = JsFuture::from(file.text()).await.ok();
                if let Some(text) = text.and_then(|text| text.as_string()) {
                    onfile.emit((file.name(), text));
                }
                // So that the same file can be chosen again.
                input.set_value("");
            });
        })
    };
    let notes = format!("{}-notes", props.name);
    html! {
        <div class="field">
            <label for={props.name.clone()}>{ &props.label }</label>
            <input id={props.name.clone()} data-test={props.name.clone()} type="file"
                accept=".gpx,.geojson,.json" aria-describedby={notes.clone()} {onchange} />
            <div id={notes} class="field-notes"><p>{ &props.hint }</p></div>
        </div>
    }
}
