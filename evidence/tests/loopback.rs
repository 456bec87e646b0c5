//! Moves evidence between real endpoints on this machine, honest ones and others.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use outpost_evidence::{FetchError, Fetcher, Provider, Reach, Wanted};
use outpost_protocol::{Hash, bounded::List, offer};
use std::{collections::BTreeSet, time::Duration};

const WITHIN: Duration = Duration::from_secs(20);
const CHUNK: usize = 1_024;

fn file(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at / 7 % 251) as u8).collect()
}

fn wanted(file: &[u8], chunks: impl IntoIterator<Item = u32>) -> Wanted {
    Wanted {
        hash: Hash(*blake3::hash(file).as_bytes()),
        bytes: file.len() as u64,
        chunks: chunks.into_iter().collect(),
    }
}

async fn provider() -> Provider {
    Provider::start([1; 32], Reach::Loopback).await.unwrap()
}

async fn fetcher() -> Fetcher {
    Fetcher::start([2; 32], Reach::Loopback).await.unwrap()
}

#[tokio::test]
async fn the_wanted_chunks_of_files_of_all_sizes_arrive() {
    let (provider, fetcher) = (provider().await, fetcher().await);
    let mut all = Vec::new();
    for length in [
        128,
        CHUNK - 128,
        CHUNK,
        CHUNK + 128,
        16 * CHUNK,
        17 * CHUNK,
        100 * CHUNK + 640,
    ] {
        let file = file(length);
        provider.keep(file.clone()).await.unwrap();
        let last = (length.div_ceil(CHUNK) - 1) as u32;
        all.push((
            wanted(&file, BTreeSet::from([0, last / 3, last / 2, last])),
            file,
        ));
    }
    let asked: Vec<Wanted> = all.iter().map(|(wanted, _)| wanted.clone()).collect();
    let found = fetcher
        .fetch(&provider.offered(), &asked, WITHIN)
        .await
        .unwrap();
    assert_eq!(found.len(), all.len());
    for (found, (wanted, file)) in found.iter().zip(&all) {
        assert!(found.keys().eq(&wanted.chunks));
        for (&chunk, bytes) in found {
            let start = chunk as usize * CHUNK;
            let end = file.len().min(start + CHUNK);
            assert_eq!(bytes, &file[start..end], "chunk {chunk} of {}", file.len());
        }
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_or_is_another_is_not_given() {
    let (provider, fetcher) = (provider().await, fetcher().await);
    let there = file(3 * CHUNK);
    provider.keep(there.clone()).await.unwrap();
    let mut longer = wanted(&there, [1]);
    longer.bytes += 128;
    for wanted in [wanted(&file(2 * CHUNK), [0]), longer] {
        let found = fetcher.fetch(&provider.offered(), &[wanted], WITHIN).await;
        assert!(matches!(found, Err(FetchError::NotGiven(_))), "{found:?}");
    }
}

#[tokio::test]
async fn nobody_is_asked_at_addresses_out_of_reach() {
    let (provider, fetcher) = (provider().await, fetcher().await);
    let mut elsewhere = provider.offered();
    let mut route = elsewhere.routes[0];
    route.address = std::net::Ipv4Addr::new(10, 0, 0, 1)
        .to_ipv6_mapped()
        .octets();
    elsewhere.routes = vec![route].try_into().unwrap();
    let nowhere = offer::Provider {
        routes: List::default(),
        ..elsewhere.clone()
    };
    for provider in [elsewhere, nowhere] {
        let found = fetcher
            .fetch(&provider, &[wanted(&[0; 128], [0])], WITHIN)
            .await;
        assert_eq!(found, Err(FetchError::NoRoute));
    }
}

#[tokio::test]
async fn a_provider_that_is_gone_costs_no_more_than_the_time_given() {
    let (provider, fetcher) = (provider().await, fetcher().await);
    let offered = provider.offered();
    provider.stop().await;
    let within = Duration::from_millis(300);
    let found = fetcher
        .fetch(&offered, &[wanted(&[0; 128], [0])], within)
        .await;
    assert!(
        matches!(found, Err(FetchError::TooSlow | FetchError::Unreachable(_))),
        "{found:?}"
    );
}

#[tokio::test]
async fn somebody_else_at_the_providers_address_is_not_believed() {
    let (provider, fetcher) = (provider().await, fetcher().await);
    let file = file(CHUNK);
    provider.keep(file.clone()).await.unwrap();
    let mut posed = provider.offered();
    let other = Provider::start([3; 32], Reach::Loopback).await.unwrap();
    posed.key = other.offered().key;
    let within = Duration::from_millis(500);
    let found = fetcher.fetch(&posed, &[wanted(&file, [0])], within).await;
    assert!(
        matches!(found, Err(FetchError::TooSlow | FetchError::Unreachable(_))),
        "{found:?}"
    );
}
