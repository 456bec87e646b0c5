//! A light node over real connections: cold start, liars, kills and damaged databases.

use crate::{
    chain::{Chain, OWNER},
    peers::*,
    server::{OVER_QUIC, OVER_TCP, serve},
};
use outpost_light_client::{BanReason, Config, Event, EventStream, LightError, LightNode};
use outpost_protocol::{Amount, hash::encode, wire::Request};
use sqlx::{Connection as _, SqliteConnection};
use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};
use tempfile::TempDir;

const BALANCE: u128 = 123_456;
/// Far longer than anything here takes; only so that a failure is no hang.
const PATIENCE: Duration = Duration::from_secs(60);

/// Longer than the time between two questions of a node that does not rest.
const RESTING: Duration = Duration::from_secs(6);

struct Fixture {
    chain: Arc<Mutex<Chain>>,
    folder: TempDir,
    peers: Vec<String>,
}

impl Fixture {
    fn new() -> Self {
        Self {
            chain: Arc::new(Mutex::new(Chain::new(BALANCE))),
            folder: TempDir::new().unwrap(),
            peers: Vec::new(),
        }
    }

    async fn with(mut self, peer: impl Peer + 'static, listen: &str) -> Self {
        self.peers
            .push(serve(self.chain.clone(), peer, listen).await);
        self
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("light.db")
    }

    async fn start(&self) -> (LightNode, EventStream) {
        let network = self.chain.lock().unwrap().definition().clone();
        let config = Config {
            network,
            database: self.database(),
            peers: self.peers.clone(),
        };
        LightNode::start(config).await.unwrap()
    }
}

/// Waits for an event that `is_it` says is the one.
async fn wait_for(events: &mut EventStream, is_it: impl Fn(&Event) -> bool) -> Event {
    let search = async {
        loop {
            let event = events.next().await.unwrap();
            if is_it(&event) {
                return event;
            }
        }
    };
    tokio::time::timeout(PATIENCE, search).await.unwrap()
}

async fn check_cold_start(listen: &str) {
    let fixture = Fixture::new().with(Honest, listen).await;
    let (node, _events) = fixture.start().await;
    let account = node.refresh_account(OWNER).await.unwrap();
    assert_eq!(account.account.balance, Amount::from_units(BALANCE));
    let status = node.status().await;
    let request = Request::Account {
        address: OWNER,
        devices: 8,
        statements: 1,
    };
    let response = encode(&fixture.chain.lock().unwrap().answer(&request));
    assert_eq!(status.requests, 1);
    assert_eq!(status.bytes_in, response.len() as u64);
    assert!(status.bytes_in <= 8 << 10);
    node.shutdown().await;
}

#[tokio::test]
async fn a_cold_start_over_quic_is_one_request_and_one_small_response() {
    check_cold_start(OVER_QUIC).await;
}

#[tokio::test]
async fn a_cold_start_over_tcp_is_one_request_and_one_small_response() {
    check_cold_start(OVER_TCP).await;
}

/// A liar alone is named, leaves nothing in the database, and gives the app no answer.
async fn check_liar(liar: impl Peer + 'static, expected: BanReason) {
    let fixture = Fixture::new().with(liar, OVER_QUIC).await;
    let (node, mut events) = fixture.start().await;
    let asking = tokio::spawn({
        let node = node.clone();
        async move { node.refresh_account(OWNER).await }
    });
    let banned = wait_for(&mut events, |event| {
        matches!(event, Event::PeerBanned { .. })
    })
    .await;
    assert!(matches!(banned, Event::PeerBanned { reason, .. } if reason == expected));
    assert_eq!(node.account(OWNER).await.unwrap(), None);
    node.shutdown().await;
    assert!(asking.await.unwrap().is_err());
}

#[tokio::test]
async fn a_forged_certificate_over_the_wire_bans() {
    check_liar(ForgesSignature, BanReason::WrongCertificate).await;
}

#[tokio::test]
async fn a_wrong_value_over_the_wire_bans() {
    check_liar(ProvesAnotherValue, BanReason::WrongProof).await;
}

#[tokio::test]
async fn a_truncated_answer_over_the_wire_bans() {
    check_liar(CutsShort, BanReason::Malformed).await;
}

#[tokio::test]
async fn an_oversized_answer_over_the_wire_bans() {
    check_liar(SendsTooMuch, BanReason::TooLarge).await;
}

#[tokio::test]
async fn an_honest_peer_answers_although_others_lie_or_say_nothing() {
    let fixture = Fixture::new()
        .with(StaysSilent, OVER_QUIC)
        .await
        .with(ProvesAnotherKey, OVER_QUIC)
        .await
        .with(Honest, OVER_TCP)
        .await;
    let (node, _events) = fixture.start().await;
    let account = node.refresh_account(OWNER).await.unwrap();
    assert_eq!(account.account.balance, Amount::from_units(BALANCE));
    node.shutdown().await;
}

