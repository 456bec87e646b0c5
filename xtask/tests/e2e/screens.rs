//! Looks at every state of the gallery at both widths, in both themes and both directions of reading.

use crate::{
    chromium::{DESKTOP, PHONE, Size},
    window::{Window, screens},
};
use serde::Deserialize;
use std::{env, fs, time::Duration};
use xtask::{
    screens::ONLY,
    services::{DevHost, Programs},
    workspace,
};

/// Makes the page `theme`, `dir` and answers with what is wrong with it.
const LOOK: &str = include_str!("screens/look.js");

/// A state of the gallery.
#[derive(Deserialize)]
struct State {
    name: String,
}

#[tokio::test]
async fn in_chromium_every_screen_fits_a_phone() {
    check("phone", PHONE).await;
}

#[tokio::test]
async fn in_chromium_every_screen_fits_a_desktop() {
    check("desktop", DESKTOP).await;
}

async fn check(name: &str, size: Size) {
    let folder = workspace::target().join("screens-run").join(name);
    let host = DevHost::gallery(&Programs::beside_this_test().unwrap(), &folder).unwrap();
    let gallery = host.ready.url.replace("index.html", "frame.html");
    let window = Window::chromium("chromium", &folder).await;
    let mut faults = Vec::new();
    for State { name } in states() {
        window.resize(size).await;
        window.open_page(&format!("{gallery}?state={name}")).await;
        let patience = window.client.wait().at_most(Duration::from_secs(20));
        let ready = patience.for_element(fantoccini::Locator::Css("[data-ready]"));
        if ready.await.is_err() {
            faults.push(format!("{name}: its person could not act as written"));
            continue;
        }
        for theme in ["light", "dark"] {
            for direction in ["ltr", "rtl"] {
                let found = window.ask(LOOK, vec![theme.into(), direction.into()]).await;
                let found: Vec<String> = serde_json::from_value(found).unwrap();
                let variant = format!("{name}-{}-{theme}-{direction}", size.width);
                faults.extend(found.iter().map(|fault| format!("{variant}: {fault}")));
                let picture = window.client.screenshot().await.unwrap();
                fs::create_dir_all(screens()).unwrap();
                fs::write(screens().join(format!("{variant}.png")), picture).unwrap();
            }
        }
    }
    window.close().await;
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// All states, or those that the person who runs this asks for.
fn states() -> Vec<State> {
    let file = workspace::root().join("ui/gallery/states.json");
    let states: Vec<State> = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let only = env::var(ONLY).unwrap_or_default();
    let only: Vec<&str> = only.split_whitespace().collect();
    for asked in &only {
        assert!(
            states.iter().any(|state| state.name == *asked),
            "the gallery has no state {asked}"
        );
    }
    states
        .into_iter()
        .filter(|state| only.is_empty() || only.contains(&state.name.as_str()))
        .collect()
}
