//! What a person may choose, and the requests that change it or tell of this installation.

use crate::{DayBoundary, call::calls, codes::codes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

calls! {
    /// Replaces the settings. They are kept before the answer comes, and a new view follows.
    "change_settings" => ChangeSettings {
        /// All of them.
        settings: Settings,
    } -> ();
    /// The zones that days can be counted in, by their names, in order.
    "list_zones" => ListZones {} -> Vec<String>;
    /// Shows the data folder in the system's own program for folders.
    "open_data_folder" => OpenDataFolder {} -> ();
    /// What a support bundle says, to be read before it is given to anybody.
    "preview_support" => PreviewSupport {} -> String;
    /// Writes what was last previewed into a file, word for word, and answers with its path.
    "save_support" => SaveSupport {} -> String;
}

/// Everything that a person may choose. What an older app did not know has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language; the system's, or else English, if `None`.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// Units of length.
    pub units: Units,
    /// Where days begin.
    pub day: DayBoundary,
    /// What to be told of.
    pub notifications: Notifications,
    /// Whether the app starts, in the background, when the person logs in.
    pub start_at_login: bool,
    /// Whether the light node rests while the machine runs on its battery.
    pub pause_on_battery: bool,
}

codes! {
    /// A language that there are words in, by its BCP 47 tag.
    Language {
        /// English.
        English = "en",
        /// Spanish.
        Spanish = "es",
        /// German.
        German = "de",
        /// Portuguese.
        Portuguese = "pt",
        /// Arabic, which is read from the right.
        Arabic = "ar",
        /// Stretched English, which shows where translations will not fit.
        Pseudo = "en-XA",
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system is.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Units of length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Units {
    /// Metres and kilometres.
    #[default]
    Metric,
    /// Feet and miles.
    Imperial,
}

/// A kind of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// A device fell silent or was suspended.
    DeviceOffline,
    /// An epoch paid.
    Reward,
    /// A transaction of the person's own went through or failed, or somebody paid them.
    Transaction,
    /// The wallet has something to lose and no back-up.
    BackupDue,
}

impl NotificationKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::DeviceOffline,
        Self::Reward,
        Self::Transaction,
        Self::BackupDue,
    ];
}

/// What to be told of: everything but what is named here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notifications {
    /// Kinds that are not told of.
    pub muted_kinds: BTreeSet<NotificationKind>,
    /// Addresses (`opd1…`) of devices of which nothing is told.
    pub muted_devices: BTreeSet<String>,
}

impl Notifications {
    /// Whether to tell of this kind of news, about this device if it is about one.
    pub fn allow(&self, kind: NotificationKind, device: Option<&str>) -> bool {
        !self.muted_kinds.contains(&kind)
            && device.is_none_or(|device| !self.muted_devices.contains(device))
    }
}

/// The settings, and what the screen that changes them says of this installation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsView {
    /// What is chosen.
    pub settings: Settings,
    /// The system's zone by its name; `None` if it does not tell.
    pub system_zone: Option<String>,
    /// Where everything is kept.
    pub data_folder: String,
    /// Whether this is a phone, which has no login to start anything at and no folders to look into.
    pub is_phone: bool,
    /// Whether this machine has a battery that the app can see.
    pub has_battery: bool,
    /// The app's version.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_an_older_app_take_defaults_for_what_it_did_not_know() {
        let older: Settings = serde_json::from_str(r#"{"theme":"dark"}"#).unwrap();
        let expected = Settings {
            theme: Theme::Dark,
            ..Settings::default()
        };
        assert_eq!(older, expected);
    }

    #[test]
    fn a_language_travels_by_its_tag() {
        assert_eq!(
            serde_json::to_string(&Language::Pseudo).unwrap(),
            r#""en-XA""#
        );
    }

    #[test]
    fn news_is_told_unless_its_kind_or_its_device_is_muted() {
        let kind = NotificationKind::DeviceOffline;
        let mut chosen = Notifications::default();
        assert!(chosen.allow(kind, Some("opd1")));
        chosen.muted_devices.insert("opd1".to_owned());
        assert!(!chosen.allow(kind, Some("opd1")));
        assert!(chosen.allow(kind, Some("opd2")) && chosen.allow(kind, None));
        chosen.muted_kinds.insert(kind);
        assert!(!chosen.allow(kind, Some("opd2")));
    }
}
