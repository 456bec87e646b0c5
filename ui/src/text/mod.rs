//! Finds the words for a key in the person's language, and shapes numbers, money and time.
//!
//! The words are in `assets/translations/<language>/*.ftl`. English is part of the program, so that no
//! word can be missing at run time; the others lie beside the page.

pub mod fetch;
pub mod format;
pub mod language;
pub mod words;

#[cfg(test)]
mod tests;

pub use language::lookup;

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
