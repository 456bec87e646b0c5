//! Turns an epoch's reports into rewards.
