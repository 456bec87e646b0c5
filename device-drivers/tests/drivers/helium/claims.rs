//! Asks hotspots whose they are, and proves which answers are claims.

use super::*;

/// Answers of hotspots made with Python's `cryptography` 48.0.0 from messages put together by hand; the
/// first signature has the larger s.
const BY_P256: &str = "0ab2010a21018a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c12210060fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb62247304502201ecc386456178fd6b065a3d13c98cffe13f48b84af256608bdc4c14f3e99a121022100f8d92f9b81128009a27628a6b41cf31b20bc6f7f5003d90e144e46b600466c502a2101b861ba1f1ea5bafff9bf34646eb5685add13ebc7f057777db679127276367cf8";
const BY_OLD_FIRMWARE: &str = "0abb010a21018a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c12210060fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6224730450220378756409c3f2d0f9eb36abb1fdcd46cb928f1bc80449614ec7df94fa66c67e1022100d8001bdba9001067ac1622ff8fd0a9cd3bb9410042f67b05d0a9c14fa5d1b20a2a2101b861ba1f1ea5bafff9bf34646eb5685add13ebc7f057777db679127276367cf8388092f40140e8fb03";
const BY_ED25519: &str = "0aab010a21018a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c1221018139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394224020b282440cce11c84e8df37e1166514b7e92f19c62274fc210b0a058c63f9a8cb2a14f144f63fedd077e49a443ba147adaff546b821442b9b50a30d88358610b2a2101b861ba1f1ea5bafff9bf34646eb5685add13ebc7f057777db679127276367cf8";

fn p256() -> DeviceKey {
    let x = "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6";
    DeviceKey::P256(P256Key::from_compact(unhex(x)).unwrap())
}

fn ed25519() -> DeviceKey {
    let key = "8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394";
    DeviceKey::Ed25519(unhex(key))
}

fn answer(digits: &str) -> Vec<u8> {
    hex::decode(digits).unwrap()
}

/// Whether the network takes the claim as signed.
fn is_signed(claim: &DeviceClaim, request: &ClaimRequest) -> bool {
    let message = claim.signing_bytes(request.network, request.owner);
    claim.device.verify(&message, &claim.signature)
}

#[test]
fn an_answer_is_a_claim() {
    for (digits, device, (staking_fee, fee)) in [
        (BY_P256, p256(), (0, 0)),
        (BY_OLD_FIRMWARE, p256(), (4_000_000, 65_000)),
        (BY_ED25519, ed25519(), (0, 0)),
    ] {
        let claim = read_claim(&request(), device, &answer(digits)).unwrap();
        assert_eq!(claim.device, device);
        assert_eq!(claim.nonce, request().nonce);
        assert_eq!(claim.form, ClaimForm::HeliumAddGateway { staking_fee, fee });
        assert!(is_signed(&claim, &request()));
    }
}

#[track_caller]
fn check_refused(
    request: &ClaimRequest,
    device: DeviceKey,
    value: &[u8],
    expected: AddGatewayError,
) {
    assert_eq!(read_claim(request, device, value), Err(expected));
}

#[test]
fn the_answer_to_another_request_is_none() {
    let other_requests = [
        ClaimRequest {
            owner: AccountAddress([1; 32]),
            ..request()
        },
        ClaimRequest {
            network: NetworkId([1; 32]),
            ..request()
        },
        ClaimRequest {
            nonce: [1; 16],
            ..request()
        },
    ];
    for (digits, device) in [(BY_P256, p256()), (BY_ED25519, ed25519())] {
        for other in &other_requests {
            let expected = AddGatewayError::AnotherRequest;
            check_refused(other, device, &answer(digits), expected);
        }
    }
}

#[test]
fn another_hotspots_answer_is_none() {
    for (digits, expected) in [(BY_P256, ed25519()), (BY_ED25519, p256())] {
        let error = AddGatewayError::AnotherHotspot { expected };
        check_refused(&request(), expected, &answer(digits), error);
    }
}

#[test]
fn an_answer_that_is_not_signed_is_none() {
    // The last byte of each signature, and the tag of the DER sequence.
    for (digits, device, at) in [
        (BY_P256, p256(), 145),
        (BY_P256, p256(), 75),
        (BY_ED25519, ed25519(), 138),
    ] {
        let mut value = answer(digits);
        value[at] ^= 1;
        let forged = AddGatewayError::Forged(ForgedClaim { device });
        check_refused(&request(), device, &value, forged);
    }
}

