//! Shows everything that changed a balance, so that the parts sum to it.

use super::{
    balance::Unexplained,
    book::{Account, Mark, Outcome, Sent, statements_between},
};
use crate::{
    app::Core,
    earnings::{self, Proven},
    errors::ForApp,
    network,
};
use outpost_app_api::{
    AppError, Change, GetHistory, HistoryEntry, HistoryView, Money, TransactionKind,
    TransactionState, TransactionView,
};
use outpost_light_client::{Statements, VerifiedStatement};
use outpost_protocol::{
    AccountAddress, Epoch,
    genesis::Parameters,
    statement::StatementId,
    transaction::{Action, Transaction},
};
use std::collections::BTreeSet;

/// Everything that changed the balance of the account that is shown, newest first. The statements since the
/// history began are all read, since all their sums are shown.
pub(crate) async fn all(core: &Core, _: GetHistory) -> Result<HistoryView, AppError> {
    let address = core.wallet.address()?;
    let proven = core.proven();
    let (since, newest) = core.outbox.with_account(address, |account, _, _| {
        let opening = account.opening.as_ref();
        let checkpoint = account.checkpoint.as_ref();
        (
            opening.and_then(Mark::newest_statement),
            checkpoint.and_then(|at| at.newest_statement),
        )
    });
    let statements = statements(core, address, since, newest).await?;
    let mut view = core.outbox.with_account(address, |account, taken, _| {
        let show = |sent: &Sent| transaction(core, sent, taken);
        fold(account, &statements, proven.parameters.as_ref(), show)
    });
    let is_current = |account: &Account| is_current(account, &proven);
    if core
        .outbox
        .with_account(address, |account, _, _| is_current(account))
    {
        let at = proven.account.map(|account| account.at);
        if let Some(at) = at {
            view.freshness = Some(network::freshness_now(core, at).await);
        }
    } else {
        view.catching_up = true;
    }
    Ok(view)
}

/// The verified statements from `since` to `newest`, and none where those are one; without `since`, from the
/// account's first on.
pub(super) async fn statements(
    core: &Core,
    address: AccountAddress,
    since: Option<StatementId>,
    newest: Option<StatementId>,
) -> Result<Statements, AppError> {
    let Some(last) = newest.filter(|newest| since != Some(*newest)) else {
        return Ok(Statements::default());
    };
    let first = since.map_or(Epoch(0), |since| since.epoch);
    let read = core
        .light
        .statements_of(address, first..=last.epoch, None)
        .await;
    Ok(Statements::chain(newest, read.for_app()?))
}

/// The transactions of the account that is shown that are open, or were since the app started.
pub(crate) fn recent(core: &Core) -> Vec<TransactionView> {
    let Ok(address) = core.wallet.address() else {
        return Vec::new();
    };
    core.outbox.with_account(address, |account, taken, recent| {
        let sent = account.sent.iter().rev();
        sent.filter(|sent| recent.contains(&sent.id) && is_shown(sent))
            .map(|sent| transaction(core, sent, taken))
            .collect()
    })
}

/// Whether what the book has of the account is what is proven of it.
fn is_current(account: &Account, proven: &Proven) -> bool {
    let (Some(at), Some(proven)) = (&account.checkpoint, &proven.account) else {
        return false;
    };
    let now = &proven.account;
    (at.balance, at.nonce, at.newest_statement) == (now.balance, now.nonce, now.newest_statement)
}

