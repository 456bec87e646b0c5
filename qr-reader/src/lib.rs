//! Reads the QR code of a picture.
//!
//! # Form
//! A picture comes as its width and a hexadecimal digit for each pixel, row by row: `0` is black, `f` white.
//! Sixteen shades are enough to tell the squares of a code apart, and no format of pictures has to be
//! understood here.
//!
//! # Trust
//! A picture comes from anywhere. It is bounded before it is looked at, and what its code says is text that
//! decides nothing: it fills in a field, as if somebody had typed it.

use rqrr::PreparedImage;
use std::panic::catch_unwind;

/// Longest side of a picture, in pixels.
pub const MAX_SIDE: usize = 1_600;
/// Longest text that is taken from a code, in bytes: no code holds more.
pub const MAX_TEXT_BYTES: usize = 7_089;
/// Codes that are tried in one picture.
const MAX_CODES: usize = 4;

/// A picture in shades of grey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    /// Rows of so many, from 0 (black) to 15.
    shades: Vec<u8>,
}

/// Why a picture has nothing to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// A side is longer than [`MAX_SIDE`], or there is nothing.
    #[error("a picture of {width} by {height} pixels is not looked at")]
    Size {
        /// Pixels in a row.
        width: usize,
        /// Rows.
        height: usize,
    },
    /// The last row is not whole.
    #[error("{pixels} pixels do not make rows of {width}")]
    Ragged {
        /// All pixels.
        pixels: usize,
        /// Pixels in a row.
        width: usize,
    },
    /// Something else than a digit.
    #[error("a pixel is no hexadecimal digit")]
    Digit,
    /// Nothing in it is a code that can be read.
    #[error("no code that can be read is in the picture")]
    NoCode,
}

