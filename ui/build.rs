//! Lists the translation files, so that a language is a folder and adding a file is all there is to do.
//!
//! Only English is built in: a page that speaks one other language need not load them all. The tests
//! have every language at hand.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

/// A folder for each language, named by its tag.
const TRANSLATIONS: &str = "../assets/translations";
/// The language that stands in for every other one, and so has to be there.
const BUILT_IN: &str = "en";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed={TRANSLATIONS}");
    let mut languages: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for folder in sorted(Path::new(TRANSLATIONS))? {
        if folder.is_dir() {
            println!("cargo:rerun-if-changed={}", folder.display());
            let language = folder.file_name().unwrap_or_default().to_string_lossy();
            languages.insert(language.into_owned(), sorted(&folder)?);
        }
    }
    let mut source = String::from("&[\n");
    for (language, files) in languages {
        let _ = writeln!(source, "    ({language:?}, &[");
        for file in files {
            if file.extension().is_some_and(|extension| extension == "ftl") {
                if language != BUILT_IN {
                    source.push_str("        #[cfg(test)]\n");
                }
                let _ = writeln!(source, "        include_str!({:?}),", file.canonicalize()?);
            }
        }
        source.push_str("    ]),\n");
    }
    source.push_str("]\n");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names no OUT_DIR"))?;
    fs::write(Path::new(&out).join("translations.rs"), source)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}
