//! Proves what an app gets from a device that does everything right.

use super::{Bench, POP, USERNAME, account, offered, possession, schemes, security1, security2};
use crate::devices::{claim_request, key_of, network};
use ed25519_dalek::{Signer, SigningKey};
use outpost_device_drivers::protocols::{
    claim::{ClaimAnswer, ClaimCommand, read_identity},
    espressif::{
        AnswerError, ApplyWifi, AskClaim, Channel, Credentials, Demand, Device, Endpoint,
        Endpoints, InvalidVersion, MAX_NETWORKS, MissingEndpoint, NAME_PREFIX, Nonces, Request,
        Reset, SERVICE, ScanPage, ScanProgress, ScanStatus, Scheme, Security, SetWifi, StartScan,
        Status, VersionInfo, WifiFailure, WifiState, WifiStatus, is_advertised_by,
    },
    improv::wifi::{Network, WifiCredentials},
};
use outpost_protocol::Signature;
use std::net::Ipv4Addr;
use uuid::Uuid;

const ADDRESS: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 7);

fn wifi(password: &str) -> WifiCredentials {
    WifiCredentials::new("home", password).unwrap()
}

fn scan(bench: &mut Bench, channel: Channel, networks: Vec<Network>) -> (Channel, Vec<Network>) {
    let (channel, started) = bench.ask(channel, StartScan);
    started.unwrap();
    assert_eq!(bench.demands, [Demand::Scan]);
    let (channel, running) = bench.ask(channel, ScanStatus);
    assert_eq!(running, Ok(ScanProgress::Running));
    bench.device.scanned(networks);
    let (mut channel, finished) = bench.ask(channel, ScanStatus);
    let Ok(ScanProgress::Finished(count)) = finished else {
        panic!("{finished:?}");
    };
    let mut found = Vec::new();
    for page in ScanPage::all(count) {
        let (next, networks) = bench.ask(channel, page);
        channel = next;
        found.extend(networks.unwrap());
    }
    (channel, found)
}

/// Hands over a network with this password and has it applied.
fn apply(
    bench: &mut Bench,
    channel: Channel,
    password: &str,
) -> (Channel, Result<(), AnswerError>) {
    let (channel, set) = bench.ask(channel, SetWifi(wifi(password)));
    set.unwrap();
    bench.ask(channel, ApplyWifi)
}

/// Sets a device up from beginning to end, with a wrong password first.
fn check_sets_up(security: Security, credentials: &Credentials) {
    let mut bench = Bench::new(security);
    let channel = bench.open(credentials).unwrap();
    let networks: Vec<Network> = (0..9)
        .map(|number| network(&format!("network {number}"), -40 - number, number != 3))
        .collect();
    let (channel, found) = scan(&mut bench, channel, networks.clone());
    assert_eq!(found, networks);

    let (channel, applied) = apply(&mut bench, channel, "wrong");
    applied.unwrap();
    assert_eq!(bench.demands.pop(), Some(Demand::Join(wifi("wrong"))));
    let (channel, state) = bench.ask(channel, WifiStatus);
    let attempts_remaining = None;
    assert_eq!(state, Ok(WifiState::Connecting { attempts_remaining }));
    bench.device.not_joined(WifiFailure::Authentication);
    let (channel, state) = bench.ask(channel, WifiStatus);
    assert_eq!(state, Ok(WifiState::Failed(WifiFailure::Authentication)));

    let (channel, applied) = apply(&mut bench, channel, POP);
    let busy = Err(AnswerError::Status(Status::InternalError));
    assert_eq!(applied, busy, "a device that failed is to be reset first");
    let (channel, reset) = bench.ask(channel, Reset);
    reset.unwrap();
    let (channel, applied) = apply(&mut bench, channel, POP);
    applied.unwrap();
    assert_eq!(bench.demands.pop(), Some(Demand::Join(wifi(POP))));
    bench.device.joined(ADDRESS);
    let (channel, state) = bench.ask(channel, WifiStatus);
    let connected = WifiState::Connected {
        ssid: "home".to_owned(),
        address: ADDRESS,
    };
    assert_eq!(state, Ok(connected));
    assert_eq!(bench.ask(channel, Reset).1, busy);
}

