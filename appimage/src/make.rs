//! Puts an app behind the program that starts it.

use crate::{
    image::{ImageError, hash},
    program::{self, HEAD, MARK, MARK_AT},
};
use backhand::{
    FilesystemCompressor, FilesystemWriter, NodeHeader,
    compression::{CompressionOptions, Compressor, Gzip},
};
use std::{
    fs::{self, File, Metadata},
    io::{self, Cursor, Seek, SeekFrom, Write},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// Writes `image`, of the program `runtime` and the folder `app`, whose file `AppRun` is what starts.
///
/// # Errors
/// If something cannot be read or written, or `runtime` is not a program that nothing is behind.
pub fn make(runtime: &Path, app: &Path, image: &Path) -> Result<(), ImageError> {
    let told = |path: &Path| {
        let path = path.to_owned();
        move |error| ImageError::File { path, error }
    };
    let mut program = fs::read(runtime).map_err(told(runtime))?;
    let head: &[u8; HEAD] = program.first_chunk().ok_or(program::NotAProgram)?;
    let (end, length) = (program::end(head)?, program.len() as u64);
    if end != length {
        return Err(ImageError::Occupied { end, length });
    }
    if let Some(mark) = program.get_mut(MARK_AT..MARK_AT + MARK.len()) {
        mark.copy_from_slice(&MARK);
    }
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(image)
        .map_err(told(image))?;
    file.write_all(&program).map_err(told(image))?;
    pack(app)?.write_with_offset(&mut file, end)?;
    (|| {
        file.seek(SeekFrom::Start(end))?;
        let id = hash(&mut file)?;
        file.seek(SeekFrom::End(0))?;
        file.write_all(&id)?;
        file.set_permissions(fs::Permissions::from_mode(0o755))
    })()
    .map_err(told(image))
}

/// The file system of a folder, in the order of names. All of it is the superuser's.
fn pack(app: &Path) -> Result<FilesystemWriter<'static, 'static, 'static>, ImageError> {
    let mut writer = FilesystemWriter::default();
    let gzip = CompressionOptions::Gzip(Gzip {
        compression_level: 9,
        window_size: 15,
        strategies: 0,
    });
    let mut compressor = FilesystemCompressor::new(Compressor::Gzip, None)?;
    compressor.options(gzip)?;
    writer.set_compressor(compressor);
    writer.set_root_mode(0o755);
    writer.set_only_root_id();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for (path, meta) in entries(app, &folder)? {
            let mode = u16::try_from(meta.permissions().mode() & 0o777).unwrap_or(0o755);
            let modified = u32::try_from(meta.mtime()).unwrap_or_default();
            let header = NodeHeader::new(mode, 0, 0, modified);
            let source = app.join(&path);
            let told = |error| ImageError::File {
                path: source.clone(),
                error,
            };
            if meta.is_dir() {
                writer.push_dir(&path, header)?;
                folders.push(path);
            } else if meta.is_symlink() {
                let target = fs::read_link(&source).map_err(told)?;
                writer.push_symlink(target, &path, header)?;
            } else if meta.is_file() {
                let content = fs::read(&source).map_err(told)?;
                writer.push_file(Cursor::new(content), &path, header)?;
            } else {
                return Err(ImageError::Foreign(path));
            }
        }
    }
    Ok(writer)
}

fn entries(app: &Path, folder: &Path) -> Result<Vec<(PathBuf, Metadata)>, ImageError> {
    let place = app.join(folder);
    let read = || -> io::Result<Vec<(PathBuf, Metadata)>> {
        let entries = fs::read_dir(&place)?.map(|entry| {
            let entry = entry?;
            Ok((folder.join(entry.file_name()), entry.metadata()?))
        });
        let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(entries)
    };
    read().map_err(|error| ImageError::File { path: place, error })
}
