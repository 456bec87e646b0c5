//! Makes an image of a small app and runs it as a person would.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use outpost_appimage::{Image, ImageError, make};
use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

/// An image of an app that says where it is, what it was told, and what a file beside it says.
struct World {
    folder: TempDir,
    image: PathBuf,
}

impl World {
    fn with(word: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = folder.path().join("app");
        fs::create_dir_all(app.join("usr/bin")).unwrap();
        fs::create_dir_all(app.join("usr/share")).unwrap();
        let program = app.join("usr/bin/app");
        fs::write(
            &program,
            "#!/bin/sh\necho \"$APPIMAGE $1 $(cat \"$APPDIR/usr/share/word\")\"\n",
        )
        .unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(app.join("usr/share/word"), word).unwrap();
        // Larger than a block of the file system.
        fs::write(app.join("usr/share/large"), large()).unwrap();
        symlink("usr/bin/app", app.join("AppRun")).unwrap();
        let image = folder.path().join("app.AppImage");
        make(runtime(), &app, &image).unwrap();
        Self { folder, image }
    }

    fn run(&self, cache: &Path, argument: &str) -> Output {
        Command::new(&self.image)
            .arg(argument)
            .current_dir(self.folder.path())
            .env("XDG_CACHE_HOME", cache)
            .output()
            .unwrap()
    }
}

fn runtime() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_outpost-appimage"))
}

fn large() -> Vec<u8> {
    (0..50_000_u32).flat_map(u32::to_le_bytes).collect()
}

#[test]
fn an_image_starts_its_app_with_what_it_was_told_and_again_from_what_it_unpacked() {
    let (world, cache) = (World::with("hello"), tempfile::tempdir().unwrap());
    let said = format!("{} twice hello\n", world.image.display());
    for _ in 0..2 {
        let output = world.run(cache.path(), "twice");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), said);
    }
}

#[test]
fn a_newer_image_takes_the_place_of_an_older_one_that_nobody_runs() {
    let cache = tempfile::tempdir().unwrap();
    let (older, newer) = (World::with("older"), World::with("newer"));
    older.run(cache.path(), "");
    let unpacked = cache.path().join("outpost-appimage");
    let folders = || {
        let entries = fs::read_dir(&unpacked).unwrap();
        let folders = entries.map(|entry| entry.unwrap().path());
        folders.filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    let (held, lock) = Image::open(&older.image)
        .unwrap()
        .unpacked(&unpacked)
        .unwrap();
    newer.run(cache.path(), "");
    assert_eq!(folders().len(), 2, "one of them is in use");
    drop(lock);
    newer.run(cache.path(), "");
    let [left] = <[PathBuf; 1]>::try_from(folders()).unwrap();
    assert_ne!(left, held);
}

#[test]
fn what_is_extracted_is_what_was_packed() {
    let world = World::with("packed");
    let output = world.run(world.folder.path(), "--appimage-extract");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let root = world.folder.path().join("squashfs-root");
    assert_eq!(fs::read(root.join("usr/share/large")).unwrap(), large());
    let link = fs::read_link(root.join("AppRun")).unwrap();
    assert_eq!(link, Path::new("usr/bin/app"));
    let program = fs::metadata(root.join("usr/bin/app")).unwrap();
    assert_eq!(program.permissions().mode() & 0o777, 0o755);
}

#[test]
fn a_program_with_nothing_behind_it_says_so_and_takes_no_second_app() {
    let bare = Image::open(runtime());
    assert!(matches!(bare, Err(ImageError::Empty)), "{bare:?}");
    let world = World::with("once");
    let twice = make(&world.image, &world.folder.path().join("app"), &world.image);
    assert!(
        matches!(twice, Err(ImageError::Occupied { .. })),
        "{twice:?}"
    );
}

#[test]
fn an_image_that_was_damaged_on_its_way_says_so_and_unpacks_nothing() {
    let world = World::with("damaged");
    let mut bytes = fs::read(&world.image).unwrap();
    let length = bytes.len();
    bytes.truncate(length - 2_000);
    let damaged = world.folder.path().join("damaged.AppImage");
    fs::write(&damaged, bytes).unwrap();
    let cache = tempfile::tempdir().unwrap();
    let opened = Image::open(&damaged).unwrap().unpacked(cache.path());
    assert!(matches!(opened, Err(ImageError::Damaged)), "{opened:?}");
    let left = fs::read_dir(cache.path()).unwrap().flatten();
    assert!(!left.into_iter().any(|entry| entry.path().is_dir()));
}
