//! Shows the data folder in the system's own program for folders.

use crate::app::Core;
use outpost_app_api::{AppError, ErrorCode, OpenDataFolder};
use std::process::{Command, Stdio};

/// What shows a folder, where there is such a thing.
const PROGRAM: Option<&str> = match () {
    () if cfg!(target_os = "linux") => Some("xdg-open"),
    () if cfg!(target_os = "macos") => Some("open"),
    () if cfg!(target_os = "windows") => Some("explorer"),
    () => None,
};

/// Starts the program; it stays open when the app ends.
pub(crate) async fn open_data_folder(core: &Core, _: OpenDataFolder) -> Result<(), AppError> {
    let not_shown = || AppError::new(ErrorCode::FolderNotShown).with("path", core.data.display());
    let program = PROGRAM.ok_or_else(not_shown)?;
    let mut command = Command::new(program);
    command.arg(&core.data);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut started = command.spawn().map_err(|_| not_shown())?;
    // Somebody has to take note of its end.
    tokio::task::spawn_blocking(move || started.wait());
    Ok(())
}
