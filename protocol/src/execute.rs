//! What a transaction and a block do to the state.
