//! Writes archives in the form that kernels unpack at boot.
//!
//! # The rules (Linux, `Documentation/driver-api/early-userspace/buffer-format.rst`)
//! An entry is `070701`, thirteen numbers of eight hexadecimal digits, the name with a zero byte, and
//! the data; name and data are padded to four bytes. A folder stands before what is in it. The entry
//! `TRAILER!!!` ends the archive.

use std::{collections::BTreeSet, path::Path};

/// An archive under construction.
#[derive(Debug, Default)]
pub struct Archive {
    bytes: Vec<u8>,
    entries: u32,
    folders: BTreeSet<String>,
}

const FOLDER: u32 = 0o040_755;
const PROGRAM: u32 = 0o100_755;
const LINK: u32 = 0o120_777;

impl Archive {
    /// Adds an empty folder, and those around it.
    pub fn folder(&mut self, path: &str) {
        let mut around: Vec<&Path> = Path::new(path.trim_matches('/')).ancestors().collect();
        around.reverse();
        for folder in around {
            let name = folder.to_string_lossy().into_owned();
            if !name.is_empty() && self.folders.insert(name.clone()) {
                self.entry(&name, FOLDER, &[]);
            }
        }
    }

    /// Adds a file that may be read and run.
    pub fn file(&mut self, path: &str, data: &[u8]) {
        self.around(path);
        self.entry(path.trim_matches('/'), PROGRAM, data);
    }

    /// Adds a symbolic link.
    pub fn link(&mut self, path: &str, to: &str) {
        self.around(path);
        self.entry(path.trim_matches('/'), LINK, to.as_bytes());
    }

    /// The archive's bytes, padded to `block`.
    pub fn finish(mut self, block: usize) -> Vec<u8> {
        self.entry("TRAILER!!!", 0, &[]);
        pad(&mut self.bytes, block);
        self.bytes
    }

    fn around(&mut self, path: &str) {
        if let Some(folder) = Path::new(path).parent() {
            self.folder(&folder.to_string_lossy());
        }
    }

    fn entry(&mut self, name: &str, mode: u32, data: &[u8]) {
        self.entries += 1;
        let length = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        let (inode, links) = (self.entries, 1);
        let [owner, group, time, device, node] = [0; 5];
        let numbers = [
            inode,
            mode,
            owner,
            group,
            links,
            time,
            length(data.len()),
            device,
            device,
            node,
            node,
            length(name.len() + 1),
            0,
        ];
        self.bytes.extend(b"070701");
        for number in numbers {
            self.bytes.extend(format!("{number:08x}").as_bytes());
        }
        self.bytes.extend(name.as_bytes());
        self.bytes.push(0);
        pad(&mut self.bytes, 4);
        self.bytes.extend(data);
        pad(&mut self.bytes, 4);
    }
}

fn pad(bytes: &mut Vec<u8>, block: usize) {
    bytes.resize(bytes.len().next_multiple_of(block), 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        fs::File,
        process::{Command, Stdio},
    };

    #[test]
    fn the_systems_own_program_unpacks_what_is_written_here() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::default();
        archive.file("/etc/name", b"guest");
        archive.file("/etc/length", &[7; 1_001]);
        archive.link("/bin/sh", "busybox");
        archive.folder("/proc");
        let path = folder.path().join("archive");
        std::fs::write(&path, archive.finish(512)).unwrap();
        let unpacked = Command::new("busybox")
            .args(["cpio", "-i", "-d"])
            .current_dir(&folder)
            .stdin(File::open(path).unwrap())
            .stderr(Stdio::null())
            .status();
        assert!(unpacked.unwrap().success());
        let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
        assert_eq!(read("etc/name"), b"guest");
        assert_eq!(read("etc/length"), [7; 1_001]);
        assert!(folder.path().join("proc").is_dir());
        let link = std::fs::read_link(folder.path().join("bin/sh")).unwrap();
        assert_eq!(link, Path::new("busybox"));
    }
}
