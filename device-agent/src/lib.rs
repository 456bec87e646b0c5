//! Runs on the hardware: answers provisioning, holds the device key, does the work, submits signed
//! reports.
//!
//! A device is given its Wi-Fi and its owner over serial lines ([`line`]) and Bluetooth
//! ([`bluetooth`]): [`provisioning`] answers both as one device. Somebody confirms at it
//! ([`confirmation`]). Once it is online it takes readings ([`instrument`]): of a [`sensor`], of a smart
//! [`meter`], of a GPS receiver ([`tracker`]). For each of them it sends one signed report an epoch
//! ([`reporter`], which is `outpost-reporting`'s, as all that is kept and sent). What decides is a state machine without IO; [`runner`] gives it its parts. On a
//! board these are the system's [`wifi`], its sensors and its buttons ([`board`]); in a simulated
//! device they are made up ([`simulate`]).
//!
//! # What survives a kill
//! The key, the readings and the reports, as `outpost-reporting` says. The Wi-Fi is kept by the system.

pub use outpost_reporting::{folder, identity, key, online as reporting, reporter};

pub mod bluetooth;
pub mod board;
pub mod confirmation;
pub mod instrument;
pub mod line;
pub mod meter;
pub mod provisioning;
mod regain;
pub mod runner;
pub mod sensor;
pub mod service_manager;
pub mod simulate;
pub mod tracker;
pub mod wifi;
