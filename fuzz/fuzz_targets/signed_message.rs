//! Reads any text as a message that somebody signed, and checks the signature of one.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_fuzz::check_text;
use outpost_protocol::message::SignedMessage;

fuzz_target!(|text: &[u8]| {
    check_text::<SignedMessage>(text);
    if let Ok(text) = str::from_utf8(text)
        && let Ok(signed) = text.parse::<SignedMessage>()
    {
        // Whether it is right does not matter: it must be told.
        let _ = signed.is_right();
    }
});
