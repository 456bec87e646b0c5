//! Unpacks the file system of an AppImage.

use crate::image::{Image, ImageError, hash};
use backhand::{FilesystemReader, InnerNode};
use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Seek, SeekFrom},
    os::unix::fs::{PermissionsExt, symlink},
    path::{Component, Path, PathBuf},
    process,
};

/// Beside the folder of an image: whoever runs it holds a shared lock on it.
const LOCK: &str = "lock";

impl Image {
    /// The folder below `cache` that has what is in the image, and a lock that keeps it there as long as it is
    /// held. Other images' folders that nobody runs are removed.
    ///
    /// # Errors
    /// If the image is damaged, or the folder cannot be written.
    pub fn unpacked(self, cache: &Path) -> Result<(PathBuf, File), ImageError> {
        let name = hex::encode(self.id);
        let folder = cache.join(&name);
        let lock = locked(cache, &name).map_err(|error| ImageError::File {
            path: folder.clone(),
            error,
        })?;
        if !folder.is_dir() {
            // With a lock of its own, so that a later start removes what a kill leaves of it.
            let part = format!("{name}-{}", process::id());
            let _held = locked(cache, &part).map_err(|error| ImageError::File {
                path: folder.clone(),
                error,
            })?;
            let part = cache.join(part);
            if let Err(error) = self.unpack(&part) {
                let _ = fs::remove_dir_all(&part);
                return Err(error);
            }
            // Whoever started the same image meanwhile has the same.
            if fs::rename(&part, &folder).is_err() {
                let _ = fs::remove_dir_all(&part);
            }
        }
        remove_others(cache, &name);
        Ok((folder, lock))
    }

    /// Unpacks everything to `folder`, which is made.
    ///
    /// # Errors
    /// If the image is damaged, or the folder cannot be written.
    pub fn unpack(mut self, folder: &Path) -> Result<(), ImageError> {
        let packed = self.file.seek(SeekFrom::Start(self.offset));
        let packed = packed.and_then(|_| hash((&mut self.file).take(self.length)));
        let packed = packed.map_err(|error| ImageError::File {
            path: folder.to_owned(),
            error,
        })?;
        if packed != self.id {
            return Err(ImageError::Damaged);
        }
        let files = BufReader::new(self.file);
        let files = FilesystemReader::from_reader_with_offset(files, self.offset)?;
        for node in files.files() {
            let path = below(folder, &node.fullpath)?;
            let write = || -> io::Result<()> {
                match &node.inner {
                    InnerNode::Dir(_) => return fs::create_dir_all(&path),
                    InnerNode::Symlink(link) => return symlink(&link.link, &path),
                    InnerNode::File(file) => {
                        let mut content = files.file(file).reader();
                        io::copy(&mut content, &mut File::create_new(&path)?)?;
                    }
                    _ => return Err(io::ErrorKind::Unsupported.into()),
                }
                let mode = u32::from(node.header.permissions) & 0o777;
                fs::set_permissions(&path, fs::Permissions::from_mode(mode))
            };
            write().map_err(|error| match error.kind() {
                io::ErrorKind::Unsupported => ImageError::Foreign(node.fullpath.clone()),
                _ => ImageError::File { path, error },
            })?;
        }
        Ok(())
    }
}

/// Where a path of the file system lies, which begins at the file system's own root.
fn below(folder: &Path, path: &Path) -> Result<PathBuf, ImageError> {
    let mut place = folder.to_owned();
    for part in path.components() {
        match part {
            Component::RootDir => {}
            Component::Normal(name) => place.push(name),
            _ => return Err(ImageError::Foreign(path.to_owned())),
        }
    }
    Ok(place)
}

fn locked(cache: &Path, name: &str) -> io::Result<File> {
    fs::create_dir_all(cache)?;
    let path = cache.join(name).with_extension(LOCK);
    let lock = File::options()
        .read(true)
        .append(true)
        .create(true)
        .open(path)?;
    lock.lock_shared()?;
    Ok(lock)
}

/// Removes the folders of images that nobody runs. What cannot be removed stays: it is a cache.
fn remove_others(cache: &Path, name: &str) {
    for entry in fs::read_dir(cache).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_lock = path.extension().is_some_and(|extension| extension == LOCK);
        if !is_lock || path.file_stem().is_some_and(|stem| stem == name) {
            continue;
        }
        let Ok(lock) = File::open(&path) else {
            continue;
        };
        if lock.try_lock().is_ok() {
            // The lock stays: somebody may wait for it.
            let _ = fs::remove_dir_all(path.with_extension(""));
        }
    }
}
