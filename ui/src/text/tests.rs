//! Holds the words to the sources: each key that is used exists, each that exists is used, and no
//! words stand in the sources themselves.

use super::{language::TRANSLATIONS, words};
use fluent_bundle::FluentResource;
use fluent_syntax::ast::Entry;
use outpost_app_api::{AppError, ErrorCode, Evidence, Fault, Language, LossKind, Rung, Unknown};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Every key of English, whose files are what the others are translated from.
fn keys() -> BTreeSet<String> {
    keys_of("en")
}

/// Every key of a language's files: messages that have words, and attributes.
fn keys_of(language: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let (_, files) = TRANSLATIONS
        .iter()
        .find(|(tag, _)| *tag == language)
        .expect("a folder of that language");
    for source in *files {
        let resource = FluentResource::try_new((*source).to_owned()).expect("no syntax error");
        for entry in resource.entries() {
            let Entry::Message(message) = entry else {
                continue;
            };
            let name = message.id.name;
            if message.value.is_some() {
                assert!(keys.insert(name.to_owned()), "`{name}` is there twice");
            }
            for attribute in &message.attributes {
                keys.insert(format!("{name}.{}", attribute.id.name));
            }
        }
    }
    keys
}

/// The screens' sources that ship, with their paths: tests are cut off.
fn sources() -> Vec<(PathBuf, String)> {
    sources_in(&["ui/src"])
}

/// The same of any folders of the project.
fn sources_in(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|of| of == "rs" || of == "js")
                && !["tests.rs", "contrast.rs", "gallery.rs"]
                    .iter()
                    .any(|test| path.ends_with(test))
            {
                let source = fs::read_to_string(&path).unwrap();
                let shipped = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
                sources.push((path, shipped.to_owned()));
            }
        }
    }
    sources
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// The string literals of a source, each with what stands before it on its line. Of one that goes on beyond its
/// line, that is how it begins.
fn literals(source: &str) -> Vec<(String, String)> {
    let mut literals = Vec::new();
    for line in source.lines().filter(|line| !is_comment(line)) {
        let mut pieces = line.split('"');
        let mut before = pieces.next().unwrap_or_default().to_owned();
        while let Some(literal) = pieces.next() {
            literals.push((before, literal.to_owned()));
            before = pieces.next().unwrap_or_default().to_owned();
        }
    }
    literals
}

