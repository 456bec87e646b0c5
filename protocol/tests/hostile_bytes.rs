//! Feeds hostile bytes to everything that reads what a peer, a device or a file says.
//!
//! Each entry of [`PARSERS`] is what a fuzz target calls.

use borsh::BorshDeserialize;
use outpost_protocol::{
    AccountAddress, Amount, Block, CellId, CertifiedHeader, DeviceKey, NetworkDefinition,
    economy::{EpochSummary, Market},
    evidence::{Challenge, ChunkProof},
    genesis::{Genesis, Parameters},
    hash::encode,
    header::{BlockDecodeError, MAX_BLOCK_BYTES, MAX_BLOCK_TRANSACTIONS},
    offer::SignedOffer,
    randomness::Seed,
    resources::coverage::Heard,
    resources::{
        compute::{Job, Jobs},
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
    transaction::{MAX_TRANSACTION_BYTES, Rejection, SignedTransaction},
    wire::{
        FinalBlock, MAX_BLOCKS, MAX_GOSSIP_BYTES, MAX_KEYS, MAX_REQUEST_BYTES, MAX_RESPONSE_BYTES,
        Request, Response, WireError,
    },
};
use proptest::prelude::*;

/// Reads bytes; says whether it took them.
type Parser = fn(&[u8]) -> bool;

const PARSERS: [(&str, Parser); 40] = [
    ("transaction", |bytes| {
        SignedTransaction::decode(bytes).is_ok()
    }),
    ("block", |bytes| Block::decode(bytes).is_ok()),
    ("certified header", |bytes| {
        CertifiedHeader::decode(bytes).is_ok()
    }),
    ("genesis", |bytes| Genesis::decode(bytes).is_ok()),
    ("request", |bytes| Request::decode(bytes).is_ok()),
    ("response", |bytes| Response::decode(bytes).is_ok()),
    ("account", reads::<Account>),
    ("device", reads::<Device>),
    ("statement", reads::<Statement>),
    ("parameters", reads::<Parameters>),
    ("supply", reads::<Supply>),
    ("progress", reads::<Progress>),
    ("pending report", reads::<PendingReport>),
    ("sheet", reads::<Sheet>),
    ("page of sheets", reads::<SheetPage>),
    ("judged page", reads::<JudgedPage>),
    ("group of pages", reads::<SheetGroup>),
    ("intake", reads::<Intake>),
    ("payroll", reads::<Payroll>),
    ("draw", reads::<Draw>),
    ("tally", reads::<Tally>),
    ("validators", reads::<Validators>),
    ("market", reads::<Market>),
    ("summary", reads::<EpochSummary>),
    ("sector", reads::<Sector>),
    ("jobs", reads::<Jobs>),
    ("job", reads::<Job>),
    ("seed", reads::<Seed>),
    ("challenge", reads::<Challenge>),
    ("proof of a chunk", reads::<ChunkProof>),
    ("offer", |bytes| SignedOffer::decode(bytes).is_ok()),
    ("state key", reads::<StateKey>),
    ("amount", reads::<Amount>),
    ("leaf of readings", |bytes| {
        ReadingsLeaf::decode(bytes).is_ok()
    }),
    ("leaf of a track", |bytes| TrackLeaf::decode(bytes).is_ok()),
    ("beacon heard", |bytes| Heard::from_leaf(bytes).is_ok()),
    ("cell", |bytes| parses::<CellId>(bytes)),
    ("account address", |bytes| parses::<AccountAddress>(bytes)),
    ("device address", |bytes| parses::<DeviceKey>(bytes)),
    ("network file", |bytes| {
        std::str::from_utf8(bytes).is_ok_and(|text| NetworkDefinition::from_toml(text).is_ok())
    }),
];

fn reads<T: BorshDeserialize>(bytes: &[u8]) -> bool {
    borsh::from_slice::<T>(bytes).is_ok()
}

fn parses<T: std::str::FromStr>(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.parse::<T>().is_ok())
}

