//! Answers requests from the chain and the pool.

use super::faucet::Faucet;
use crate::{
    node::{Node, timestamp},
    pool::Taken,
    state::{LedgerError, View},
};
use borsh::BorshDeserialize;
use outpost_protocol::{
    AccountAddress,
    hash::encode,
    state::{Account, ReadState as _, StateKey},
    statement::{Statement, StatementId},
    wire::{MAX_BLOCKS, MAX_ENTRIES, MAX_KEYS, Refusal, Request, Response},
};
use std::time::SystemTime;

/// What a request costs a peer, see [`super::limits`].
pub(super) fn cost(request: &Request) -> f64 {
    match request {
        Request::Tip | Request::Genesis => 1.0,
        Request::Account { .. }
        | Request::Prove(_)
        | Request::Submit(_)
        | Request::OfferEvidence(_) => 2.0,
        Request::Faucet(_) | Request::Blocks { .. } => 5.0,
    }
}

/// Answers; a fault of this node's own becomes a refusal.
pub(super) fn answer(node: &Node, faucet: Option<&Faucet>, request: Request) -> Response {
    try_answer(node, faucet, request).unwrap_or_else(|error| {
        tracing::error!(%error, "a request cannot be answered");
        Response::Refused(Refusal::Fault)
    })
}

fn try_answer(
    node: &Node,
    faucet: Option<&Faucet>,
    request: Request,
) -> Result<Response, LedgerError> {
    let now = timestamp(SystemTime::now());
    Ok(match request {
        Request::Tip => match node.ledger().tip().borrow().clone() {
            Some(tip) => Response::Tip(tip),
            None => Response::Refused(Refusal::NotReady),
        },
        Request::Account {
            address,
            devices,
            statements,
        } => {
            let wanted = AccountParts {
                address,
                devices: devices.into(),
                statements: statements.into(),
            };
            let proven = node
                .ledger()
                .prove_chosen(|state| account_keys(state, &wanted))?;
            match proven {
                Some(proven) => Response::Proven(proven),
                None if node.ledger().tip().borrow().is_none() => {
                    Response::Refused(Refusal::NotReady)
                }
                None => Response::Refused(Refusal::TooMuch),
            }
        }
        Request::Prove(keys) if keys.len() > MAX_KEYS => Response::Refused(Refusal::TooMuch),
        Request::Prove(keys) => match node.ledger().prove(&keys)? {
            Some(proven) => Response::Proven(proven),
            None => Response::Refused(Refusal::NotReady),
        },
        Request::Submit(transaction) => {
            let taken = node.submit(*transaction, now)?;
            Response::Submitted(taken.map(Taken::hash))
        }
        Request::Blocks { from, count } => {
            Response::Blocks(node.ledger().blocks(from, count.min(MAX_BLOCKS))?)
        }
        Request::Faucet(account) => match faucet {
            Some(faucet) => faucet.give(node, account, now)?,
            None => Response::Refused(Refusal::NoFaucet),
        },
        Request::Genesis => Response::Genesis(encode(node.genesis())),
        Request::OfferEvidence(offer) => Response::Submitted(node.take_offer(*offer, now)?),
    })
}

struct AccountParts {
    address: AccountAddress,
    devices: u32,
    statements: usize,
}

/// The keys of an account's parts; `None` if they are too many for one response.
fn account_keys(state: &View, wanted: &AccountParts) -> Result<Option<Vec<StateKey>>, LedgerError> {
    let address = wanted.address;
    let account: Account = read(state, &StateKey::Account(address))?.unwrap_or_default();
    let mut keys = vec![StateKey::Parameters, StateKey::Account(address)];
    let devices = wanted.devices.min(account.devices);
    // Before the loop, so that what is read is bounded as well.
    if devices as usize * 2 + keys.len() > MAX_ENTRIES {
        return Ok(None);
    }
    for index in 0..devices {
        let owned = StateKey::OwnedDevice(address, index);
        if let Some(device) = read(state, &owned)? {
            keys.push(owned);
            keys.push(StateKey::Device(device));
        }
    }
    let mut next: Option<StatementId> = account.newest_statement;
    for _ in 0..wanted.statements {
        let Some(id) = next else { break };
        if keys.len() >= MAX_ENTRIES {
            return Ok(None);
        }
        let key = StateKey::Statement(address, id);
        let statement: Option<Statement> = read(state, &key)?;
        keys.push(key);
        next = statement.and_then(|statement| statement.previous);
    }
    Ok(Some(keys))
}

fn read<T: BorshDeserialize>(state: &View, key: &StateKey) -> Result<Option<T>, LedgerError> {
    let value = state.read(key.path())?;
    Ok(value.and_then(|bytes| borsh::from_slice(&bytes).ok()))
}
