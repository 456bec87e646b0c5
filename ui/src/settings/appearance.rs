//! Draws the choice of language, theme and units.

use super::{PartProps, part};
use crate::{
    text::{language::TRANSLATIONS, t},
    widgets::{Choice, Segments, Select},
};
use outpost_app_api::{Language, Theme, Units};
use yew::prelude::*;

/// The value of following the system.
const SYSTEM: &str = "system";

/// Language, theme and units.
pub(super) fn appearance(props: &PartProps) -> Html {
    let chosen = &props.view.settings.settings;
    let language = props.changes(|chosen, value: String| {
        let all = Language::ALL.iter().copied();
        chosen.language = all.into_iter().find(|language| language.key() == value);
    });
    let theme = props.changes(|chosen, value: String| {
        chosen.theme = match value.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        };
    });
    let units = props.changes(|chosen, value: String| {
        chosen.units = match value.as_str() {
            "imperial" => Units::Imperial,
            _ => Units::Metric,
        };
    });
    let theme_now = match chosen.theme {
        Theme::System => SYSTEM,
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let units_now = match chosen.units {
        Units::Metric => "metric",
        Units::Imperial => "imperial",
    };
    let inside = html! {
        <>
            <Select name="settings-language" label={t!("settings-language")} choices={languages()}
                chosen={chosen.language.map_or(SYSTEM, Language::key)} onchange={language} />
            <Segments name="settings-theme" label={t!("settings-theme")} chosen={theme_now} onchange={theme}
                choices={vec![
                    Choice::new(SYSTEM, t!("settings-theme-system")),
                    Choice::new("light", t!("settings-theme-light")),
                    Choice::new("dark", t!("settings-theme-dark")),
                ]} />
            <Segments name="settings-units" label={t!("settings-units")} chosen={units_now} onchange={units}
                choices={vec![
                    Choice::new("metric", t!("settings-units-metric")),
                    Choice::new("imperial", t!("settings-units-imperial")),
                ]} />
        </>
    };
    part("settings-appearance", t!("settings-appearance"), inside)
}

/// The languages that there are words in, each by its own name.
fn languages() -> Vec<Choice> {
    let mut choices = vec![Choice::new(SYSTEM, t!("settings-language-system"))];
    let all = Language::ALL.iter();
    let has_words =
        |language: &&Language| TRANSLATIONS.iter().any(|(tag, _)| *tag == language.key());
    choices.extend(
        all.filter(has_words)
            .map(|language| Choice::new(language.key(), own_name(*language))),
    );
    choices
}

fn own_name(language: Language) -> String {
    match language {
        Language::English => t!("settings-language-en"),
        Language::Spanish => t!("settings-language-es"),
        Language::German => t!("settings-language-de"),
        Language::Portuguese => t!("settings-language-pt"),
        Language::Arabic => t!("settings-language-ar"),
        // Not offered: it is for those who draw screens.
        Language::Pseudo => language.key().to_owned(),
    }
}
