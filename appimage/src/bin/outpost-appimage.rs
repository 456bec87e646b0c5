//! Starts the app that is packed behind this program.

use outpost_appimage::{Image, ImageError};
use rustix::io::{FdFlags, fcntl_setfd};
use std::{
    env, error::Error, ffi::OsString, os::unix::process::CommandExt, path::Path, process::Command,
};

/// Unpacks the app into the working folder, as the AppImage project's program does.
const EXTRACT: &str = "--appimage-extract";
/// Where that is put.
const EXTRACTED: &str = "squashfs-root";
/// Prints where the file system begins, in bytes.
const OFFSET: &str = "--appimage-offset";

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::current_exe()?;
    let image = Image::open(&path)?;
    let mut arguments = env::args_os();
    let called = arguments.next().unwrap_or_default();
    let arguments: Vec<OsString> = arguments.collect();
    match arguments.first().and_then(|first| first.to_str()) {
        Some(OFFSET) => println!("{}", image.offset),
        Some(EXTRACT) => image.unpack(Path::new(EXTRACTED))?,
        _ => return Err(start(image, &path, called, arguments)),
    }
    Ok(())
}

/// Becomes the app. Returns if that is not possible.
fn start(image: Image, path: &Path, called: OsString, arguments: Vec<OsString>) -> Box<dyn Error> {
    let cache = dirs::cache_dir().unwrap_or_else(env::temp_dir);
    let unpacked: Result<_, ImageError> = image.unpacked(&cache.join("outpost-appimage"));
    let (folder, lock) = match unpacked {
        Ok(unpacked) => unpacked,
        Err(error) => return error.into(),
    };
    // The app, which this program becomes, keeps the lock.
    if let Err(error) = fcntl_setfd(&lock, FdFlags::empty()) {
        return error.into();
    }
    let mut app = Command::new(folder.join("AppRun"));
    // The variables of the specification, for the app and for whoever looks at it.
    app.env("APPIMAGE", path)
        .env("APPDIR", &folder)
        .env("ARGV0", called)
        .args(arguments);
    app.exec().into()
}
