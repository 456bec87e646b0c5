//! Peers, named after how they behave.

use crate::chain::{Chain, NOBODY, OWNER};
use outpost_protocol::{
    hash::encode,
    state::{Account, StateKey},
    wire::{MAX_RESPONSE_BYTES, Request, Response},
};

/// Answers requests, well or badly.
pub(crate) trait Peer: Send {
    /// The bytes of its answer; `None` where it stays silent.
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>>;
}

/// Answers as it should.
pub(crate) struct Honest;
/// Claims a richer state, with the certificate of the true header.
pub(crate) struct ForgesHeader;
/// Sends a certificate whose signature is another header's.
pub(crate) struct ForgesSignature;
/// Sends a certificate whose seed is another header's, so that only the randomness is wrong.
pub(crate) struct ForgesSeed;
/// Follows another network that the same validators run.
pub(crate) struct FollowsAnotherNetwork;
/// Proves another account's value under the asked name.
pub(crate) struct ProvesAnotherKey;
/// Proves values at another height than its header's.
pub(crate) struct ProvesAnotherHeight;
/// Says another balance than it proves.
pub(crate) struct ProvesAnotherValue;
/// Says that a value is absent, with the proof of another absent key.
pub(crate) struct DeniesAValue;
/// Leaves a device out that the account counts.
pub(crate) struct LeavesOutADevice;
/// Adds what was not asked.
pub(crate) struct AddsAnEntry;
/// Answers every question with its tip.
pub(crate) struct AnswersAnotherQuestion;
/// Sends more than a message may hold.
pub(crate) struct SendsTooMuch;
/// Ends its answers early.
pub(crate) struct CutsShort;
/// Sends bytes that mean nothing.
pub(crate) struct SendsGarbage;
/// Says nothing.
pub(crate) struct StaysSilent;
/// Answers from a state of long ago.
pub(crate) struct StaysBehind;

impl Peer for Honest {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        Some(encode(&chain.answer(request)))
    }
}

/// Answers honestly, except for what `change` does.
fn changed(
    chain: &Chain,
    request: &Request,
    change: impl FnOnce(&mut Response),
) -> Option<Vec<u8>> {
    let mut response = chain.answer(request);
    change(&mut response);
    Some(encode(&response))
}

fn with_tip(
    chain: &Chain,
    request: &Request,
    change: impl FnOnce(&mut outpost_protocol::CertifiedHeader),
) -> Option<Vec<u8>> {
    changed(chain, request, |response| match response {
        Response::Tip(tip) => change(tip),
        Response::Proven(proven) => change(&mut proven.tip),
        _ => {}
    })
}

impl Peer for ForgesHeader {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        let mut richer = Chain::new(1_000_000_000);
        richer.grow();
        let response = richer.answer(request);
        let true_certificate = chain.tip().certificate;
        let mut response = response;
        match &mut response {
            Response::Tip(tip) => tip.certificate = true_certificate,
            Response::Proven(proven) => proven.tip.certificate = true_certificate,
            _ => {}
        }
        Some(encode(&response))
    }
}

/// The last bytes of a certificate are the vote (48) and the seed (48).
const SIGNATURE_BYTES: usize = 48;

impl Peer for ForgesSignature {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        let other = chain.below_tip(1).certificate.0;
        with_tip(chain, request, |tip| {
            let from = tip.certificate.0.len() - 2 * SIGNATURE_BYTES;
            tip.certificate.0[from..from + SIGNATURE_BYTES]
                .copy_from_slice(&other[from..from + SIGNATURE_BYTES]);
        })
    }
}

impl Peer for ForgesSeed {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        let other = chain.below_tip(1).certificate.0;
        with_tip(chain, request, |tip| {
            let from = tip.certificate.0.len() - SIGNATURE_BYTES;
            tip.certificate.0[from..].copy_from_slice(&other[from..]);
        })
    }
}

