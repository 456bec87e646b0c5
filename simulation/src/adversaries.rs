//! Plays attacks against the rules, and measures what they are paid.
//!
//! Each attack is a world in which a share of the contributors cheat in one way while the others work.
//! What is measured: the share of the resource's pay that goes to fraud (false accept), and the share of
//! honest units that are refused (false reject).

use serde::Serialize;

/// What came of one attack with one share of cheaters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measurement {
    /// The attack's name.
    pub attack: &'static str,
    /// Share of contributors that cheat, from 0 to 1.
    pub cheaters: f64,
    /// Share of what the resource pays that goes to fraud, from 0 to 1.
    pub false_accept: f64,
    /// Share of honest units that are refused, from 0 to 1.
    pub false_reject: f64,
}

/// A way to cheat.
pub trait Attack: Sync {
    /// Its name, such as `spoofed locations`.
    fn name(&self) -> &'static str;

    /// What it costs and why what is left of it cannot be told from work, in a sentence or two for the
    /// documentation.
    fn remark(&self) -> &'static str;

    /// Plays it with this share of cheaters; the same seed gives the same.
    fn play(&self, seed: u64, cheaters: f64) -> Measurement;
}
