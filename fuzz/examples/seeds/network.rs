//! Makes seeds of what peers of the network send.

use crate::{Written, seed};
use outpost_fuzz::{Parser, STATE_VALUES};
use outpost_protocol::{
    Block, CertifiedHeader, DeviceKey, Epoch, NetworkId, Signature, Timestamp,
    bounded::List,
    genesis::Genesis,
    hash::encode,
    offer::{Offer, Provider, Route, SignedOffer},
    resources::{
        energy::MeterReading,
        sensing::readings::{Origin, Reading, leaves_of},
    },
    tally::ShortId,
    transaction::SignedTransaction,
    wire::{Request, Response},
};
use std::net::Ipv4Addr;

/// Reads bytes; says whether it took them.
const MESSAGES: [(&str, Parser); 7] = [
    ("transaction", |bytes| {
        SignedTransaction::decode(bytes).is_ok()
    }),
    ("block", |bytes| Block::decode(bytes).is_ok()),
    ("certified_header", |bytes| {
        CertifiedHeader::decode(bytes).is_ok()
    }),
    ("genesis", |bytes| Genesis::decode(bytes).is_ok()),
    ("request", |bytes| Request::decode(bytes).is_ok()),
    ("response", |bytes| Response::decode(bytes).is_ok()),
    ("offer", |bytes| SignedOffer::decode(bytes).is_ok()),
];

/// The encodings that the protocol pins, each for those that read it.
pub(crate) fn protocol() -> Written {
    let pinned = include_str!("../../../protocol/tests/fixtures.txt");
    for line in pinned.lines() {
        let Some((name, bytes)) = line.rsplit_once(' ') else {
            continue;
        };
        let Ok(bytes) = hex::decode(bytes) else {
            continue;
        };
        let name = name.split([':', '{']).next().unwrap_or(name);
        let name = name.trim().replace(' ', "_");
        // What is shorter is soon found without.
        for (target, parse) in MESSAGES {
            if bytes.len() >= 8 && parse(&bytes) {
                seed(target, &name, &bytes)?;
            }
        }
        if let Some(which) = STATE_VALUES.iter().position(|parse| parse(&bytes)) {
            // One for each type is enough, and bytes without a form of their own are many a type's.
            let name = which.to_string();
            seed(
                "state_value",
                &name,
                &[&[which as u8], bytes.as_slice()].concat(),
            )?;
        }
    }
    Ok(())
}

pub(crate) fn evidence() -> Written {
    let (network, device) = (NetworkId([1; 32]), DeviceKey::Ed25519([2; 32]));
    let mut routes = List::default();
    let loopback = Ipv4Addr::LOCALHOST.to_ipv6_mapped().octets();
    routes.push(Route {
        address: loopback,
        port: 4_001,
    })?;
    let offer = SignedOffer {
        offer: Offer {
            network,
            device,
            made_at: Timestamp(3),
            provider: Provider {
                key: [4; 32],
                routes,
            },
        },
        signature: Signature([5; 64]),
    };
    seed("offer", "loopback", &encode(&offer))?;
    let origin = Origin {
        network,
        device,
        epoch: Epoch(6),
    };
    let reading = Reading {
        offset_ms: 7,
        temperature_centi: 2_506,
        humidity_centi: 5_055,
    };
    let meter = MeterReading {
        device: ShortId::from(&device),
        epoch: Epoch(6),
        at: Timestamp(7),
        register_wh: 8,
        watts: 9,
    };
    for leaf in leaves_of(&[reading], &origin) {
        seed(
            "evidence_leaf",
            "readings",
            &[&[0], leaf.as_slice()].concat(),
        )?;
    }
    let leaf = meter.to_leaf();
    seed("evidence_leaf", "meter", &[&[3], leaf.as_slice()].concat())
}
