//! Keeps the one ledger, the account's verified statements, and folds it into what is shown.

mod day;
mod fold;

pub(crate) use day::today;
pub(crate) use fold::{by_device, last_epochs, line_view, loss_kind, money, totals};

use crate::app::Core;
use outpost_app_api::{AppError, EarningsTotals, EarningsView, GetEarnings};
use outpost_light_client::{LightError, LightNode, Statements, VerifiedAccount};
use outpost_protocol::{AccountAddress, genesis::Parameters};
use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

/// What is verified about the open account: all that any number of money is made of.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    proven: Mutex<Proven>,
    account_is_newer: AtomicBool,
    statements_are_newer: AtomicBool,
}

/// One state of the ledger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proven {
    pub(crate) account: Option<VerifiedAccount>,
    pub(crate) statements: Arc<Statements>,
    pub(crate) parameters: Option<Parameters>,
}

impl Ledger {
    /// The ledger as it is now.
    pub(crate) fn proven(&self) -> Proven {
        self.lock().clone()
    }

    /// The rules' numbers, once they are proven.
    pub(crate) fn parameters(&self) -> Option<Parameters> {
        self.lock().parameters.clone()
    }

    /// Takes over proven parameters.
    pub(crate) fn learn(&self, parameters: Parameters) {
        self.lock().parameters = Some(parameters);
    }

    /// The light node's store has a newer account.
    pub(crate) fn account_changed(&self) {
        self.account_is_newer.store(true, Ordering::Relaxed);
    }

    /// The light node's store has a new statement.
    pub(crate) fn statements_changed(&self) {
        self.statements_are_newer.store(true, Ordering::Relaxed);
    }

    /// Takes over everything about an account that the light node has verified.
    pub(crate) async fn reload(
        &self,
        light: &LightNode,
        address: AccountAddress,
    ) -> Result<(), LightError> {
        self.account_changed();
        self.statements_changed();
        self.catch_up(light, address).await
    }

    /// Takes over what the light node verified since. An account is proven with every block, its
    /// statements come once an epoch and are many: each is only read when it is newer.
    pub(crate) async fn catch_up(
        &self,
        light: &LightNode,
        address: AccountAddress,
    ) -> Result<(), LightError> {
        if self.statements_are_newer.swap(false, Ordering::Relaxed) {
            let statements = Arc::new(light.statements(address).await?);
            self.lock().statements = statements;
        }
        if self.account_is_newer.swap(false, Ordering::Relaxed) {
            let account = light.account(address).await?;
            let mut proven = self.lock();
            if let Some(account) = &account {
                proven.parameters = Some(account.parameters.clone());
            }
            proven.account = account;
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Proven> {
        self.proven.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Every statement of the account, newest first.
pub(crate) async fn all(core: &Core, _: GetEarnings) -> Result<EarningsView, AppError> {
    let proven = core.ledger.proven();
    let Some(parameters) = &proven.parameters else {
        return Ok(EarningsView {
            epochs: Vec::new(),
            totals: EarningsTotals::default(),
        });
    };
    let tip = core.light.status().await.tip;
    Ok(fold::view(
        &proven.statements,
        parameters,
        &today(),
        &core.names,
        tip.and_then(|tip| tip.stale_since),
    ))
}
