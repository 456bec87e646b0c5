//! Gives the page the language, the direction of reading and the theme that the person chose, at once.

use crate::text::language;
use gloo::utils::{document, window};
use outpost_app_api::{Language, Settings, Theme};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where the page remembers its theme, so that the next start begins with it (see `bootstrap.js`).
const REMEMBERED: &str = "theme";

/// The language that the settings ask for.
fn language_of(settings: &Settings) -> Language {
    settings.language.unwrap_or_else(language::of_the_system)
}

/// The language to speak: the one that is chosen, or `None` while its words are on their way.
#[hook]
pub fn use_language(settings: &Settings) -> Option<Language> {
    let language = language_of(settings);
    let update = use_force_update();
    use_effect_with(language, move |language| {
        let language = *language;
        if !language::is_here(language) {
            spawn_local(async move {
                language::load(language).await;
                update.force_update();
            });
        }
    });
    Some(language).filter(|language| language::is_here(*language))
}

/// Keeps the page's root as the settings ask.
#[hook]
pub fn use_appearance(settings: &Settings) {
    let (language, theme) = (language_of(settings), settings.theme);
    use_effect_with((language, theme), |(language, theme)| {
        let Some(root) = document().document_element() else {
            return;
        };
        let theme = match theme {
            Theme::System => "",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        for (name, value) in [
            ("lang", language.key()),
            ("dir", language::direction(*language)),
            ("data-theme", theme),
        ] {
            // These names are right, which is all that could be wrong.
            let _ = root.set_attribute(name, value);
        }
        // A page that may not remember begins with the system's theme.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(REMEMBERED, theme);
        }
    });
}