impl Picture {
    /// Takes a picture in its form.
    ///
    /// # Errors
    /// It is too large, or not whole.
    pub fn from_digits(width: usize, digits: &str) -> Result<Self, PictureError> {
        let pixels = digits.len();
        let height = pixels.checked_div(width).unwrap_or_default();
        if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
            return Err(PictureError::Size { width, height });
        }
        if width * height != pixels {
            return Err(PictureError::Ragged { pixels, width });
        }
        let shade = |digit: char| {
            let shade = digit.to_digit(16)?;
            u8::try_from(shade).ok()
        };
        let shades: Option<Vec<u8>> = digits.chars().map(shade).collect();
        Ok(Self {
            width,
            shades: shades.ok_or(PictureError::Digit)?,
        })
    }

    /// What its code says: the first that can be read, be it dark on light or light on dark.
    ///
    /// # Errors
    /// None can be read.
    pub fn read(&self) -> Result<String, PictureError> {
        let read = |invert| self.read_as(invert);
        read(0).or_else(|| read(15)).ok_or(PictureError::NoCode)
    }

    /// The same with every shade taken apart by `invert`, which is 0 or 15.
    fn read_as(&self, invert: u8) -> Option<String> {
        // rqrr 0.11 asserts that what it takes for three corners span a square, which they need not in a
        // picture that somebody made for that.
        catch_unwind(|| self.look(invert)).ok().flatten()
    }

    fn look(&self, invert: u8) -> Option<String> {
        let height = self.shades.len() / self.width;
        let shade = |x: usize, y: usize| {
            let shade = self.shades.get(y * self.width + x).copied();
            (shade.unwrap_or_default() ^ invert) * 17
        };
        let mut image = PreparedImage::prepare_from_greyscale(self.width, height, shade);
        let codes = image.detect_grids().into_iter().take(MAX_CODES);
        let mut said = codes.filter_map(|code| Some(code.decode().ok()?.1));
        said.find(|text| !text.is_empty() && text.len() <= MAX_TEXT_BYTES)
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test fails by panicking"
    )]

    use super::*;
    use qrcode::{Color, QrCode};

    const LINK: &str = "outpost:op1qxk3v7t9w2m5r8e4n6c0y3u7a5s9d2f4g6h8j0k2l4z6xq8v?amount=12.5";
    const MARGIN: usize = 4;

    /// A code that is drawn with squares of so many pixels, in these two shades: its width and its digits.
    fn drawn(text: &str, pixels: usize, dark: char, light: char) -> (usize, String) {
        let code = QrCode::new(text).unwrap();
        let modules = code.width() + 2 * MARGIN;
        let width = modules * pixels;
        let module = |at: usize| (at / pixels).checked_sub(MARGIN);
        let digit = |x: usize, y: usize| match (module(x), module(y)) {
            (Some(x), Some(y)) if x < code.width() && y < code.width() => match code[(x, y)] {
                Color::Dark => dark,
                Color::Light => light,
            },
            _ => light,
        };
        let rows = (0..width).flat_map(|y| (0..width).map(move |x| (x, y)));
        (width, rows.map(|(x, y)| digit(x, y)).collect())
    }

    #[track_caller]
    fn check((width, digits): (usize, String), expected: Result<&str, PictureError>) {
        let read = Picture::from_digits(width, &digits).and_then(|picture| picture.read());
        assert_eq!(read, expected.map(str::to_owned));
    }

    #[test]
    fn a_code_is_read_in_every_size_and_shade_that_screens_and_paper_have() {
        check(drawn(LINK, 3, '0', 'f'), Ok(LINK));
        check(drawn(LINK, 8, '0', 'f'), Ok(LINK));
        check(drawn(LINK, 4, '4', 'b'), Ok(LINK));
        check(drawn("op1", 5, '0', 'f'), Ok("op1"));
    }

    #[test]
    fn corners_that_span_no_square_are_no_code() {
        // Found by the fuzzer: the form of its target.
        let bytes = include_bytes!("../tests/no_square.bin");
        let width = usize::from(u16::from_le_bytes([bytes[0], bytes[1]])) % MAX_SIDE + 1;
        let pixels = &bytes[2..];
        let pixels = &pixels[..pixels.len() / width * width];
        let digit = |pixel: &u8| char::from_digit(u32::from(pixel % 16), 16).unwrap();
        let digits = pixels.iter().map(digit).collect();
        check((width, digits), Err(PictureError::NoCode));
    }

    #[test]
    fn a_code_that_is_light_on_dark_is_read_as_well() {
        check(drawn(LINK, 4, 'f', '1'), Ok(LINK));
    }

    #[test]
    fn a_code_in_a_corner_of_a_large_picture_is_found() {
        let (width, digits) = drawn(LINK, 4, '0', 'f');
        let row = |row: &[u8]| format!("{}{}", str::from_utf8(row).unwrap(), "c".repeat(500));
        let beside: String = digits.as_bytes().chunks(width).map(row).collect();
        let below = "c".repeat((width + 500) * 300);
        check((width + 500, beside + &below), Ok(LINK));
    }

    #[test]
    fn a_picture_without_a_code_says_so() {
        check((64, "7".repeat(64 * 64)), Err(PictureError::NoCode));
        check((1, "0".to_owned()), Err(PictureError::NoCode));
        let stripes = "0f".repeat(50 * 100);
        check((100, stripes), Err(PictureError::NoCode));
    }

    #[test]
    fn a_picture_that_is_too_large_or_not_whole_is_not_looked_at() {
        let size = |width, height| Err(PictureError::Size { width, height });
        check((0, "0".to_owned()), size(0, 0));
        check((4, String::new()), size(4, 0));
        check((1_601, "0".repeat(1_601)), size(1_601, 1));
        check((1, "0".repeat(1_601)), size(1, 1_601));
        let ragged = PictureError::Ragged {
            pixels: 7,
            width: 2,
        };
        check((2, "0".repeat(7)), Err(ragged));
        check((2, "0g".to_owned()), Err(PictureError::Digit));
        // Two bytes of one letter that is no digit.
        check((2, "é".to_owned()), Err(PictureError::Digit));
    }
}
