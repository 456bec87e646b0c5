//! Holds what the window may do to a list: the page's security policy and the shell's capabilities.

#![cfg(test)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use serde_json::Value;
use std::{collections::BTreeSet, fs};
use xtask::workspace;

fn read(file: &str) -> String {
    let path = workspace::root().join("src-tauri").join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(file: &str) -> Value {
    serde_json::from_str(&read(file)).unwrap()
}

fn strings(list: &Value) -> BTreeSet<&str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item.as_str().unwrap()).collect()
}

/// All that may stand in the page's policy. The one address is how Tauri's page asks its shell on Windows
/// and Android; nothing is ever fetched from there.
const SOURCES: [&str; 7] = [
    "'self'",
    "'none'",
    "'wasm-unsafe-eval'",
    "data:",
    "blob:",
    "ipc:",
    "http://ipc.localhost",
];

#[test]
fn the_page_runs_nothing_that_it_did_not_come_with_and_fetches_nothing_from_elsewhere() {
    let config = json("tauri.conf.json");
    let policy = config["app"]["security"]["csp"].as_str().unwrap();
    let mut directives = BTreeSet::new();
    for directive in policy.split(';') {
        let mut words = directive.split_whitespace();
        let name = words.next().unwrap();
        assert!(directives.insert(name), "{name} is there twice");
        for source in words {
            assert!(SOURCES.contains(&source), "{name} allows {source}");
            let runs = ["default-src", "script-src", "style-src"].contains(&name);
            assert!(
                !(runs && ["data:", "blob:"].contains(&source)),
                "{name} allows {source}"
            );
        }
    }
    for needed in [
        "default-src",
        "script-src",
        "object-src",
        "base-uri",
        "form-action",
    ] {
        assert!(directives.contains(needed), "{needed} is not said");
    }
}

#[test]
fn the_window_may_listen_to_events_and_on_a_phone_ask_for_camera_and_place_and_nothing_else() {
    let listed = json("tauri.conf.json");
    let listed = strings(&listed["app"]["security"]["capabilities"]);
    assert_eq!(listed, BTreeSet::from(["main", "mobile"]));
    let main = json("capabilities/main.json");
    assert_eq!(
        strings(&main["permissions"]),
        BTreeSet::from(["core:event:allow-listen", "core:event:allow-unlisten"])
    );
    let mobile = json("capabilities/mobile.json");
    assert_eq!(
        strings(&mobile["platforms"]),
        BTreeSet::from(["android", "iOS"])
    );
    // Of the plugin that keeps the wallet's token behind a fingerprint (`biometry`) the window has no command: the
    // app's core asks, and the token never comes near a page.
    assert_eq!(
        strings(&mobile["permissions"]),
        BTreeSet::from([
            "barcode-scanner:allow-cancel",
            "barcode-scanner:allow-request-permissions",
            "barcode-scanner:allow-scan",
            "geolocation:allow-get-current-position",
            "geolocation:allow-request-permissions",
        ])
    );
    for capability in [main, mobile] {
        assert_eq!(strings(&capability["windows"]), BTreeSet::from(["main"]));
        assert!(
            capability.get("remote").is_none(),
            "a remote page is let in"
        );
    }
}

#[test]
fn whatever_a_phone_asks_its_person_for_is_asked_for_in_words() {
    let words = read("Info.ios.plist");
    for key in [
        "NSBluetoothAlwaysUsageDescription",
        "NSCameraUsageDescription",
        "NSFaceIDUsageDescription",
        "NSLocationWhenInUseUsageDescription",
    ] {
        let said = words.split(&format!("<key>{key}</key>")).nth(1).unwrap();
        let said = said.split("<string>").nth(1).unwrap();
        let said = said.split("</string>").next().unwrap();
        assert!(said.ends_with('.') && said.len() > 40, "{key}: {said}");
    }
    let manifest = read("android/AndroidManifest.xml");
    for permission in [
        "CAMERA",
        "ACCESS_FINE_LOCATION",
        "BLUETOOTH_SCAN",
        "USE_BIOMETRIC",
    ] {
        assert!(manifest.contains(&format!("android.permission.{permission}\"")));
    }
}
