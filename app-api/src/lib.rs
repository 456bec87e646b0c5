//! Names what crosses the boundary between the UI and the app: requests, responses, events and
//! error codes.
//!
//! A request is a struct that implements [`Call`], which names it and its answer. It travels as
//! `(name, JSON)` and comes back as JSON of the answer or of an [`AppError`]. Whatever the UI draws
//! without asking is one [`AppView`]; [`Event::View`] brings a new one whenever it changed.

mod accounts;
mod call;
mod codes;
mod devices;
mod diagnosis;
mod earnings;
mod error;
pub mod link;
mod loss;
mod map;
mod mapping;
mod messages;
mod money;
mod network;
mod notices;
mod onboarding;
mod payments;
mod period;
mod pictures;
mod settings;
mod view;
mod wallet;

pub use accounts::*;
pub use call::Call;
pub use devices::*;
pub use diagnosis::*;
pub use earnings::*;
pub use error::{AppError, ErrorCode};
pub use loss::LossKind;
pub use map::*;
pub use mapping::*;
pub use messages::*;
pub use money::{AmountProblem, Money};
pub use network::*;
pub use notices::*;
pub use onboarding::*;
pub use payments::*;
pub use period::*;
pub use pictures::*;
pub use settings::*;
pub use view::*;
pub use wallet::*;