impl Peer for FollowsAnotherNetwork {
    fn answer(&mut self, _: &Chain, request: &Request) -> Option<Vec<u8>> {
        Some(encode(&Chain::of_another_network(1).answer(request)))
    }
}

impl Peer for ProvesAnotherKey {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        let other = StateKey::Account(outpost_protocol::AccountAddress([100; 32]));
        let Response::Proven(other) = chain.answer(&Request::Prove(vec![other])) else {
            unreachable!("an honest answer is proven");
        };
        changed(chain, request, |response| {
            if let Response::Proven(proven) = response {
                for entry in &mut proven.entries {
                    if let StateKey::Account(_) = entry.key {
                        entry.value.clone_from(&other.entries[0].value);
                        entry.proof.clone_from(&other.entries[0].proof);
                    }
                }
            }
        })
    }
}

impl Peer for ProvesAnotherHeight {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        let mut moved_on = Chain::new(1_000_000_000);
        moved_on.set_balance(999);
        let Response::Proven(newer) = moved_on.answer(request) else {
            return Honest.answer(chain, request);
        };
        changed(chain, request, |response| {
            if let Response::Proven(proven) = response {
                proven.entries = newer.entries;
            }
        })
    }
}

impl Peer for ProvesAnotherValue {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        changed(chain, request, |response| {
            if let Response::Proven(proven) = response {
                for entry in &mut proven.entries {
                    if let (StateKey::Account(_), Some(value)) = (&entry.key, &mut entry.value) {
                        let mut account: Account = borsh::from_slice(value).unwrap();
                        account.balance = outpost_protocol::Amount::from_tokens(1_000_000);
                        *value = encode(&account);
                    }
                }
            }
        })
    }
}

impl Peer for DeniesAValue {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        let absent = Request::Prove(vec![StateKey::Account(NOBODY)]);
        let Response::Proven(absent) = chain.answer(&absent) else {
            unreachable!("an honest answer is proven");
        };
        changed(chain, request, |response| {
            if let Response::Proven(proven) = response {
                for entry in &mut proven.entries {
                    if entry.key == StateKey::Account(OWNER) {
                        entry.value = None;
                        entry.proof.clone_from(&absent.entries[0].proof);
                    }
                }
            }
        })
    }
}

impl Peer for LeavesOutADevice {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        changed(chain, request, |response| {
            if let Response::Proven(proven) = response {
                proven.entries.retain(|entry| {
                    !matches!(entry.key, StateKey::OwnedDevice(..) | StateKey::Device(_))
                });
            }
        })
    }
}

impl Peer for AddsAnEntry {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        changed(chain, request, |response| {
            if let Response::Proven(proven) = response {
                let last = proven.entries.last().cloned();
                proven.entries.extend(last);
            }
        })
    }
}

impl Peer for AnswersAnotherQuestion {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        match request {
            Request::Tip => Some(encode(&chain.answer(&Request::Prove(Vec::new())))),
            _ => Some(encode(&chain.answer(&Request::Tip))),
        }
    }
}

impl Peer for SendsTooMuch {
    fn answer(&mut self, _: &Chain, _: &Request) -> Option<Vec<u8>> {
        Some(vec![0; MAX_RESPONSE_BYTES + 1])
    }
}

impl Peer for CutsShort {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        let mut bytes = Honest.answer(chain, request)?;
        bytes.truncate(bytes.len() * 2 / 3);
        Some(bytes)
    }
}

impl Peer for SendsGarbage {
    fn answer(&mut self, _: &Chain, _: &Request) -> Option<Vec<u8>> {
        Some(vec![0xa5; 700])
    }
}

impl Peer for StaysSilent {
    fn answer(&mut self, _: &Chain, _: &Request) -> Option<Vec<u8>> {
        None
    }
}

impl Peer for StaysBehind {
    fn answer(&mut self, chain: &Chain, request: &Request) -> Option<Vec<u8>> {
        Some(encode(&chain.answer_at(15, request)))
    }
}
