//! Reads and writes keys, with vectors that others made.

use super::*;

#[test]
fn a_key_that_erlang_made_is_read_and_what_it_signed_is_right() {
    // helium-crypto has this vector of `libp2p_crypto`.
    let text = "11nYr7TBMbpGiQadiCxGCPZFZ8ENo1JNtbS7aB5U7UXn4a8Dvb3";
    let signature = hex::decode(
        "304402206d791eb96bcc7d0ef403bc7a653fd99a6906374ec9e4aff1d5907d4890e8dd33\
             02204b4c93c7637b22565b944201df9c806d684165802b8a1cd91d4d7799c950e466",
    )
    .unwrap();
    let device = read_key(text.as_bytes()).unwrap();
    assert_eq!(key_to_text(device), text);
    let signature = ecdsa::Signature::from_der(&signature).unwrap();
    let signature = Signature::from_p256(signature.to_bytes().into()).unwrap();
    assert!(device.verify(b"hello world", &signature));
}

#[test]
fn an_ed25519_key_is_read_and_written() {
    // helium-crypto, `ed25519::tests::seed`.
    let text = "14MRZY2jc2ABDq1faCCMmXrkm2PXY9UBRTP1j9PWnFTKnCb7Hyn";
    let device = DeviceKey::Ed25519(unhex(
        "b97656ba0883b2e86793f6c1ba4847e819f4b231239d59481c11d43f48362a09",
    ));
    assert_eq!(device_key_from_text(text), Ok(device));
    assert_eq!(key_to_text(device), text);
}

#[test]
fn keys_that_nobody_can_claim_with_are_named() {
    let of_bytes = |digits: &str| {
        let bytes = hex::decode(digits).unwrap();
        helium_crypto::PublicKeyBinary::from(bytes).to_string()
    };
    let key = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
    for (text, expected) in [
        (of_bytes(&format!("10{key}")), KeyError::OtherNetwork),
        (of_bytes(&format!("11{key}")), KeyError::OtherNetwork),
        // helium-crypto's example of secp256k1.
        (
            "1SpLY6fic4fGthLGjeAUdLVNVYk1gJGrWTGhsukm2dnELaSEQmhL".to_owned(),
            KeyError::OtherKind(3),
        ),
        (of_bytes(&format!("04{key}")), KeyError::OtherKind(4)),
        // helium-crypto's example of an x without a point.
        (
            of_bytes("003ca9d8667de0c07aa71d98b3c8065d2e97ab7bb9cb8776bcc0577a7ac58acd4e"),
            KeyError::Malformed,
        ),
        (of_bytes(&format!("01{key}00")), KeyError::Malformed),
        (of_bytes("00"), KeyError::Malformed),
        (of_bytes(""), KeyError::Malformed),
        ("1".repeat(500), KeyError::Malformed),
        // A digit of a good key changed.
        (
            "14MRZY2jc2ABDq1faCCMmXrkm2PXY9UBRTP1j9PWnFTKnCb7Hyo".to_owned(),
            KeyError::Malformed,
        ),
        ("unknown".to_owned(), KeyError::Value(ValueError::NotYet)),
    ] {
        assert_eq!(read_key(text.as_bytes()), Err(expected), "{text}");
    }
}

#[test]
fn a_hotspot_shows_its_key_and_serial_number() {
    for signing in Signing::of_each_kind() {
        let mut hotspot = Hotspot::new(signing.device(), ADDRESS);
        let shown = hotspot.read(PUBLIC_KEY).unwrap();
        assert_eq!(read_key(&shown), Ok(signing.device()));
        assert_eq!(read_text(&hotspot.read(MAC).unwrap()), Ok("B827EB12AB34"));
    }
}