#[test]
fn a_device_of_each_scheme_is_set_up() {
    for (security, credentials) in schemes() {
        check_sets_up(security, &credentials);
    }
}

#[test]
fn a_client_key_with_a_leading_zero_is_drawn_again() {
    // 5 to the power of this, modulo the group's prime, has 383 bytes.
    let mut seed = [0x11; 32];
    seed[30..].copy_from_slice(&[0x00, 0xd3]);
    let mut bench = Bench::new(security2(Nonces::Counted));
    let credentials = Credentials::Account(account(USERNAME, POP), Nonces::Counted);
    assert!(bench.open_with(&credentials, seed, |it| it).is_ok());
}

#[test]
fn a_claim_is_asked_again_until_somebody_confirmed() {
    let mut bench = Bench::new(security1());
    let channel = bench.open(&possession(POP)).unwrap();
    let ask = |command: &ClaimCommand| AskClaim::new(command).unwrap();
    let (channel, identity) = bench.ask(channel, ask(&ClaimCommand::Identity));
    assert_eq!(read_identity(&identity.unwrap()), Some(key_of(1)));

    let request = claim_request();
    let claim = ask(&ClaimCommand::Claim(request.clone()));
    let mut channel = channel;
    for _ in 0..2 {
        let (next, answer) = bench.ask(channel, claim.clone());
        channel = next;
        let answer = ClaimAnswer::from_improv(&answer.unwrap(), request.nonce);
        assert_eq!(answer, Some(ClaimAnswer::Waiting));
    }
    assert_eq!(bench.demands, [Demand::Confirm(request.clone())]);

    let signature = SigningKey::from_bytes(&[1; 32]).sign(&request.signing_bytes(key_of(1)));
    let signature = Signature(signature.to_bytes());
    bench.device.agree(&request, signature).unwrap();
    let (_, answer) = bench.ask(channel, claim);
    let answer = ClaimAnswer::from_improv(&answer.unwrap(), request.nonce);
    assert_eq!(answer, Some(ClaimAnswer::Agreed(signature)));
    request.verify(key_of(1), signature).unwrap();
}

#[test]
fn a_declined_claim_is_answered_so_and_a_blink_is_demanded() {
    let mut bench = Bench::new(Security::Security0);
    let channel = bench.open(&Credentials::None).unwrap();
    let request = claim_request();
    let claim = AskClaim::new(&ClaimCommand::Claim(request.clone())).unwrap();
    let (channel, waiting) = bench.ask(channel, claim.clone());
    waiting.unwrap();
    bench.device.refuse(&request).unwrap();
    let (channel, answer) = bench.ask(channel, claim);
    let answer = ClaimAnswer::from_improv(&answer.unwrap(), request.nonce);
    assert_eq!(answer, Some(ClaimAnswer::Refused));
    bench.demands.clear();
    let blink = AskClaim::new(&ClaimCommand::Blink).unwrap();
    assert!(bench.ask(channel, blink).1.unwrap().strings().is_empty());
    assert_eq!(bench.demands, [Demand::Blink]);
}

#[test]
fn a_device_says_which_scheme_it_wants() {
    let expected = [
        Scheme::Security0,
        Scheme::Security1 {
            wants_possession: false,
        },
        Scheme::Security1 {
            wants_possession: true,
        },
        Scheme::Security2(Nonces::Fixed),
        Scheme::Security2(Nonces::Counted),
    ];
    for ((security, _), scheme) in schemes().into_iter().zip(expected) {
        let request = VersionInfo::request();
        let answer = Bench::new(security).exchange(request.endpoint, &request.bytes);
        let version = VersionInfo::read(&answer.unwrap()).unwrap();
        assert_eq!(version.scheme, scheme);
        assert!(version.scans_wifi);
    }
}

#[track_caller]
fn check_version(json: &str, expected: Result<(Scheme, bool), InvalidVersion>) {
    let read = VersionInfo::read(json.as_bytes());
    assert_eq!(read.map(|it| (it.scheme, it.scans_wifi)), expected);
}

