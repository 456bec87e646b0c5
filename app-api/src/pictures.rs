//! Requests about pictures that a person chose or pasted.

use crate::call::calls;

calls! {
    /// What the QR code of a picture says.
    "read_code" => ReadCode {
        /// Pixels in a row.
        width: u32,
        /// A hexadecimal digit for each pixel, row by row, from `0` (black) to `f`. No side may be longer than
        /// 1,600 pixels.
        digits: String,
    } -> String;
}
