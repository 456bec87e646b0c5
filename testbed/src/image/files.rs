//! Gathers what is in the guest's file system.

use super::{archive::Archive, kernel::Kernel};
use crate::tools::{libraries_of, locate};
use anyhow::{Context, Result};
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Programs of this machine, by name or path, and where the guest has them.
const PROGRAMS: &[(&str, &str)] = &[
    ("busybox", "/bin/busybox"),
    ("dbus-daemon", "/bin/dbus-daemon"),
    ("dbus-send", "/bin/dbus-send"),
    ("/usr/libexec/bluetooth/bluetoothd", "/bin/bluetoothd"),
    ("btattach", "/bin/btattach"),
    ("socat", "/bin/socat"),
    // One program that is the daemon under this name.
    ("udevadm", "/bin/systemd-udevd"),
];

/// The project's own files.
const TEXTS: &[(&str, &str)] = &[
    ("/init", include_str!("guest/init.sh")),
    ("/bin/errand", include_str!("guest/errand.sh")),
    ("/etc/dbus.conf", include_str!("guest/dbus.conf")),
    (
        "/etc/bluetooth/main.conf",
        include_str!("guest/bluetooth.conf"),
    ),
];

/// Folders that programs expect and nothing is put in.
const FOLDERS: &[&str] = &[
    "/dev",
    "/proc",
    "/run/dbus",
    "/run/udev",
    "/sys",
    "/tmp",
    "/etc/udev/rules.d",
    "/var/lib/bluetooth",
];

/// Where the guest has its modules, and their order.
const MODULES: &str = "/lib/modules";

/// The guest's files: where each is in the guest, and where on this machine.
pub(super) struct Contents {
    files: BTreeMap<String, PathBuf>,
    modules: String,
}

/// What the guest with this kernel is made of.
///
/// # Errors
/// If a program is not installed.
pub(super) fn contents(kernel: &Kernel) -> Result<Contents> {
    let mut files = BTreeMap::new();
    for (program, place) in PROGRAMS {
        let path = match program.starts_with('/') {
            true => PathBuf::from(program),
            false => locate(program)?,
        };
        for library in libraries_of(&path)? {
            files.insert(library.to_string_lossy().into_owned(), library);
        }
        files.insert((*place).to_owned(), path);
    }
    let mut modules = String::new();
    for module in &kernel.modules {
        let name = module.file_name().unwrap_or_default().to_string_lossy();
        writeln!(modules, "{name}")?;
        files.insert(format!("{MODULES}/{name}"), module.clone());
    }
    Ok(Contents { files, modules })
}

impl Contents {
    /// A text that changes when the guest has to be made anew.
    pub(super) fn inputs(&self) -> Result<String> {
        let mut inputs = self.modules.clone();
        for (place, text) in TEXTS {
            writeln!(inputs, "{place}\n{text}")?;
        }
        for (place, path) in &self.files {
            let known = fs::metadata(path).with_context(|| missing(path))?;
            let changed = known.modified()?.duration_since(SystemTime::UNIX_EPOCH)?;
            writeln!(inputs, "{place} {} {}", known.len(), changed.as_nanos())?;
        }
        Ok(inputs)
    }

    /// The archive that the kernel unpacks. It is not compressed: unpacking takes an emulated
    /// processor longer than copying takes.
    pub(super) fn archive(&self) -> Result<Vec<u8>> {
        let mut archive = Archive::default();
        for folder in FOLDERS {
            archive.folder(folder);
        }
        for (place, text) in TEXTS {
            archive.file(place, text.as_bytes());
        }
        archive.file(&format!("{MODULES}/order"), self.modules.as_bytes());
        for (place, path) in &self.files {
            let data = fs::read(path).with_context(|| missing(path))?;
            archive.file(place, &data);
        }
        Ok(archive.finish(512))
    }
}

fn missing(path: &Path) -> String {
    format!(
        "{} cannot be read; `cargo xtask setup` installs what the guest is made of",
        path.display()
    )
}
