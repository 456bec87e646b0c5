//! Writes the corpus that every run begins with, from what the project's own writers write.
//!
//! `cargo run --manifest-path fuzz/Cargo.toml --example seeds`, after an encoding changed or a target was
//! added. Files that are there already are kept, but for those of the same name.

use outpost_device_drivers::protocols::{
    bthome::{Address, BindKey, Firmware, Measurement, Object, Sensor},
    claim::{ClaimAnswer, ClaimCommand, ClaimRequest, identity_result},
    improv::{
        Command, DeviceInfo, ErrorState, RpcResult, State, serial::Packet, wifi::WifiCredentials,
    },
};
use outpost_fuzz::{Parser, STATE_VALUES};
use outpost_protocol::{
    AccountAddress, Block, CellId, CertifiedHeader, DeviceKey, Epoch, NetworkDefinition, NetworkId,
    Signature, Timestamp,
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
use std::{error::Error, fs, net::Ipv4Addr, path::Path};

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

fn main() -> Result<(), Box<dyn Error>> {
    protocol()?;
    evidence()?;
    improv()?;
    claim()?;
    bthome()
}

fn seed(target: &str, name: &str, input: &[u8]) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join(name), input)?)
}

/// The encodings that the protocol pins, each for those that read it.
fn protocol() -> Result<(), Box<dyn Error>> {
    let pinned = include_str!("../../protocol/tests/fixtures.txt");
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
    let account = AccountAddress([1; 32]);
    seed("address", "account", account.to_string().as_bytes())?;
    let device = DeviceKey::Ed25519([1; 32]);
    seed("address", "device", device.to_string().as_bytes())?;
    let cell: CellId = "881f1d4887fffff".parse()?;
    seed("cell", "stuttgart", cell.to_string().as_bytes())?;
    let network = NetworkDefinition {
        name: "Practice".into(),
        id: NetworkId([1; 32]),
        group_key: vec![2; 96],
        peers: vec!["/ip4/127.0.0.1/tcp/4001".into()],
        practice: true,
    };
    seed("network_file", "practice", network.to_toml()?.as_bytes())
}

fn evidence() -> Result<(), Box<dyn Error>> {
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

fn improv() -> Result<(), Box<dyn Error>> {
    let info = DeviceInfo {
        firmware: "ESPHome".into(),
        version: "2021.11.0".into(),
        hardware: "ESP32".into(),
        name: "Thermometer".into(),
    };
    let strings = [&info.firmware, &info.version, &info.hardware, &info.name];
    let info = Packet::Result(RpcResult::new(3, &strings)?).encode();
    let scan = [
        Packet::Result(RpcResult::new(4, &["Home", "-60", "YES"])?).encode(),
        Packet::Result(RpcResult::empty(4)).encode(),
    ]
    .concat();
    let state = [
        b"[I][boot]: hello\n".to_vec(),
        Packet::State(State::Ready).encode(),
        Packet::Error(ErrorState::UnableToConnect).encode(),
    ]
    .concat();
    for (which, name, bytes) in [(0, "state", state), (1, "info", info), (2, "scan", scan)] {
        let input = [&[which], bytes.as_slice()].concat();
        seed("improv_client", name, &input)?;
        seed("improv_framer", name, &input)?;
    }
    let wifi = WifiCredentials::new("Home", "mysecurepassword")?;
    let join = Packet::Command(Command::SendWifi(wifi)).encode();
    let scan = Packet::Command(Command::ScanWifi).encode();
    seed("improv_device", "join", &join)?;
    seed("improv_device", "scan", &scan)
}

fn claim() -> Result<(), Box<dyn Error>> {
    let nonce = [7; 16];
    let request = ClaimRequest {
        network: NetworkId([1; 32]),
        owner: AccountAddress([2; 32]),
        nonce,
    };
    for (name, command) in [
        ("identity", ClaimCommand::Identity),
        ("claim", ClaimCommand::Claim(request)),
    ] {
        let extension = command.to_extension()?;
        let input = [&[extension.id()], extension.data()].concat();
        seed("claim_command", name, &input)?;
    }
    for (name, result) in [
        ("identity", identity_result(DeviceKey::Ed25519([1; 32]))?),
        ("waiting", ClaimAnswer::Waiting.to_improv(nonce)?),
        (
            "agreed",
            ClaimAnswer::Agreed(Signature([3; 64])).to_improv(nonce)?,
        ),
    ] {
        let strings = result.strings();
        let input: Vec<u8> = strings
            .iter()
            .flat_map(|text| [&[text.len() as u8], *text].concat())
            .collect();
        seed("claim_answer", name, &input)?;
    }
    Ok(())
}

fn bthome() -> Result<(), Box<dyn Error>> {
    let climate = [
        Object::Measurement(Measurement::battery(97)),
        Object::Measurement(Measurement::temperature(2_506)),
        Object::Measurement(Measurement::humidity(5_055)),
    ];
    let device = [
        Object::Text("Hello World!"),
        Object::DeviceType(1),
        Object::Firmware(Firmware::Four([4, 2, 1, 0])),
    ];
    for (name, objects) in [("climate", climate), ("device", device)] {
        let plain = Sensor::plain().advertise(&objects)?;
        seed("bthome_plain", name, &plain)?;
        seed("bthome_encrypted", name, &[&[0], plain.as_slice()].concat())?;
    }
    let address = Address([1, 2, 3, 4, 5, 6]);
    let mut sensor = Sensor::encrypted(address, BindKey::new(&[8; 16]), 5);
    let sealed = sensor.advertise(&climate)?;
    seed(
        "bthome_encrypted",
        "other_key",
        &[&[0], sealed.as_slice()].concat(),
    )
}
