//! Looks at every state in every language at every width, as somebody does who changes the language while it is
//! shown; and keeps how the main screens look where lines are read from the right.

use super::{DESIGN, Gallery, SETTLING, State, View, states};
use crate::chromium::{DESKTOP, PHONE, Size};
use std::fs;
use xtask::workspace;

/// A narrow phone, the one that pictures are kept of, a wide one, and a window on a desktop.
const SIZES: [Size; 4] = [
    Size {
        width: 360,
        ..PHONE
    },
    PHONE,
    Size {
        width: 430,
        ..PHONE
    },
    DESKTOP,
];
/// Stretched English is as long as the longest translations.
const PSEUDO: &str = "en-XA";
const ARABIC: &str = "ar";
/// The states whose pictures are kept in Arabic, light on a phone and dark on a desktop.
const PICTURED: [&str; 16] = [
    "welcome",
    "backup-words",
    "home",
    "home-stale",
    "find",
    "wifi",
    "claim",
    "device",
    "devices",
    "earnings",
    "epoch",
    "wallet",
    "wallet-confirm",
    "wallet-receive",
    "network",
    "settings",
];
/// The body of a function that shows the state in the language of its first argument and calls its last back.
const SPEAK: &str = "const [language, done] = arguments;
    setTimeout(() => done(false), 20_000);
    speak(language).then(() => done(true), () => done(false))";
/// The body of a function that returns all words on the page.
const WORDS: &str = "return document.body.innerText";

#[tokio::test]
async fn in_chromium_every_screen_has_room_for_its_words_in_every_language() {
    let gallery = Gallery::open("languages").await;
    let languages = languages();
    let mut faults = Vec::new();
    for State { name, .. } in states().into_iter().filter(|state| state.name != DESIGN) {
        if !gallery.show(&name).await {
            faults.push(format!("{name}: its person could not act as written"));
            continue;
        }
        let english = gallery.window.ask(WORDS, vec![]).await;
        for language in &languages {
            let spoken = gallery
                .window
                .ask_and_wait(SPEAK, vec![language.as_str().into()])
                .await;
            if spoken != true || gallery.window.ask(WORDS, vec![]).await == english {
                faults.push(format!("{name}: it is not shown in {language}"));
                continue;
            }
            for size in SIZES {
                gallery.window.resize(size).await;
                let theme = if size.width == DESKTOP.width {
                    "dark"
                } else {
                    "light"
                };
                let view = View {
                    size,
                    theme,
                    direction: None,
                };
                let variant = format!("{name}-{}-{theme}-{language}", size.width);
                let mut seen = gallery.measure(&variant, &view).await;
                if !seen.faults.is_empty() {
                    // A chart or a map may be on its way to its new width.
                    tokio::time::sleep(SETTLING).await;
                    seen = gallery.measure(&variant, &view).await;
                }
                faults.extend(seen.faults);
                let pictured = language == ARABIC && PICTURED.contains(&name.as_str());
                if pictured && [PHONE.width, DESKTOP.width].contains(&size.width) {
                    let picture = gallery.look(&variant, &view).await.picture;
                    faults.extend(gallery.compare(&variant, &view, &picture).await);
                }
            }
        }
    }
    gallery.close(&faults).await;
}

/// All that there are translations into, and the one that is made.
fn languages() -> Vec<String> {
    let folders = fs::read_dir(workspace::root().join("assets/translations")).unwrap();
    let tags = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap());
    let mut languages: Vec<String> = tags.filter(|tag| tag != "en").collect();
    languages.sort();
    languages.push(PSEUDO.to_owned());
    assert!(languages.iter().any(|language| language == ARABIC));
    languages
}
