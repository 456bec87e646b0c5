//! Keeps a person's keys: seed phrase, key derivation, key store, signing.
