//! Defines the rules of the network, pure: types, encoding, transactions, verification of contributions, rewards, statements.
