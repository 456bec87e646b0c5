//! Proves that the client says what Espressif's own says, byte for byte, and that the device answers
//! what that client went on with.

use super::{Bench, POP, SALT, USERNAME, account, possession, security1, security2};
use outpost_device_drivers::protocols::{
    espressif::{Credentials, Endpoint, Handshake, Next, Nonces, Security, SetWifi, Verifier},
    improv::wifi::WifiCredentials,
};

const VECTORS: &str = include_str!("../../vectors/espressif.txt");

/// The fields after these, of each line that begins with them.
fn lines(beginning: &[&'static str]) -> Vec<Vec<&'static str>> {
    let fields = VECTORS.lines().map(|line| line.split(' ').collect());
    let fields =
        fields.filter_map(|fields: Vec<&str>| Some(fields.strip_prefix(beginning)?.to_vec()));
    fields.collect()
}

fn bytes(digits: &str) -> Vec<u8> {
    hex::decode(digits).unwrap()
}

fn counting_from(first: u8) -> [u8; 32] {
    std::array::from_fn(|index| first + index as u8)
}

/// Plays the device's part of a recorded handshake and of a request.
fn check_client(scheme: &'static str, credentials: Credentials, seed: [u8; 32]) {
    let recorded = lines(&["client", scheme]);
    let mut recorded = recorded.iter().map(|fields| bytes(fields[1]));
    let mut next = || recorded.next().unwrap();
    let (handshake, hello) = Handshake::begin(&credentials, seed);
    assert_eq!(hello.bytes, next());
    let Ok(Next::Exchange(handshake, proof)) = handshake.take(&next()) else {
        panic!("the device's key is taken");
    };
    assert_eq!(proof.bytes, next());
    let Ok(Next::Established(channel)) = handshake.take(&next()) else {
        panic!("the device's proof is taken");
    };
    let wifi = WifiCredentials::new("home", "correct horse").unwrap();
    let (pending, exchange) = channel.ask(SetWifi(wifi)).unwrap();
    assert_eq!(exchange.bytes, next());
    let (_, answer) = pending.take(&next()).unwrap();
    assert_eq!(answer, Ok(()));
}

#[test]
fn the_client_does_as_espressifs_client_does() {
    check_client("security1", possession(POP), counting_from(0x20));
    check_client("security1-no-proof", possession(""), counting_from(0x20));
    for (scheme, nonces) in [
        ("security2-patch0", Nonces::Fixed),
        ("security2-patch1", Nonces::Counted),
    ] {
        let credentials = Credentials::Account(account(USERNAME, POP), nonces);
        check_client(scheme, credentials, counting_from(0x81));
    }
}

/// Plays the client's part of a recorded run.
fn check_device(scheme: &'static str, security: Security) {
    let mut bench = Bench::new(security);
    let mut count = 0;
    for fields in lines(&["device", scheme]) {
        let [name, written, read] = fields.as_slice() else {
            panic!("{fields:?}");
        };
        let endpoint = Endpoint::ALL.into_iter().find(|it| it.name() == *name);
        let answer = bench.exchange(endpoint.unwrap(), &bytes(written));
        assert_eq!(answer, Ok(bytes(read)), "{scheme} {name}");
        count += 1;
    }
    assert!(count >= 8, "{scheme} has a whole run");
}

#[test]
fn the_device_answers_what_espressifs_client_went_on_with() {
    check_device("security0", Security::Security0);
    check_device("security1", security1());
    check_device("security2-patch0", security2(Nonces::Fixed));
    check_device("security2-patch1", security2(Nonces::Counted));
}

#[test]
fn the_verifier_is_the_one_of_espressifs_example() {
    let verifier = Verifier::of(&account(USERNAME, POP), SALT);
    assert_eq!(verifier.as_bytes(), bytes(lines(&["verifier"])[0][0]));
}
