//! Gives the drivers Android's Bluetooth, which lives in Java.

use super::RadioProblem;

/// Must be called once, on a thread that Java knows, before the first scan. Needs btleplug's Java classes
/// in the app: see `docs/platforms.md`.
pub fn begin(environment: &mut jni::Env) -> Result<(), RadioProblem> {
    btleplug::platform::init(environment).map_err(RadioProblem::of)
}
