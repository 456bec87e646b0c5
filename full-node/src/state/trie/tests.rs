//! Holds the trie to what nomt makes of the same values, and checkpoints to what was written.

use super::*;
use bitvec::{order::Msb0, view::BitView as _};
use bytes::Bytes;
use nomt_core::{
    hasher::{Sha2Hasher, ValueHasher as _},
    trie::LeafData,
    update::build_trie,
};
use outpost_protocol::Hash;
use std::{collections::BTreeMap, fs};
use tempfile::TempDir;

type Values = BTreeMap<Path, Bytes>;

/// Numbers that follow from a seed.
struct Dice(Hash);

impl Dice {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = Hash::of("dice", &self.0.0);
        self.0.below(bound)
    }

    /// A path; many begin alike, and some for long.
    fn path(&mut self) -> Path {
        let mut path = Hash::of("path", &self.below(700).to_le_bytes()).0;
        let alike = [0, 2, 2, 31][self.below(4) as usize];
        path[..alike].fill(7);
        path
    }

    /// Some changes, with values of all sizes.
    fn changes(&mut self, count: u32) -> Vec<Change> {
        let changes: BTreeMap<Path, Option<Bytes>> = (0..count)
            .map(|_| {
                let length = [0, 1, 100, 300, 9_000, 40_000][self.below(6) as usize];
                let value = Bytes::from(vec![self.below(256) as u8; length]);
                (self.path(), (self.below(3) > 0).then_some(value))
            })
            .collect();
        changes.into_iter().collect()
    }
}

fn open(folder: &TempDir) -> (Folder, Trie) {
    Folder::open(folder.path(), 200_000).unwrap()
}

fn change(values: &mut Values, changes: &[Change]) {
    for (path, value) in changes {
        match value {
            Some(value) => values.insert(*path, value.clone()),
            None => values.remove(path),
        };
    }
}

/// Checks that the trie has these values and no others, as it says and as it proves.
#[track_caller]
fn check(trie: &Trie, values: &Values) {
    let leaves = values
        .iter()
        .map(|(path, value)| (*path, Sha2Hasher::hash_value(value)));
    assert_eq!(trie.root(), build_trie::<Sha2Hasher>(0, leaves, |_| {}));
    let absent = (0..50_u8).map(|number| Hash::of("absent", &[number]).0);
    let alike = values.keys().take(50).map(|path| {
        let mut path = *path;
        path[31] ^= 1;
        path
    });
    for path in values.keys().copied().chain(absent).chain(alike) {
        let value = trie.read(&path).unwrap();
        assert_eq!(value.as_deref(), values.get(&path).map(|value| &**value));
        let proof = trie.prove(&path).unwrap();
        let proven = proof
            .verify::<Sha2Hasher>(path.view_bits::<Msb0>(), trie.root())
            .unwrap();
        let confirmed = match value {
            Some(value) => proven.confirm_value(&LeafData {
                key_path: path,
                value_hash: Sha2Hasher::hash_value(&value),
            }),
            None => proven.confirm_nonexistence(&path),
        };
        assert!(confirmed.unwrap());
    }
}

#[test]
fn every_version_is_hashed_and_proven_as_the_light_nodes_want_it() {
    let folder = tempfile::tempdir().unwrap();
    let (_, mut trie) = open(&folder);
    let mut dice = Dice(Hash([1; 32]));
    let (mut values, mut versions) = (Values::new(), Vec::new());
    for count in [1, 3, 400, 60, 1, 700, 30, 500, 1] {
        versions.push((trie.clone(), values.clone()));
        let changes = dice.changes(count);
        change(&mut values, &changes);
        trie = trie.changed(&changes).unwrap();
    }
    versions.push((trie.clone(), values.clone()));
    for (trie, values) in &versions {
        check(trie, values);
    }
    let gone: Vec<Change> = values.keys().map(|path| (*path, None)).collect();
    for some in gone.chunks(50) {
        change(&mut values, some);
        trie = trie.changed(some).unwrap();
        check(&trie, &values);
    }
    assert_eq!(trie.root(), EMPTY);
}

#[test]
fn changes_that_change_nothing_lead_to_the_same_root() {
    let folder = tempfile::tempdir().unwrap();
    let (_, trie) = open(&folder);
    let changes = Dice(Hash([2; 32])).changes(300);
    let trie = trie.changed(&changes).unwrap();
    assert_eq!(trie.changed(&[]).unwrap().root(), trie.root());
    assert_eq!(trie.changed(&changes).unwrap().root(), trie.root());
    let absent = (Hash::of("absent", &[1]).0, None);
    assert_eq!(trie.changed(&[absent]).unwrap().root(), trie.root());
}