#[tokio::test]
async fn a_followed_account_is_whole_and_still_there_after_a_restart_without_peers() {
    let mut fixture = Fixture::new().with(Honest, OVER_QUIC).await;
    let (node, mut events) = fixture.start().await;
    node.follow_account(OWNER).await.unwrap();
    wait_for(
        &mut events,
        |event| matches!(event, Event::StatementVerified { id, .. } if id.epoch.0 == 1),
    )
    .await;
    let statements = node.statements(OWNER).await.unwrap();
    assert!(statements.complete);
    let account = node.account(OWNER).await.unwrap();
    // As a kill would leave it: not shut down, only gone.
    drop((node, events));

    fixture.peers = vec![format!(
        "{}/p2p/12D3KooWK99VoVxNE7XzyBwXEzW7xhK7Gpv85r9F3V3fyKSUKPH5",
        "/ip4/127.0.0.1/tcp/9"
    )];
    let (node, _events) = fixture.start().await;
    assert_eq!(
        node.account(OWNER)
            .await
            .unwrap()
            .map(|found| found.account),
        account.map(|found| found.account)
    );
    assert_eq!(node.statements(OWNER).await.unwrap(), statements);
    assert!(node.status().await.peers.is_empty());
    node.shutdown().await;
}

#[tokio::test]
async fn a_node_that_rests_answers_but_fetches_nothing_until_it_goes_on() {
    let fixture = Fixture::new().with(Honest, OVER_QUIC).await;
    let (node, mut events) = fixture.start().await;
    node.follow_account(OWNER).await.unwrap();
    wait_for(&mut events, |event| {
        matches!(event, Event::AccountUpdated(_))
    })
    .await;
    node.rest(true).await;
    // An answer from the store comes after what was asked before, so it rests now.
    node.account(OWNER).await.unwrap();
    let before = node.status().await.requests;
    tokio::time::sleep(RESTING).await;
    assert_eq!(node.status().await.requests, before);
    node.refresh_account(OWNER).await.unwrap();
    let asked = node.status().await.requests;
    assert!(asked > before);

    fixture.chain.lock().unwrap().grow();
    node.rest(false).await;
    wait_for(&mut events, |event| matches!(event, Event::TipAdvanced(_))).await;
    node.shutdown().await;
}

#[tokio::test]
async fn a_damaged_database_is_named_kept_and_filled_again_from_peers() {
    let fixture = Fixture::new().with(Honest, OVER_QUIC).await;
    fs::write(fixture.database(), vec![0xa5; 20_000]).unwrap();
    let (node, mut events) = fixture.start().await;
    node.follow_account(OWNER).await.unwrap();
    let rebuilt = wait_for(&mut events, |event| {
        matches!(event, Event::StoreRebuilt { .. })
    })
    .await;
    let Event::StoreRebuilt { moved_to } = rebuilt else {
        unreachable!("just matched");
    };
    assert_eq!(fs::read(moved_to).unwrap(), vec![0xa5; 20_000]);
    wait_for(&mut events, |event| {
        matches!(event, Event::AccountUpdated(_))
    })
    .await;
    let account = node.account(OWNER).await.unwrap().unwrap();
    assert_eq!(account.account.balance, Amount::from_units(BALANCE));
    node.shutdown().await;
}

/// Runs SQL on a database that a node has open.
async fn tamper(fixture: &Fixture, sql: &'static str) {
    let url = format!("sqlite:{}", fixture.database().display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_stored_is_neither_told_nor_answered_until_it_can() {
    let fixture = Fixture::new().with(Honest, OVER_QUIC).await;
    let (node, mut events) = fixture.start().await;
    // Fails as a full disk does: the file is sound, and nothing can be added.
    tamper(
        &fixture,
        "CREATE TRIGGER full BEFORE INSERT ON accounts BEGIN SELECT RAISE(FAIL, 'full'); END",
    )
    .await;
    let (first, second) = tokio::join!(node.refresh_account(OWNER), node.refresh_account(OWNER));
    for answer in [first, second] {
        assert!(matches!(answer, Err(LightError::Store(_))), "{answer:?}");
    }
    node.follow_account(OWNER).await.unwrap();
    tamper(&fixture, "DROP TRIGGER full").await;
    let is_of_account = |event: &Event| {
        matches!(
            event,
            Event::AccountUpdated(_) | Event::StatementVerified { .. }
        )
    };
    // Whatever is told first is stored by then.
    wait_for(&mut events, is_of_account).await;
    let account = node.account(OWNER).await.unwrap().unwrap();
    assert_eq!(account.account.balance, Amount::from_units(BALANCE));
    wait_for(
        &mut events,
        |event| matches!(event, Event::StatementVerified { id, .. } if id.epoch.0 == 1),
    )
    .await;
    assert!(node.statements(OWNER).await.unwrap().complete);
    node.shutdown().await;
}
