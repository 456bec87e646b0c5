//! Holds the rules that concern the repository as a whole.

#![cfg(test)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Every file that is, or is about to be, under version control.
fn files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        listed.status.success(),
        "{}",
        String::from_utf8_lossy(&listed.stderr)
    );
    String::from_utf8(listed.stdout)
        .unwrap()
        .lines()
        .map(|line| root().join(line))
        .filter(|path| path.is_file())
        .collect()
}

/// Fails with the place of every line of the `chosen` files that breaks the rule.
fn check(chosen: impl Fn(&Path) -> bool, breaks_rule: impl Fn(&str) -> bool) {
    let mut places = Vec::new();
    let mut seen = 0;
    for path in files().into_iter().filter(|path| chosen(path)) {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        seen += 1;
        for (number, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| breaks_rule(line))
        {
            places.push(format!("{}:{}: {line}", path.display(), number + 1));
        }
    }
    assert!(seen > 0, "no file was looked at");
    assert!(places.is_empty(), "{}", places.join("\n"));
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

#[test]
fn no_file_names_a_folder_of_the_machine_it_was_written_on() {
    // In halves, so that this file may be looked at as well.
    let folders = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
    ];
    check(
        |_| true,
        // Not within a path of ours, such as that of the screen called home.
        |line| {
            folders.iter().any(|folder| {
                line.match_indices(folder)
                    .any(|(start, _)| !line[..start].ends_with(char::is_alphanumeric))
            })
        },
    );
}

#[test]
fn no_test_is_ignored_and_no_work_is_left_for_later() {
    let marks = [
        concat!("#[ign", "ore"),
        concat!("tod", "o!("),
        concat!("unimple", "mented!("),
        concat!("TO", "DO"),
    ];
    check(is_rust, |line| marks.iter().any(|mark| line.contains(mark)));
}

#[test]
fn no_source_file_is_longer_than_six_hundred_lines() {
    for path in files().into_iter().filter(|path| is_rust(path)) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(
            lines <= 600,
            "{} has {lines} lines: look for its second idea",
            path.display()
        );
    }
}

#[test]
fn every_crate_and_module_says_first_what_it_does() {
    for path in files().into_iter().filter(|path| is_rust(path)) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            text.starts_with("//!"),
            "{} does not open with a sentence",
            path.display()
        );
    }
}

#[test]
fn every_protocol_is_fuzzed() {
    let protocols = fs::read_dir(root().join("device-drivers/src/protocols")).unwrap();
    let folders = protocols.map(|entry| entry.unwrap().path());
    let protocols: Vec<String> = folders
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert!(!protocols.is_empty(), "no protocol was looked at");
    let targets: Vec<String> = fs::read_dir(root().join("fuzz/fuzz_targets"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for protocol in protocols {
        let prefix = format!("{protocol}_");
        assert!(
            targets.iter().any(|target| target.starts_with(&prefix)),
            "no target in fuzz/fuzz_targets begins with {prefix}"
        );
    }
}

#[test]
fn every_promise_is_held_by_tests_that_are_there() {
    let text = fs::read_to_string(root().join("docs/why.md")).unwrap();
    let (_, table) = text
        .split_once("| what people complain about |")
        .expect("the table of promises");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut promises = 0;
    for row in rows {
        promises += 1;
        let held_by = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let mut source = String::new();
        let mut tests = 0;
        // What stands between backquotes is a file, or a test in the file before it.
        for quoted in held_by.split('`').skip(1).step_by(2) {
            if quoted.ends_with(".rs") {
                source = fs::read_to_string(root().join(quoted))
                    .unwrap_or_else(|error| panic!("{quoted}: {error}"));
            } else {
                tests += 1;
                assert!(source.contains(&format!("fn {quoted}(")), "{quoted}");
            }
        }
        assert!(tests > 0, "{row}");
    }
    assert!(promises >= 9, "{promises} promises");
}
