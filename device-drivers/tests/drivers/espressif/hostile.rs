//! Proves that any bytes leave both sides able to go on.

use super::{Bench, POP, USERNAME, account, possession, schemes, security1};
use outpost_device_drivers::protocols::{
    claim::ClaimCommand,
    espressif::{
        AnswerError, ApplyWifi, AskClaim, Credentials, Endpoint, Handshake, Next, Nonces, Request,
        Reset, ScanPage, ScanStatus, SetWifi, StartScan, VersionInfo, WifiStatus,
    },
    improv::wifi::WifiCredentials,
};
use proptest::{collection::vec, prelude::*, sample::Index};

/// Any bytes, or a message of the handshake with some of them changed.
fn any_message(messages: &'static [Vec<u8>]) -> impl Strategy<Value = Vec<u8>> {
    let changed = (
        any::<Index>(),
        vec((any::<Index>(), any::<u8>()), 0..4),
        any::<Index>(),
    );
    let changed = changed.prop_map(|(which, changes, cut)| {
        let mut message = which.get(messages).clone();
        for (at, byte) in changes {
            let at = at.index(message.len());
            message[at] = byte;
        }
        if cut.index(4) == 0 {
            message.truncate(cut.index(message.len()));
        }
        message
    });
    prop_oneof![vec(any::<u8>(), 0..520), changed]
}

/// Everything that devices and clients say in whole runs.
fn messages() -> &'static [Vec<u8>] {
    use std::sync::LazyLock;
    static MESSAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        let mut messages = Vec::new();
        for (security, credentials) in schemes() {
            let mut bench = Bench::new(security);
            let (mut handshake, mut exchange) = Handshake::begin(&credentials, [1; 32]);
            loop {
                let answer = bench.exchange(exchange.endpoint, &exchange.bytes).unwrap();
                messages.extend([exchange.bytes, answer.clone()]);
                match handshake.take(&answer).unwrap() {
                    Next::Exchange(next, next_exchange) => {
                        (handshake, exchange) = (next, next_exchange);
                    }
                    Next::Established(_) => break,
                }
            }
        }
        let wifi = WifiCredentials::new("home", "password").unwrap();
        messages.extend([
            StartScan.encode(),
            ScanStatus.encode(),
            SetWifi(wifi).encode(),
            ApplyWifi.encode(),
            WifiStatus.encode(),
            Reset.encode(),
            AskClaim::new(&ClaimCommand::Identity).unwrap().encode(),
        ]);
        messages
    });
    &MESSAGES
}

proptest! {
    #[test]
    fn a_device_survives_any_writes_and_lets_the_right_client_in(
        writes in vec((any::<Index>(), any_message(messages())), 0..8),
        opened in any::<bool>(),
    ) {
        let mut bench = Bench::new(security1());
        if opened {
            prop_assert!(bench.open(&possession(POP)).is_ok());
        }
        for (endpoint, bytes) in &writes {
            let _ = bench.exchange(*endpoint.get(&Endpoint::ALL), bytes);
        }
        prop_assert!(bench.open(&possession(POP)).is_ok());
    }

    #[test]
    fn an_answer_of_any_bytes_is_read_or_refused(bytes in any_message(messages())) {
        let _ = VersionInfo::read(&bytes);
        let _ = StartScan.decode(&bytes);
        let _ = ScanStatus.decode(&bytes);
        for page in ScanPage::all(8) {
            if let Ok(networks) = page.decode(&bytes) {
                prop_assert!(networks.len() <= 4);
            }
        }
        let _ = ApplyWifi.decode(&bytes);
        let _ = WifiStatus.decode(&bytes);
        let _ = Reset.decode(&bytes);
        let _ = AskClaim::new(&ClaimCommand::Identity).unwrap().decode(&bytes);
    }

    #[test]
    fn an_open_device_survives_any_requests(
        writes in vec((any::<Index>(), any_message(messages())), 0..16),
    ) {
        let mut bench = Bench::new(super::Security::Security0);
        for (endpoint, bytes) in &writes {
            let _ = bench.exchange(*endpoint.get(&Endpoint::ALL), bytes);
        }
        let channel = bench.open(&Credentials::None).unwrap();
        prop_assert!(bench.ask(channel, WifiStatus).1.is_ok());
    }
}

proptest! {
    // Arithmetic on 3072 bits takes its time.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_handshake_survives_any_answers(
        first in any_message(messages()),
        second in any_message(messages()),
    ) {
        let account = account(USERNAME, POP);
        for credentials in [
            Credentials::None,
            possession(POP),
            Credentials::Account(account, Nonces::Counted),
        ] {
            let (handshake, _) = Handshake::begin(&credentials, [3; 32]);
            if let Ok(Next::Exchange(handshake, _)) = handshake.take(&first) {
                let _ = handshake.take(&second);
            }
        }
    }

    #[test]
    fn any_device_key_and_salt_are_taken_or_refused(
        key in vec(any::<u8>(), 0..400),
        salt in vec(any::<u8>(), 0..40),
    ) {
        check_challenge(&key, &salt);
    }
}

/// Expects that a challenge is taken just where its key can be one.
fn check_challenge(key: &[u8], salt: &[u8]) {
    let credentials = Credentials::Account(account(USERNAME, POP), Nonces::Counted);
    let (handshake, _) = Handshake::begin(&credentials, [3; 32]);
    let field = |tag: &[u8], bytes: &[u8]| {
        let length = [bytes.len() as u8 | 0x80, (bytes.len() >> 7) as u8];
        [tag, &length, bytes].concat()
    };
    let challenge = [field(&[0x12], key), field(&[0x1a], salt)].concat();
    let payload = [&[0x08, 1][..], &field(&[0xaa, 1], &challenge)].concat();
    let answer = [&[0x10, 2][..], &field(&[0x62], &payload)].concat();
    let taken = handshake.take(&answer);
    let is_key = (1..=384).contains(&key.len()) && key.iter().any(|byte| *byte != 0);
    assert_eq!(matches!(taken, Ok(Next::Exchange(..))), is_key);
}

#[test]
fn a_device_key_is_a_number_but_zero_of_at_most_the_groups_length() {
    for key in [
        vec![],
        vec![0; 384],
        vec![1; 385],
        vec![1; 1],
        vec![0xff; 384],
    ] {
        check_challenge(&key, &[5; 16]);
    }
}

#[test]
fn a_page_with_more_networks_than_were_asked_for_is_not_read() {
    let page = |networks| ScanPage::all(networks).next().unwrap();
    // Two networks of which nothing is said.
    let answer = [0x08, 5, 0x7a, 4, 0x0a, 0, 0x0a, 0];
    assert_eq!(page(1).decode(&answer), Err(AnswerError::Unexpected));
    assert_eq!(page(2).decode(&answer).unwrap().len(), 2);
}
