//! Holds what several targets ask of a parser, and the groups of types that one target reads.
//!
//! A target is a file in `fuzz_targets/`, its entry in `Cargo.toml` and a folder in `corpus/` with a few
//! inputs that reach deep, which `examples/seeds/` makes. `cargo xtask fuzz` runs them. None may panic,
//! whatever the input; where a parser has a writer, both must agree.

pub mod espressif;
pub mod helium;

use borsh::{BorshDeserialize, BorshSerialize};
use outpost_protocol::{
    Amount,
    economy::{EpochSummary, Market},
    evidence::{Challenge, ChunkProof},
    genesis::Parameters,
    hash::encode,
    randomness::Seed,
    resources::{
        compute::{Job, Jobs},
        coverage::Heard,
        energy::MeterReading,
        mapping::track::TrackLeaf,
        sensing::readings::ReadingsLeaf,
        storage::Sector,
    },
    state::{
        Account, Device, Draw, Intake, JudgedPage, Payroll, PendingReport, Progress, Sheet,
        SheetGroup, SheetPage, StateKey, Supply, Validators,
    },
    statement::Statement,
    tally::Tally,
};
use std::{fmt, str::FromStr};

/// Reads bytes, and says whether it took them. Panics if writing what was read gives other bytes.
pub type Parser = fn(&[u8]) -> bool;

/// What proofs show the values and keys of, and what is decoded beside them. The first byte of an input
/// says which.
pub const STATE_VALUES: [Parser; 25] = [
    reads::<Account>,
    reads::<Device>,
    reads::<Statement>,
    reads::<Parameters>,
    reads::<Supply>,
    reads::<Progress>,
    reads::<PendingReport>,
    reads::<Sheet>,
    reads::<SheetPage>,
    reads::<JudgedPage>,
    reads::<SheetGroup>,
    reads::<Intake>,
    reads::<Draw>,
    reads::<Tally>,
    reads::<Validators>,
    reads::<Market>,
    reads::<EpochSummary>,
    reads::<Sector>,
    reads::<Jobs>,
    reads::<Job>,
    reads::<Seed>,
    reads::<Challenge>,
    reads::<StateKey>,
    reads::<Amount>,
    reads::<Payroll>,
];

/// The leaves of evidence. The first byte of an input says which.
pub const LEAVES: [Parser; 5] = [
    |leaf| same(leaf, ReadingsLeaf::decode(leaf).map(|it| it.encode())),
    |leaf| same(leaf, TrackLeaf::decode(leaf).map(|it| it.encode())),
    |leaf| same(leaf, Heard::from_leaf(leaf).map(|it| it.to_leaf())),
    |leaf| same(leaf, MeterReading::from_leaf(leaf).map(|it| it.to_leaf())),
    reads::<ChunkProof>,
];

/// Runs the parser that the first byte says on the rest.
pub fn run_one_of(parsers: &[Parser], input: &[u8]) {
    if let Some((which, bytes)) = input.split_first()
        && let Some(parse) = parsers.get(usize::from(*which))
    {
        parse(bytes);
    }
}

/// Decodes a value that is read without a bound of its own, and encodes it again.
pub fn reads<T: BorshDeserialize + BorshSerialize>(bytes: &[u8]) -> bool {
    same(bytes, borsh::from_slice::<T>(bytes).map(|it| encode(&it)))
}

/// Encodes a message that was decoded: it must be these bytes, else it would have two hashes.
pub fn check_message<T: BorshSerialize, E>(bytes: &[u8], message: Result<T, E>) {
    same(bytes, message.map(|it| encode(&it)));
}

/// Reads text, and checks that what it writes for that is read as the same.
pub fn check_text<T>(bytes: &[u8])
where
    T: FromStr + fmt::Display + fmt::Debug + PartialEq,
{
    if let Ok(text) = str::from_utf8(bytes)
        && let Ok(value) = text.parse::<T>()
    {
        assert_eq!(value.to_string().parse().ok(), Some(value));
    }
}

/// Cuts an input into strings, each after its length, and those that are too long for the rest short.
pub fn strings(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut strings = Vec::new();
    while let Some((length, rest)) = bytes.split_first() {
        let (text, rest) = rest.split_at(usize::from(*length).min(rest.len()));
        strings.push(text);
        bytes = rest;
    }
    strings
}

/// Cuts an input into values, each after a byte that says where it goes and two of its length, the lower
/// first. One that is too long for the rest is cut short.
pub fn values(mut bytes: &[u8]) -> Vec<(u8, &[u8])> {
    let mut values = Vec::new();
    while let [to, low, high, rest @ ..] = bytes {
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        let (value, rest) = rest.split_at(length.min(rest.len()));
        values.push((*to, value));
        bytes = rest;
    }
    values
}

/// The input that [`values`] cuts into these, each of at most 65,535 bytes.
pub fn of_values(values: &[(u8, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (to, value) in values {
        bytes.push(*to);
        bytes.extend((value.len() as u16).to_le_bytes());
        bytes.extend_from_slice(value);
    }
    bytes
}

fn same<E>(bytes: &[u8], written: Result<impl AsRef<[u8]>, E>) -> bool {
    match written {
        Ok(written) => {
            assert_eq!(written.as_ref(), bytes);
            true
        }
        Err(_) => false,
    }
}
