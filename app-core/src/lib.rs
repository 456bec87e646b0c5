//! Does what the app does: the use case behind each request, the onboarding journal, the ledger folds.
//!
//! [`App`] is one running app: a wallet, an embedded light node, a wizard. The shell gives it a
//! [`Host`] and hands it requests by [`dispatch`]; whatever the screens show comes back as one
//! [`AppView`](outpost_app_api::AppView) whenever it changed.
//!
//! A folder for each domain:
//! - `wallet`: create, back up, restore, unlock; accounts and the address book; tokens for practice.
//! - `payments`: pays, and tells what the balance is made of.
//! - [`onboarding`]: the wizard, journaled before each act so that a kill resumes there.
//! - `home`: what the account holds and how its devices are.
//! - `devices`: why a device does not earn, and what is done with one once it is claimed.
//! - `earnings`: the one ledger, of which every number about money is a fold.
//! - `map`: cells, what a device would earn there, and plans.
//! - `mapping`: walks that are recorded and handed in, and the cells that they renew.
//! - `notifications`: what a person is told who does not look at the window, each thing once.
//! - `network`: the tip, the peers and the epoch's clock.
//! - `settings`: what the person chose, and what this installation says of itself.

mod app;
mod blocking;
mod clock;
mod dispatch;
mod draft;
mod errors;
mod files;
mod line_file;
mod moment;
mod proofs;
mod publish;
#[cfg(test)]
mod testing;
mod text_form;

mod devices;
mod earnings;
mod home;
mod links;
mod map;
mod mapping;
mod network;
mod notifications;
mod payments;
mod pictures;
mod settings;
mod wallet;

pub mod onboarding;

pub use app::{App, AppConfig, Host, Keys, StartError};
pub use dispatch::dispatch;
pub use mapping::{NoPosition, PhonePosition};
pub use moment::Moment;
pub use outpost_protocol::NetworkDefinition;
pub use outpost_wallet::UnlockToken;
pub use wallet::{BiometricPrompt, Biometrics, BiometricsError};
