//! Advertises any bytes as a BTHome sensor that does not encrypt.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::bthome::{Address, Climate, Listener, Object, Sensor};

const ADDRESS: Address = Address([1, 2, 3, 4, 5, 6]);

fuzz_target!(|bytes: &[u8]| {
    let mut listener = Listener::plain(ADDRESS);
    let Ok(heard) = listener.receive(bytes) else {
        return;
    };
    let mut objects: Vec<Object<'_>> = heard.objects.flatten().collect();
    Climate::of(objects.iter().copied());
    objects.retain(|object| !matches!(object, Object::PacketId(_)));
    // What was read can be said again, unless the packet id makes it too long.
    if let Ok(said) = Sensor::plain().advertise(&objects) {
        objects.sort_by_key(Object::id);
        let mut listener = Listener::plain(ADDRESS);
        let heard = listener.receive(&said).unwrap();
        assert!(heard.objects.skip(1).eq(objects.into_iter().map(Ok)));
    }
});