#[test]
fn versions_of_old_and_new_firmware_are_read() {
    // As cJSON prints it, with what an application adds.
    let printed = "{\n\t\"app\":\t{\n\t\t\"ver\":\t\"v1\",\n\t\t\"cap\":\t[\"led\"]\n\t},\n\t\"prov\":\t{\n\t\t\"ver\":\t\"v1.1\",\n\t\t\"sec_ver\":\t2,\n\t\t\"sec_patch_ver\":\t1,\n\t\t\"cap\":\t[\"wifi_scan\"]\n\t}\n}";
    check_version(printed, Ok((Scheme::Security2(Nonces::Counted), true)));
    let security1 = |wants_possession| Scheme::Security1 { wants_possession };
    for (capabilities, scheme) in [
        (r#""no_sec""#, Scheme::Security0),
        (r#""no_pop""#, security1(false)),
        ("", security1(true)),
    ] {
        let json = format!(r#"{{"prov":{{"ver":"v1.0","cap":[{capabilities}]}}}}"#);
        check_version(&json, Ok((scheme, false)));
    }
    check_version(
        r#"{"prov":{"ver":"v1.1","sec_ver":2,"sec_patch_ver":9,"cap":[]}}"#,
        Err(InvalidVersion::UnknownScheme {
            scheme: 2,
            patch: 9,
        }),
    );
    check_version(&" ".repeat(513), Err(InvalidVersion::TooLong(513)));
    let bare = VersionInfo::read(b"v1.0");
    assert!(matches!(bare, Err(InvalidVersion::Unreadable(_))));
}

#[test]
fn endpoints_are_known_by_their_names_whatever_their_ids() {
    let service = Uuid::from_u128(0x1775244d_6b43_439b_877c_060f2d9bed07);
    let device = Device::new(Security::Security0, key_of(1), [7; 32]).with_service(service);
    let mut offered = offered(&device);
    for one in &mut offered {
        one.description = one.description.as_ref().map(|it| it.to_uppercase());
    }
    let endpoints = Endpoints::find(&offered).unwrap();
    assert_eq!(
        endpoints.characteristic(Endpoint::Session),
        Ok(Uuid::from_u128(0x1775ff51_6b43_439b_877c_060f2d9bed07))
    );
}

#[test]
fn a_missing_endpoint_is_named_and_another_services_is_not_taken_for_it() {
    let device = Device::new(Security::Security0, key_of(1), [7; 32]);
    let mut offered = offered(&device);
    for one in &mut offered {
        match one.description.as_deref() {
            Some("prov-config") => one.service = Uuid::from_u128(1),
            Some("outpost-claim") => one.description = None,
            _ => {}
        }
    }
    let missing = Err(MissingEndpoint(Endpoint::Config));
    assert_eq!(Endpoints::find(&offered), missing);
    for one in &mut offered {
        one.service = SERVICE;
    }
    let endpoints = Endpoints::find(&offered).unwrap();
    let missing = Err(MissingEndpoint(Endpoint::Claim));
    assert_eq!(endpoints.characteristic(Endpoint::Claim), missing);
    assert!(Endpoints::find(&[]).is_err());
}

#[test]
fn a_device_is_known_by_its_service_or_by_its_name() {
    let name = format!("{NAME_PREFIX}A1B2C3");
    assert!(is_advertised_by(&[SERVICE], None));
    assert!(is_advertised_by(&[], Some(&name)));
    assert!(!is_advertised_by(&[Uuid::nil()], Some("PROVIDER")));
}

#[test]
fn a_scan_is_read_in_pages_and_no_further_than_is_sensible() {
    assert_eq!(ScanPage::all(0).count(), 0);
    assert_eq!(ScanPage::all(5).count(), 2);
    assert_eq!(ScanPage::all(u32::MAX).count(), MAX_NETWORKS as usize / 4);
}

#[test]
fn zeros_are_not_taken_for_a_joined_network() {
    // What firmware answers that cannot tell its state: status 0, station 0, nothing else.
    let answer = [0x08, 0x01, 0x5a, 0x00];
    assert_eq!(WifiStatus.decode(&answer), Err(AnswerError::Unexpected));
}
