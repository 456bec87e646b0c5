//! Knows where things are in the source tree.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The version of all that is here.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder)
}

/// Where builds and everything else that can be made again are kept.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(directory) => root().join(directory),
        None => root().join("target"),
    }
}
