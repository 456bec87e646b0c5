//! Runs on the hardware: answers provisioning, holds the device key, does the work, submits signed
//! reports.
//!
//! A device is given its Wi-Fi and its owner over its serial port ([`provisioning`]). Once it is
//! online it measures, and sends one signed report each epoch ([`reporter`]). Both are state machines
//! without IO; [`simulate`] runs them on this machine, behind a pseudo-terminal ([`terminal`]), with a
//! made-up radio ([`radio`]) and a made-up sensor ([`sensor`]).
//!
//! # What survives a kill
//! The device's folder holds its key, the Wi-Fi it was given, the readings of the last epochs, and
//! every report as it was signed, written before it is first sent. After a restart the same bytes are
//! sent again until the network proves that it has the report; the network takes one for each epoch.

pub mod clock;
pub mod confirmation;
pub mod evidence;
pub mod folder;
pub mod identity;
pub mod provider;
pub mod provisioning;
pub mod radio;
pub mod reporter;
pub mod reporting;
pub mod sensor;
pub mod simulate;
pub mod terminal;
