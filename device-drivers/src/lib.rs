//! Sets up nearby hardware: transports move bytes, protocols are sans-IO, a session joins the two.
