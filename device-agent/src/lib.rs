//! Runs on the hardware: answers provisioning, holds the device key, does the work, submits signed
//! reports.
//!
//! A device is given its Wi-Fi and its owner over serial lines ([`line`]) and Bluetooth
//! ([`bluetooth`]): [`provisioning`] answers both as one device. Somebody confirms at it
//! ([`confirmation`]). Once it is online it takes readings ([`instrument`]): of a [`sensor`], of a smart
//! [`meter`], of a GPS receiver ([`tracker`]). For each of them it sends one signed report an epoch
//! ([`reporter`]). What decides is a state machine without IO; [`runner`] gives it its parts. On a
//! board these are the system's [`wifi`], its sensors and its buttons ([`board`]); in a simulated
//! device they are made up ([`simulate`]).
//!
//! # What survives a kill
//! The device's folder holds its key, the readings of the last epochs, and every report as it was
//! signed, written before it is first sent. After a restart the same bytes are sent again until the
//! network proves that it has the report; the network takes one for each epoch. The Wi-Fi is kept by
//! the system.

pub mod bluetooth;
pub mod board;
pub mod clock;
pub mod confirmation;
pub mod evidence;
pub mod folder;
pub mod identity;
pub mod instrument;
pub mod key;
pub mod line;
pub mod meter;
pub mod provider;
pub mod provisioning;
pub mod reporter;
pub mod reporting;
pub mod runner;
pub mod sensor;
pub mod service_manager;
pub mod simulate;
pub mod tracker;
pub mod wifi;
