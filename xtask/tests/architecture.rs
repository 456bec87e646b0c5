//! Holds the invariants of `ARCHITECTURE.md` against the manifests and the sources.
//!
//! Each test reads the tree as it stands and fails with the sentence that was broken and the places
//! that break it. The last one holds the text against the tests: every sentence there that begins
//! "Architecture Invariant:" is held here, word for word.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The crates, from the top of the code map to its bottom, and which of the others each may use.
/// Tests may use any.
const CRATES: [(&str, &[&str]); 21] = [
    ("src-tauri", &["app-core", "app-api"]),
    ("dev-host", &["app-core", "app-api"]),
    ("ui", &["app-api", "protocol"]),
    (
        "app-core",
        &[
            "app-api",
            "reporting",
            "light-client",
            "wallet",
            "qr-reader",
            "device-drivers",
            "protocol",
        ],
    ),
    ("app-api", &[]),
    (
        "device-agent",
        &["reporting", "light-client", "device-drivers", "protocol"],
    ),
    ("reporting", &["light-client", "evidence", "protocol"]),
    ("light-client", &["protocol"]),
    ("wallet", &["protocol"]),
    ("qr-reader", &[]),
    ("testbed", &["device-drivers"]),
    ("device-drivers", &["protocol"]),
    (
        "full-node",
        &["simulation", "evidence", "job-runner", "protocol"],
    ),
    ("simulation", &["protocol"]),
    ("evidence", &["protocol"]),
    ("job-runner", &["protocol"]),
    ("protocol", &[]),
    (
        "fuzz",
        &[
            "device-drivers",
            "wallet",
            "qr-reader",
            "protocol",
            "app-api",
        ],
    ),
    ("xtask", &["light-client", "full-node", "protocol"]),
    ("appimage", &[]),
    ("assets", &[]),
];

/// Makes a test of each invariant, and a list of their sentences.
macro_rules! invariants {
    ($($name:ident: $sentence:literal, $breaches:expr;)*) => {
        $(
            #[test]
            fn $name() {
                let breaches: Vec<String> = $breaches;
                assert!(
                    breaches.is_empty(),
                    "Architecture Invariant: {}\nBroken by:\n{}",
                    $sentence,
                    breaches.join("\n")
                );
            }
        )*

        const SENTENCES: &[&str] = &[$($sentence),*];
    };
}