#[test]
fn a_checkpoint_is_there_after_reopening_whatever_was_changed_and_read_since() {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(Hash([3; 32]));
    let mut values = Values::new();
    for _ in 0..6 {
        let (on_disk, before) = open(&folder);
        check(&before, &values);
        let changes = dice.changes(200);
        change(&mut values, &changes);
        let trie = before.changed(&changes).unwrap();
        write_checkpoint(&trie, &on_disk).unwrap();
        // The version before can still be read, and what comes after is not written.
        before.read(&dice.path()).unwrap();
        trie.changed(&dice.changes(100)).unwrap();
    }
    let (_, trie) = open(&folder);
    check(&trie, &values);
}

#[test]
fn the_checkpoint_before_can_be_read_until_the_next_one_took_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(Hash([4; 32]));
    let (on_disk, trie) = open(&folder);
    let first = trie.changed(&dice.changes(300)).unwrap();
    write_checkpoint(&first, &on_disk).unwrap();
    let file = folder.path().join("checkpoint");
    let older = fs::read(&file).unwrap();
    let changes = dice.changes(300);
    let second = first.changed(&changes).unwrap();
    write_checkpoint(&second, &on_disk).unwrap();
    let root = first.root();
    drop((trie, first, second, on_disk));

    // What a crash leaves that comes before the last step: new pages, and the older checkpoint.
    fs::write(&file, older).unwrap();
    let (_, trie) = open(&folder);
    assert_eq!(trie.root(), root);
    let mut values = Values::new();
    change(&mut values, &Dice(Hash([4; 32])).changes(300));
    check(&trie, &values);
}

#[test]
fn the_file_does_not_grow_while_pages_take_the_place_of_others() {
    let folder = tempfile::tempdir().unwrap();
    let (on_disk, mut trie) = open(&folder);
    let length = || fs::metadata(folder.path().join("pages")).unwrap().len();
    let mut dice = Dice(Hash([5; 32]));
    let mut most = 0;
    for round in 0..40 {
        trie = trie.changed(&dice.changes(300)).unwrap();
        write_checkpoint(&trie, &on_disk).unwrap();
        if round == 20 {
            most = length();
        }
    }
    assert!(length() < 2 * most, "{} after {most}", length());
}

#[test]
fn damaged_files_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (on_disk, trie) = open(&folder);
    let mut values = Values::new();
    let changes = Dice(Hash([6; 32])).changes(100);
    change(&mut values, &changes);
    write_checkpoint(&trie.changed(&changes).unwrap(), &on_disk).unwrap();
    drop((on_disk, trie));
    for name in ["pages", "checkpoint"] {
        let file = folder.path().join(name);
        let whole = fs::read(&file).unwrap();
        let mut damaged = whole.clone();
        for byte in damaged.iter_mut().step_by(64) {
            *byte ^= 1;
        }
        fs::write(&file, damaged).unwrap();
        let read = Folder::open(folder.path(), 200_000).and_then(|(_, trie)| {
            let mut paths = values.keys();
            paths.try_for_each(|path| trie.read(path).map(drop))
        });
        assert!(matches!(read, Err(StoreError::Damaged)), "{name}");
        fs::write(&file, whole).unwrap();
    }
}

#[test]
fn only_one_at_a_time_has_the_folder_open() {
    let folder = tempfile::tempdir().unwrap();
    let opened = open(&folder);
    let again = Folder::open(folder.path(), 0);
    assert!(matches!(again, Err(StoreError::InUse)));
    drop(opened);
    open(&folder);
}

#[test]
fn nomt_makes_the_same_roots_and_the_same_proofs() {
    let (folder, others) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut options = nomt::Options::new();
    options.path(others.path());
    options.hashtable_buckets(4_000);
    let other = nomt::Nomt::<Sha2Hasher>::open(options).unwrap();
    let (_, mut trie) = open(&folder);
    let mut dice = Dice(Hash([7; 32]));
    for count in [1, 200, 30, 400] {
        let changes = dice.changes(count);
        trie = trie.changed(&changes).unwrap();
        let writes = changes
            .into_iter()
            .map(|(path, value)| (path, nomt::KeyReadWrite::Write(value.map(Into::into))));
        let session = other.begin_session(nomt::SessionParams::default());
        let finished = session.finish(writes.collect()).unwrap();
        finished.commit(&other).unwrap();
        assert_eq!(trie.root(), other.root().into_inner());
        let session = other.begin_session(nomt::SessionParams::default());
        for _ in 0..100 {
            let path = dice.path();
            let (ours, theirs) = (trie.prove(&path).unwrap(), session.prove(path).unwrap());
            assert_eq!(ours.siblings, theirs.siblings);
            assert_eq!(ours.terminal, theirs.terminal);
        }
    }
}
