//! Draws everything that changed the balance, and shows that the parts make it.

use super::{
    names,
    sums::{self, Sums},
};
use crate::{
    app::use_clock,
    bridge::use_answer,
    text::{format, t, words},
    widgets::{Amount, Button, FreshnessChip, Glyph, Look, Problem, icon, spinner, tick},
};
use outpost_app_api::{
    AppView, Change, GetHistory, HistoryEntry, HistoryView, Money, TransactionKind,
    TransactionState, TransactionView,
};
use std::rc::Rc;
use yew::prelude::*;

/// Entries shown at first, and with each press of the button below them.
const PAGE: usize = 30;

/// Properties of [`History`].
#[derive(Properties, PartialEq)]
pub struct HistoryProps {
    /// Says when to look again.
    pub view: Rc<AppView>,
}

/// The history of the account that is shown.
#[component]
pub fn History(props: &HistoryProps) -> Html {
    let wallet = &props.view.wallet;
    let balance = props.view.money.as_ref().map(|money| money.balance);
    let loaded = use_answer(
        GetHistory {},
        (balance, wallet.state.clone(), wallet.recent.clone()),
    );
    html! {
        <section class="section" aria-labelledby="wallet-history">
            <h2 id="wallet-history">{ t!("ledger-title") }</h2>
            if let Some(error) = &loaded.problem {
                <Problem error={error.clone()} retry={loaded.again.clone()} />
            }
            { match &loaded.value {
                Some(history) => html! { <Entries history={history.clone()} /> },
                None if loaded.problem.is_some() => html! {},
                None => spinner(t!("ledger-loading")),
            } }
        </section>
    }
}

/// Properties of [`Entries`].
#[derive(Properties, PartialEq)]
pub struct EntriesProps {
    /// All of them.
    pub history: Rc<HistoryView>,
}

/// The entries and their sums.
#[component]
pub fn Entries(props: &EntriesProps) -> Html {
    let shown = use_state(|| PAGE);
    let history = &*props.history;
    if history.entries.is_empty() {
        return html! { <p class="empty">{ t!("ledger-none") }</p> };
    }
    let more = {
        let shown = shown.clone();
        Callback::from(move |()| shown.set(*shown + PAGE))
    };
    // Each is known by how many came before it, which no newer one changes.
    let count = history.entries.len();
    let entries = history.entries.iter().take(*shown).enumerate();
    html! {
        <>
            <ul class="rows">
                { for entries.map(|(index, entry)| html! { <Entry key={count - index} {index} entry={entry.clone()} /> }) }
            </ul>
            if count > *shown {
                <Button look={Look::Secondary} label={t!("ledger-more")} test="ledger-more" onclick={more} />
            }
            { totals(history) }
        </>
    }
}

/// The sums by kind, and whether they make the balance.
fn totals(history: &HistoryView) -> Html {
    if history.catching_up {
        return spinner(t!("ledger-catching-up"));
    }
    let sums = Sums::of(history).unwrap_or_default();
    let line = |label: String, amount: u128, sign: &'static str, test: &'static str| match amount {
        0 => html! {},
        amount => html! {
            <div>
                <dt>{ label }</dt>
                <dd class="number"><Amount value={Money(amount)} {sign} {test} /></dd>
            </div>
        },
    };
    html! {
        <>
            <h3 class="ledger-sums">{ t!("ledger-sums") }</h3>
            <dl class="facts">
                { line(t!("ledger-opening"), sums.opening, PLUS, "ledger-opening") }
                { line(t!("ledger-rewards"), sums.rewards, PLUS, "ledger-rewards") }
                { line(t!("ledger-received"), sums.received, PLUS, "ledger-received") }
                { line(t!("ledger-sent"), sums.sent, MINUS, "ledger-sent") }
                { line(t!("ledger-fees"), sums.fees, MINUS, "ledger-fees") }
                <div>
                    <dt><strong>{ t!("home-balance") }</strong></dt>
                    <dd class="number"><Amount value={history.balance} test="ledger-balance" /></dd>
                </div>
            </dl>
            { tick("ledger-adds-up", sums::parts_make_the_balance(history),
                t!("ledger-adds-up", count = history.entries.len()), t!("earnings-does-not-add-up")) }
            if let Some(freshness) = &history.freshness {
                <FreshnessChip freshness={freshness.clone()} />
            }
        </>
    }
}

