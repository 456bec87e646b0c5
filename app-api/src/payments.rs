//! Requests about paying and about what became of each transaction.

use crate::{AppError, Freshness, Money, call::calls};
use serde::{Deserialize, Serialize};

calls! {
    /// Finds out who is meant by an address, an `outpost:` link or a name of the address book.
    "read_recipient" => ReadRecipient {
        /// What was typed or pasted.
        text: String,
    } -> Recipient;
    /// Says what a payment will do, as proven now. Changes nothing.
    "preview_payment" => PreviewPayment {
        /// [`Recipient::address`].
        to: String,
        /// How much; `None` for all there is.
        amount: Option<Money>,
    } -> PaymentPreview;
    /// Signs a payment, writes it down and hands it to the network; it goes on by itself, after a kill too.
    /// Answers with [`TransactionView::id`] once it is written down.
    "send_payment" => SendPayment {
        /// [`PaymentPreview::to`].
        to: String,
        /// [`PaymentPreview::amount`].
        amount: Money,
        /// [`PaymentPreview::fee`]: never more is paid.
        fee: Money,
        /// What for. It stays on this device.
        note: Option<String>,
    } -> String;
    /// Everything that changed the account's balance, since this device first saw it: an entry for each epoch
    /// that paid. It is read whole, so it is for the screen that shows it.
    "history" => GetHistory {} -> HistoryView;
}

/// Who is to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// `op1…`
    pub address: String,
    /// Their name, if this device knows one.
    pub name: Option<String>,
    /// How much they ask for.
    pub amount: Option<Money>,
    /// What for.
    pub note: Option<String>,
}

/// What a payment will do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentPreview {
    /// Who receives, `op1…`.
    pub to: String,
    /// Their name, if this device knows one.
    pub to_name: Option<String>,
    /// Whether it is the paying account itself.
    pub to_itself: bool,
    /// Whether the network knows the receiving account. One that was never used may be mistyped by
    /// whoever gave it, though its checksum is right.
    pub to_used: bool,
    /// How much.
    pub amount: Money,
    /// What it costs.
    pub fee: Money,
    /// What the account holds now.
    pub balance: Money,
    /// What it will hold.
    pub after: Money,
    /// How fresh and how proven this is.
    pub freshness: Freshness,
}

/// A transaction that this device signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionView {
    /// Its hash, hexadecimal.
    pub id: String,
    /// What it asks for.
    pub kind: TransactionKind,
    /// What it gives away, without the fee.
    pub given: Money,
    /// What it costs.
    pub fee: Money,
    /// What for, if its person wrote it down.
    pub note: Option<String>,
    /// When it was signed, in milliseconds since 1970 UTC by this device's clock.
    pub signed_ms: u64,
    /// What became of it.
    pub state: TransactionState,
}

/// What a transaction asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TransactionKind {
    /// To give tokens away.
    Transfer {
        /// Who receives, `op1…`.
        to: String,
        /// Their name, if this device knows one.
        name: Option<String>,
    },
    /// To own a device.
    Claim {
        /// The device's name.
        device: String,
    },
    /// To say where a device stands.
    Place {
        /// The device's name.
        device: String,
    },
    /// To own a device no more.
    Release {
        /// The device's name.
        device: String,
    },
    /// To offer a device to another account, or to withdraw that.
    Offer {
        /// The device's name.
        device: String,
    },
    /// To own a device that was offered.
    Accept {
        /// The device's name.
        device: String,
    },
    /// To say what equipment a device has.
    Equipment {
        /// The device's name.
        device: String,
    },
    /// To burn tokens for credits.
    Credits,
    /// To use the network, paid with credits.
    Use,
}

/// What became of a transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum TransactionState {
    /// Written down; no peer has taken it yet.
    Waiting,
    /// A peer has taken it.
    Sent,
    /// Final: the network proves that its number is used, so that no other of that number can be done. (What
    /// the number was used for is not proven. It is this one, unless another device with the same words signed
    /// one of the same number.)
    Final {
        /// It was done at this block or shortly before.
        height: u64,
        /// That block's time, in milliseconds since 1970 UTC.
        time_ms: u64,
    },
    /// Not done. This device hands it in no more, and whatever it signs next takes its place.
    Failed {
        /// Why.
        problem: AppError,
    },
}

impl TransactionState {
    /// Whether nothing more will become of it.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Final { .. } | Self::Failed { .. })
    }
}

/// Everything that changed an account's balance, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryView {
    /// What happened.
    pub entries: Vec<HistoryEntry>,
    /// What the account holds: the sum of all entries' changes.
    pub balance: Money,
    /// How fresh and how proven it is; `None` until something is proven.
    pub freshness: Option<Freshness>,
    /// Whether older statements are still being fetched, so that the newest changes are not told yet.
    pub catching_up: bool,
}

/// Something that changed a balance, or is about to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When, in milliseconds since 1970 UTC.
    pub time_ms: u64,
    /// What.
    pub change: Change,
}

/// What changed a balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// What the account held when this device first saw it.
    Opening {
        /// How much.
        amount: Money,
        /// At which block.
        height: u64,
    },
    /// An epoch's rewards.
    Reward {
        /// The epoch.
        epoch: u64,
        /// How much.
        amount: Money,
    },
    /// What others sent. The network proves balances, so this is what two of them differ by, less what is
    /// known.
    Received {
        /// How much.
        amount: Money,
        /// After this block,
        after: u64,
        /// and at this one or before.
        until: u64,
    },
    /// What this account did from another device with the same words, and what came in at the same time.
    Elsewhere {
        /// How many transactions.
        transactions: u64,
        /// By how much the balance grew.
        gained: Money,
        /// By how much it shrank.
        lost: Money,
        /// After this block,
        after: u64,
        /// and at this one or before.
        until: u64,
    },
    /// A transaction of this device.
    Transaction(TransactionView),
}

impl Change {
    /// By how much the balance grew.
    pub fn gained(&self) -> Money {
        match self {
            Self::Opening { amount, .. }
            | Self::Reward { amount, .. }
            | Self::Received { amount, .. } => *amount,
            Self::Elsewhere { gained, .. } => *gained,
            Self::Transaction(_) => Money(0),
        }
    }

    /// By how much the balance shrank: given away and fees.
    pub fn lost(&self) -> (Money, Money) {
        match self {
            Self::Transaction(TransactionView {
                state: TransactionState::Final { .. },
                given,
                fee,
                ..
            }) => (*given, *fee),
            Self::Elsewhere { lost, .. } => (*lost, Money(0)),
            _ => (Money(0), Money(0)),
        }
    }
}
