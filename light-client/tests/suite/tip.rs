//! The highest valid tip wins, agreement is counted, and a tip that stands still is said to.

use crate::{
    chain::Chain,
    peers::{ForgesHeader, Honest, StaysBehind},
    simulation::Simulation,
};
use outpost_light_client::{
    Event, PeerId,
    core::{GossipId, Input, Write},
};
use outpost_protocol::hash::encode;

fn gossip(simulation: &mut Simulation, from: &PeerId, bytes: Vec<u8>) {
    simulation.feed(Input::Gossip {
        gossip: GossipId(0),
        from: from.clone(),
        bytes,
    });
}

#[test]
fn the_highest_valid_tip_of_several_peers_wins() {
    for seed in 0..8 {
        let mut simulation = Simulation::new(seed, Chain::new(1));
        simulation.join("behind", StaysBehind);
        simulation.join("liar", ForgesHeader);
        simulation.join("honest", Honest);
        simulation.run_for(2_000);
        let status = simulation.status();
        let tip = simulation.chain.tip().header;
        assert_eq!(status.tip.map(|tip| tip.height), Some(tip.height));
        assert_eq!(status.agreeing, 1);
        assert_eq!(status.peers.len(), 2);
    }
}

#[test]
fn peers_that_prove_the_tip_themselves_are_counted() {
    let mut simulation = Simulation::new(3, Chain::new(1));
    for name in ["a", "b", "c"] {
        simulation.join(name, Honest);
    }
    simulation.run_for(2_000);
    assert_eq!(simulation.status().agreeing, 3);
}

#[test]
fn a_gossiped_header_moves_the_tip_without_a_request() {
    let mut simulation = Simulation::new(4, Chain::new(1));
    let peer = simulation.join("a", Honest);
    simulation.run_for(1_000);
    let requests = simulation.requests.len();
    simulation.chain.grow();
    let tip = simulation.chain.tip();
    gossip(&mut simulation, &peer, encode(&tip));
    assert_eq!(simulation.status().tip.unwrap().height, tip.header.height);
    assert_eq!(simulation.requests.len(), requests);
    let stored = |write: &Write| matches!(write, Write::Tip(header) if *header.certified() == tip);
    assert!(simulation.writes.iter().any(stored));
}

#[test]
fn a_forged_gossiped_header_bans_whoever_passed_it_on() {
    let mut simulation = Simulation::new(5, Chain::new(1));
    let peer = simulation.join("a", Honest);
    simulation.run_for(1_000);
    let mut forged = simulation.chain.tip();
    forged.header.height = forged.header.height.next();
    gossip(&mut simulation, &peer, encode(&forged));
    assert!(simulation.status().peers.is_empty());
    assert_ne!(
        simulation.status().tip.unwrap().height,
        forged.header.height
    );
}

#[test]
fn a_tip_that_stands_still_is_said_to_once_and_since_when() {
    let mut simulation = Simulation::new(6, Chain::new(1));
    simulation.join("a", Honest);
    simulation.run_for(1_000);
    simulation.chain.grow();
    simulation.run_for(6_000);
    assert_eq!(simulation.status().tip.unwrap().stale_since, None);
    let moved_by = simulation.now().wall;
    simulation.run_for(30_000);
    let since = simulation.status().tip.unwrap().stale_since.unwrap();
    assert!(since <= moved_by);
    let stale = Event::TipStale { since };
    let said = simulation.events.iter().filter(|event| **event == stale);
    assert_eq!(said.count(), 1);

    simulation.chain.grow();
    simulation.run_for(6_000);
    assert_eq!(simulation.status().tip.unwrap().stale_since, None);
}

#[test]
fn a_tip_that_was_old_when_first_seen_is_stale_at_once() {
    let mut simulation = Simulation::new(7, Chain::new(1));
    simulation.run_for(3_600_000);
    simulation.join("a", Honest);
    simulation.run_for(1_000);
    let tip = simulation.chain.tip().header;
    let status = simulation.status().tip.unwrap();
    assert_eq!(status.stale_since, Some(tip.timestamp));
}

#[test]
fn a_stored_tip_is_taken_up_again_and_a_damaged_one_forgotten() {
    let chain = Chain::new(1);
    let tip = chain.tip();
    let mut simulation = Simulation::new(8, chain);
    let now = simulation.now();
    let mut damaged = tip.clone();
    damaged.certificate.0[60] ^= 1;
    simulation.core.restore(now, damaged);
    assert_eq!(simulation.status().tip, None);
    simulation.core.restore(now, tip.clone());
    assert_eq!(simulation.status().tip.unwrap().height, tip.header.height);
}
