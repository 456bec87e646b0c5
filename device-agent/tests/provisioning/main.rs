//! Sets devices up as the app does, over real pseudo-terminals and a real bus, and over the air to a real BlueZ.

#[cfg(test)]
mod board;
#[cfg(test)]
mod bus;
#[cfg(test)]
mod fake_bluez;
#[cfg(test)]
mod fake_network_manager;
#[cfg(test)]
mod fake_wpa_supplicant;
#[cfg(test)]
mod in_the_guest_over_the_air;
#[cfg(test)]
mod interop;
#[cfg(test)]
mod line;
#[cfg(test)]
mod phone;
#[cfg(test)]
mod program;
#[cfg(test)]
mod receivers;
#[cfg(test)]
mod recording;
#[cfg(test)]
mod sensor;
#[cfg(test)]
mod set_up;
#[cfg(test)]
mod wifi;
