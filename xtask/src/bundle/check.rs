//! Installs the package into a system that has nothing else, and starts it there as a person would.

use super::tree;
use crate::{
    programs::{Background, run},
    screen::Screen,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// Beside what the package needs: fonts, for a page without letters shows nothing.
const BESIDE: &str = "fonts-dejavu-core,libgl1-mesa-dri";
/// Until a network was made and its first block verified.
const PATIENCE: Duration = Duration::from_secs(120);
/// Until the network and the device have noticed that the app is gone.
const ENDS_WITHIN: Duration = Duration::from_secs(15);
/// A page has many colours; a blank window has few.
const COLOURS: usize = 8;

/// Fails unless the app opens its window, starts its own network, verifies it, and leaves nothing behind: as the
/// package installs it, and then out of the image, with nothing that the first start made.
pub(super) fn starts_in_a_bare_system(package: &Path, image: &Path, folder: &Path) -> Result<()> {
    let root = folder.join("root");
    install(package, &root)?;
    let screen = Screen::start(folder)?;
    starts(&root, "outpost", &screen, folder)?;
    let home = root.join("root");
    fs::remove_dir_all(&home)?;
    fs::create_dir(&home)?;
    for name in tree::PROGRAMS {
        fs::remove_file(root.join("usr/bin").join(name))?;
    }
    fs::copy(image, root.join("opt/Outpost.AppImage"))?;
    starts(&root, "/opt/Outpost.AppImage", &screen, folder)
}

fn starts(root: &Path, program: &str, screen: &Screen, folder: &Path) -> Result<()> {
    let mut app = Command::new("unshare");
    // Each becomes the next, so that what is killed below is the app itself.
    app.args(["--mount", "sh", "-ec", ENTER, "sh"])
        .arg(root)
        .arg(program);
    let app = Background::start(screen.show(&mut app), "bundle", folder)?;
    let begun = Instant::now();
    wait("a page in the window", || {
        let frame = screen.frame().ok()?;
        let mut colours: Vec<u32> = frame.pixels().collect();
        colours.sort_unstable();
        colours.dedup();
        (colours.len() >= COLOURS).then_some(())
    })?;
    let data = root.join("root/.local/share/network.outpost.app");
    let store = wait("a light node on the practice network", || {
        let networks = fs::read_dir(data.join("networks")).ok()?;
        let mut stores = networks.filter_map(|entry| Some(entry.ok()?.path().join("light.sqlite")));
        stores.find(|store| fs::metadata(store).is_ok_and(|data| data.len() > 0))
    })?;
    println!(
        "  {program}: {} after {:.1} s",
        store.display(),
        begun.elapsed().as_secs_f32()
    );
    ensure!(
        data.join("practice/device/port").symlink_metadata().is_ok(),
        "the simulated device has no port"
    );
    ensure!(!running_in(root)?.is_empty(), "nothing runs");
    drop(app);
    wait_for(ENDS_WITHIN, "the end of all programs", || {
        running_in(root).ok()?.is_empty().then_some(())
    })
}

/// Mounts what programs expect, and starts the program that is the second word in the root that is the first.
const ENTER: &str = r#"
mount --bind /dev "$1/dev"
mount --bind /dev/pts "$1/dev/pts"
mount -t tmpfs none "$1/dev/shm"
mount --bind /proc "$1/proc"
mount --bind /sys "$1/sys"
mount -t tmpfs none "$1/tmp"
mkdir "$1/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix"
exec chroot "$1" env -u DBUS_SESSION_BUS_ADDRESS -u XDG_CACHE_HOME HOME=/root "$2"
"#;

/// Makes a root of the package and what it says that it needs, and of nothing that was there before.
fn install(package: &Path, root: &Path) -> Result<()> {
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    run(Command::new("mmdebstrap")
        .args(["--variant=apt", "--mode=root", "--quiet"])
        .arg(format!("--include={BESIDE},{}", package.display()))
        .arg("--hook-dir=/usr/share/mmdebstrap/hooks/file-mirror-automount")
        .arg("--skip=cleanup/apt")
        .arg(codename()?)
        .arg(root))
}

/// The release of this system, whose libraries the programs were linked against.
fn codename() -> Result<String> {
    let release = fs::read_to_string("/etc/os-release")?;
    let line = release
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    Ok(line
        .context("this system does not name its release")?
        .to_owned())
}

/// The programs that were started from within the root.
fn running_in(root: &Path) -> Result<Vec<PathBuf>> {
    let root = root.canonicalize()?;
    let mut programs = Vec::new();
    for entry in fs::read_dir("/proc")? {
        // Those that end meanwhile, and those of others, cannot be looked at.
        let Ok(program) = fs::read_link(entry?.path().join("exe")) else {
            continue;
        };
        if program.starts_with(&root) {
            programs.push(program);
        }
    }
    Ok(programs)
}

fn wait<T>(what: &str, look: impl Fn() -> Option<T>) -> Result<T> {
    wait_for(PATIENCE, what, look)
}

fn wait_for<T>(limit: Duration, what: &str, look: impl Fn() -> Option<T>) -> Result<T> {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return Ok(found);
        }
        ensure!(begun.elapsed() < limit, "no sign of {what} after {limit:?}");
        thread::sleep(Duration::from_millis(200));
    }
}
