//! Gives a hotspot its Wi-Fi.

use super::*;

#[test]
fn a_list_is_these_bytes() {
    let mut hotspot = hotspot();
    hotspot.scanned(vec![name("home"), name("café")]);
    let value = hotspot.read(NETWORKS).unwrap();
    assert_eq!(value, b"\x0a\x04home\x0a\x05caf\xc3\xa9");
    assert_eq!(read_networks(&value), Ok(vec![name("home"), name("café")]));
}

#[test]
fn names_that_cannot_be_typed_are_left_out_of_a_list() {
    let value = b"\x0a\x02\xff\xff\x0a\x00\x0a\x04home";
    assert_eq!(read_networks(value), Ok(vec![name("home")]));
    assert_eq!(read_networks(b""), Ok(vec![]));
}

#[test]
fn what_is_no_list_is_an_error() {
    for (value, expected) in [
        (b"error".to_vec(), ValueError::Failed),
        (b"\x0a\x05home".to_vec(), ValueError::Malformed),
        (vec![0x0a; 513], ValueError::TooLong(513)),
    ] {
        assert_eq!(read_networks(&value), Err(expected));
    }
}

#[test]
fn a_network_that_is_called_like_an_error_can_be_joined() {
    assert_eq!(read_ssid(b"error"), Ok(Some(name("error"))));
    assert_eq!(read_ssid(b""), Ok(None));
    assert_eq!(read_ssid(&[b'a'; 33]), Err(ValueError::Malformed));
    assert_eq!(read_ssid(&[b'a'; 513]), Err(ValueError::TooLong(513)));
}

#[test]
fn each_word_is_one_state_of_connecting() {
    let failed = ConnectState::Failed;
    for (word, state) in [
        ("init", ConnectState::Idle),
        ("connecting", ConnectState::Connecting),
        ("connected", ConnectState::Connected),
        ("not_found", failed(ConnectFailure::NotFound)),
        ("timeout", failed(ConnectFailure::Timeout)),
        ("invalid", failed(ConnectFailure::InvalidPassword)),
        ("failed", failed(ConnectFailure::Refused)),
        ("already", failed(ConnectFailure::Busy)),
        ("error", failed(ConnectFailure::Other)),
        ("badargs", failed(ConnectFailure::BadArguments)),
    ] {
        assert_eq!(ConnectState::read(word.as_bytes()), Ok(state));
        assert_eq!(state.word(), word.as_bytes());
    }
    assert_eq!(ConnectState::read(b"other"), Err(ValueError::Malformed));
}

#[test]
fn a_network_is_joined_and_removed() {
    let mut hotspot = hotspot();
    let home = Request::Connect(wifi("home", "secret"));
    assert_eq!(home.value(), b"\x0a\x04home\x12\x06secret");
    let reply = ask(&mut hotspot, &home);
    assert_eq!(reply.demands, [Demand::Connect(wifi("home", "secret"))]);
    assert_eq!(state(&reply), ConnectState::Connecting);
    let told = hotspot.joined();
    assert_eq!(
        told,
        [
            (SSID, b"home".to_vec()),
            (WIFI_CONNECT, b"connected".to_vec())
        ]
    );
    let configured = hotspot.read(CONFIGURED_NETWORKS).unwrap();
    assert_eq!(read_networks(&configured), Ok(vec![name("home")]));

    let reply = ask(&mut hotspot, &Request::Remove(name("home")));
    assert_eq!(reply.demands, [Demand::Remove(name("home"))]);
    assert_eq!(hotspot.read(CONFIGURED_NETWORKS).unwrap(), b"");
    assert_eq!(read_ssid(&hotspot.read(SSID).unwrap()), Ok(None));
}

fn state(reply: &Reply<Demand>) -> ConnectState {
    let [(WIFI_CONNECT, value)] = reply.notifications.as_slices().0 else {
        unreachable!("a write to this characteristic tells of it alone");
    };
    ConnectState::read(value).unwrap()
}

#[test]
fn a_network_that_cannot_be_joined_is_told_and_can_be_tried_again() {
    let mut hotspot = hotspot();
    for why in [ConnectFailure::InvalidPassword, ConnectFailure::NotFound] {
        ask(&mut hotspot, &Request::Connect(wifi("home", "wrong")));
        let told = hotspot.not_joined(why);
        let word = ConnectState::Failed(why).word().to_vec();
        assert_eq!(told, [(WIFI_CONNECT, word.clone())]);
        assert_eq!(hotspot.read(WIFI_CONNECT).unwrap(), word);
    }
    assert_eq!(hotspot.read(CONFIGURED_NETWORKS).unwrap(), b"");
}

#[test]
fn a_hotspot_joins_one_network_at_a_time_and_only_what_it_can_read() {
    let mut hotspot = hotspot();
    ask(&mut hotspot, &Request::Connect(wifi("home", "secret")));
    let reply = ask(&mut hotspot, &Request::Connect(wifi("other", "secret")));
    assert_eq!(state(&reply), ConnectState::Failed(ConnectFailure::Busy));
    assert_eq!(reply.demands, []);
    hotspot.joined();
    assert_eq!(hotspot.read(SSID).unwrap(), b"home");
    assert_eq!(hotspot.joined(), []);
    let too_long = [b"\x0a\x21".as_slice(), &[b'a'; 33]].concat();
    for value in [b"".as_slice(), b"\xff", &too_long] {
        let reply = hotspot.write(WIFI_CONNECT, value).unwrap();
        let expected = ConnectState::Failed(ConnectFailure::BadArguments);
        assert_eq!(state(&reply), expected);
        assert_eq!(reply.demands, []);
    }
}

proptest! {
    #[test]
    fn a_list_holds_as_many_as_fit_from_the_first(
        lengths in prop::collection::vec(1..=32_usize, 0..60),
    ) {
        let names: Vec<NetworkName> =
            lengths.iter().map(|&length| name(&"a".repeat(length))).collect();
        let mut hotspot = hotspot();
        hotspot.scanned(names.clone());
        let value = hotspot.read(NETWORKS).unwrap();
        prop_assert!(value.len() <= MAX_VALUE_BYTES);
        let read = read_networks(&value).unwrap();
        prop_assert_eq!(&read, &names[..read.len()]);
        if let Some(next) = lengths.get(read.len()) {
            prop_assert!(value.len() + 2 + next > MAX_VALUE_BYTES);
        }
    }
}
