//! Looks for a QR code in any picture: two bytes for its width, then one for each pixel.

#![no_main]

use libfuzzer_sys::fuzz_target;
use outpost_qr_reader::{MAX_SIDE, MAX_TEXT_BYTES, Picture};

// A panic that the reader holds up is no crash; one that gets here is, since it cannot go further.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    let Some((width, pixels)) = bytes.split_first_chunk() else {
        return;
    };
    let width = usize::from(u16::from_le_bytes(*width)) % MAX_SIDE + 1;
    let whole = pixels.len() / width * width;
    let digit = |pixel: &u8| char::from_digit(u32::from(pixel % 16), 16);
    let digits: String = pixels.iter().take(whole).filter_map(digit).collect();
    if let Ok(picture) = Picture::from_digits(width, &digits)
        && let Ok(text) = picture.read()
    {
        assert!(text.len() <= MAX_TEXT_BYTES);
    }
});