invariants! {
    dependencies_point_down:
        "a crate uses only the crates that the code map names for it, all of them further down; \
         only tests look up.",
        own_dependencies_outside_the_map();
    the_ui_knows_the_boundary_only:
        "of our crates the UI uses `app-api` and `protocol` and no other, and it has a lockfile \
         of its own.",
        what_the_ui_uses_besides();
    only_nodes_speak_libp2p:
        "only `light-client` and `full-node` name libp2p.",
        naming_outside(&["libp2p"], &["light-client", "full-node"]);
    only_evidence_speaks_iroh:
        "only `evidence` names iroh.",
        naming_outside(&["iroh", "iroh_blobs"], &["evidence"]);
    only_the_job_runner_runs_webassembly:
        "only `job-runner` names wasmtime.",
        naming_outside(&["wasmtime"], &["job-runner"]);
    only_transports_touch_ports:
        "only `device-drivers/src/transport` names serialport, tokio-serial or btleplug.",
        naming_outside(
            &["serialport", "tokio_serial", "btleplug"],
            &["device-drivers/src/transport"],
        );
    only_the_full_node_runs_the_engine:
        "commonware's runtime, consensus, p2p and the crates built on them are named only in \
         `full-node`; `light-client` uses its cryptography and codec, and `parallel` and `utils`, \
         which their arguments come from.",
        commonware_outside_the_full_node();
    only_the_full_node_holds_the_whole_state:
        "only `full-node`, which makes proofs, and `light-client`, which checks them, name nomt-core.",
        naming_outside(&["nomt_core"], &["full-node", "light-client"]);
    only_the_light_client_speaks_sql:
        "only `light-client` names sqlx.",
        naming_outside(&["sqlx"], &["light-client"]);
    only_the_shell_knows_the_window:
        "only `src-tauri` names tauri; the UI reaches it through `ui/src/bridge` alone.",
        naming_outside(&["tauri", "tauri_build", "wry"], &["src-tauri", "ui/src/bridge"]);
    the_shell_knows_nothing_else:
        "`src-tauri` opens no socket, no database and no key, and knows no byte of a protocol.",
        naming_in(
            &["src-tauri/src"],
            &["TcpStream", "TcpListener", "UdpSocket", "sqlx", "borsh", "SigningKey"],
        );
    no_release_carries_the_development_host:
        "no crate uses `dev-host`, and it listens on loopback alone.",
        development_host_in_use();
    keys_stay_in_the_wallet:
        "an account's seed words, private key and key store are named only in `wallet`; the UI, \
         the shell, the app's core and the light client name no private key at all.",
        keys_outside_the_wallet();
    the_protocol_is_pure:
        "`protocol` has no IO, no clock, no thread, no randomness and no unordered map.",
        naming_in(
            &["protocol/src"],
            &[
                "std::fs", "std::io", "std::net", "std::env", "std::thread", "std::process",
                "std::time", "SystemTime", "Instant", "HashMap", "HashSet", "tokio", "rand",
                "getrandom", "println", "eprintln",
            ],
        );
    the_protocol_counts_in_integers:
        "`protocol` has no floating-point number.",
        naming_in(&["protocol/src"], &["f32", "f64", "libm"]);
    protocols_and_the_light_core_are_sans_io:
        "the device protocols, the device's reporter, the plan of an audit and the light node's \
         core are sans-IO: they take bytes and the time, give bytes and events, and name no \
         runtime, socket, port or clock.",
        naming_in(
            &[
                "device-drivers/src/protocols",
                "reporting/src/reporter",
                "full-node/src/audit/plan.rs",
                "light-client/src/core",
                "light-client/src/verify",
            ],
            &[
                "tokio", "std::io", "std::net", "std::fs", "std::thread", "SystemTime",
                "Instant::now", "libp2p", "sqlx", "serialport",
            ],
        );
    the_boundary_is_plain_data:
        "`app-api` depends on serde alone.",
        dependencies_besides("app-api", &["serde"]);
    every_error_has_words:
        "every error code of `app-api` has its words in every language.",
        error_codes_without_words();
    every_crate_takes_the_lints:
        "every crate of the workspace takes the workspace's lints, which forbid unsafe code.",
        crates_without_the_lints();
}

#[test]
fn the_architecture_text_says_what_these_tests_hold() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut said: BTreeSet<String> = BTreeSet::new();
    for after in text.split("Architecture Invariant: ").skip(1) {
        let end = after
            .find(". ")
            .map_or(after.trim_end().len(), |end| end + 1);
        said.insert(after[..end].to_owned());
    }
    let held = SENTENCES.iter().map(|&held| held.to_owned()).collect();
    assert_eq!(said, held, "left: ARCHITECTURE.md, right: these tests");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The manifest of the crate in `folder`; `assets` has none.
fn manifest(folder: &str) -> Option<toml::Table> {
    let text = fs::read_to_string(root().join(folder).join("Cargo.toml")).ok()?;
    Some(text.parse().unwrap())
}

/// The names in a table of dependencies.
fn dependencies(manifest: &toml::Table, table: &str) -> Vec<String> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let of_targets = targets.into_iter().flatten().map(|(_, target)| target);
    of_targets
        .filter_map(|target| target.get(table))
        .chain(manifest.get(table))
        .filter_map(toml::Value::as_table)
        .flat_map(|table| table.keys().cloned())
        .collect()
}

