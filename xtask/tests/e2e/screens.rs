//! Looks at every state of the gallery at both widths, in both themes and both directions of reading; and in
//! every language (`languages`).
//!
//! Each must fit, be reached by the keyboard, please axe-core, and look as it did when somebody last
//! looked and kept it (`baseline`).

mod baseline;
mod keyboard;
mod languages;

use crate::{
    chromium::{DESKTOP, PHONE, Size},
    window::{Window, screens},
};
use baseline::Baseline;
use fantoccini::Locator;
use serde::Deserialize;
use std::{env, fs, time::Duration};
use xtask::{
    screens::{ONLY, RENEW},
    services::{DevHost, Programs},
    setup::node::AXE,
    workspace,
};

/// Gives the page a theme and a direction, and answers with what does not fit and how high it is.
const LOOK: &str = include_str!("screens/look.js");
/// Runs axe-core, which is in the page, and answers with what it finds.
const JUDGE: &str = include_str!("screens/judge.js");
/// The longest page that is looked at as a whole.
const MAX_HEIGHT: u32 = 4_000;
/// The page of tokens and widgets, which is looked at like a screen.
const DESIGN: &str = "design";
const PATIENCE: Duration = Duration::from_secs(20);
/// As long as anything on a screen takes to come to rest.
const SETTLING: Duration = Duration::from_secs(1);

/// A state of the gallery.
#[derive(Deserialize)]
struct State {
    name: String,
    /// Whether it is drawn a little differently each time, as a map is, and so not compared.
    #[serde(default)]
    moves: bool,
}

/// What is seen of a page.
#[derive(Deserialize)]
struct Seen {
    faults: Vec<String>,
    height: u32,
}

#[tokio::test]
async fn in_chromium_every_screen_is_whole_on_a_phone() {
    check("phone", PHONE, "light").await;
}

#[tokio::test]
async fn in_chromium_every_screen_is_whole_on_a_desktop() {
    check("desktop", DESKTOP, "dark").await;
}

#[tokio::test]
async fn in_chromium_a_button_without_a_name_does_not_please() {
    let gallery = Gallery::open("nameless").await;
    assert!(gallery.show("network").await);
    gallery.window.ask(&axe_core(), vec![]).await;
    assert_eq!(gallery.judge().await, Vec::<String>::new());
    let nameless = "document.querySelector('main').append(document.createElement('button'))";
    gallery.window.ask(nameless, vec![]).await;
    let found = gallery.judge().await;
    assert!(
        found.iter().any(|found| found.starts_with("button-name")),
        "{found:?}"
    );
    gallery.close(&[]).await;
}

/// Looks at all states at this size; in the theme `kept` they are compared with what was kept.
async fn check(name: &str, size: Size, kept: &str) {
    let axe = axe_core();
    let gallery = Gallery::open(name).await;
    let mut faults = Vec::new();
    for State { name, moves } in states() {
        gallery.window.resize(size).await;
        if !gallery.show(&name).await {
            faults.push(format!("{name}: its person could not act as written"));
            continue;
        }
        gallery.window.ask(&axe, vec![]).await;
        for theme in ["light", "dark"] {
            for direction in ["rtl", "ltr"] {
                let variant = format!("{name}-{}-{theme}-{direction}", size.width);
                let view = View {
                    size,
                    theme,
                    direction: Some(direction),
                };
                let seen = gallery.look(&variant, &view).await;
                faults.extend(seen.faults);
                if direction == "ltr" && theme == kept && !moves {
                    faults.extend(gallery.compare(&variant, &view, &seen.picture).await);
                }
            }
            let found = gallery.judge().await;
            faults.extend(
                found
                    .iter()
                    .map(|found| format!("{name}, {theme}: {found}")),
            );
        }
        let missed = keyboard::missed(&gallery.window).await;
        faults.extend(missed.iter().map(|missed| format!("{name}: {missed}")));
    }
    gallery.close(&faults).await;
}

/// The gallery in Chromium.
struct Gallery {
    window: Window,
    folder: String,
    _host: DevHost,
}

/// How the page is looked at.
struct View {
    size: Size,
    theme: &'static str,
    /// That of the page's language if it is `None`.
    direction: Option<&'static str>,
}

/// A picture of the whole page, and what is wrong with it.
struct Look {
    faults: Vec<String>,
    picture: Vec<u8>,
}

impl Gallery {
    async fn open(name: &str) -> Self {
        let folder = workspace::target().join("screens-run").join(name);
        let host = DevHost::gallery(&Programs::beside_this_test().unwrap(), &folder).unwrap();
        fs::create_dir_all(screens()).unwrap();
        Self {
            window: Window::chromium("chromium", &folder).await,
            folder: host.ready.url.replace("index.html", ""),
            _host: host,
        }
    }

    /// Shows a state once its person has acted; whether that was possible.
    async fn show(&self, state: &str) -> bool {
        let folder = &self.folder;
        let url = match state {
            DESIGN => format!("{folder}design.html"),
            _ => format!("{folder}frame.html?state={state}"),
        };
        self.window.open_page(&url).await;
        let ready = Locator::Css("[data-ready]");
        let waiting = self.window.client.wait().at_most(PATIENCE);
        waiting.for_element(ready).await.is_ok()
    }

    /// Looks at the page as it is, then at all of it.
    async fn look(&self, variant: &str, view: &View) -> Look {
        let Seen { faults, height } = self.measure(variant, view).await;
        let whole = Size {
            height: height.clamp(view.size.height, MAX_HEIGHT),
            ..view.size
        };
        self.window.resize(whole).await;
        let picture = self.window.client.screenshot().await.unwrap();
        self.window.resize(view.size).await;
        fs::write(screens().join(format!("{variant}.png")), &picture).unwrap();
        Look { faults, picture }
    }

    /// What does not fit on the page as it is.
    async fn measure(&self, variant: &str, view: &View) -> Seen {
        let arguments = vec![view.theme.into(), view.direction.into()];
        let seen = self.window.ask(LOOK, arguments).await;
        let mut seen: Seen = serde_json::from_value(seen).unwrap();
        for fault in &mut seen.faults {
            *fault = format!("{variant}: {fault}");
        }
        seen
    }

    /// How the page differs from what was kept of it; what was seen of it may have been on its way still.
    async fn compare(&self, variant: &str, view: &View, picture: &[u8]) -> Option<String> {
        let baseline = Baseline::of(variant);
        let mut difference = baseline.compare(picture);
        if difference.is_some() || env::var_os(RENEW).is_some() {
            tokio::time::sleep(SETTLING).await;
            difference = baseline.compare(&self.look(variant, view).await.picture);
        }
        difference.map(|found| format!("{variant}: {found}"))
    }

    /// What axe-core finds wrong; it must be in the page.
    async fn judge(&self) -> Vec<String> {
        serde_json::from_value(self.window.ask_and_wait(JUDGE, vec![]).await).unwrap()
    }

    async fn close(self, faults: &[String]) {
        self.window.close().await;
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
    }
}

/// The source of axe-core.
fn axe_core() -> String {
    let file = AXE.modules().join("axe-core/axe.min.js");
    fs::read_to_string(file).expect("axe-core, which `cargo xtask setup` installs")
}

/// All states, or those that the person who runs this asks for.
fn states() -> Vec<State> {
    let file = workspace::root().join("ui/gallery/states.json");
    let mut states: Vec<State> = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    states.push(State {
        name: DESIGN.to_owned(),
        moves: false,
    });
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
