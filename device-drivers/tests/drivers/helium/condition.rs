//! Asks how a hotspot does, and which characteristics it has.

use super::*;

#[test]
fn what_a_hotspot_says_of_itself_is_told_in_types() {
    let entries = [
        ("connected", "yes", Diagnostic::Connected(true)),
        ("connected", "no", Diagnostic::Connected(false)),
        ("dialable", "no", Diagnostic::Dialable(false)),
        ("nat_type", "none", Diagnostic::Nat(NatType::None)),
        ("nat_type", "static", Diagnostic::Nat(NatType::Static)),
        (
            "nat_type",
            "restricted",
            Diagnostic::Nat(NatType::Restricted),
        ),
        ("nat_type", "symmetric", Diagnostic::Nat(NatType::Symmetric)),
        ("nat_type", "unknown", Diagnostic::Nat(NatType::Unknown)),
        ("height", "1234567", Diagnostic::Height(1_234_567)),
        (
            "eth",
            "B827EB12AB34",
            Diagnostic::Ethernet(Some(unhex("b827eb12ab34"))),
        ),
        ("eth", "unknown", Diagnostic::Ethernet(None)),
        (
            "wifi",
            "B827EB12AB34",
            Diagnostic::Wifi(Some(unhex("b827eb12ab34"))),
        ),
        (
            "ip",
            "192.168.1.20",
            Diagnostic::Address(Some([192, 168, 1, 20])),
        ),
        ("ip", "none", Diagnostic::Address(None)),
        (
            "fw",
            "2023.03.15.0",
            Diagnostic::Firmware("2023.03.15.0".to_owned()),
        ),
        ("disk", "ok", Diagnostic::StorageWorks(true)),
        ("disk", "read-only", Diagnostic::StorageWorks(false)),
        ("connected", "maybe", other("connected", "maybe")),
        ("nat_type", "carrier", other("nat_type", "carrier")),
        ("height", "-1", other("height", "-1")),
        ("ip", "1.2.3.4.5", other("ip", "1.2.3.4.5")),
        ("eth", "B827", other("eth", "B827")),
        ("disk", "", other("disk", "")),
        ("region", "EU868", other("region", "EU868")),
    ];
    for (key, value, expected) in entries {
        let entry = [
            &[0x0a, key.len() as u8],
            key.as_bytes(),
            &[0x12, value.len() as u8],
            value.as_bytes(),
        ]
        .concat();
        let map = [&[0x0a, entry.len() as u8], entry.as_slice()].concat();
        let read = read_diagnostics(&map).unwrap();
        assert_eq!(read, std::slice::from_ref(&expected));
        let mut hotspot = hotspot();
        hotspot.set_diagnostics(read);
        let written = hotspot.read(DIAGNOSTICS).unwrap();
        assert_eq!(read_diagnostics(&written), Ok(vec![expected]));
    }
}

fn other(key: &str, value: &str) -> Diagnostic {
    Diagnostic::Other {
        key: key.to_owned(),
        value: value.to_owned(),
    }
}

#[test]
fn a_hotspot_that_knows_nothing_yet_says_so() {
    let mut hotspot = hotspot();
    let value = hotspot.read(DIAGNOSTICS).unwrap();
    assert_eq!(read_diagnostics(&value), Err(ValueError::NotYet));
    assert_eq!(read_diagnostics(b"unknown"), Err(ValueError::NotYet));
    hotspot.set_diagnostics(vec![other("a", &"b".repeat(100)); 9]);
    let value = hotspot.read(DIAGNOSTICS).unwrap();
    assert!(value.len() <= MAX_VALUE_BYTES);
    assert_eq!(read_diagnostics(&value).map(|read| read.len()), Ok(4));
}

#[test]
fn ethernet_and_lights_are_one_of_two_words() {
    let mut hotspot = hotspot();
    for online in [true, false] {
        hotspot.set_ethernet(online);
        let value = hotspot.read(ETHERNET_ONLINE).unwrap();
        assert_eq!(read_ethernet_online(&value), Ok(online));
        let reply = ask(&mut hotspot, &Request::Lights(online));
        assert_eq!(reply.demands, [Demand::Lights(online)]);
        let value = hotspot.read(LIGHTS).unwrap();
        assert_eq!(read_lights(&value), Ok(online));
    }
    // Anything else leaves the lights as they are.
    hotspot.write(LIGHTS, b"dim").unwrap();
    assert_eq!(hotspot.read(LIGHTS).unwrap(), b"off");
    assert_eq!(read_ethernet_online(b"TRUE"), Err(ValueError::Malformed));
}

#[test]
fn a_hotspot_is_known_by_its_service_or_its_name() {
    let name = hotspot().advertised_name();
    assert_eq!(name, "Helium Hotspot AB34");
    assert!(is_hotspot(&[SERVICE], None));
    assert!(is_hotspot(&[], Some(&name)));
    assert!(!is_hotspot(&[PUBLIC_KEY], Some("Helium")));
    assert!(!is_hotspot(&[], None));
}

#[test]
fn each_characteristic_can_be_used_as_it_says_and_no_other() {
    let mut hotspot = hotspot();
    for it in hotspot.characteristics() {
        assert_eq!(hotspot.read(it.uuid).is_ok(), it.access.read, "{}", it.uuid);
        let written = hotspot.write(it.uuid, b"\xff");
        assert_eq!(written.is_ok(), it.access.write, "{}", it.uuid);
        assert!(hotspot.write(it.uuid, &[0; 513]).is_err());
        if let Ok(reply) = written {
            let others = |(told, _): &Notification| *told != it.uuid || !it.access.notify;
            assert!(!reply.notifications.iter().any(others), "{}", it.uuid);
        }
    }
    assert!(hotspot.read(SERVICE).is_err());
    assert_eq!(hotspot.read(ASSERT_LOCATION).unwrap(), b"error");
}
