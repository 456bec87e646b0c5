//! Proves the light node from outside: over honest and misbehaving peers, simulated under a seed and
//! over real connections.

#[cfg(test)]
mod certificate;
#[cfg(test)]
mod chain;
#[cfg(test)]
mod loopback;
#[cfg(test)]
mod misbehaviour;
#[cfg(test)]
mod peers;
#[cfg(test)]
mod server;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tip;
#[cfg(test)]
mod upkeep;
