//! Proves that nobody is let in, or gone on with, who should not be.

use super::{Bench, POP, SALT, USERNAME, account, possession, schemes, security1, security2};
use outpost_device_drivers::protocols::{
    espressif::{
        AnswerError, ApplyWifi, CipherError, Credentials, Endpoint, HandshakeError, InvalidAccount,
        Nonces, Secret, Security, SetWifi, Status, WifiStatus,
    },
    gatt::{Refusal, Service},
    improv::wifi::WifiCredentials,
};

#[track_caller]
fn check_refused(security: Security, credentials: &Credentials, expected: HandshakeError) {
    let opened = Bench::new(security).open(credentials);
    assert_eq!(opened.err(), Some(expected));
}

#[test]
fn a_wrong_proof_or_password_or_name_is_refused() {
    for wrong in ["", "abcd1235"] {
        check_refused(security1(), &possession(wrong), HandshakeError::WrongProof);
    }
    for (username, password) in [(USERNAME, "abcd1235"), ("somebody", POP), (USERNAME, "")] {
        let account = account(username, password);
        check_refused(
            security2(Nonces::Counted),
            &Credentials::Account(account, Nonces::Counted),
            HandshakeError::WrongProof,
        );
    }
}

#[test]
fn a_device_of_another_scheme_refuses_to_begin() {
    check_refused(security1(), &Credentials::None, HandshakeError::Refused);
    check_refused(
        security2(Nonces::Counted),
        &possession(POP),
        HandshakeError::Refused,
    );
}

#[test]
fn the_right_proof_is_taken_after_a_wrong_one() {
    for (security, right) in schemes().into_iter().skip(2) {
        let wrong = match &right {
            Credentials::Account(_, nonces) => {
                Credentials::Account(account(USERNAME, "wrong"), *nonces)
            }
            _ => possession("wrong"),
        };
        let mut bench = Bench::new(security);
        assert!(bench.open(&wrong).is_err());
        assert!(bench.open(&right).is_ok());
    }
}

/// Spoils the last byte of the answer of this number.
fn spoil(number: usize) -> impl FnMut(Vec<u8>) -> Vec<u8> {
    let mut count = 0;
    move |mut answer| {
        count += 1;
        if count == number {
            *answer.last_mut().unwrap() ^= 1;
        }
        answer
    }
}

#[test]
fn a_device_that_does_not_show_what_it_knows_is_an_impostor() {
    let mut bench = Bench::new(security1());
    let opened = bench.open_with(&possession(POP), [1; 32], spoil(2));
    assert_eq!(opened.err(), Some(HandshakeError::Impostor));

    let mut bench = Bench::new(security2(Nonces::Counted));
    let credentials = Credentials::Account(account(USERNAME, POP), Nonces::Counted);
    let spoil_proof = |mut answer: Vec<u8>| {
        // Tags and lengths of 11 bytes, the proof of 64, tag and length of 2, the nonce of 12.
        if answer.len() == 89 {
            answer[20] ^= 1;
        }
        answer
    };
    let opened = bench.open_with(&credentials, [1; 32], spoil_proof);
    assert_eq!(opened.err(), Some(HandshakeError::Impostor));
}

#[test]
fn a_salt_that_was_changed_on_the_way_lets_nobody_in() {
    let mut bench = Bench::new(security2(Nonces::Counted));
    let credentials = Credentials::Account(account(USERNAME, POP), Nonces::Counted);
    // The challenge ends with the salt.
    let change = |mut answer: Vec<u8>| {
        if answer.ends_with(&SALT) {
            *answer.last_mut().unwrap() ^= 1;
        }
        answer
    };
    let opened = bench.open_with(&credentials, [1; 32], change);
    assert_eq!(opened.err(), Some(HandshakeError::WrongProof));
}

#[test]
fn a_key_that_makes_no_secret_is_refused_by_both_sides() {
    let mut bench = Bench::new(security1());
    let zero_key = |mut answer: Vec<u8>| {
        // The key begins after eleven bytes of tags and lengths.
        answer[11..43].fill(0);
        answer
    };
    let opened = bench.open_with(&possession(POP), [1; 32], zero_key);
    assert_eq!(opened.err(), Some(HandshakeError::BadKey(32)));

    let mut hello = vec![0x10, 1, 0x5a, 37, 0xa2, 1, 34, 0x0a, 32];
    hello.extend([0; 32]);
    let answer = bench.exchange(Endpoint::Session, &hello);
    assert_eq!(answer, Err(Refusal::NotAllowed));
}

