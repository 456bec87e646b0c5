//! Builds the screens: compiles `ui/` to WebAssembly, binds it, and lays it out in `ui/dist/`.

use crate::{
    licences,
    programs::{cargo, run},
    setup::node,
    workspace,
};
use anyhow::{Context, Result};
use std::{
    collections::BTreeSet,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};
use wasm_bindgen_cli_support::Bindgen;

/// What `ui/dist/` is made from.
const SOURCES: [&str; 12] = [
    "ui/src",
    "ui/static",
    "ui/vendor",
    "ui/Cargo.toml",
    "ui/Cargo.lock",
    "ui/build.rs",
    "app-api",
    "assets",
    "Cargo.toml",
    "Cargo.lock",
    "xtask/src/licences.rs",
    "xtask/src/ui.rs",
];

/// How the screens are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compile {
    /// As they ship: small and fast.
    Release,
    /// As they are worked on: big, and new within seconds after a change.
    Quick,
}

impl Compile {
    /// The folder of what cargo makes.
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Quick => "debug",
        }
    }

    fn command(self) -> Command {
        let mut command = cargo();
        command.args(["build", "--locked", "--target", "wasm32-unknown-unknown"]);
        match self {
            Self::Release => command.arg("--release"),
            // What a debugger would want is most of the size, and the page has none.
            Self::Quick => command.env("CARGO_PROFILE_DEV_DEBUG", "0"),
        };
        command
    }
}

/// What the screens load when it is first shown: files of npm's packages, into `dist/vendor/`.
const VENDORED: [&str; 7] = [
    "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css",
    "maplibre-gl/LICENSE.txt",
    "uplot/dist/uPlot.esm.js",
    "uplot/dist/uPlot.min.css",
    "uplot/LICENSE",
];

/// The base map and the towns, into `dist/map/`.
const MAP: [&str; 2] = ["base.json", "towns.tsv"];

/// Brings `ui/dist/` up to date as it ships. Under a second when it is already.
pub fn build() -> Result<()> {
    build_as(Compile::Release)
}

/// Brings `ui/dist/` up to date.
pub fn build_as(compile: Compile) -> Result<()> {
    let ui = workspace::root().join("ui");
    let dist = ui.join("dist");
    let stamp = ui.join("target/dist.stamp");
    let inputs = format!("{compile:?} {}", fingerprint(workspace::root())?);
    if dist.join("outpost-ui_bg.wasm").exists()
        && fs::read_to_string(&stamp).is_ok_and(|built| built == inputs)
    {
        println!("  ui/dist is up to date.");
        return Ok(());
    }
    // The screens' build folder is their own, whatever the workspace's is.
    let target = ui.join("target");
    run(compile
        .command()
        .current_dir(&ui)
        .env("CARGO_TARGET_DIR", &target))?;
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    let module = target
        .join("wasm32-unknown-unknown")
        .join(compile.folder())
        .join("outpost-ui.wasm");
    Bindgen::new()
        .input_path(&module)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&dist)
        .with_context(|| format!("cannot bind {}", module.display()))?;
    copy_folder(&ui.join("static"), &dist)?;
    fs::write(dist.join("licences.json"), licences::list()?)?;
    copy_vendored(&dist.join("vendor"))?;
    lay_out_languages(&workspace::root().join("assets/translations"), &dist)?;
    for file in MAP {
        copy_file(
            &workspace::root().join("assets/map").join(file),
            &dist.join("map").join(file),
        )?;
    }
    fs::write(stamp, inputs)?;
    let size = fs::metadata(dist.join("outpost-ui_bg.wasm"))?.len();
    println!("  ui/dist is new: {} KiB of WebAssembly.", size / 1024);
    Ok(())
}

/// Stands for everything that `ui/dist/` is made from: names and contents.
fn fingerprint(root: &Path) -> Result<String> {
    let mut files = BTreeSet::new();
    for source in SOURCES {
        collect_files(&root.join(source), &mut files)?;
    }
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file)
            .with_context(|| file.display().to_string())?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn collect_files(path: &Path, files: &mut BTreeSet<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.insert(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            if entry.file_name() != "target" && entry.file_name() != "dist" {
                collect_files(&entry.path(), files)?;
            }
        }
    }
    Ok(())
}

/// Each file keeps its package's folder, so that its neighbours and its licence stay with it.
fn copy_vendored(to: &Path) -> Result<()> {
    if !node::SCREENS.is_there() {
        node::SCREENS.install()?;
    }
    for file in VENDORED {
        let name = file.replace("/dist/", "/");
        copy_file(&node::SCREENS.modules().join(file), &to.join(name))?;
    }
    Ok(())
}

/// The files of each language in one, `languages/de.ftl`, for the page to load when it speaks that one.
fn lay_out_languages(translations: &Path, dist: &Path) -> Result<()> {
    let to = dist.join("languages");
    fs::create_dir_all(&to)?;
    for language in fs::read_dir(translations)? {
        let language = language?;
        // English is part of the program.
        if language.file_name() == "en" {
            continue;
        }
        let mut files = BTreeSet::new();
        collect_files(&language.path(), &mut files)?;
        let words: Vec<String> = files
            .iter()
            .map(fs::read_to_string)
            .collect::<std::io::Result<_>>()?;
        let name = language.file_name();
        let name = format!("{}.ftl", name.to_string_lossy());
        fs::write(to.join(name), words.join("\n"))?;
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_changes_with_a_source_and_not_with_what_was_built_from_it() {
        let root = std::env::temp_dir().join(format!("outpost-fingerprint-{}", std::process::id()));
        for folder in ["ui/dist", "ui/static"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        fs::write(root.join("ui/static/index.html"), "a").unwrap();
        let before = fingerprint(&root).unwrap();
        fs::write(root.join("ui/dist/index.html"), "a").unwrap();
        assert_eq!(fingerprint(&root).unwrap(), before);
        fs::write(root.join("ui/static/index.html"), "b").unwrap();
        assert_ne!(fingerprint(&root).unwrap(), before);
        fs::remove_dir_all(root).unwrap();
    }
}
