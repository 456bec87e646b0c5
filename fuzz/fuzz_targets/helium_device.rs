//! Writes any values to a hotspot of Helium.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    claim::ClaimRequest,
    gatt::{MAX_VALUE_BYTES, Service},
    helium::{
        ADD_GATEWAY, ASSERT_LOCATION, ConnectFailure, Demand, Hotspot, LIGHTS, Request,
        WIFI_CONNECT, WIFI_REMOVE,
    },
};
use outpost_fuzz::helium::{request, with_p256};
use outpost_protocol::{Signature, transaction::add_gateway::AddGateway};

const CHARACTERISTICS: [uuid::Uuid; 5] = [
    ADD_GATEWAY,
    WIFI_CONNECT,
    WIFI_REMOVE,
    LIGHTS,
    ASSERT_LOCATION,
];

fuzz_target!(|input: &[u8]| {
    let mut hotspot = Hotspot::new(with_p256(), [1, 2, 3, 4, 5, 6]);
    for (to, value) in outpost_fuzz::values(input) {
        let to = CHARACTERISTICS[usize::from(to) % CHARACTERISTICS.len()];
        let demands = hotspot.write(to, value).map(|reply| reply.demands);
        for demand in demands.unwrap_or_default() {
            obey(&mut hotspot, demand);
        }
        for characteristic in hotspot.characteristics() {
            if characteristic.access.read {
                let value = hotspot.read(characteristic.uuid).unwrap();
                assert!(value.len() <= MAX_VALUE_BYTES);
            }
        }
    }
    // Whatever that was, who asks for a claim is heard. The seeds have another nonce.
    let request = ClaimRequest {
        nonce: [0; 16],
        ..request()
    };
    let asked = AddGateway::of_claim(request.network, request.owner, request.nonce, with_p256());
    let value = Request::AddGateway(request).value();
    let reply = hotspot.write(ADD_GATEWAY, &value).unwrap();
    assert_eq!(reply.demands, [Demand::AddGateway(asked)]);
});

fn obey(hotspot: &mut Hotspot, demand: Demand) {
    match demand {
        Demand::Connect(wifi) if wifi.password().is_empty() => hotspot.joined(),
        Demand::Connect(_) => hotspot.not_joined(ConnectFailure::InvalidPassword),
        Demand::AddGateway(asked) if asked.owner.0[32] == 0 => hotspot.refused(&asked),
        Demand::AddGateway(asked) => hotspot.signed(&asked, &Signature([1; 64])),
        Demand::Remove(_) | Demand::Lights(_) => return,
    };
}
