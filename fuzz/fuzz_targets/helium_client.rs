//! Reads any bytes as each of the values that a hotspot of Helium shows.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::{
    gatt::Service,
    helium::{
        ConnectState, DIAGNOSTICS, Hotspot, NETWORKS, key_to_text, read_diagnostics,
        read_ethernet_online, read_key, read_lights, read_networks, read_ssid, read_text,
    },
};
use outpost_fuzz::helium::with_ed25519;

fuzz_target!(|value: &[u8]| {
    let mut hotspot = Hotspot::new(with_ed25519(), [1, 2, 3, 4, 5, 6]);
    if let Ok(key) = read_key(value) {
        assert_eq!(read_key(key_to_text(key).as_bytes()), Ok(key));
    }
    if let Ok(networks) = read_networks(value) {
        hotspot.scanned(networks.clone());
        let written = hotspot.read(NETWORKS).unwrap();
        assert_eq!(read_networks(&written), Ok(networks));
    }
    if let Ok(Some(name)) = read_ssid(value) {
        assert_eq!(name.as_str().as_bytes(), value);
    }
    if let Ok(diagnostics) = read_diagnostics(value) {
        hotspot.set_diagnostics(diagnostics.clone());
        // What is no text has become longer, so that perhaps not all of it fits.
        if let Ok(again) = read_diagnostics(&hotspot.read(DIAGNOSTICS).unwrap()) {
            assert!(diagnostics.starts_with(&again));
        }
    }
    if let Ok(state) = ConnectState::read(value) {
        assert_eq!(state.word(), value);
    }
    if let Ok(text) = read_text(value) {
        assert_eq!(text.as_bytes(), value);
    }
    let _ = read_ethernet_online(value);
    let _ = read_lights(value);
});