const PLUS: &str = "+";
/// The sign, which is longer than a hyphen.
const MINUS: &str = "\u{2212}";

#[derive(Properties, PartialEq)]
struct EntryProps {
    index: usize,
    entry: HistoryEntry,
}

/// A row, which tells more on a press.
#[component]
fn Entry(props: &EntryProps) -> Html {
    let clock = use_clock();
    let HistoryEntry { time_ms, change } = &props.entry;
    let (glyph, title, note) = told(change);
    let (sign, amount) = amount(change);
    let test = format!("ledger-{}", props.index);
    let when = clock.moment(*time_ms);
    html! {
        <li>
            <details class="entry" data-test={test.clone()} data-kind={kind(change)}>
                <summary class="row" data-test={format!("{test}-more")}>
                    { icon(glyph) }
                    <span class="row-words">
                        <strong>{ title }</strong>
                        <span>{ when }</span>
                        { state(change) }
                    </span>
                    <span class={classes!("number", (sign == PLUS).then_some("gain"))}>
                        <Amount value={amount} {sign} test={format!("{test}-amount")} />
                    </span>
                </summary>
                <div class="entry-words">
                    { for note.into_iter().map(|words| html! { <p>{ words }</p> }) }
                    { details(change, &test) }
                </div>
            </details>
        </li>
    }
}

/// What tests call a change.
fn kind(change: &Change) -> &'static str {
    match change {
        Change::Opening { .. } => "opening",
        Change::Reward { .. } => "reward",
        Change::Received { .. } => "received",
        Change::Elsewhere { .. } => "elsewhere",
        Change::Transaction(_) => "transaction",
    }
}

/// An icon, a line, and what it means.
fn told(change: &Change) -> (Glyph, String, Vec<String>) {
    match change {
        Change::Opening { height, .. } => (
            Glyph::Clock,
            t!("ledger-was-there"),
            vec![t!("ledger-was-there.why", height = *height)],
        ),
        Change::Reward { epoch, .. } => (
            Glyph::Earnings,
            t!("ledger-reward", epoch = format::count(*epoch)),
            vec![t!("ledger-reward.why")],
        ),
        Change::Received { after, until, .. } => (
            Glyph::Receive,
            t!("ledger-came-in"),
            vec![t!("ledger-came-in.why", after = *after, until = *until)],
        ),
        Change::Elsewhere {
            transactions,
            after,
            until,
            ..
        } => (
            Glyph::Key,
            t!("ledger-elsewhere"),
            vec![t!(
                "ledger-elsewhere.why",
                count = *transactions,
                after = *after,
                until = *until
            )],
        ),
        Change::Transaction(transaction) => {
            let (glyph, title) = asked(transaction);
            let mut why = match &transaction.note {
                Some(note) => vec![t!("ledger-note", note = note.as_str())],
                None => Vec::new(),
            };
            if let TransactionState::Failed { problem } = &transaction.state {
                let words = words::error(problem);
                why.extend([words.what, words.means]);
            }
            (glyph, title, why)
        }
    }
}

/// What a transaction asks for, in a line.
pub fn asked(transaction: &TransactionView) -> (Glyph, String) {
    match &transaction.kind {
        TransactionKind::Transfer { to, name } => (
            Glyph::Send,
            t!("ledger-to", who = names::person(name.as_ref(), to)),
        ),
        TransactionKind::Claim { device } => {
            (Glyph::Device, t!("ledger-claim", device = device.as_str()))
        }
        TransactionKind::Place { device } => {
            (Glyph::Pin, t!("ledger-place", device = device.as_str()))
        }
        TransactionKind::Release { device } => (
            Glyph::Device,
            t!("ledger-release", device = device.as_str()),
        ),
        TransactionKind::Offer { device } => {
            (Glyph::Device, t!("ledger-offer", device = device.as_str()))
        }
        TransactionKind::Accept { device } => {
            (Glyph::Device, t!("ledger-accept", device = device.as_str()))
        }
        TransactionKind::Equipment { device } => (
            Glyph::Device,
            t!("ledger-equipment", device = device.as_str()),
        ),
        TransactionKind::Credits => (Glyph::Wallet, t!("ledger-credits")),
        TransactionKind::Use => (Glyph::Network, t!("ledger-use")),
    }
}

