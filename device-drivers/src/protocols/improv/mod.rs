//! Speaks Improv Wi-Fi, the open protocol by which a device is given its Wi-Fi (improv-wifi.com).

pub mod serial;
pub mod wifi;
