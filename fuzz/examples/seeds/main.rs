//! Writes the corpus that every run begins with, from what the project's own writers write.
//!
//! `cargo run --manifest-path fuzz/Cargo.toml --example seeds`, after an encoding changed or a target was
//! added. Files that are there already are kept, but for those of the same name.

mod espressif;
mod helium;
mod improv;
mod network;
mod sensors;
mod texts;

use std::{error::Error, fs, path::Path};

/// Whether the seeds could be made and written.
type Written = Result<(), Box<dyn Error>>;

fn main() -> Written {
    network::protocol()?;
    network::evidence()?;
    texts::all()?;
    improv::serial()?;
    improv::ble()?;
    improv::claim()?;
    sensors::bthome()?;
    sensors::nmea()?;
    sensors::dsmr()?;
    helium::all()?;
    espressif::all()
}

fn seed(target: &str, name: &str, input: &[u8]) -> Written {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target);
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join(name), input)?)
}