/// Every Rust file at or below `place`, with its path from the root.
fn sources(place: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut places = vec![root().join(place)];
    while let Some(path) = places.pop() {
        if let Ok(entries) = fs::read_dir(&path) {
            places.extend(entries.map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
        }
    }
    found
}

/// Whether a line of code, without its comment and what stands between quotes, has `name` as a whole
/// word.
fn names(line: &str, name: &str) -> bool {
    let unquoted: Vec<&str> = line.split('"').step_by(2).collect();
    let unquoted = unquoted.join("\"\"");
    let code = unquoted.split("//").next().unwrap_or_default();
    let part_of_a_word = |character: char| character.is_alphanumeric() || character == '_';
    code.match_indices(name).any(|(start, _)| {
        let before = code[..start].chars().next_back();
        let after = code[start + name.len()..].chars().next();
        !before.is_some_and(part_of_a_word) && !after.is_some_and(part_of_a_word)
    })
}

/// The lines at or below the `places` whose code names one of `forbidden`.
fn naming_in(places: &[&str], forbidden: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for place in places {
        let sources = sources(place);
        assert!(!sources.is_empty(), "{place} has no sources: has it moved?");
        for (path, text) in sources {
            for (number, line) in text.lines().enumerate() {
                if forbidden.iter().any(|name| names(line, name)) {
                    found.push(format!(
                        "{}:{}: {}",
                        path.display(),
                        number + 1,
                        line.trim()
                    ));
                }
            }
        }
    }
    found
}

/// The places outside `allowed` folders where a manifest or the code of a crate names one of
/// `packages`, which are written as in code, with `_`.
fn naming_outside(packages: &[&str], allowed: &[&str]) -> Vec<String> {
    let may = |path: &Path| allowed.iter().any(|folder| path.starts_with(folder));
    let mut places = Vec::new();
    for (folder, _) in CRATES {
        let Some(manifest) = manifest(folder) else {
            continue;
        };
        // A crate depends as a whole on what one folder of it may name.
        let depends = allowed
            .iter()
            .any(|allowed| Path::new(allowed).starts_with(folder));
        let named = ["dependencies", "build-dependencies"]
            .iter()
            .flat_map(|table| dependencies(&manifest, table))
            .filter(|name| !depends && packages.contains(&name.replace('-', "_").as_str()));
        places.extend(named.map(|name| format!("{folder}/Cargo.toml: {name}")));
        let code = format!("{folder}/src");
        if root().join(&code).is_dir() {
            let named = naming_in(&[&code], packages);
            places.extend(named.into_iter().filter(|place| !may(Path::new(place))));
        }
    }
    places
}

fn own_dependencies_outside_the_map() -> Vec<String> {
    let mut found = Vec::new();
    for (place, (folder, may_use)) in CRATES.iter().enumerate() {
        for used in *may_use {
            let below = CRATES[place + 1..].iter().any(|(folder, _)| folder == used);
            // The tools that build, try and measure everything stand beside the order.
            if !below && !["fuzz", "xtask"].contains(folder) {
                found.push(format!(
                    "the map lets {folder} use {used}, which is above it"
                ));
            }
        }
        let manifest = manifest(folder).unwrap_or_default();
        for name in dependencies(&manifest, "dependencies") {
            if let Some(used) = name.strip_prefix("outpost-")
                && !may_use.contains(&used)
            {
                found.push(format!("{folder}/Cargo.toml: {name}"));
            }
        }
    }
    let members = manifest(".").unwrap()["workspace"]["members"].clone();
    for member in members.as_array().unwrap() {
        let member = member.as_str().unwrap();
        if !CRATES.iter().any(|(folder, _)| *folder == member) {
            found.push(format!("{member} is not in the map"));
        }
    }
    found
}

fn what_the_ui_uses_besides() -> Vec<String> {
    let ours = |name: &String| name.starts_with("outpost-");
    let allowed = ["outpost-app-api", "outpost-protocol"];
    let mut found: Vec<String> = dependencies(&manifest("ui").unwrap(), "dependencies")
        .into_iter()
        .filter(|name| ours(name) && !allowed.contains(&name.as_str()))
        .collect();
    if !root().join("ui/Cargo.lock").is_file() {
        found.push("ui/Cargo.lock is missing".into());
    }
    found
}

fn commonware_outside_the_full_node() -> Vec<String> {
    let mut found = Vec::new();
    for (folder, _) in CRATES.iter().filter(|(folder, _)| *folder != "full-node") {
        let allowed: &[&str] = match *folder {
            "light-client" => &[
                "commonware-codec",
                "commonware-cryptography",
                "commonware-parallel",
                "commonware-utils",
            ],
            _ => &[],
        };
        let manifest = manifest(folder).unwrap_or_default();
        for name in dependencies(&manifest, "dependencies") {
            if name.starts_with("commonware-") && !allowed.contains(&name.as_str()) {
                found.push(format!("{folder}/Cargo.toml: {name}"));
            }
        }
    }
    found
}

fn development_host_in_use() -> Vec<String> {
    let mut found = Vec::new();
    for (folder, _) in CRATES {
        let manifest = manifest(folder).unwrap_or_default();
        let used = ["dependencies", "build-dependencies"]
            .iter()
            .flat_map(|table| dependencies(&manifest, table))
            .filter(|name| name == "outpost-dev-host");
        found.extend(used.map(|name| format!("{folder}/Cargo.toml: {name}")));
    }
    let listens = sources("dev-host/src")
        .into_iter()
        .flat_map(|(path, text)| {
            let binds =
                |line: &&str| line.contains("::bind(") && !line.contains("(\"127.0.0.1\", ");
            let lines = text.lines().filter(binds).map(str::to_owned);
            lines
                .map(|line| format!("{}: {line}", path.display()))
                .collect::<Vec<_>>()
        });
    found.extend(listens);
    found
}

fn keys_outside_the_wallet() -> Vec<String> {
    let mut found = naming_outside(
        &["bip39", "keyring", "argon2", "chacha20poly1305"],
        &["wallet"],
    );
    let no_keys = [
        "ui/src",
        "src-tauri/src",
        "app-core/src",
        "light-client/src",
    ];
    found.extend(naming_in(&no_keys, &["SigningKey", "SecretKey"]));
    found
}

fn dependencies_besides(folder: &str, allowed: &[&str]) -> Vec<String> {
    dependencies(&manifest(folder).unwrap(), "dependencies")
        .into_iter()
        .filter(|name| !allowed.contains(&name.as_str()))
        .collect()
}

fn error_codes_without_words() -> Vec<String> {
    let source = fs::read_to_string(root().join("app-api/src/error.rs")).unwrap();
    let codes: Vec<&str> = source
        .lines()
        .filter_map(|line| line.split_once(" = \"")?.1.strip_suffix("\","))
        .collect();
    assert!(
        codes.len() > 20,
        "the codes are written in another way now: {codes:?}"
    );
    let mut found = Vec::new();
    for language in fs::read_dir(root().join("assets/translations")).unwrap() {
        let language = language.unwrap().path();
        let name = language.strip_prefix(root()).unwrap();
        let texts: String = fs::read_dir(&language)
            .unwrap()
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        for code in &codes {
            let message = format!("error-{code} =");
            let attributes: Vec<&str> = texts
                .lines()
                .skip_while(|line| !line.starts_with(&message))
                .skip(1)
                .take_while(|line| line.starts_with(' '))
                .filter_map(|line| line.trim_start().strip_prefix('.'))
                .collect();
            // What happened, what it means for the person, what to do next.
            for part in ["what", "means", "next"] {
                if !attributes
                    .iter()
                    .any(|line| line.starts_with(&format!("{part} =")))
                {
                    found.push(format!("{}: error-{code}.{part}", name.display()));
                }
            }
        }
    }
    found
}

fn crates_without_the_lints() -> Vec<String> {
    let workspace = manifest(".").unwrap();
    assert_eq!(
        workspace["workspace"]["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid")
    );
    let members = workspace["workspace"]["members"].as_array().unwrap();
    members
        .iter()
        .map(|member| member.as_str().unwrap())
        .filter(|member| {
            let manifest = manifest(member).unwrap();
            let lints = manifest
                .get("lints")
                .and_then(|lints| lints.get("workspace"));
            lints.and_then(toml::Value::as_bool) != Some(true)
        })
        .map(str::to_owned)
        .collect()
}
