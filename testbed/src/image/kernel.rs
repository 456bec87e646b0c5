//! Takes a kernel and the modules that the guest needs out of Debian's package.

use crate::tools::{output_of, tool};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// What the guest needs beyond the kernel itself, in the order in which it is loaded. What these
/// need in turn is in the package.
const MODULES: &[&str] = &[
    // The network that carries D-Bus and errands.
    "virtio_pci",
    "virtio_net",
    // LE Secure Connections draws keys with these; `bluetooth` looks for them when it is loaded.
    "ctr",
    "sha512_generic",
    "drbg",
    "ecb",
    "cmac",
    "aesni_intel",
    "algif_hash",
    "algif_skcipher",
    // Controllers on serial ports, and HID devices, which BlueZ asks for.
    "hci_uart",
    "uhid",
    // USB, serial adapters and boards with USB of their own.
    "xhci_pci",
    "ftdi_sio",
    "cdc_acm",
];

/// Packages that depend on a kernel; the first one that this system's lists have is taken. Debian 12's
/// own, 6.1.192, frees a channel twice when a link is lost while it is set up, and takes BlueZ with it.
const PACKAGES: &[&str] = &["linux-image-6.12-amd64", "linux-image-amd64"];

/// How the names of modules end that Debian compressed.
const COMPRESSED: &str = ".xz";

/// A kernel that was unpacked.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    /// As boot loaders take it.
    pub(super) image: PathBuf,
    /// Its modules, in the order in which they are to be loaded.
    pub(super) modules: Vec<PathBuf>,
}

impl Kernel {
    /// The kernel in `folder`, downloaded where there is none with these modules.
    pub(super) fn prepare(folder: &Path) -> Result<Self> {
        let made = folder.join("kernel");
        let wanted = [PACKAGES, MODULES].concat().join("\n");
        if fs::read_to_string(made.join("wanted")).is_ok_and(|has| has == wanted) {
            return Self::read(&made);
        }
        println!("  Debian's kernel is downloaded for the guest: 100 MB, once.");
        let unpacked = folder.join("unpacked");
        remove(&unpacked)?;
        remove(&made)?;
        fs::create_dir_all(&unpacked)?;
        fs::create_dir_all(&made)?;
        unpack(&unpacked)?;
        select(&unpacked, &made)?;
        remove(&unpacked)?;
        // Last, so that a kernel that was not unpacked as a whole is unpacked again.
        fs::write(made.join("wanted"), wanted)?;
        Self::read(&made)
    }

    fn read(made: &Path) -> Result<Self> {
        let order = fs::read_to_string(made.join("order"))?;
        Ok(Self {
            image: made.join("vmlinuz"),
            modules: order.lines().map(|name| made.join(name)).collect(),
        })
    }
}

/// Unpacks the package's files into `folder`.
fn unpack(folder: &Path) -> Result<()> {
    let package = PACKAGES.iter().find_map(|package| kernel_of(package));
    let package = package
        .with_context(|| format!("this system's package lists have none of {PACKAGES:?}"))?;
    output_of(
        tool("apt-get")
            .args(["download", &package])
            .current_dir(folder),
    )
    .context("the kernel cannot be downloaded; `apt-get update` renews the package lists")?;
    let downloaded = only_entry(folder)?;
    output_of(tool("dpkg-deb").arg("-x").arg(downloaded).arg(folder))?;
    Ok(())
}

/// The kernel's package that this one depends on.
fn kernel_of(package: &str) -> Option<String> {
    let depends = output_of(tool("apt-cache").args(["depends", "--important", package])).ok()?;
    depends
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Depends: "))
        .find(|package| package.starts_with("linux-image-"))
        .map(str::to_owned)
}

/// Copies the kernel, the modules and their order from the package's files.
fn select(unpacked: &Path, made: &Path) -> Result<()> {
    let folder = only_entry(&unpacked.join("lib/modules"))?;
    let version = folder
        .file_name()
        .and_then(|name| name.to_str())
        .context("a kernel's version is plain text")?;
    fs::copy(
        unpacked.join(format!("boot/vmlinuz-{version}")),
        made.join("vmlinuz"),
    )?;
    output_of(tool("depmod").arg("-b").arg(unpacked).arg(version))?;
    let listed = output_of(
        tool("modprobe")
            .args(["--show-depends", "--all", "-S", version, "-d"])
            .arg(unpacked)
            .args(MODULES),
    )?;
    let mut order: Vec<String> = Vec::new();
    for line in listed.lines() {
        // What is not a module is built in.
        let Some(path) = line.strip_prefix("insmod ") else {
            continue;
        };
        let path = Path::new(path.trim());
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("`{line}` has no name"))?;
        let name = name.trim_end_matches(COMPRESSED);
        if !order.iter().any(|it| it == name) {
            copy_module(path, &made.join(name))?;
            order.push(name.to_owned());
        }
    }
    ensure!(!order.is_empty(), "modprobe listed no module:\n{listed}");
    fs::write(made.join("order"), order.join("\n"))?;
    Ok(())
}

/// Copies a module, as the guest's small tools can load it.
fn copy_module(from: &Path, to: &Path) -> Result<()> {
    if !from.to_string_lossy().ends_with(COMPRESSED) {
        fs::copy(from, to)?;
        return Ok(());
    }
    let mut unpacked = tool("xz");
    unpacked.args(["--decompress", "--stdout"]).arg(from);
    let status = unpacked.stdout(File::create(to)?).status()?;
    ensure!(status.success(), "{} is damaged", from.display());
    Ok(())
}

fn only_entry(folder: &Path) -> Result<PathBuf> {
    let mut entries = fs::read_dir(folder)?;
    match (entries.next(), entries.next()) {
        (Some(entry), None) => Ok(entry?.path()),
        _ => bail!("{} does not hold one thing", folder.display()),
    }
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}
