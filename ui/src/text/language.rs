//! Chooses the language and the units, and holds the words: English stands in for what is not translated.
//!
//! English is part of the program. The words of another language are loaded when it is first spoken.

use super::{fetch::fetch_text, format};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use outpost_app_api::{Language, Units};
use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

/// The languages that there are words in, by their tags, each with those of its files that are built in.
/// Made by `build.rs` of the folders.
pub const TRANSLATIONS: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/translations.rs"));

thread_local! {
    static UNITS: Cell<Units> = const { Cell::new(Units::Metric) };
    /// The words of languages that are not built in, as they were loaded.
    static LOADED: RefCell<BTreeMap<Language, String>> = RefCell::default();
    static SPOKEN: RefCell<Rc<Spoken>> = RefCell::new(Rc::new(Spoken::new(Language::English)));
}

/// A language and its words, then those of English.
struct Spoken {
    language: Language,
    bundles: Vec<FluentBundle<FluentResource>>,
}

/// Whether this language can be spoken at once.
pub fn is_here(language: Language) -> bool {
    let built_in = TRANSLATIONS
        .iter()
        .any(|(tag, files)| *tag == language.key() && !files.is_empty());
    built_in
        || language == Language::Pseudo
        || LOADED.with_borrow(|loaded| loaded.contains_key(&language))
}

/// Has the words of this language here. Where they cannot be loaded, English stands in for all of them.
pub async fn load(language: Language) {
    if !is_here(language) {
        let words = fetch_text(&format!("languages/{}.ftl", language.key())).await;
        LOADED.with_borrow_mut(|loaded| loaded.insert(language, words.unwrap_or_default()));
    }
}

/// Gives every word from now on in this language, which [`is_here`]. What was drawn before has to be drawn again.
pub fn speak(language: Language) {
    SPOKEN.with(|spoken| {
        if spoken.borrow().language != language {
            spoken.replace(Rc::new(Spoken::new(language)));
        }
    });
}

/// Gives every length from now on in these units. What was drawn before has to be drawn again.
pub fn measure_in(units: Units) {
    UNITS.set(units);
}

/// The units of lengths.
pub fn units() -> Units {
    UNITS.get()
}

/// The first of the system's languages that there are words in, or English.
pub fn of_the_system() -> Language {
    let languages = gloo::utils::window().navigator().languages();
    let tags = languages.iter().filter_map(|tag| tag.as_string());
    of_tags(tags)
}

/// The first of these tags that there are words in, or English: `pt-BR` is Portuguese.
fn of_tags(tags: impl Iterator<Item = String>) -> Language {
    let known = |tag: String| {
        let base = tag.split('-').next().unwrap_or_default().to_lowercase();
        let has_words = TRANSLATIONS.iter().any(|(tag, _)| *tag == base);
        let all = Language::ALL.iter().copied();
        let mut named = all.filter(|language| language.key() == base);
        named.next().filter(|_| has_words)
    };
    tags.filter_map(known).next().unwrap_or(Language::English)
}

/// Which way a language is read, as HTML says it.
pub fn direction(language: Language) -> &'static str {
    match language {
        Language::Arabic => "rtl",
        _ => "ltr",
    }
}

/// The words for `key`, which is a message's name or `name.attribute`. An unknown key gives
/// itself; a test sees to it that there is none.
pub fn lookup(key: &str, values: &FluentArgs) -> String {
    // Words may ask for words, of how numbers are written.
    let spoken = SPOKEN.with(|spoken| spoken.borrow().clone());
    let mut found = spoken
        .bundles
        .iter()
        .map(|bundle| find(bundle, key, values));
    found
        .find_map(|words| words)
        .unwrap_or_else(|| key.to_owned())
}

fn find(bundle: &FluentBundle<FluentResource>, key: &str, values: &FluentArgs) -> Option<String> {
    let (name, attribute) = match key.split_once('.') {
        Some((name, attribute)) => (name, Some(attribute)),
        None => (key, None),
    };
    let message = bundle.get_message(name)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let words = bundle.format_pattern(pattern, Some(values), &mut Vec::new());
    Some(words.into_owned())
}

impl Spoken {
    fn new(language: Language) -> Self {
        let mut bundles = vec![];
        match language {
            Language::English => {}
            Language::Pseudo => {
                let mut stretched = bundle(Language::English);
                stretched.set_transform(Some(stretch));
                bundles.push(stretched);
            }
            other => bundles.push(bundle(other)),
        }
        bundles.push(bundle(Language::English));
        Self { language, bundles }
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag = language.key().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![tag]);
    // Where names from the left stand in words from the right, each needs its own direction. Elsewhere
    // the marks would only end up in what people copy.
    bundle.set_use_isolating(direction(language) == "rtl");
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::count(number.value as u64)),
        _ => None,
    }));
    let files = TRANSLATIONS.iter().find(|(tag, _)| *tag == language.key());
    let built_in = files.iter().flat_map(|(_, files)| files.iter());
    let mut sources: Vec<String> = built_in.map(|source| (*source).to_owned()).collect();
    sources.extend(LOADED.with_borrow(|loaded| loaded.get(&language).cloned()));
    for source in sources {
        // What could be parsed is kept either way; a test sees to it that all can be.
        let resource = match FluentResource::try_new(source) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// English that can still be read, and is as long as the longest translations: vowels are doubled and
/// marked, so that words which do not come from the files stand out.
fn stretch(words: &str) -> Cow<'_, str> {
    let mut stretched = String::with_capacity(words.len() * 2);
    for letter in words.chars() {
        match letter {
            'a' => stretched.push_str("àà"),
            'e' => stretched.push_str("éé"),
            'i' => stretched.push_str("îî"),
            'o' => stretched.push_str("öö"),
            'u' => stretched.push_str("ûû"),
            'y' => stretched.push_str("ýý"),
            other => stretched.push(other),
        }
    }
    stretched.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tags: &[&str], expected: Language) {
        let found = of_tags(tags.iter().map(|tag| (*tag).to_owned()));
        assert_eq!(found, expected, "{tags:?}");
    }

    fn said(language: Language, key: &str, peers: u32) -> String {
        speak(language);
        let mut values = FluentArgs::new();
        values.set("peers", peers);
        let said = lookup(key, &values);
        speak(Language::English);
        said
    }

    #[test]
    fn a_language_that_there_are_no_words_in_is_not_chosen() {
        check(&["fr-FR", "en-GB"], Language::English);
        check(&["xx"], Language::English);
        check(&[], Language::English);
        // Nobody's system speaks it.
        check(&["en-XA"], Language::English);
    }

    #[test]
    fn the_pseudo_language_stretches_words_and_leaves_values_and_plurals_alone() {
        assert_eq!(
            said(Language::Pseudo, "freshness-peers", 1),
            "Onéé péééér nààméés thîîs blööck öör öönéé thààt bûûîîlds öön îît."
        );
        assert!(said(Language::Pseudo, "freshness-peers", 1_234).starts_with("1,234 "));
    }

    #[test]
    fn what_a_language_has_no_words_for_is_said_in_english() {
        for language in Language::ALL {
            assert!(!said(*language, "app-name", 1).is_empty());
            assert_ne!(
                said(*language, "error-internal.what", 1),
                "error-internal.what"
            );
        }
    }
}
