//! The bytes that a full node certifies are the bytes that a light node believes, and no others.

use crate::chain::Chain;
use outpost_light_client::{BanReason, TrustAnchor};
use outpost_protocol::{Certificate, CertifiedHeader, NetworkDefinition};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What the full node wrote.
struct Fixture {
    anchor: TrustAnchor,
    certified: CertifiedHeader,
    other: CertifiedHeader,
}

fn fixture() -> Fixture {
    let text = include_str!("../fixtures/certificate.json");
    let fields: BTreeMap<String, String> = serde_json::from_str(text).unwrap();
    let bytes = |name: &str| hex::decode(&fields[name]).unwrap();
    let certified = |header: &str, certificate: &str| CertifiedHeader {
        header: borsh::from_slice(&bytes(header)).unwrap(),
        certificate: Certificate(bytes(certificate)),
    };
    let definition = NetworkDefinition {
        name: "fixture".to_owned(),
        id: fields["network"].parse().unwrap(),
        group_key: bytes("group_key"),
        peers: Vec::new(),
        practice: true,
    };
    Fixture {
        anchor: TrustAnchor::new(&definition).unwrap(),
        certified: certified("header", "certificate"),
        other: certified("other_header", "other_certificate"),
    }
}

fn check_refused(anchor: &TrustAnchor, certified: CertifiedHeader) {
    assert_eq!(anchor.verify(certified), Err(BanReason::WrongCertificate));
}

#[test]
fn a_full_nodes_certificate_is_believed_and_small() {
    let Fixture {
        anchor,
        certified,
        other,
    } = fixture();
    assert!(borsh::to_vec(&certified).unwrap().len() <= 400);
    let verified = anchor.verify(certified.clone()).unwrap();
    assert_eq!(*verified.certified(), certified);
    anchor.verify(other).unwrap();
}

#[test]
fn a_certificate_of_another_header_is_refused() {
    let fixture = fixture();
    let swapped = CertifiedHeader {
        header: fixture.certified.header,
        certificate: fixture.other.certificate,
    };
    check_refused(&fixture.anchor, swapped);
}

#[test]
fn a_certificate_under_another_group_key_is_refused() {
    let chain = Chain::new(1);
    let mut definition = chain.definition().clone();
    let fixture = fixture();
    definition.id = fixture.certified.header.network;
    let anchor = TrustAnchor::new(&definition).unwrap();
    check_refused(&anchor, fixture.certified);
}

#[test]
fn two_errors_that_cancel_out_in_a_sum_are_refused() {
    let fixture = fixture();
    let mut swapped = fixture.certified;
    let bytes = &mut swapped.certificate.0;
    let middle = bytes.len() - 48;
    let (vote, seed) = bytes[middle - 48..].split_at_mut(48);
    vote.swap_with_slice(seed);
    check_refused(&fixture.anchor, swapped);
}

#[test]
fn a_group_key_that_is_no_point_is_refused() {
    let mut definition = Chain::new(1).definition().clone();
    definition.group_key = vec![0xff; 96];
    assert!(TrustAnchor::new(&definition).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_certificate_with_any_bit_changed_is_refused(byte in 0usize..134, bit in 0u8..8) {
        let fixture = fixture();
        let mut changed = fixture.certified;
        let index = byte % changed.certificate.0.len();
        changed.certificate.0[index] ^= 1 << bit;
        prop_assert_eq!(fixture.anchor.verify(changed), Err(BanReason::WrongCertificate));
    }

    #[test]
    fn bytes_that_are_no_certificate_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let fixture = fixture();
        let mut changed = fixture.certified;
        changed.certificate = Certificate(bytes);
        prop_assert_eq!(fixture.anchor.verify(changed), Err(BanReason::WrongCertificate));
    }
}
