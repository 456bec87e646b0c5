//! Advertises any bytes as a BTHome sensor that encrypts, and any objects under the right key.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_device_drivers::protocols::bthome::{
    Address, BindKey, Listener, Object, Refusal, Sensor,
};

const ADDRESS: Address = Address([1, 2, 3, 4, 5, 6]);

fuzz_target!(|input: &[u8]| {
    let [at, bytes @ ..] = input else {
        return;
    };
    let key = BindKey::new(&[7; 16]);
    let mut listener = Listener::encrypted(ADDRESS, key.clone());
    // Nobody guesses a tag within a run.
    assert!(listener.receive(bytes).is_err());
    assert_eq!(listener.counter(), None);

    let mut plain = Listener::plain(ADDRESS);
    let Ok(heard) = plain.receive(bytes) else {
        return;
    };
    let mut objects: Vec<Object<'_>> = heard.objects.flatten().collect();
    objects.retain(|object| !matches!(object, Object::PacketId(_)));
    let Ok(sealed) = Sensor::encrypted(ADDRESS, key, 5).advertise(&objects) else {
        return;
    };
    let mut altered = sealed.clone();
    let last = altered.len() - 1;
    altered[1 + usize::from(*at) % last] ^= 1;
    assert_eq!(listener.receive(&altered).unwrap_err(), Refusal::WrongKey);
    objects.sort_by_key(Object::id);
    let heard = listener.receive(&sealed).unwrap();
    assert!(heard.objects.eq(objects.into_iter().map(Ok)));
    assert_eq!(listener.receive(&sealed).unwrap_err(), Refusal::Repeated);
});
