//! Reads any text as a network file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::NetworkDefinition;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = str::from_utf8(bytes)
        && let Ok(network) = NetworkDefinition::from_toml(text)
    {
        let written = network.to_toml().unwrap();
        assert_eq!(NetworkDefinition::from_toml(&written).unwrap(), network);
    }
});
