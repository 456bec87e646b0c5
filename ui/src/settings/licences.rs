//! Draws the version, and the software that the app is made of with its licences.
//!
//! The list is a file beside the page, made with it; it is read when somebody asks for it.

use super::part;
use crate::{
    text::{fetch::fetch_text, format, t},
    widgets::{Button, spinner},
};
use serde::Deserialize;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const FILE: &str = "licences.json";

/// A piece of software.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Licence {
    name: String,
    version: String,
    licence: String,
}

/// Where the list is on its way.
#[derive(Clone, Debug, PartialEq)]
enum List {
    NotAsked,
    Reading,
    Missing,
    Read(Vec<Licence>),
}

/// Properties of [`Licences`].
#[derive(Properties, PartialEq)]
pub(super) struct LicencesProps {
    /// The app's version.
    pub(super) version: String,
}

/// Version and licences.
#[component]
pub(super) fn Licences(props: &LicencesProps) -> Html {
    let list = use_state(|| List::NotAsked);
    let ask = {
        let list = list.clone();
        Callback::from(move |()| {
            list.set(List::Reading);
            let list = list.clone();
            spawn_local(async move { list.set(read().await.map_or(List::Missing, List::Read)) });
        })
    };
    let inside = html! {
        <div class="setting-block">
            <p>{ t!("licences-version", version = props.version.as_str()) }</p>
            <p>{ t!("licences-own") }</p>
            { match &*list {
                List::NotAsked => html! { <Button label={t!("licences-show")} test="licences-show" onclick={ask} /> },
                List::Reading => spinner(t!("licences-reading")),
                List::Missing => html! { <p role="alert">{ t!("licences-missing") }</p> },
                List::Read(licences) => table(licences),
            } }
        </div>
    };
    part("settings-about", t!("licences-title"), inside)
}

fn table(licences: &[Licence]) -> Html {
    let row = |Licence {
                   name,
                   version,
                   licence,
               }: &Licence| {
        html! { <tr key={format!("{name} {version}")}><th scope="row">{ name }</th><td>{ version }</td><td>{ licence }</td></tr> }
    };
    html! {
        <div class="licences" tabindex="0" role="region" aria-label={t!("licences-list")} data-test="licences">
            <table>
                <caption>{ t!("licences-count", count = format::count(licences.len() as u64)) }</caption>
                <thead><tr>
                    <th scope="col">{ t!("licences-name") }</th>
                    <th scope="col">{ t!("licences-number") }</th>
                    <th scope="col">{ t!("licences-licence") }</th>
                </tr></thead>
                <tbody>{ for licences.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

async fn read() -> Option<Vec<Licence>> {
    serde_json::from_str(&fetch_text(FILE).await?).ok()
}
