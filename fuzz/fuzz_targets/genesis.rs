//! Decodes any bytes as a network's genesis.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_protocol::{genesis::Genesis, hash::encode};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(genesis) = Genesis::decode(bytes) {
        // The balances may come in any order; the network's id is that of the ordered ones.
        let written = encode(&genesis);
        let again = Genesis::decode(&written).unwrap();
        assert_eq!(again.network_id(), genesis.network_id());
        assert_eq!(encode(&again), written);
    }
});
