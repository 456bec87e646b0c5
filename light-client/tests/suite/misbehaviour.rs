//! A peer that is wrong is dropped, banned and named, nothing of it is stored, and others answer.

use crate::{
    chain::{Chain, OWNER, statement},
    peers::*,
    simulation::Simulation,
};
use outpost_light_client::{
    BanReason, Event,
    core::{Answer, AskError, Input, Question, RequestFailure, RequestId, Write},
};
use outpost_protocol::Amount;

const BALANCE: u128 = 123_456;
const SEEDS: u64 = 8;

/// Runs a question past `liar`, alone and among honest peers, and checks what becomes of both.
fn check<P: Peer + 'static>(liar: fn() -> P, expected: BanReason) {
    let mut alone = Simulation::new(0, Chain::new(BALANCE));
    let name = alone.join("liar", liar());
    let task = alone.ask(Question::Account(OWNER));
    assert_eq!(alone.answer_to(task), Err(AskError::NoValidAnswer));
    assert_eq!(alone.writes, []);
    let banned = Event::PeerBanned {
        peer: name.clone(),
        reason: expected,
    };
    assert!(alone.events.contains(&banned), "{:?}", alone.events);

    for seed in 0..SEEDS {
        let mut among = Simulation::new(seed, Chain::new(BALANCE));
        among.join("liar", liar());
        among.join("honest 1", Honest);
        among.join("honest 2", Honest);
        check_answer(&mut among);
        among.run_for(10_000);
        for event in &among.events {
            if let Event::PeerBanned { .. } = event {
                assert_eq!(*event, banned);
            }
        }
        check_writes(&among);
    }
}

/// Asks for the account; the answer must be the chain's.
fn check_answer(simulation: &mut Simulation) {
    let task = simulation.ask(Question::Account(OWNER));
    let Ok(Answer::Account(account)) = simulation.answer_to(task) else {
        panic!("no answer among honest peers: {:?}", simulation.answers);
    };
    assert_eq!(account.account.balance, Amount::from_units(BALANCE));
    assert_eq!(account.devices.len(), 1);
}

/// All that is stored must be the chain's.
fn check_writes(simulation: &Simulation) {
    for write in &simulation.writes {
        match write {
            Write::Tip(header) => assert_eq!(*header.certified(), simulation.chain.tip()),
            Write::Account(account) => {
                assert_eq!(account.account.balance, Amount::from_units(BALANCE));
            }
            Write::Statement(verified) => {
                assert_eq!(verified.statement, statement(4, Some(2), 400));
            }
            Write::Confirmed { .. } => {}
        }
    }
}

#[test]
fn a_forged_header_bans() {
    check(|| ForgesHeader, BanReason::WrongCertificate);
}

#[test]
fn a_forged_signature_bans() {
    check(|| ForgesSignature, BanReason::WrongCertificate);
}

#[test]
fn a_forged_seed_bans() {
    check(|| ForgesSeed, BanReason::WrongCertificate);
}

#[test]
fn another_networks_header_bans() {
    check(|| FollowsAnotherNetwork, BanReason::WrongNetwork);
}

#[test]
fn a_proof_for_another_key_bans() {
    check(|| ProvesAnotherKey, BanReason::WrongProof);
}

#[test]
fn a_proof_for_another_height_bans() {
    check(|| ProvesAnotherHeight, BanReason::WrongProof);
}

#[test]
fn a_proof_for_another_value_bans() {
    check(|| ProvesAnotherValue, BanReason::WrongProof);
}

#[test]
fn denying_a_value_bans() {
    check(|| DeniesAValue, BanReason::WrongProof);
}

#[test]
fn leaving_out_a_device_bans() {
    check(|| LeavesOutADevice, BanReason::WrongShape);
}

#[test]
fn adding_an_entry_bans() {
    check(|| AddsAnEntry, BanReason::WrongShape);
}

#[test]
fn answering_another_question_bans() {
    check(|| AnswersAnotherQuestion, BanReason::WrongShape);
}

#[test]
fn sending_too_much_bans() {
    check(|| SendsTooMuch, BanReason::TooLarge);
}

#[test]
fn cutting_an_answer_short_bans() {
    check(|| CutsShort, BanReason::Malformed);
}

#[test]
fn sending_garbage_bans() {
    check(|| SendsGarbage, BanReason::Malformed);
}

#[test]
fn sending_too_much_bans_even_after_the_wait_for_it_is_over() {
    let mut simulation = Simulation::new(1, Chain::new(BALANCE));
    let peer = simulation.join("slow", StaysSilent);
    simulation.ask(Question::Account(OWNER));
    simulation.run_for(10_000);
    simulation.feed(Input::Failed {
        request: RequestId(2),
        peer: peer.clone(),
        failure: RequestFailure::TooLarge,
    });
    let reason = BanReason::TooLarge;
    let banned = Event::PeerBanned { peer, reason };
    assert!(simulation.events.contains(&banned));
}

/// Runs a question past a peer that does nothing provably wrong.
fn check_not_banned<P: Peer + 'static>(peer: fn() -> P) {
    for seed in 0..SEEDS {
        let mut simulation = Simulation::new(seed, Chain::new(BALANCE));
        simulation.join("slow", peer());
        simulation.join("honest", Honest);
        simulation.run_for(1_000);
        check_answer(&mut simulation);
        simulation.run_for(10_000);
        let banned = |event: &Event| matches!(event, Event::PeerBanned { .. });
        assert!(!simulation.events.iter().any(banned));
        assert_eq!(simulation.status().agreeing, 1);
    }
}

#[test]
fn a_silent_peer_is_passed_over_and_not_counted_as_agreeing() {
    check_not_banned(|| StaysSilent);
}

#[test]
fn a_peer_that_is_behind_is_passed_over_and_not_counted_as_agreeing() {
    check_not_banned(|| StaysBehind);
}

#[test]
fn a_banned_peer_that_comes_back_early_is_sent_away_again() {
    let mut simulation = Simulation::new(1, Chain::new(BALANCE));
    simulation.join("liar", SendsGarbage);
    simulation.run_for(2_000);
    simulation.join("liar", SendsGarbage);
    simulation.run_for(2_000);
    assert!(simulation.status().peers.is_empty());
    simulation.run_for(10 * 60_000);
    simulation.join("liar", Honest);
    simulation.run_for(2_000);
    assert_eq!(simulation.status().agreeing, 1);
}
