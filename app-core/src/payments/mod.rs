//! Pays, and tells what became of each transaction and what the balance is made of.

pub(crate) mod outbox;
pub(crate) mod plan;
pub(crate) mod recipient;

mod balance;
mod book;
mod history;

pub(crate) use book::Sender;
pub(crate) use history::{all as history, recent};
pub(crate) use outbox::Outbox;

use crate::{app::Core, earnings, errors::ForApp};
use outpost_app_api::{
    AppError, ErrorCode, PaymentPreview, PreviewPayment, ReadRecipient, Recipient, SendPayment,
    link::is_plain_note,
};
use outpost_protocol::{AccountAddress, Amount, transaction::Action};

/// Finds out who is meant.
pub(crate) async fn read_recipient(
    core: &Core,
    call: ReadRecipient,
) -> Result<Recipient, AppError> {
    let called = |name: &str| {
        core.contacts
            .called(name)
            .or_else(|| core.wallet.called(name))
    };
    let meant = recipient::read(&call.text, called)?;
    Ok(Recipient {
        address: meant.address.to_string(),
        name: core.name_of(meant.address),
        amount: meant.amount,
        note: meant.note,
    })
}

/// Says what a payment will do. Nobody needs to unlock anything to ask.
pub(crate) async fn preview(core: &Core, call: PreviewPayment) -> Result<PaymentPreview, AppError> {
    let (me, to) = (core.wallet.address()?, recipient::parse_address(&call.to)?);
    let (payer, to_used, freshness) = plan::payer_and(core, me, to).await?;
    let amount = call.amount.map(|amount| Amount::from_units(amount.0));
    let payment = payer.pay(amount).for_app()?;
    Ok(PaymentPreview {
        to: to.to_string(),
        to_name: core.name_of(to),
        to_itself: to == me,
        to_used,
        amount: earnings::money(payment.amount),
        fee: earnings::money(payer.fee),
        balance: earnings::money(payer.at.balance),
        after: match to == me {
            // It comes back at once.
            true => earnings::money(
                payment
                    .after
                    .checked_add(payment.amount)
                    .unwrap_or_default(),
            ),
            false => earnings::money(payment.after),
        },
        freshness,
    })
}

/// Signs a payment and writes it down; the outbox does the rest.
pub(crate) async fn send(core: &Core, call: SendPayment) -> Result<String, AppError> {
    let to = recipient::parse_address(&call.to)?;
    let amount = Amount::from_units(call.amount.0);
    let note = call.note.map(|note| note.trim().to_owned());
    let note = note.filter(|note| !note.is_empty());
    if note.as_ref().is_some_and(|note| !is_plain_note(note)) {
        return Err(AppError::new(ErrorCode::NameInvalid));
    }
    let me = core.wallet.signatory()?.address();
    let payer = plan::payer(core, me).await?;
    if payer.fee > Amount::from_units(call.fee.0) {
        let changed = AppError::new(ErrorCode::FeeChanged);
        return Err(changed.with("needed", payer.fee.units()));
    }
    payer.pay(Some(amount)).for_app()?;
    let action = Action::Transfer { to, amount };
    let sent = core
        .outbox
        .sign(core, &payer, action, note, Sender::Outbox)?;
    Ok(sent.id)
}

impl Core {
    /// What this device calls an account: by the address book, or as one of its own.
    pub(crate) fn name_of(&self, address: AccountAddress) -> Option<String> {
        let in_book = self.contacts.name_of(address);
        in_book.or_else(|| self.wallet.name_of(address))
    }
}