/// What a change did to the balance, with its sign.
fn amount(change: &Change) -> (&'static str, Money) {
    match change {
        // What a transaction takes, though it is not final yet or never will be.
        Change::Transaction(TransactionView { given, fee, .. }) => {
            (MINUS, Money(given.0.saturating_add(fee.0)))
        }
        change => match (change.gained(), change.lost().0) {
            (Money(0), lost @ Money(1..)) => (MINUS, lost),
            (gained, _) => (PLUS, gained),
        },
    }
}

fn state(change: &Change) -> Html {
    let Change::Transaction(transaction) = change else {
        return html! {};
    };
    let (class, glyph, words) = match &transaction.state {
        TransactionState::Waiting => ("state", Glyph::Clock, t!("transaction-waiting")),
        TransactionState::Sent => ("state", Glyph::Clock, t!("transaction-sent")),
        TransactionState::Final { .. } => {
            ("state state-good", Glyph::Check, t!("transaction-final"))
        }
        TransactionState::Failed { .. } => (
            "state state-attention",
            Glyph::Alert,
            t!("transaction-failed"),
        ),
    };
    html! { <span {class}>{ icon(glyph) }{ words }</span> }
}

fn details(change: &Change, test: &str) -> Html {
    let Change::Transaction(transaction) = change else {
        return html! {};
    };
    html! {
        <dl class="facts">
            if let TransactionKind::Transfer { to, .. } = &transaction.kind {
                <div><dt>{ t!("send-to") }</dt><dd>{ names::whole(to, "ledger-to-address") }</dd></div>
            }
            if transaction.given.0 > 0 {
                <div>
                    <dt>{ t!("send-amount") }</dt>
                    <dd><Amount value={transaction.given} test={format!("{test}-given")} /></dd>
                </div>
            }
            <div><dt>{ t!("send-fee") }</dt><dd><Amount value={transaction.fee} test={format!("{test}-fee")} /></dd></div>
            if let TransactionState::Final { height, .. } = transaction.state {
                <div><dt>{ t!("transaction-proven") }</dt><dd>{ t!("transaction-height", height = height) }</dd></div>
            }
            <div><dt>{ t!("transaction-id") }</dt><dd><code class="hash" dir="ltr">{ &transaction.id }</code></dd></div>
        </dl>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    async fn drawn(history: HistoryView) -> String {
        let props = EntriesProps {
            history: Rc::new(history),
        };
        let renderer = LocalServerRenderer::<Entries>::with_props(props);
        renderer.hydratable(false).render().await
    }

    #[tokio::test]
    async fn a_history_shows_each_change_and_that_they_make_the_balance() {
        let history = gallery::history();
        let balance = history.balance.0;
        let html = drawn(history).await;
        for kind in ["opening", "reward", "received", "elsewhere", "transaction"] {
            assert!(html.contains(&format!("data-kind=\"{kind}\"")), "{kind}");
        }
        assert!(html.contains(&format!(
            "data-test=\"ledger-balance\" data-units=\"{balance}\""
        )));
        assert!(html.contains("data-test=\"ledger-adds-up\" data-holds=\"true\""));
    }

    #[tokio::test]
    async fn a_balance_that_its_parts_do_not_make_is_called_wrong() {
        let mut history = gallery::history();
        history.balance.0 += 1;
        let html = drawn(history).await;
        assert!(html.contains("data-test=\"ledger-adds-up\" data-holds=\"false\""));
    }

    #[tokio::test]
    async fn a_history_that_is_not_whole_yet_claims_no_sum() {
        let mut history = gallery::history();
        history.catching_up = true;
        let html = drawn(history).await;
        assert!(!html.contains("ledger-adds-up"));
        assert!(html.contains(&t!("ledger-catching-up")));
    }
}
