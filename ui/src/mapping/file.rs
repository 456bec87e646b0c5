//! Draws a field that takes a file, and reads it.

use crate::{
    text::t,
    widgets::{FileButton, Glyph, Look},
};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;
use yew::prelude::*;

/// Properties of [`FileField`].
#[derive(Properties, PartialEq)]
pub struct FileFieldProps {
    /// Names the field; unique on the screen. Also the hook for tests.
    pub name: AttrValue,
    /// What file to choose, as a verb.
    pub label: String,
    /// Helps with choosing it.
    pub hint: String,
    /// Takes the file's name and its text.
    pub onfile: Callback<(String, String)>,
}

/// A field for a file, and what was chosen last.
#[component]
pub fn FileField(props: &FileFieldProps) -> Html {
    let chosen = use_state(|| None::<String>);
    let onfile = {
        let (onfile, chosen) = (props.onfile.clone(), chosen.setter());
        Callback::from(move |file: File| {
            chosen.set(Some(file.name()));
            let onfile = onfile.clone();
            spawn_local(async move {
                // A file that is gone meanwhile is as if none had been chosen.
                let text = JsFuture::from(file.text()).await.ok();
                if let Some(text) = text.and_then(|text| text.as_string()) {
                    onfile.emit((file.name(), text));
                }
            });
        })
    };
    let notes = format!("{}-notes", props.name);
    html! {
        <div class="file-field">
            <FileButton name={props.name.clone()} label={props.label.clone()} glyph={Glyph::File}
                look={Look::Secondary} accept=".gpx,.geojson,.json" describedby={notes.clone()} {onfile} />
            <div id={notes} class="field-notes" aria-live="polite">
                <p>{ &props.hint }</p>
                if let Some(name) = &*chosen {
                    <p data-test={format!("{}-chosen", props.name)}>{ t!("file-chosen", name = name.as_str()) }</p>
                }
            </div>
        </div>
    }
}
