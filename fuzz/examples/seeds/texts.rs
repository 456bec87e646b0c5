//! Makes seeds of what is typed, pasted or kept: addresses, keys, cells, network files, places.

use crate::{Written, seed};
use outpost_app_api::{
    Money,
    link::{Link, PaymentRequest},
};
use outpost_device_drivers::{catalog::BleSetUp, reach::DevicePlace, transport::ble::BleAddress};
use outpost_fuzz::helium::{P256, with_p256};
use outpost_protocol::{
    AccountAddress, CellId, DeviceKey, NetworkDefinition, NetworkId, Signature,
    hash::encode,
    message::{Message, SignedMessage},
};
use qrcode::{Color, QrCode};

/// The kept code of `outpost-wallet`'s tests.
const PAIRING_CODE: &str = "oppair1qyqsyqcyq5rqwzqfpg9scrgwpugx2en8dp5k56mvd4hx7ur3wfehgatkwau8j7nm03uuz54ec\
                            zxgcgttm7tp2hv9t2ne3zkjky5c9q7k36wzh80rtn86jmadyc5xtjly";

pub(crate) fn all() -> Written {
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
    seed("network_file", "practice", network.to_toml()?.as_bytes())?;
    let payment = Link::Payment(PaymentRequest {
        to: account.to_string(),
        amount: Some(Money(1_250_000_000)),
        note: Some("For the antenna & mast".to_owned()),
    });
    seed("link", "payment", payment.to_string().as_bytes())?;
    let device = Link::Device(device.to_string());
    seed("link", "device", device.to_string().as_bytes())?;
    let pairing = Link::Pairing(PAIRING_CODE.to_owned());
    seed("link", "pairing", pairing.to_string().as_bytes())?;
    seed("pairing_code", "code", PAIRING_CODE.as_bytes())?;
    let words = "legal winner thank year wave sausage";
    seed("pairing_code", "words", words.as_bytes())?;
    let gpx = r#"<gpx><trk><trkseg><trkpt lat="52.52" lon="13.405"/><trkpt lat="52.521" lon="13.406"><ele>40</ele></trkpt></trkseg></trk></gpx>"#;
    seed("recorded_track", "gpx", gpx.as_bytes())?;
    let geojson = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[13.405,52.52,40],[13.406,52.521]]}}]}"#;
    seed("recorded_track", "geojson", geojson.as_bytes())?;
    let signed = SignedMessage {
        account,
        message: Message::new("This antenna is mine.")?,
        signature: Signature([1; 64]),
    };
    seed("signed_message", "antenna", signed.to_string().as_bytes())?;
    pictures()?;
    keys()?;
    places()
}

/// Codes of squares of three pixels, dark on light and light on dark.
fn pictures() -> Written {
    const PIXELS: usize = 3;
    const MARGIN: usize = 4;
    for (name, dark, light) in [("dark", 0, 15), ("light", 15, 0)] {
        let code = QrCode::new("outpost:op1?amount=1")?;
        let width = (code.width() + 2 * MARGIN) * PIXELS;
        let module = |at: usize| (at / PIXELS).checked_sub(MARGIN);
        let is_dark = |x: usize, y: usize| {
            let inside = module(x).zip(module(y));
            let inside = inside.filter(|(x, y)| *x < code.width() && *y < code.width());
            inside.is_some_and(|at| code[at] == Color::Dark)
        };
        let shade = |x, y| if is_dark(x, y) { dark } else { light };
        let pixels = (0..width).flat_map(|y| (0..width).map(move |x| (x, y)));
        let mut picture = u16::try_from(width - 1)?.to_le_bytes().to_vec();
        picture.extend(pixels.map(|(x, y)| shade(x, y)));
        seed("qr_picture", name, &picture)?;
    }
    Ok(())
}

fn keys() -> Written {
    let signature = [[1; 32], [2; 32]].concat();
    let signed = [P256.as_slice(), &signature].concat();
    seed("p256_key", "signed", &signed)?;
    seed("p256_key", "signature", &signature)?;
    seed("p256_key", "device", &encode(&with_p256()))?;
    seed("bthome_key", "digits", &[b'a'; 32])
}

fn places() -> Written {
    let address = BleAddress("hci0/dev_F0_00_00_00_00_01".to_owned());
    let places = [
        ("serial", DevicePlace::Serial("/dev/ttyUSB0".to_owned())),
        ("ble", DevicePlace::Bluetooth(BleSetUp::Improv, address)),
    ];
    for (name, place) in places {
        seed("device_place", name, place.to_string().as_bytes())?;
    }
    Ok(())
}
