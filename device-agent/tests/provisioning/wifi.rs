//! Joins networks through the system's services, over a real bus.

use crate::{
    bus::Bus,
    fake_network_manager::{
        self as fake, FakeNetworkManager, HIDDEN, HOME, MODERN, NO_ADDRESSES, OPEN, PASSWORD,
    },
    fake_wpa_supplicant::{self, FakeWpaSupplicant},
};
use outpost_device_agent::wifi::{
    Standing, Wifi, WifiError, network_manager::NetworkManager, system::SystemWifi,
    wpa_supplicant::WpaSupplicant,
};
use outpost_device_drivers::protocols::improv::wifi::{Network, WifiCredentials};

const NOWHERE: &str = "Atlantis";

fn credentials(ssid: &str, password: &str) -> WifiCredentials {
    WifiCredentials::new(ssid, password).unwrap()
}

fn network(ssid: &str, signal_dbm: i16, secured: bool) -> Network {
    Network {
        ssid: ssid.to_owned(),
        signal_dbm,
        secured,
    }
}

/// What must be so with any service: what is joined, what is not, and why.
async fn check_joining(wifi: &mut impl Wifi) {
    let ssid = |ssid: &str| ssid.to_owned();
    assert_eq!(wifi.standing().await, Ok(Standing::Offline));
    for password in ["", "not this one"] {
        assert_eq!(
            wifi.join(&credentials(HOME, password)).await,
            Err(WifiError::WrongPassword { ssid: ssid(HOME) })
        );
    }
    assert_eq!(wifi.join(&credentials(HOME, PASSWORD)).await, Ok(()));
    assert_eq!(wifi.standing().await, Ok(Standing::Joined(ssid(HOME))));
    assert_eq!(wifi.join(&credentials(OPEN, "")).await, Ok(()));
    assert_eq!(wifi.join(&credentials(HIDDEN, PASSWORD)).await, Ok(()));
    assert_eq!(wifi.join(&credentials(MODERN, PASSWORD)).await, Ok(()));
    assert_eq!(wifi.standing().await, Ok(Standing::Joined(ssid(MODERN))));
    // Once more, as after a new password.
    assert_eq!(wifi.join(&credentials(HOME, PASSWORD)).await, Ok(()));
    assert_eq!(wifi.forget(OPEN).await, Ok(()));
    assert_eq!(wifi.forget(NOWHERE).await, Ok(()));
}

#[tokio::test]
async fn network_manager_lists_each_network_once_and_finds_new_ones() {
    let bus = Bus::start();
    let service = FakeNetworkManager::start(&bus).await;
    let mut wifi = NetworkManager::new(bus.connect().await);
    let heard = [
        network(HOME, -52, true),
        network(MODERN, -70, true),
        network(OPEN, -76, false),
        network(NO_ADDRESSES, -88, true),
    ];
    assert_eq!(wifi.scan().await.unwrap(), heard);
    assert_eq!(wifi.scan().await.unwrap(), heard);
    assert_eq!(service.state().scans, 2);
}

#[tokio::test]
async fn network_manager_joins_and_keeps_each_network_once_and_nothing_that_failed() {
    let bus = Bus::start();
    let service = FakeNetworkManager::start(&bus).await;
    let mut wifi = NetworkManager::new(bus.connect().await);
    check_joining(&mut wifi).await;
    assert_eq!(
        wifi.join(&credentials(NOWHERE, PASSWORD)).await,
        Err(WifiError::NotFound {
            ssid: NOWHERE.to_owned()
        })
    );
    let error = wifi.join(&credentials(NO_ADDRESSES, PASSWORD)).await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("gave no address"), "{error}");

    let known = |ssid: &str, hidden, management: &str| fake::Known {
        ssid: ssid.to_owned(),
        hidden,
        key_management: Some(management.to_owned()),
        psk: Some(PASSWORD.to_owned()),
    };
    let kept: Vec<fake::Known> = service.state().known.values().cloned().collect();
    assert_eq!(
        kept,
        [
            known(HIDDEN, true, "wpa-psk"),
            known(MODERN, false, "sae"),
            known(HOME, false, "wpa-psk"),
        ]
    );
}

