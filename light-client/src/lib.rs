//! Verifies, on this device, everything that a person is shown about the network.