/// The pinned encoding of each type, which is where mutations start from.
fn encodings() -> Vec<Vec<u8>> {
    include_str!("fixtures.txt")
        .lines()
        .filter_map(|line| line.rsplit_once(' '))
        .filter_map(|(_, bytes)| hex::decode(bytes).ok())
        .collect()
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for (_, parse) in PARSERS {
            parse(&bytes);
        }
    }

    #[test]
    fn random_text_never_panics(text in "\\PC{0,120}") {
        for (_, parse) in PARSERS {
            parse(text.as_bytes());
        }
    }

    #[test]
    fn altered_encodings_never_panic(
        which: prop::sample::Index,
        at: prop::sample::Index,
        bytes in prop::collection::vec(prop_oneof![Just(0_u8), Just(0xff), any::<u8>()], 1..6),
    ) {
        let mut encoding = which.get(&encodings()).clone();
        let from = at.index(encoding.len());
        for (byte, altered) in encoding.iter_mut().skip(from).zip(bytes) {
            *byte = altered;
        }
        for (_, parse) in PARSERS {
            parse(&encoding);
        }
    }
}

#[test]
fn every_encoding_cut_short_or_prolonged_is_refused() {
    let mut taken = 0;
    for encoding in encodings() {
        for (name, parse) in PARSERS {
            if !parse(&encoding) {
                continue;
            }
            taken += 1;
            for length in 0..encoding.len() {
                // What is left of one type may be the whole of a shorter one, but not of its own.
                let cut = encoding.get(..length).unwrap_or_default();
                assert!(!parse(cut), "{name} took {length} bytes of {encoding:02x?}");
            }
            let longer = [encoding.as_slice(), &[0]].concat();
            assert!(!parse(&longer), "{name} took a byte too many");
        }
    }
    assert!(taken >= 30, "only {taken} encodings were read");
}

#[test]
fn what_is_longer_than_its_bound_is_refused_unread() {
    let zeros = |bound: usize| vec![0; bound + 1];
    let too_large = |found: usize, limit| WireError::TooLarge { found, limit };
    assert_eq!(
        SignedTransaction::decode(&zeros(MAX_TRANSACTION_BYTES)),
        Err(Rejection::Malformed)
    );
    assert_eq!(
        Block::decode(&zeros(MAX_BLOCK_BYTES)),
        Err(BlockDecodeError::TooLarge(MAX_BLOCK_BYTES + 1))
    );
    assert_eq!(
        Request::decode(&zeros(MAX_REQUEST_BYTES)),
        Err(too_large(MAX_REQUEST_BYTES + 1, MAX_REQUEST_BYTES))
    );
    assert_eq!(
        Response::decode(&zeros(MAX_RESPONSE_BYTES)),
        Err(too_large(MAX_RESPONSE_BYTES + 1, MAX_RESPONSE_BYTES))
    );
    assert_eq!(
        CertifiedHeader::decode(&zeros(MAX_GOSSIP_BYTES)),
        Err(too_large(MAX_GOSSIP_BYTES + 1, MAX_GOSSIP_BYTES))
    );
}

#[test]
fn a_length_beyond_the_bytes_that_follow_is_refused() {
    // The tag of `Request::Prove`, of `Response::Blocks` and of `Response::Genesis`, and a length of 4 GiB.
    for bytes in [[2, 255, 255, 255, 255], [3, 255, 255, 255, 255]] {
        assert_eq!(Request::decode(&bytes), Err(WireError::Malformed));
        assert_eq!(Response::decode(&bytes), Err(WireError::Malformed));
    }
}

#[test]
fn a_list_of_more_than_its_bound_is_refused() {
    let prove = |keys| Request::decode(&encode(&Request::Prove(vec![StateKey::Supply; keys])));
    assert!(prove(MAX_KEYS).is_ok());
    assert_eq!(prove(MAX_KEYS + 1), Err(WireError::Malformed));
    let block = FinalBlock {
        block: Vec::new(),
        certificate: None,
    };
    let most = MAX_BLOCKS as usize;
    let blocks = |count| Response::decode(&encode(&Response::Blocks(vec![block.clone(); count])));
    assert!(blocks(most).is_ok());
    assert_eq!(blocks(most + 1), Err(WireError::Malformed));
}

#[test]
fn a_block_of_too_many_transactions_is_refused() {
    let encoded = encodings();
    let block = encoded.iter().find_map(|bytes| Block::decode(bytes).ok());
    let mut block = block.expect("a block is pinned");
    let one = block.transactions.first().expect("it has one").clone();
    block.transactions = vec![one; MAX_BLOCK_TRANSACTIONS + 1];
    assert_eq!(
        Block::decode(&block.encode()),
        Err(BlockDecodeError::TooManyTransactions(
            MAX_BLOCK_TRANSACTIONS + 1
        ))
    );
}
