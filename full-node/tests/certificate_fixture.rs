//! Pins the bytes of a certificate that the light client checks without the engine's crates.
//!
//! The light client reads `light-client/tests/fixtures/certificate.json`; this test makes it again
//! from fixed seeds with the real scheme and compares. What exactly is signed is written down in
//! [`outpost_full_node::chain::certificate`].
//!
//! To write the file anew after a deliberate change: `OUTPOST_WRITE_FIXTURES=1 cargo nextest run
//! -p outpost-full-node certificate_fixture`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use commonware_utils::TestRng;
use outpost_full_node::chain::{
    certificate::{CertificateError, CertificateVerifier},
    dealer::deal_keys,
    signing::Quorum,
};
use outpost_protocol::{
    CertifiedHeader, Epoch, Hash, Header, Height, NetworkId, Timestamp, hash::encode,
};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

const NETWORK: NetworkId = NetworkId([0x42; 32]);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Fixture {
    /// Hexadecimal, like all that follows: the network's id.
    network: String,
    /// [`NetworkId::consensus_namespace`].
    namespace: String,
    group_key: String,
    /// The borsh encoding of the header.
    header: String,
    header_hash: String,
    /// The encoding of its `Finalization`.
    certificate: String,
    /// Another header, and its certificate, by the same group.
    other_header: String,
    other_certificate: String,
}

fn header(height: u64) -> Header {
    Header {
        network: NETWORK,
        height: Height(height),
        parent: Hash([1; 32]),
        timestamp: Timestamp(1_790_000_000_000 + height),
        epoch: Epoch(9),
        state_root: Hash([2; 32]),
        content_root: Hash([3; 32]),
    }
}

fn make() -> (
    Fixture,
    CertificateVerifier,
    CertifiedHeader,
    CertifiedHeader,
) {
    let dealing = deal_keys(&mut TestRng::new(7), 4).unwrap();
    let group_key = dealing.committee.group_key();
    let quorum = Quorum::new(&dealing, NETWORK).unwrap();
    let certified = |height, view| {
        let header = header(height);
        let certificate = quorum.certify(&header, view).unwrap();
        CertifiedHeader {
            header,
            certificate,
        }
    };
    let (one, other) = (certified(1_000, 1_003), certified(1_001, 1_004));
    let fixture = Fixture {
        network: NETWORK.to_string(),
        namespace: hex::encode(NETWORK.consensus_namespace()),
        group_key: hex::encode(&group_key),
        header: hex::encode(encode(&one.header)),
        header_hash: one.header.hash().to_string(),
        certificate: hex::encode(&one.certificate.0),
        other_header: hex::encode(encode(&other.header)),
        other_certificate: hex::encode(&other.certificate.0),
    };
    let verifier = CertificateVerifier::new(NETWORK, &group_key).unwrap();
    (fixture, verifier, one, other)
}

#[test]
fn the_fixture_that_light_clients_check_is_what_the_engine_makes() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../light-client/tests/fixtures/certificate.json");
    let (made, ..) = make();
    if std::env::var_os("OUTPOST_WRITE_FIXTURES").is_some() {
        let text = serde_json::to_string_pretty(&made).unwrap();
        std::fs::write(&path, text + "\n").unwrap();
    }
    let committed: Fixture =
        serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(committed, made);
}

#[test]
fn a_certified_header_fits_into_400_bytes() {
    let (_, _, certified, _) = make();
    assert!(encode(&certified).len() <= 400);
}

#[test]
fn only_the_header_that_was_signed_by_the_group_is_final() {
    let (_, verifier, one, other) = make();
    assert_eq!(verifier.verify(&one), Ok(()));
    assert_eq!(verifier.verify(&other), Ok(()));

    let swapped = CertifiedHeader {
        header: one.header.clone(),
        certificate: other.certificate.clone(),
    };
    assert_eq!(
        verifier.verify(&swapped),
        Err(CertificateError::WrongHeader)
    );

    let mut foreign = one.clone();
    foreign.header.network = NetworkId([0; 32]);
    assert_eq!(
        verifier.verify(&foreign),
        Err(CertificateError::WrongNetwork)
    );

    let other_group = deal_keys(&mut TestRng::new(8), 4)
        .unwrap()
        .committee
        .group_key();
    let stranger = CertificateVerifier::new(NETWORK, &other_group).unwrap();
    assert_eq!(stranger.verify(&one), Err(CertificateError::BadSignature));

    for cut in 0..one.certificate.0.len() {
        let mut short = one.clone();
        short.certificate.0.truncate(cut);
        assert_eq!(verifier.verify(&short), Err(CertificateError::Malformed));
    }
}
