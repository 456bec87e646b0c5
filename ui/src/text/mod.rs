//! Finds the words for a key in the person's language, and shapes numbers, money and time.
//!
//! The words are in `assets/translations/<language>/*.ftl` and are part of the program, so that
//! none can be missing at run time.

pub mod format;
pub mod words;

#[cfg(test)]
mod tests;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

/// The words for a key, with values: `t!("home-peers", peers = 4)`.
macro_rules! t {
    ($key:literal) => {
        $crate::text::lookup($key, &fluent_bundle::FluentArgs::new())
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut values = fluent_bundle::FluentArgs::new();
        $(values.set(stringify!($name), $value);)+
        $crate::text::lookup($key, &values)
    }};
}
pub(crate) use t;

/// The translation files of English.
pub const ENGLISH: &[&str] = &[
    include_str!("../../../assets/translations/en/add-device.ftl"),
    include_str!("../../../assets/translations/en/app.ftl"),
    include_str!("../../../assets/translations/en/backup.ftl"),
    include_str!("../../../assets/translations/en/devices.ftl"),
    include_str!("../../../assets/translations/en/earnings.ftl"),
    include_str!("../../../assets/translations/en/errors.ftl"),
    include_str!("../../../assets/translations/en/format.ftl"),
    include_str!("../../../assets/translations/en/home.ftl"),
    include_str!("../../../assets/translations/en/losses.ftl"),
    include_str!("../../../assets/translations/en/network.ftl"),
    include_str!("../../../assets/translations/en/welcome.ftl"),
];

thread_local! {
    static BUNDLE: FluentBundle<FluentResource> = bundle();
}

/// The words for `key`, which is a message's name or `name.attribute`. An unknown key gives
/// itself; a test sees to it that there is none.
pub fn lookup(key: &str, values: &FluentArgs) -> String {
    BUNDLE.with(|bundle| {
        let (name, attribute) = match key.split_once('.') {
            Some((name, attribute)) => (name, Some(attribute)),
            None => (key, None),
        };
        let message = bundle.get_message(name);
        let pattern = message.and_then(|message| match attribute {
            Some(attribute) => message.get_attribute(attribute).map(|found| found.value()),
            None => message.value(),
        });
        match pattern {
            Some(pattern) => bundle
                .format_pattern(pattern, Some(values), &mut Vec::new())
                .into_owned(),
            None => key.to_owned(),
        }
    })
}

fn bundle() -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![unic_langid::LanguageIdentifier::default()]);
    if let Ok(english) = "en".parse() {
        bundle = FluentBundle::new(vec![english]);
    }
    // Isolation marks would end up in what people copy and in what tests read.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::count(number.value as u64)),
        _ => None,
    }));
    for source in ENGLISH {
        // What could be parsed is kept either way; a test sees to it that all can be.
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}
