//! Draws the app.
fn main() {}
