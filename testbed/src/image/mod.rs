//! Makes what the guest boots: a kernel, and a file system in memory with BlueZ in it.
//!
//! The kernel is Debian's, from its package. Everything else is copied from this machine: the
//! programs that are installed on it and the libraries they are linked against.

pub mod archive;
mod files;
mod kernel;

use anyhow::{Context, Result};
use kernel::Kernel;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the guest boots.
#[derive(Clone, Debug)]
pub struct Image {
    /// The kernel, as boot loaders take it.
    pub kernel: PathBuf,
    /// The file system that the kernel unpacks into memory.
    pub initramfs: PathBuf,
}

impl Image {
    /// The image in `folder`, made anew where it is not there or something in it has changed.
    ///
    /// # Errors
    /// If the kernel cannot be downloaded, or a program is not installed.
    pub fn prepare(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let kernel = Kernel::prepare(folder)?;
        let image = Self {
            initramfs: folder.join("initramfs"),
            kernel: kernel.image.clone(),
        };
        let contents = files::contents(&kernel)?;
        let made_of = folder.join("initramfs.made-of");
        let inputs = contents.inputs()?;
        let is_made =
            image.initramfs.is_file() && fs::read_to_string(&made_of).is_ok_and(|it| it == inputs);
        if !is_made {
            fs::write(&image.initramfs, contents.archive()?)
                .with_context(|| format!("cannot write {}", image.initramfs.display()))?;
            // Last, so that a half-written image is made again.
            fs::write(&made_of, inputs)?;
        }
        Ok(image)
    }
}
