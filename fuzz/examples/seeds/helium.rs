//! Makes seeds of what hotspots of Helium show and are asked.

use crate::{Written, seed};
use outpost_device_drivers::protocols::{
    gatt::Service,
    helium::{
        ADD_GATEWAY, ConnectState, DIAGNOSTICS, Demand, Diagnostic, Hotspot, NETWORKS, NatType,
        NetworkName, PUBLIC_KEY, Request,
    },
    improv::wifi::WifiCredentials,
};
use outpost_fuzz::{
    helium::{request, with_ed25519, with_p256},
    of_values,
};
use outpost_protocol::Signature;

/// Signatures of [`request`] by both hotspots, from `protocol`'s vectors for add-gateway.
const BY_ED25519: &str = "20b282440cce11c84e8df37e1166514b7e92f19c62274fc210b0a058c63f9a8c\
     b2a14f144f63fedd077e49a443ba147adaff546b821442b9b50a30d88358610b";
const BY_P256: &str = "1ecc386456178fd6b065a3d13c98cffe13f48b84af256608bdc4c14f3e99a121\
     f8d92f9b81128009a27628a6b41cf31b20bc6f7f5003d90e144e46b600466c50";

pub(crate) fn all() -> Written {
    values()?;
    claims()?;
    requests()
}

fn values() -> Written {
    for (name, device) in [("ed25519", with_ed25519()), ("p256", with_p256())] {
        let mut hotspot = Hotspot::new(device, [1, 2, 3, 4, 5, 6]);
        seed("helium_client", name, &hotspot.read(PUBLIC_KEY)?)?;
    }
    let mut hotspot = Hotspot::new(with_ed25519(), [1, 2, 3, 4, 5, 6]);
    hotspot.scanned(vec![NetworkName::new("Home")?, NetworkName::new("Guests")?]);
    seed("helium_client", "networks", &hotspot.read(NETWORKS)?)?;
    hotspot.set_diagnostics(vec![
        Diagnostic::Connected(true),
        Diagnostic::Dialable(false),
        Diagnostic::Nat(NatType::Symmetric),
        Diagnostic::Height(1_234_567),
        Diagnostic::Ethernet(None),
        Diagnostic::Wifi(Some([1, 2, 3, 4, 5, 6])),
        Diagnostic::Address(Some([192, 0, 2, 7])),
        Diagnostic::Firmware("2021.11.0".into()),
        Diagnostic::StorageWorks(true),
    ]);
    seed("helium_client", "diagnostics", &hotspot.read(DIAGNOSTICS)?)?;
    seed("helium_client", "word", ConnectState::Connected.word())
}

/// Answers that are right, of both kinds.
fn claims() -> Written {
    let by_p256 = Signature::from_p256(unhex(BY_P256)?).ok_or("the signature is none")?;
    let by_ed25519 = Signature(unhex(BY_ED25519)?);
    for (name, device, signature) in [
        ("ed25519", with_ed25519(), by_ed25519),
        ("p256", with_p256(), by_p256),
    ] {
        let mut hotspot = Hotspot::new(device, [1, 2, 3, 4, 5, 6]);
        let value = Request::AddGateway(request()).value();
        for demand in hotspot.write(ADD_GATEWAY, &value)?.demands {
            if let Demand::AddGateway(asked) = demand {
                hotspot.signed(&asked, &signature);
            }
        }
        seed("helium_claim", name, &hotspot.read(ADD_GATEWAY)?)?;
    }
    Ok(())
}

/// What is written, each to the characteristic of its place in the target's list.
fn requests() -> Written {
    let add = Request::AddGateway(request()).value();
    let connect = Request::Connect(WifiCredentials::new("Home", "")?).value();
    let remove = Request::Remove(NetworkName::new("Home")?).value();
    let lights = Request::Lights(true).value();
    let all = [(0, add), (1, connect), (2, remove), (3, lights)];
    let all = all.each_ref().map(|(to, value)| (*to, value.as_slice()));
    seed("helium_device", "all", &of_values(&all))
}

fn unhex(digits: &str) -> Result<[u8; 64], hex::FromHexError> {
    let mut bytes = [0; 64];
    hex::decode_to_slice(digits, &mut bytes)?;
    Ok(bytes)
}
