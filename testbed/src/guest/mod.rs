//! Runs the guest: a small machine in QEMU with BlueZ, two controllers and a USB host.
//!
//! It is emulated as a whole, and not virtualised: where tests run there is often no right to do
//! so, and a stock kernel boots in ten seconds either way.

pub mod monitor;

use crate::{image::Image, tools::bound_to_us};
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File},
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How many controllers the guest has: `hci0` for a client, `hci1` for a device.
pub const CONTROLLERS: usize = 2;
/// How long a guest may take to be ready: 10 s on two idle cores, and far longer where all else is built.
const BOOT: Duration = Duration::from_secs(300);
/// The guest's ports that lead to D-Bus and to errands.
const DBUS_PORT: u16 = 5_555;
const ERRAND_PORT: u16 = 5_556;
/// What the kernel is told. Its usual clock counts the processor's cycles, whose rate it measures while
/// it boots: on a busy host it measures wrong, and every deadline in the guest is wrong by as much.
const KERNEL_OPTIONS: &str =
    "console=ttyS0 quiet panic=-1 mitigations=off clocksource=acpi_pm notsc";
/// Bytes of memory, as QEMU takes it.
const MEMORY: &str = "512M";

/// A guest, until this is dropped.
#[derive(Debug)]
pub struct Guest {
    process: Child,
    console: PathBuf,
    /// Where its D-Bus is reached.
    pub dbus: SocketAddr,
    /// Where a program is sent to be run.
    pub errands: SocketAddr,
    /// The socket of the machine's monitor.
    pub monitor: PathBuf,
    /// The sockets of its controllers, to which somebody must attach who emulates them.
    pub controllers: Vec<PathBuf>,
}

impl Guest {
    /// Starts the guest with its sockets in `folder`, and what it says in the file `console`.
    ///
    /// # Errors
    /// If QEMU cannot be started.
    pub fn start(image: &Image, folder: &Path, console: &Path) -> Result<Self> {
        let (dbus, errands) = (free_port()?, free_port()?);
        let monitor = folder.join("monitor");
        let controllers: Vec<PathBuf> = (0..CONTROLLERS)
            .map(|number| folder.join(format!("hci{number}")))
            .collect();
        let user = fs::metadata("/proc/self")?.uid();
        let mut qemu = bound_to_us("qemu-system-x86_64");
        qemu.args(["-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2"])
            .args(["-m", MEMORY, "-nodefaults", "-no-user-config", "-no-reboot"])
            .args(["-display", "none"])
            .arg("-kernel")
            .arg(&image.kernel)
            .arg("-initrd")
            .arg(&image.initramfs)
            .arg("-append")
            .arg(format!("{KERNEL_OPTIONS} outpost_user={user}"))
            .arg("-chardev")
            .arg(format!("file,id=console,path={}", console.display()))
            .args(["-serial", "chardev:console"]);
        for (number, socket) in controllers.iter().enumerate() {
            qemu.arg("-chardev")
                .arg(format!(
                    "socket,id=hci{number},path={},server=on,wait=off",
                    socket.display()
                ))
                .args(["-serial", &format!("chardev:hci{number}")]);
        }
        qemu.arg("-qmp")
            .arg(format!("unix:{},server=on,wait=off", monitor.display()))
            .arg("-netdev")
            .arg(format!(
                "user,id=net,restrict=on,hostfwd=tcp:{dbus}-:{DBUS_PORT},hostfwd=tcp:{errands}-:{ERRAND_PORT}"
            ))
            .args(["-device", "virtio-net-pci,netdev=net,romfile="])
            .args(["-device", "qemu-xhci"]);
        let log = File::create(console.with_extension("qemu.log"))?;
        let process = qemu
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("cannot start QEMU; `cargo xtask setup` installs it")?;
        Ok(Self {
            process,
            console: console.to_owned(),
            dbus,
            errands,
            monitor,
            controllers,
        })
    }

    /// Waits until D-Bus answers, which it does when all else is ready.
    ///
    /// # Errors
    /// If the guest ends, or takes too long.
    pub fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + BOOT;
        while !answers(self.dbus) {
            if let Some(status) = self.process.try_wait()? {
                bail!("the guest ended with {status}: {}", self.last_words());
            }
            if Instant::now() > deadline {
                bail!(
                    "the guest was not ready within {BOOT:?}: {}",
                    self.last_words()
                );
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn last_words(&self) -> String {
        let said = |path: &Path| fs::read(path).unwrap_or_default();
        let mut text = said(&self.console);
        text.extend(said(&self.console.with_extension("qemu.log")));
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines: Vec<&str> = text.lines().rev().take(12).collect();
        let shown: Vec<&str> = lines.into_iter().rev().collect();
        format!(
            "\n{}\n(all of it: {})",
            shown.join("\n"),
            self.console.display()
        )
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        // Nothing in it outlives a run, so there is no need for a gentler way.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether a bus answers there. QEMU takes a connection before anybody in the guest listens.
fn answers(dbus: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(dbus)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"\0AUTH\r\n")?;
        let mut answer = [0; 8];
        stream.read_exact(&mut answer)?;
        Ok(&answer == b"REJECTED")
    };
    ask().unwrap_or(false)
}

/// A port of the loopback interface that nobody listens on now.
fn free_port() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?)
}
