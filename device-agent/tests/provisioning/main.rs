//! Sets a simulated device up over its real pseudo-terminal, as the app does.

#[cfg(test)]
mod program;
#[cfg(test)]
mod set_up;
