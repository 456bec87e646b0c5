//! A practice network as people run it: the real binary, killed and started again, and a full node
//! that syncs from it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use outpost_full_node::{
    chain::home::Home,
    follow::{self, Follower},
    practice::generator::generate_chain,
    state::{Capacity, Ledger},
};
use outpost_protocol::{
    AccountAddress, Height, NetworkDefinition,
    state::StateKey,
    wire::{FinalBlock, Refusal, Request, Response},
};
use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// The network's process; killed without warning.
struct Network {
    process: Child,
    definition: NetworkDefinition,
}

impl Network {
    /// Starts it and waits until it finalises blocks.
    fn start(data: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_outpostd"))
            .args(["practice", "--epoch", "4s", "--neighbours", "3", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
        let file = PathBuf::from(ready["network"].as_str().unwrap());
        let text = std::fs::read_to_string(file).unwrap();
        let definition = NetworkDefinition::from_toml(&text).unwrap();
        let peers: Vec<String> = serde_json::from_value(ready["peers"].clone()).unwrap();
        assert_eq!(peers, definition.peers);
        Self {
            process,
            definition,
        }
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// All final blocks of each validator. The network must not run.
fn chains(data: &Path) -> Vec<Vec<FinalBlock>> {
    (0..4)
        .map(|index| {
            let home = data.join("validators").join(index.to_string());
            let genesis = Home::read(&home).unwrap().genesis;
            let ledger = Ledger::open(&home.join("chain"), &genesis, Capacity::PRACTICE).unwrap();
            (0..=ledger.final_height().0)
                .map(|height| ledger.block(Height(height)).unwrap().unwrap())
                .collect()
        })
        .collect()
}

async fn follow(definition: &NetworkDefinition, data: &Path) -> Follower {
    let listen = vec!["/ip4/127.0.0.1/tcp/0".to_owned()];
    follow::start(definition, data, listen).await.unwrap()
}

async fn reach(follower: &Follower, height: u64) {
    let mut tip = follower.node.ledger().tip();
    let reached = tip.wait_for(|tip| {
        tip.as_ref()
            .is_some_and(|tip| tip.header.height >= Height(height))
    });
    let waited = tokio::time::timeout(Duration::from_secs(60), reached).await;
    waited.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_final_is_lost_when_the_network_is_killed_and_a_follower_has_the_same_chain() {
    let folder = tempfile::tempdir().unwrap();
    let (data, follower_data) = (
        folder.path().join("network"),
        folder.path().join("follower"),
    );

    let network = Network::start(&data);
    let follower = follow(&network.definition, &follower_data).await;
    reach(&follower, 6).await;
    drop(network);
    let before = chains(&data);
    assert!(before.iter().any(|chain| chain.len() > 6));

    let network = Network::start(&data);
    // The follower finds the network again at the same addresses.
    reach(&follower, before[0].len() as u64 + 2).await;
    drop(network);
    let after = chains(&data);

    let longest = after.iter().max_by_key(|chain| chain.len()).unwrap();
    for (before, after) in before.iter().zip(&after) {
        assert!(after.len() >= before.len(), "a height went back");
        for (height, block) in before.iter().enumerate() {
            assert_eq!(block, &after[height], "a final block changed");
        }
        for (height, block) in after.iter().enumerate() {
            assert_eq!(block.block, longest[height].block, "validators disagree");
        }
    }
    let ledger = follower.node.ledger();
    for height in 0..=ledger.final_height().0 {
        let block = ledger.block(Height(height)).unwrap().unwrap();
        assert_eq!(block.block, longest[height as usize].block);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_node_answers_every_request() {
    let folder = tempfile::tempdir().unwrap();
    let chain = generate_chain(&folder.path().join("chain"), 170).unwrap();
    let text = std::fs::read_to_string(&chain.network_file).unwrap();
    let definition = NetworkDefinition::from_toml(&text).unwrap();
    let follower = follow(&definition, &folder.path().join("follower")).await;
    reach(&follower, 170).await;
    let tip = chain.node.ledger().tip().borrow().clone().unwrap();
    let synced = follower.node.ledger().tip().borrow().clone().unwrap();
    assert_eq!(synced, tip);

    let peer = *follower.server.peers().first().unwrap();
    let ask = async |request| follower.server.request(peer, request).await.unwrap();
    assert_eq!(ask(Request::Tip).await, Response::Tip(tip.clone()));

    let Response::Proven(proven) = ask(Request::Account {
        address: chain.account,
        devices: 10,
        statements: 10,
    })
    .await
    else {
        panic!("no proof");
    };
    assert_eq!(proven.tip, tip);
    let kinds: Vec<&StateKey> = proven.entries.iter().map(|entry| &entry.key).collect();
    assert!(matches!(
        kinds[..],
        [
            StateKey::Parameters,
            StateKey::Account(_),
            StateKey::OwnedDevice(_, 0),
            StateKey::Device(_),
            StateKey::Statement(..),
            StateKey::Statement(..),
        ]
    ));

    let nobody = AccountAddress([0; 32]);
    let Response::Proven(proven) = ask(Request::Account {
        address: nobody,
        devices: 10,
        statements: 10,
    })
    .await
    else {
        panic!("no proof");
    };
    assert_eq!(proven.entries.len(), 2);
    assert_eq!(proven.entries[1].value, None);

    let many = Request::Prove(vec![StateKey::Supply; 129]);
    let refused = follower.server.request(peer, many).await;
    assert!(refused.is_err(), "not even decoded");
    assert_eq!(
        ask(Request::Faucet(nobody)).await,
        Response::Refused(Refusal::NoFaucet)
    );
    let Response::Blocks(blocks) = ask(Request::Blocks {
        from: Height(1),
        count: 1_000,
    })
    .await
    else {
        panic!("no blocks");
    };
    // At most 64, and the last of them certified.
    assert_eq!(blocks.len(), 60);
    assert!(blocks[59].certificate.is_some());
    assert!(matches!(ask(Request::Genesis).await, Response::Genesis(_)));
}
