//! Makes an AppImage of a program that starts what is behind it, and the folder of an app.

use outpost_appimage::make;
use std::{env, error::Error, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [runtime, app, image] = arguments.as_slice() else {
        return Err("usage: outpost-make-appimage PROGRAM FOLDER IMAGE".into());
    };
    Ok(make(runtime, app, image)?)
}