#[tokio::test]
async fn wpa_supplicant_lists_each_network_once_after_a_new_scan() {
    let bus = Bus::start();
    let service = FakeWpaSupplicant::start(&bus).await;
    let mut wifi = WpaSupplicant::new(bus.connect().await);
    let heard = [
        network(HOME, -51, true),
        network(MODERN, -60, true),
        network(OPEN, -70, false),
    ];
    assert_eq!(wifi.scan().await.unwrap(), heard);
    assert_eq!(service.state().scans, 1);
}

#[tokio::test]
async fn wpa_supplicant_joins_and_saves_each_network_once_and_nothing_that_failed() {
    let bus = Bus::start();
    let service = FakeWpaSupplicant::start(&bus).await;
    let mut wifi = WpaSupplicant::new(bus.connect().await);
    check_joining(&mut wifi).await;

    let known = |ssid: &str, asked_for, management: &str| fake_wpa_supplicant::Known {
        ssid: ssid.to_owned(),
        asked_for,
        key_management: management.to_owned(),
        psk: Some(PASSWORD.to_owned()),
    };
    let kept: Vec<fake_wpa_supplicant::Known> = service.state().known.values().cloned().collect();
    assert_eq!(
        kept,
        [
            known(HIDDEN, true, "WPA-PSK"),
            known(MODERN, false, "SAE"),
            known(HOME, false, "WPA-PSK"),
        ]
    );
    assert!(service.state().saved > 0);
}

#[tokio::test]
async fn wpa_supplicant_goes_back_to_the_network_of_before() {
    let bus = Bus::start();
    let service = FakeWpaSupplicant::start(&bus).await;
    let mut wifi = WpaSupplicant::new(bus.connect().await);
    wifi.join(&credentials(HOME, PASSWORD)).await.unwrap();
    let before = service.state().selected;
    assert!(before.is_some());
    wifi.join(&credentials(MODERN, "not this one"))
        .await
        .unwrap_err();
    assert_eq!(service.state().selected, before);
}

#[tokio::test]
async fn both_services_tell_the_addresses_of_what_is_around_after_a_new_scan() {
    let address = |last: u8| [0x00, 0x1a, 0x2b, 0, 0, last];
    let bus = Bus::start();
    let service = FakeNetworkManager::start(&bus).await;
    let mut wifi = NetworkManager::new(bus.connect().await);
    let around = wifi.look_around().await.unwrap();
    // By their strength, in percent.
    assert_eq!(around, [20, 30, 40, 50, 80].map(address).into());
    assert_eq!(service.state().scans, 1);

    let service = FakeWpaSupplicant::start(&bus).await;
    let mut wifi = WpaSupplicant::new(bus.connect().await);
    let around = wifi.look_around().await.unwrap();
    // By their signal, in dBm.
    assert_eq!(around, [51, 60, 70, 77].map(address).into());
    assert_eq!(service.state().scans, 1);
}

#[tokio::test]
async fn the_service_that_runs_is_found_and_none_is_said() {
    let bus = Bus::start();
    let connection = bus.connect().await;
    let error = SystemWifi::detect(&connection).await.unwrap_err();
    assert!(matches!(error, WifiError::NoService { .. }));
    assert!(error.remedy().unwrap().contains("--wifi"));
    // The one that was named does not run.
    let missing = NetworkManager::new(connection.clone()).scan().await;
    assert!(matches!(missing, Err(WifiError::NoService { .. })));

    let _supplicant = FakeWpaSupplicant::start(&bus).await;
    let found = SystemWifi::detect(&connection).await.unwrap();
    assert!(matches!(found, SystemWifi::WpaSupplicant(_)));
    // It may be NetworkManager's own.
    let _manager = FakeNetworkManager::start(&bus).await;
    let found = SystemWifi::detect(&connection).await.unwrap();
    assert!(matches!(found, SystemWifi::NetworkManager(_)));
}
