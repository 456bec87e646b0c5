//! Sets hotspots up through their own service, value by value, and proves what is taken for a claim.

mod claims;
mod condition;
mod keys;
mod networks;
mod session;

use ed25519_dalek::Signer;
use outpost_device_drivers::protocols::{
    claim::{ClaimRequest, ForgedClaim},
    gatt::{MAX_VALUE_BYTES, Notification, Reply, Service},
    helium::{
        ADD_GATEWAY, ASSERT_LOCATION, AddGatewayError, CONFIGURED_NETWORKS, ConnectFailure,
        ConnectState, DIAGNOSTICS, Demand, Diagnostic, ETHERNET_ONLINE, Hotspot, KeyError, LIGHTS,
        MAC, NETWORKS, NatType, NetworkName, PUBLIC_KEY, Request, SERVICE, SSID, ValueError,
        WIFI_CONNECT, device_key_from_text, is_hotspot, key_to_text, read_claim, read_diagnostics,
        read_ethernet_online, read_key, read_lights, read_networks, read_ssid, read_text,
    },
    improv::wifi::WifiCredentials,
};
use outpost_protocol::{
    AccountAddress, DeviceKey, NetworkId, P256Key, Signature,
    transaction::{ClaimForm, DeviceClaim, add_gateway::AddGateway},
};
use p256::ecdsa;
use proptest::prelude::*;

const ADDRESS: [u8; 6] = [0xb8, 0x27, 0xeb, 0x12, 0xab, 0x34];

/// The private key of a hotspot.
enum Signing {
    Ed25519(ed25519_dalek::SigningKey),
    P256(ecdsa::SigningKey),
}

impl Signing {
    fn of_each_kind() -> [Self; 2] {
        // Not every key has the smaller y, and hotspots have none of the others.
        let p256 = (1..)
            .map(|seed| Self::P256(ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap()))
            .find(|it| device_key_from_text(&key_to_text(it.device())) == Ok(it.device()));
        [
            Self::Ed25519(ed25519_dalek::SigningKey::from_bytes(&[2; 32])),
            p256.unwrap(),
        ]
    }

    fn device(&self) -> DeviceKey {
        match self {
            Self::Ed25519(key) => DeviceKey::Ed25519(key.verifying_key().to_bytes()),
            Self::P256(key) => {
                let point = key.verifying_key().to_encoded_point(true);
                let point = point.as_bytes().try_into().unwrap();
                DeviceKey::P256(P256Key::from_compressed(point).unwrap())
            }
        }
    }

    /// As the key's hardware gives it: the larger s as well.
    fn sign(&self, message: &[u8]) -> Signature {
        match self {
            Self::Ed25519(key) => Signature(key.sign(message).to_bytes()),
            Self::P256(key) => {
                let signature: ecdsa::Signature = ecdsa::signature::Signer::sign(key, message);
                Signature(signature.to_bytes().into())
            }
        }
    }
}

fn unhex<const N: usize>(digits: &str) -> [u8; N] {
    let mut bytes = [0; N];
    hex::decode_to_slice(digits, &mut bytes).unwrap();
    bytes
}

fn name(text: &str) -> NetworkName {
    NetworkName::new(text).unwrap()
}

fn wifi(ssid: &str, password: &str) -> WifiCredentials {
    WifiCredentials::new(ssid, password).unwrap()
}

fn hotspot() -> Hotspot {
    let [signing, _] = Signing::of_each_kind();
    Hotspot::new(signing.device(), ADDRESS)
}

fn ask(hotspot: &mut Hotspot, request: &Request) -> Reply<Demand> {
    let (characteristic, value) = (request.characteristic(), request.value());
    hotspot.write(characteristic, &value).unwrap()
}

/// The request of the vectors in `outpost_protocol::transaction::add_gateway`.
fn request() -> ClaimRequest {
    ClaimRequest {
        network: NetworkId(std::array::from_fn(|at| at as u8)),
        owner: AccountAddress(unhex(
            "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c",
        )),
        nonce: *b"@ABCDEFGHIJKLMNO",
    }
}

fn near_misses() -> impl Strategy<Value = Vec<u8>> {
    let values = [
        Request::Connect(wifi("home", "secret")).value(),
        Request::AddGateway(request()).value(),
        b"\x0a\x12\x0a\x09connected\x12\x05maybe".to_vec(),
        b"\x0a\x04home\x0a\x05other".to_vec(),
    ];
    let altered = (
        prop::sample::select(values.to_vec()),
        any::<prop::sample::Index>(),
        any::<u8>(),
    )
        .prop_map(|(mut value, at, byte)| {
            let at = at.index(value.len());
            value[at] = byte;
            value
        });
    prop_oneof![prop::collection::vec(any::<u8>(), 0..600), altered]
}

proptest! {
    #[test]
    fn any_bytes_leave_both_sides_able_to_go_on(values in prop::collection::vec(near_misses(), 1..8)) {
        let mut hotspot = hotspot();
        for value in &values {
            let _ = read_key(value);
            let _ = read_networks(value);
            let _ = read_ssid(value);
            let _ = read_diagnostics(value);
            let _ = ConnectState::read(value);
            prop_assert!(read_claim(&request(), DeviceKey::Ed25519([1; 32]), value).is_err());
            for it in hotspot.characteristics() {
                let _ = hotspot.write(it.uuid, value);
                prop_assert!(hotspot.read(it.uuid).map_or(0, |read| read.len()) <= MAX_VALUE_BYTES);
            }
        }
        hotspot.not_joined(ConnectFailure::Timeout);
        let reply = ask(&mut hotspot, &Request::Connect(wifi("home", "secret")));
        prop_assert_eq!(reply.demands, [Demand::Connect(wifi("home", "secret"))]);
    }

    #[test]
    fn text_survives_the_way_to_a_key_and_back(bytes: [u8; 32]) {
        let device = DeviceKey::Ed25519(bytes);
        prop_assert_eq!(device_key_from_text(&key_to_text(device)), Ok(device));
    }

    #[test]
    fn any_text_is_a_key_or_none(text in "[1-9A-HJ-NP-Za-km-z]{0,70}|\\PC{0,70}") {
        if let Ok(device) = device_key_from_text(&text) {
            prop_assert_eq!(key_to_text(device), text);
        }
    }
}
