//! Builds the screens: compiles `ui/` to WebAssembly, binds it, and lays it out in `ui/dist/`.

use crate::{
    programs::{cargo, run},
    workspace,
};
use anyhow::{Context, Result};
use std::{
    collections::BTreeSet,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};
use wasm_bindgen_cli_support::Bindgen;

/// Brings `ui/dist/` up to date. Under a second when it is already.
pub fn build() -> Result<()> {
    let ui = workspace::root().join("ui");
    let dist = ui.join("dist");
    let stamp = ui.join("target/dist.stamp");
    let inputs = fingerprint(workspace::root())?;
    if dist.join("outpost-ui_bg.wasm").exists()
        && fs::read_to_string(&stamp).is_ok_and(|built| built == inputs)
    {
        println!("  ui/dist is up to date.");
        return Ok(());
    }
    run(cargo().current_dir(&ui).args([
        "build",
        "--locked",
        "--release",
        "--target",
        "wasm32-unknown-unknown",
    ]))?;
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    let module = ui.join("target/wasm32-unknown-unknown/release/outpost-ui.wasm");
    Bindgen::new()
        .input_path(&module)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&dist)
        .with_context(|| format!("cannot bind {}", module.display()))?;
    copy_folder(&ui.join("static"), &dist)?;
    fs::write(stamp, inputs)?;
    let size = fs::metadata(dist.join("outpost-ui_bg.wasm"))?.len();
    println!("  ui/dist is new: {} KiB of WebAssembly.", size / 1024);
    Ok(())
}

/// Stands for everything that `ui/dist/` is made from: names and contents.
fn fingerprint(root: &Path) -> Result<String> {
    let mut files = BTreeSet::new();
    for source in ["ui", "app-api", "assets", "Cargo.toml", "xtask/src/ui.rs"] {
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
        fs::create_dir_all(root.join("ui/dist")).unwrap();
        fs::write(root.join("ui/index.html"), "a").unwrap();
        let before = fingerprint(&root).unwrap();
        fs::write(root.join("ui/dist/index.html"), "a").unwrap();
        assert_eq!(fingerprint(&root).unwrap(), before);
        fs::write(root.join("ui/index.html"), "b").unwrap();
        assert_ne!(fingerprint(&root).unwrap(), before);
        fs::remove_dir_all(root).unwrap();
    }
}
