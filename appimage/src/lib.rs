//! Makes AppImages: a program, and behind its last byte a file system with the app.
//!
//! The layout is type 2 of the AppImage specification (`draft.md` of AppImage/AppImageSpec): an ELF program with
//! `AI` and a 2 from its ninth byte on, then SquashFS. The AppImage project's own program mounts the file
//! system through FUSE, which many systems lack. The one of this crate, `outpost-appimage`, unpacks
//! it, once for each image, into the person's cache.
//!
//! Behind the file system stands the BLAKE3 hash of it, which names the folder that it is unpacked to.

mod image;
mod make;
mod program;
mod unpack;

pub use image::{Image, ImageError};
pub use make::make;