#[test]
fn nothing_is_answered_before_the_handshake_and_after_the_connection() {
    for (security, credentials) in schemes().into_iter().skip(1) {
        let mut bench = Bench::new(security);
        let request = [0x52, 0];
        let refused = Err(Refusal::NotAllowed);
        assert_eq!(bench.exchange(Endpoint::Config, &request), refused);
        let channel = bench.open(&credentials).unwrap();
        let (pending, exchange) = channel.ask(WifiStatus).unwrap();
        bench.device.disconnected();
        assert_eq!(bench.exchange(exchange.endpoint, &exchange.bytes), refused);
        // Nothing of the last connection can be read.
        let session = bench.endpoints.characteristic(Endpoint::Session).unwrap();
        assert_eq!(bench.device.read(session), Ok(Vec::new()));
        drop(pending);
    }
}

#[test]
fn a_request_or_an_answer_changed_on_the_way_is_noticed_with_security_2() {
    for (security, credentials) in schemes().into_iter().skip(3) {
        let mut bench = Bench::new(security);
        let channel = bench.open(&credentials).unwrap();
        let (pending, mut exchange) = channel.ask(WifiStatus).unwrap();
        let right = exchange.bytes.clone();
        exchange.bytes[0] ^= 1;
        let answer = bench.exchange(Endpoint::Config, &exchange.bytes);
        assert_eq!(answer, Err(Refusal::NotAllowed));
        let mut answer = bench.exchange(Endpoint::Config, &right).unwrap();
        answer[0] ^= 1;
        assert_eq!(pending.take(&answer).err(), Some(CipherError::Tampered));
    }
}

#[test]
fn a_request_that_is_sent_again_is_refused_except_with_the_old_nonce() {
    for (security, credentials) in schemes().into_iter().skip(1) {
        let old_nonce = matches!(security, Security::Security2(_, Nonces::Fixed));
        let mut bench = Bench::new(security);
        let channel = bench.open(&credentials).unwrap();
        let wifi = WifiCredentials::new("home", "password").unwrap();
        let (_, exchange) = channel.ask(SetWifi(wifi)).unwrap();
        assert!(bench.exchange(Endpoint::Config, &exchange.bytes).is_ok());
        let again = bench.exchange(Endpoint::Config, &exchange.bytes);
        assert_eq!(again.is_ok(), old_nonce);
    }
}

#[test]
fn an_answer_longer_than_a_characteristic_is_not_read() {
    let mut bench = Bench::new(Security::Security0);
    let channel = bench.open(&Credentials::None).unwrap();
    let (pending, _) = channel.ask(WifiStatus).unwrap();
    let taken = pending.take(&[0; 513]);
    assert_eq!(taken.err(), Some(CipherError::TooLong(513)));
    let opened = bench.open_with(&Credentials::None, [1; 32], |_| vec![0; 513]);
    assert_eq!(opened.err(), Some(HandshakeError::TooLong(513)));
}

#[test]
fn what_firmware_cannot_store_or_apply_is_refused_with_a_status() {
    let mut bench = Bench::new(Security::Security0);
    let channel = bench.open(&Credentials::None).unwrap();
    let (channel, applied) = bench.ask(channel, ApplyWifi);
    assert_eq!(applied, Err(AnswerError::Status(Status::InternalError)));
    let raw_key = WifiCredentials::new("home", "0".repeat(64)).unwrap();
    let (_, set) = bench.ask(channel, SetWifi(raw_key));
    assert_eq!(set, Err(AnswerError::Status(Status::InvalidArgument)));
}

#[test]
fn secrets_are_not_shown_and_names_are_bounded() {
    let account = account(USERNAME, POP);
    let shown = [
        format!("{:?}", possession(POP)),
        format!("{:?}", Credentials::Account(account, Nonces::Counted)),
        format!("{:?} {:?}", security1(), security2(Nonces::Counted)),
    ];
    assert!(shown.iter().all(|text| !text.contains(POP)), "{shown:?}");
    let named = |name: &str| super::Account::new(name, Secret::new(POP)).err();
    assert_eq!(named(""), Some(InvalidAccount::UsernameEmpty));
    let long = Some(InvalidAccount::UsernameTooLong(65));
    assert_eq!(named(&"x".repeat(65)), long);
}
