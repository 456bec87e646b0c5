//! Reads any text as a link from outside; what is read is written as it was read.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_app_api::link::{Link, MAX_LINK_BYTES};

fuzz_target!(|text: &[u8]| {
    let Ok(text) = str::from_utf8(text) else {
        return;
    };
    if let Ok(link) = Link::parse(text) {
        let written = link.to_string();
        // A note may take more letters than it came with.
        if written.len() <= MAX_LINK_BYTES {
            assert_eq!(Link::parse(&written), Ok(link));
        }
    }
});
