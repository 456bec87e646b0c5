//! Measures the one thing that a light node must check: a header's certificate.

use super::table::Row;
use crate::{programs::output_of, services::Programs};
use anyhow::Result;
use serde::Deserialize;
use std::process::Command;

const LIMIT_BYTES: f64 = 400.0;
/// The certificate's two signatures share a key and are checked as one.
const BAR: f64 = 2.0;

/// What `light-client/examples/certificate_cost.rs` prints.
#[derive(Deserialize)]
struct Cost {
    bytes: f64,
    certificate_us: f64,
    pairing_us: f64,
}

pub(super) fn measure(programs: &Programs) -> Result<Vec<Row>> {
    let printed = output_of(&mut Command::new(
        programs.path("examples/certificate_cost"),
    ))?;
    let cost: Cost = serde_json::from_str(&printed)?;
    Ok(vec![
        Row::at_most("certificate with header", cost.bytes, "B", LIMIT_BYTES),
        Row::compared(
            "certificate check by one signature check",
            cost.certificate_us,
            "us",
            cost.pairing_us,
            BAR,
        ),
    ])
}
