//! Writes any values to a device of Espressif's with security 0 or 1.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    espressif::{
        Channel, Credentials, Demand, Device, Endpoint, Handshake, Next, Secret, Security,
        WifiFailure, WifiStatus,
    },
    gatt::{MAX_VALUE_BYTES, Service},
    improv::wifi::Network,
};
use outpost_fuzz::{espressif::id, helium::with_ed25519};
use outpost_protocol::Signature;
use std::net::Ipv4Addr;

fuzz_target!(|input: &[u8]| {
    let [which, values @ ..] = input else {
        return;
    };
    let secret = Secret::new("abcd1234");
    let (security, credentials) = match which {
        0 => (Security::Security0, Credentials::None),
        _ => (
            Security::Security1(secret.clone()),
            Credentials::Possession(secret),
        ),
    };
    let mut device = Device::new(security, with_ed25519(), [1; 32]);
    for (to, value) in outpost_fuzz::values(values) {
        let to = id(
            &device,
            Endpoint::ALL[usize::from(to) % Endpoint::ALL.len()],
        );
        let Ok(reply) = device.write(to, value) else {
            continue;
        };
        assert!(device.read(to).unwrap().len() <= MAX_VALUE_BYTES);
        for demand in reply.demands {
            obey(&mut device, demand);
        }
    }
    // Whatever that was, a client that knows the secret is let in, and is answered.
    let channel = establish(&mut device, &credentials);
    let (pending, exchange) = channel.ask(WifiStatus).unwrap();
    let config = id(&device, exchange.endpoint);
    device.write(config, &exchange.bytes).unwrap();
    let (_, state) = pending.take(&device.read(config).unwrap()).unwrap();
    state.unwrap();
});

fn obey(device: &mut Device, demand: Demand) {
    match demand {
        Demand::Scan => device.scanned(vec![Network {
            ssid: "Home".into(),
            signal_dbm: -60,
            secured: true,
        }]),
        Demand::Join(wifi) if wifi.password().is_empty() => {
            device.joined(Ipv4Addr::new(192, 0, 2, 7));
        }
        Demand::Join(_) => device.not_joined(WifiFailure::Authentication),
        Demand::Confirm(request) if request.nonce == [0; 16] => device.refuse(&request).unwrap(),
        Demand::Confirm(request) => device.agree(&request, Signature([1; 64])).unwrap(),
        Demand::Blink => {}
    }
}

fn establish(device: &mut Device, credentials: &Credentials) -> Channel {
    let session = id(device, Endpoint::Session);
    let (mut handshake, mut exchange) = Handshake::begin(credentials, [2; 32]);
    loop {
        device.write(session, &exchange.bytes).unwrap();
        let answer = device.read(session).unwrap();
        match handshake.take(&answer).unwrap() {
            Next::Exchange(next, then) => (handshake, exchange) = (next, then),
            Next::Established(channel) => return channel,
        }
    }
}
