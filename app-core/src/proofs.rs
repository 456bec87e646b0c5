//! Reads values that were proven.

use outpost_app_api::{AppError, ErrorCode};

/// A proven value; `None` where it was proven that there is none.
pub(crate) fn decode<T: borsh::BorshDeserialize>(
    value: Option<Vec<u8>>,
) -> Result<Option<T>, AppError> {
    let decoded = value.map(|bytes| borsh::from_slice(&bytes)).transpose();
    decoded.map_err(|_| not_verified())
}

/// What is proven makes no sense to this version of the app.
pub(crate) fn not_verified() -> AppError {
    AppError::new(ErrorCode::NotVerified)
}