#[test]
fn words_and_what_is_no_transaction_have_errors_of_their_own() {
    let value = AddGatewayError::Value;
    // A transaction of another kind: assert location.
    let other_kind = b"\x12\x02\x0a\x00".to_vec();
    for (answer, expected) in [
        (b"init".to_vec(), value(ValueError::NotYet)),
        (b"error".to_vec(), value(ValueError::Failed)),
        (b"badargs".to_vec(), AddGatewayError::BadArguments),
        (b"txn".to_vec(), value(ValueError::Malformed)),
        (Vec::new(), value(ValueError::Malformed)),
        (other_kind, value(ValueError::Malformed)),
        (vec![0x0a; 513], value(ValueError::TooLong(513))),
    ] {
        check_refused(&request(), p256(), &answer, expected);
    }
}

#[test]
fn a_hotspot_is_asked_in_keys_of_base58check() {
    let asked = Request::AddGateway(request());
    assert_eq!(asked.characteristic(), ADD_GATEWAY);
    let value = asked.value();
    let owner = key_to_text(request().owner);
    let payer = value
        .strip_prefix(&[0x0a, owner.len() as u8])
        .and_then(|rest| rest.strip_prefix(owner.as_bytes()))
        .and_then(|rest| rest.strip_prefix(&[0x22, rest.len() as u8 - 2]))
        .unwrap();
    let payer: helium_crypto::PublicKey = std::str::from_utf8(payer).unwrap().parse().unwrap();
    assert_eq!(payer.key_type(), helium_crypto::KeyType::Ed25519);
    let expected = AddGateway::of_claim(request().network, request().owner, [0; 16], p256());
    assert_ne!(payer.to_vec(), expected.payer.0);
    let expected =
        AddGateway::of_claim(request().network, request().owner, request().nonce, p256());
    assert_eq!(payer.to_vec(), expected.payer.0);
}

#[test]
fn a_hotspot_with_a_key_of_either_kind_is_claimed() {
    for signing in Signing::of_each_kind() {
        let device = signing.device();
        let mut hotspot = Hotspot::new(device, ADDRESS);
        let waiting = AddGatewayError::Value(ValueError::NotYet);
        check_refused(
            &request(),
            device,
            &hotspot.read(ADD_GATEWAY).unwrap(),
            waiting,
        );
        let reply = ask(&mut hotspot, &Request::AddGateway(request()));
        let [Demand::AddGateway(asked)] = reply.demands.as_slice() else {
            unreachable!("a hotspot demands what it was asked: {reply:?}");
        };
        check_refused(
            &request(),
            device,
            &hotspot.read(ADD_GATEWAY).unwrap(),
            waiting,
        );
        let told = hotspot.signed(asked, &signing.sign(&asked.signing_bytes()));
        let [(ADD_GATEWAY, answer)] = told.as_slice() else {
            unreachable!("the answer is told: {told:?}");
        };
        let claim = read_claim(&request(), device, answer).unwrap();
        assert!(is_signed(&claim, &request()));
        // Again, as after a lost link: the same answer, and nobody is asked.
        let reply = ask(&mut hotspot, &Request::AddGateway(request()));
        assert_eq!(reply.demands, []);
        assert_eq!(hotspot.read(ADD_GATEWAY).unwrap(), *answer);
    }
}

#[test]
fn a_claim_that_is_declined_fails_and_can_be_asked_for_again() {
    let mut hotspot = hotspot();
    for _ in 0..2 {
        let reply = ask(&mut hotspot, &Request::AddGateway(request()));
        let [Demand::AddGateway(asked)] = reply.demands.as_slice() else {
            unreachable!("a hotspot demands what it was asked: {reply:?}");
        };
        assert_eq!(hotspot.refused(asked), [(ADD_GATEWAY, b"error".to_vec())]);
    }
}

#[test]
fn a_later_request_takes_the_place_of_the_one_before() {
    let mut hotspot = hotspot();
    let [signing, _] = Signing::of_each_kind();
    let reply = ask(&mut hotspot, &Request::AddGateway(request()));
    let [Demand::AddGateway(first)] = reply.demands.as_slice() else {
        unreachable!("a hotspot demands what it was asked: {reply:?}");
    };
    let later = ClaimRequest {
        nonce: [9; 16],
        ..request()
    };
    ask(&mut hotspot, &Request::AddGateway(later));
    let signature = signing.sign(&first.signing_bytes());
    assert_eq!(hotspot.signed(first, &signature), []);
    assert_eq!(hotspot.refused(first), []);
    assert_eq!(hotspot.read(ADD_GATEWAY).unwrap(), b"init");
}

#[test]
fn what_a_hotspot_cannot_read_is_badargs() {
    let mut hotspot = hotspot();
    for value in [b"invalid".as_slice(), b"", b"\x0a\x011\x22\x011"] {
        let reply = hotspot.write(ADD_GATEWAY, value).unwrap();
        assert_eq!(reply.demands, []);
        assert_eq!(
            Vec::from(reply.notifications),
            [(ADD_GATEWAY, b"badargs".to_vec())]
        );
    }
}
