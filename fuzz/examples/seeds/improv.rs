//! Makes seeds of Improv over serial and Bluetooth, and of the claim, which it carries.

use crate::{Written, seed};
use outpost_device_drivers::protocols::{
    claim::{ClaimAnswer, ClaimCommand, ClaimRequest, identity_result, service},
    gatt::Service,
    improv::{
        Command, Demand, DeviceInfo, ErrorState, Hostname, RpcResult, State,
        ble::{Client, Device, ERROR, RESULT, Request, STATE},
        serial::Packet,
        wifi::{Network, WifiCredentials},
    },
};
use outpost_fuzz::of_values;
use outpost_protocol::{AccountAddress, DeviceKey, NetworkId, Signature};

pub(crate) fn serial() -> Written {
    let info = device_info();
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

/// Commands as they are written, and what the device tells of each.
pub(crate) fn ble() -> Written {
    let info = device_info();
    let name = Hostname::new("thermometer")?;
    for (which, title, command) in [
        (1, "info", Command::RequestInfo),
        (2, "identify", Command::Identify),
        (3, "hostname", Command::RequestHostname),
        (4, "scan", Command::ScanWifi),
        (
            0,
            "join",
            Command::SendWifi(WifiCredentials::new("Home", "mysecurepassword")?),
        ),
    ] {
        let mut device = Device::new(&info, State::Ready)?.with_hostname(&name);
        let Request::Write(to, value) = Client::default().request(command)? else {
            continue;
        };
        seed("improv_ble_device", title, &of_values(&[(0, &value)]))?;
        let reply = device.write(to, &value)?;
        let mut told = Vec::from(reply.notifications);
        if reply.demands.contains(&Demand::Scan) {
            told.extend(device.scanned(&[Network {
                ssid: "Home".into(),
                signal_dbm: -60,
                secured: true,
            }]));
        }
        let values: Vec<(u8, &[u8])> = told
            .iter()
            .filter_map(|(from, value)| {
                let from = [STATE, ERROR, RESULT].iter().position(|it| it == from)?;
                Some((from as u8, value.as_slice()))
            })
            .collect();
        let input = [&[which], of_values(&values).as_slice()].concat();
        seed("improv_ble_client", title, &input)?;
    }
    let advertised = Device::new(&info, State::Ready)?.service_data().to_bytes();
    let input = [&[0], advertised.as_slice()].concat();
    seed("improv_ble_client", "advertisement", &input)
}

fn device_info() -> DeviceInfo {
    DeviceInfo {
        firmware: "ESPHome".into(),
        version: "2021.11.0".into(),
        hardware: "ESP32".into(),
        name: "Thermometer".into(),
    }
}

pub(crate) fn claim() -> Written {
    let nonce = [7; 16];
    let request = ClaimRequest {
        network: NetworkId([1; 32]),
        owner: AccountAddress([2; 32]),
        nonce,
    };
    let commands = [
        ("identity", ClaimCommand::Identity),
        ("claim", ClaimCommand::Claim(request)),
    ];
    let written = commands
        .iter()
        .map(|(_, command)| service::write_command(command))
        .collect::<Result<Vec<_>, _>>()?;
    let values: Vec<(u8, &[u8])> = written.iter().map(|value| (0, value.as_slice())).collect();
    seed("claim_service", "all", &of_values(&values))?;
    for (name, command) in commands {
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
        seed("claim_answer", name, result.arguments())?;
    }
    Ok(())
}