/// The history without its freshness.
pub(super) fn fold(
    account: &Account,
    statements: &Statements,
    parameters: Option<&Parameters>,
    show: impl Fn(&Sent) -> TransactionView,
) -> HistoryView {
    let sent = account.sent.iter().filter(|sent| is_shown(sent));
    let mut entries: Vec<HistoryEntry> = sent
        .map(|sent| HistoryEntry {
            time_ms: sent.signed_ms,
            change: Change::Transaction(show(sent)),
        })
        .collect();
    entries.extend(account.moved.iter().map(|(what, after, at)| HistoryEntry {
        time_ms: at.time_ms,
        change: change(*what, *after, at.height),
    }));
    let since = account
        .opening
        .as_ref()
        .and_then(|at| at.newest_statement());
    let checkpoint = account.checkpoint.as_ref();
    let newest = checkpoint.and_then(|at| at.newest_statement);
    let credited = statements_between(since, newest, statements);
    entries.extend(rewards(credited.unwrap_or_default(), parameters));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.time_ms));
    // One that begins with nothing begins at no block.
    if let Some(opening) = account.opening.as_ref().filter(|at| at.height > 0) {
        entries.push(HistoryEntry {
            time_ms: opening.time_ms,
            change: Change::Opening {
                amount: opening.balance,
                height: opening.height,
            },
        });
    }
    HistoryView {
        entries,
        balance: checkpoint
            .map(|at| earnings::money(at.balance))
            .unwrap_or_default(),
        freshness: None,
        catching_up: account.is_behind || credited.is_none() || checkpoint.is_none(),
    }
}

fn change(what: Unexplained, after: u64, until: u64) -> Change {
    match what {
        Unexplained::Received(amount) => Change::Received {
            amount,
            after,
            until,
        },
        Unexplained::Elsewhere {
            transactions,
            gained,
            lost,
        } => Change::Elsewhere {
            transactions,
            gained,
            lost,
            after,
            until,
        },
    }
}

/// An entry for each epoch, with all of its statements.
fn rewards<'a>(
    credited: &'a [VerifiedStatement],
    parameters: Option<&'a Parameters>,
) -> impl Iterator<Item = HistoryEntry> + 'a {
    let epochs = credited.chunk_by(|one, next| one.statement.id.epoch == next.statement.id.epoch);
    epochs.filter_map(move |pages| {
        let epoch = pages.first()?.statement.id.epoch;
        let paid = parameters.map(|rules| rules.answers_close(rules.reports_close(epoch)).0);
        let totals = pages.iter().map(|page| page.statement.total.units());
        Some(HistoryEntry {
            time_ms: paid.unwrap_or_default(),
            change: Change::Reward {
                epoch: epoch.0,
                amount: Money(totals.fold(0, u128::saturating_add)),
            },
        })
    })
}

/// What another one replaced before it was handed in was never anything to its person.
fn is_shown(sent: &Sent) -> bool {
    sent.outcome != Some(Outcome::Replaced)
}

fn transaction(core: &Core, sent: &Sent, taken: &BTreeSet<String>) -> TransactionView {
    let (given, fee) = sent.cost();
    TransactionView {
        id: sent.id.clone(),
        kind: sent
            .asked()
            .map_or(TransactionKind::Use, |asked| kind(core, asked)),
        given: Money(given),
        fee: Money(fee),
        note: sent.note.clone(),
        signed_ms: sent.signed_ms,
        state: match &sent.outcome {
            Some(Outcome::Done { height, time_ms }) => TransactionState::Final {
                height: *height,
                time_ms: *time_ms,
            },
            Some(Outcome::Refused(problem)) => TransactionState::Failed {
                problem: problem.clone(),
            },
            None if taken.contains(&sent.id) => TransactionState::Sent,
            None | Some(Outcome::Replaced) => TransactionState::Waiting,
        },
    }
}

fn kind(core: &Core, asked: &Transaction) -> TransactionKind {
    let name = |device: &_| core.names.of(*device);
    match &asked.action {
        Action::Transfer { to, .. } => TransactionKind::Transfer {
            to: to.to_string(),
            name: core.name_of(*to),
        },
        Action::ClaimDevice(claim) => TransactionKind::Claim {
            device: name(&claim.device),
        },
        Action::AssertLocation { device, .. } => TransactionKind::Place {
            device: name(device),
        },
        Action::ReleaseDevice { device } => TransactionKind::Release {
            device: name(device),
        },
        Action::OfferDevice { device, .. } => TransactionKind::Offer {
            device: name(device),
        },
        Action::AcceptDevice { device } => TransactionKind::Accept {
            device: name(device),
        },
        Action::DeclareEquipment { device, .. } => TransactionKind::Equipment {
            device: name(device),
        },
        Action::BuyCredits { .. } => TransactionKind::Credits,
        Action::UseResource { .. } | Action::StoreSector { .. } | Action::PostJob { .. } => {
            TransactionKind::Use
        }
    }
}
