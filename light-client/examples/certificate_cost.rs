//! Measures what a light node pays to check a header, beside one bare signature check.
//!
//! Prints one line of JSON for `cargo xtask bench`: the encoded size of the header with its
//! certificate, and the median time in microseconds to parse and check it, and to parse and check
//! its vote alone.

use anyhow::{Context, Result, ensure};
use commonware_codec::{Copying, DecodeExt, FixedSize};
use commonware_cryptography::bls12381::primitives::{
    ops,
    variant::{MinSig, Variant},
};
use outpost_light_client::TrustAnchor;
use outpost_protocol::{Certificate, CertifiedHeader, NetworkDefinition, hash::encode};
use serde::Deserialize;
use std::time::Instant;

type PublicKey = <MinSig as Variant>::Public;
type Signature = <MinSig as Variant>::Signature;

const RUNS: usize = 201;

/// Hexadecimal. Made by the full node from fixed seeds.
#[derive(Deserialize)]
struct Fixture {
    network: String,
    group_key: String,
    header: String,
    certificate: String,
}

fn main() -> Result<()> {
    let fixture: Fixture =
        serde_json::from_str(include_str!("../tests/fixtures/certificate.json"))?;
    let network = NetworkDefinition {
        name: "fixture".to_owned(),
        id: fixture.network.parse()?,
        group_key: hex::decode(&fixture.group_key)?,
        peers: Vec::new(),
        practice: true,
    };
    let certified = CertifiedHeader {
        header: borsh::from_slice(&hex::decode(&fixture.header)?)?,
        certificate: Certificate(hex::decode(&fixture.certificate)?),
    };
    let anchor = TrustAnchor::new(&network)?;
    let group_key = PublicKey::decode(Copying(&network.group_key)).context("the group key")?;
    let namespace = [network.id.consensus_namespace().as_slice(), b"_FINALIZE"].concat();
    // Proposal, vote, seed.
    let (proposal, signatures) = certified
        .certificate
        .0
        .split_last_chunk::<{ 2 * Signature::SIZE }>()
        .context("the certificate is too short")?;
    let (vote, _seed) = signatures.split_at(Signature::SIZE);

    let certificate_us = median_us(|| {
        ensure!(
            anchor.verify(certified.clone()).is_ok(),
            "the certificate does not check"
        );
        Ok(())
    })?;
    let pairing_us = median_us(|| {
        let vote = Signature::decode(Copying(vote)).context("the vote")?;
        ops::verify_message::<MinSig>(&group_key, &namespace, proposal, &vote)
            .context("the vote does not check")
    })?;
    let bytes = encode(&certified).len();
    println!(
        r#"{{"bytes": {bytes}, "certificate_us": {certificate_us:.1}, "pairing_us": {pairing_us:.1}}}"#
    );
    Ok(())
}

fn median_us(mut run: impl FnMut() -> Result<()>) -> Result<f64> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let begun = Instant::now();
        run()?;
        times.push(begun.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    times.get(RUNS / 2).copied().context("no run")
}
