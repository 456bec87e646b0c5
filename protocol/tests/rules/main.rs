//! Holds the rules to what they promise, transaction by transaction and over random histories.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod audits;
#[cfg(test)]
mod blocks;
#[cfg(test)]
mod chance;
#[cfg(test)]
mod contributions;
#[cfg(test)]
mod corruption;
#[cfg(test)]
mod determinism;
#[cfg(test)]
mod devices;
#[cfg(test)]
mod genesis;
#[cfg(test)]
mod governance;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod hotspots;
#[cfg(test)]
mod market;
#[cfg(test)]
mod model;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod radio;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod settlement;
#[cfg(test)]
mod town;
#[cfg(test)]
mod towns;
#[cfg(test)]
mod world;
