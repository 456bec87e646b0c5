//! Reads the QR code of a picture that a person chose or pasted.

use crate::{app::Core, blocking::blocking, errors::Explain};
use outpost_app_api::{AppError, ErrorCode, ReadCode};
use outpost_qr_reader::{Picture, PictureError};

/// What the code says. Looking for it takes a while, and so a thread of its own.
pub(crate) async fn read_code(_: &Core, call: ReadCode) -> Result<String, AppError> {
    blocking(move || read(&call)).await
}

fn read(call: &ReadCode) -> Result<String, PictureError> {
    let width = usize::try_from(call.width).unwrap_or(usize::MAX);
    Picture::from_digits(width, &call.digits)?.read()
}

impl Explain for PictureError {
    fn explain(self) -> AppError {
        AppError::new(match self {
            Self::NoCode => ErrorCode::CodeNotFound,
            Self::Size { .. } | Self::Ragged { .. } | Self::Digit => ErrorCode::PictureUnreadable,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(width: u32, digits: &str, expected: ErrorCode) {
        let digits = digits.to_owned();
        let refused = read(&ReadCode { width, digits }).unwrap_err();
        assert_eq!(refused.explain().code, expected);
    }

    #[test]
    fn a_picture_without_a_code_and_what_is_no_picture_are_told_apart() {
        check(2, "00ff", ErrorCode::CodeNotFound);
        check(2, "00f", ErrorCode::PictureUnreadable);
        check(u32::MAX, "00", ErrorCode::PictureUnreadable);
    }
}
