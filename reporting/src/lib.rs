//! Reports what a device contributes: keeps its readings, seals and sends its reports, provides their
//! evidence.
//!
//! [`reporter`] decides, a state machine without IO; [`online`] does it through a light node. What a device
//! takes readings with is its [`instrument`]. A board's device and the app's own, which maps, are the same in
//! here.
//!
//! # What survives a kill
//! The device's [`folder`] holds its key, the readings of the last epochs, and every report as it was
//! signed, written before it is first sent. After a restart the same bytes are sent again until the
//! network proves that it has the report; the network takes one for each epoch.

pub mod clock;
pub mod evidence;
pub mod folder;
pub mod identity;
pub mod instrument;
pub mod key;
pub mod online;
pub mod provider;
pub mod reporter;