#[test]
fn every_key_that_is_used_exists() {
    let keys = keys();
    for (path, source) in sources() {
        let code: String = source.lines().filter(|line| !is_comment(line)).collect();
        let mut calls = code.split("t!(").peekable();
        while let (Some(before), Some(after)) = (calls.next(), calls.peek()) {
            // `format!(` ends in the same letters.
            let is_ours = !before.ends_with(char::is_alphabetic);
            let key = after
                .trim_start()
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next());
            if let Some(key) = key.filter(|_| is_ours) {
                assert!(
                    keys.contains(key),
                    "{}: no words for `{key}`",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_folder_of_translations_is_a_language() {
    let languages: Vec<&str> = Language::ALL
        .iter()
        .map(|language| language.key())
        .collect();
    for (folder, _) in TRANSLATIONS {
        assert!(languages.contains(folder), "{folder}");
    }
}

#[test]
fn every_translation_has_every_key_and_no_other() {
    let english = keys();
    for (language, _) in TRANSLATIONS {
        let translated = keys_of(language);
        let missing: Vec<&String> = english.difference(&translated).collect();
        let unknown: Vec<&String> = translated.difference(&english).collect();
        assert!(
            missing.is_empty() && unknown.is_empty(),
            "{language} has no {missing:?}, and nobody asks for {unknown:?}"
        );
    }
}

/// A translator may leave a value out, but none is there that English has not.
#[test]
fn no_translation_asks_for_a_value_that_english_has_not() {
    let english = values_of("en");
    for (language, _) in TRANSLATIONS {
        for (key, values) in values_of(language) {
            let unknown: Vec<&String> = values.difference(&english[&key]).collect();
            assert_eq!(unknown, Vec::<&String>::new(), "{language}: {key}");
        }
    }
}

/// The values that each message of a language names, `$peers`.
fn values_of(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (_, files) = TRANSLATIONS
        .iter()
        .find(|(tag, _)| *tag == language)
        .expect("a folder of that language");
    let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line_of_file in files.iter().map(|file| file.lines()) {
        let mut message = String::new();
        for line in line_of_file.filter(|line| !line.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                message = line.split(' ').next().unwrap_or_default().to_owned();
            }
            let named = values.entry(message.clone()).or_default();
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            named.extend(line.split('$').skip(1).map(|rest| {
                rest.split(|c| !is_name(c))
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            }));
        }
    }
    values
}

#[test]
fn every_key_that_exists_is_used() {
    let used: BTreeSet<String> = sources()
        .iter()
        .flat_map(|(_, source)| literals(source))
        .map(|(_, literal)| literal)
        .collect();
    let unused: Vec<String> = keys()
        .into_iter()
        .filter(|key| {
            let named_by_a_kind = KINDS.iter().any(|prefix| key.starts_with(prefix));
            !named_by_a_kind && !used.contains(key)
        })
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

/// What begins the keys that kinds of the API name, each held to its kinds by a test below.
const KINDS: [&str; 6] = [
    "error-",
    "evidence-",
    "fault-",
    "loss-",
    "rung-",
    "unknown-",
];

/// Expects `prefix` to begin the messages of these kinds and no others, each with words of its own.
fn check_words(prefix: &str, kinds: &[(&str, String)]) {
    let expected: BTreeSet<String> = kinds
        .iter()
        .map(|(kind, _)| format!("{prefix}-{kind}"))
        .collect();
    let written: BTreeSet<String> = keys()
        .into_iter()
        .filter(|key| key.starts_with(&format!("{prefix}-")))
        .collect();
    assert_eq!(written, expected);
    let said: BTreeSet<&String> = kinds.iter().map(|(_, said)| said).collect();
    assert_eq!(said.len(), kinds.len());
}

#[test]
fn every_rung_has_a_name_and_says_how_it_is_known_or_why_not() {
    let rungs: Vec<_> = Rung::ALL
        .iter()
        .map(|it| (it.key(), words::rung(*it)))
        .collect();
    check_words("rung", &rungs);
    let evidence: Vec<_> = Evidence::ALL
        .iter()
        .map(|it| (it.key(), words::evidence(*it)))
        .collect();
    check_words("evidence", &evidence);
    let unknown: Vec<_> = Unknown::ALL
        .iter()
        .map(|it| (it.key(), words::unknown(*it)))
        .collect();
    check_words("unknown", &unknown);
}

#[test]
fn every_fault_says_what_happened_what_it_means_and_what_to_do() {
    let said = |fault: &Fault| (fault.key(), words::fault(*fault));
    let all: Vec<_> = Fault::ALL.iter().map(said).collect();
    check_three_sentences("fault", &all);
}

/// Expects `prefix` to begin the messages of these kinds and no others, each in three sentences.
fn check_three_sentences(prefix: &str, kinds: &[(&str, words::ThreeSentences)]) {
    let mut expected = BTreeSet::new();
    for (kind, said) in kinds {
        for part in ["what", "means", "next"] {
            expected.insert(format!("{prefix}-{kind}.{part}"));
        }
        for sentence in [&said.what, &said.means, &said.next] {
            assert!(
                !sentence.contains(['{', '$']),
                "`{kind}` has a hole: {sentence}"
            );
        }
    }
    let written: BTreeSet<String> = keys()
        .into_iter()
        .filter(|key| key.starts_with(&format!("{prefix}-")))
        .collect();
    assert_eq!(written, expected);
}

#[test]
fn every_error_says_what_happened_what_it_means_and_what_to_do() {
    let said = |code: &ErrorCode| (code.key(), words::error(&AppError::new(*code)));
    let all: Vec<_> = ErrorCode::ALL.iter().map(said).collect();
    check_three_sentences("error", &all);
}

#[test]
fn every_loss_says_what_happened_what_it_means_and_what_to_do() {
    let said = |kind: &LossKind| (kind.key(), words::loss(*kind));
    let all: Vec<_> = LossKind::ALL.iter().map(said).collect();
    check_three_sentences("loss", &all);
}

#[test]
fn an_errors_values_are_in_its_words_and_amounts_are_money() {
    let error = AppError::new(ErrorCode::InsufficientBalance)
        .with("balance", 0)
        .with("needed", 2_000_000);
    assert_eq!(
        words::error(&error).means,
        "You have 0.00 OPT; 0.02 OPT is needed. Nothing was paid."
    );
    let error = AppError::new(ErrorCode::WifiFailed).with("ssid", "Lighthouse");
    assert!(words::error(&error).what.contains("Lighthouse"));
    let known = AppError::new(ErrorCode::WordsInvalid).with("word", "lampp");
    assert_ne!(
        words::error(&known).means,
        words::error(&AppError::new(ErrorCode::WordsInvalid)).means
    );
}

#[test]
fn no_words_for_people_stand_in_the_sources() {
    // What the browser calls its keys, and how it begins an offset from Greenwich.
    let names = [
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "ArrowUp",
        "End",
        "Escape",
        "GMT",
        "Home",
        "PageDown",
        "PageUp",
    ];
    let attributes = [
        "aria-label=",
        "title=",
        "placeholder=",
        "alt=",
        "label=",
        "lead=",
        "{ ",
    ];
    for (path, source) in sources() {
        for (before, literal) in literals(&source) {
            let first = literal.split(' ').next().unwrap_or_default();
            let is_sentence = first.len() > 1
                && first.starts_with(char::is_uppercase)
                && first.chars().all(char::is_alphabetic);
            let is_said = literal.contains(char::is_alphabetic)
                && attributes
                    .iter()
                    .any(|attribute| before.ends_with(attribute));
            assert!(
                names.contains(&literal.as_str()) || !is_sentence && !is_said,
                "{}: these words belong in a translation file: {literal:?}",
                path.display()
            );
        }
    }
}

/// What lies between the screens and the system: no sentence is written there. Deeper down are errors, which the
/// core puts into codes.
const BESIDE_THE_SCREENS: [&str; 5] = [
    "app-api/src",
    "app-core/src",
    "qr-reader/src",
    "src-tauri/src",
    "ui/static",
];

#[test]
fn no_other_part_of_the_app_has_sentences_of_its_own() {
    // Said at a terminal, where there is no window yet; and a system's words, which are only compared.
    let apart = ["src-tauri/src/arguments.rs", "src-tauri/src/biometrics.rs"];
    let mut seen = BTreeSet::new();
    for (path, source) in sources_in(&BESIDE_THE_SCREENS) {
        for (_, literal) in literals(&source) {
            if !is_sentence(&literal) {
                continue;
            }
            match apart.iter().find(|apart| path.ends_with(apart)) {
                Some(apart) => seen.insert(*apart),
                None => panic!(
                    "{}: these words belong in a translation file: {literal:?}",
                    path.display()
                ),
            };
        }
    }
    assert_eq!(seen, BTreeSet::from(apart), "an exception that is none");
}

/// Whether a literal begins as a sentence does: `Your devices`, and not `Buy Amount` or `no answer`.
fn is_sentence(literal: &str) -> bool {
    let mut words = literal.split(' ');
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    first.len() > 1
        && first.starts_with(char::is_uppercase)
        && first.chars().skip(1).all(char::is_lowercase)
        && second.starts_with(char::is_lowercase)
}
