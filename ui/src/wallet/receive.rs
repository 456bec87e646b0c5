//! Draws what others need to pay: the address, as a QR code and as text, and a link that asks for more.

use super::{goes, names, qr::Qr};
use crate::{
    app::{ScreenProps, WalletPage},
    text::t,
    widgets::{Button, Copy, Glyph, Heading, Look, TextField, amount_field, typed_amount},
};
use outpost_app_api::{
    WalletState,
    link::{MAX_NOTE_CHARS, PaymentRequest, is_plain_note},
};
use yew::prelude::*;

/// The page.
#[component]
pub fn Receive(props: &ScreenProps) -> Html {
    let amount = use_state(String::new);
    let note = use_state(String::new);
    let (WalletState::Open { address } | WalletState::Watching { address }) =
        &props.view.wallet.state
    else {
        return html! {};
    };
    let asked = typed_amount(&amount);
    let note_fits = is_plain_note(&note);
    let request = PaymentRequest {
        to: address.clone(),
        amount: asked.ok().filter(|amount| amount.0 > 0),
        note: (!note.trim().is_empty() && note_fits).then(|| note.trim().to_owned()),
    };
    let link = request.to_string();
    let asks = request.amount.is_some() || request.note.is_some();
    let set = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |text| setter.set(text))
    };
    html! {
        <div class="narrow">
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("wallet-title")} test="wallet-back"
                onclick={goes(&props.navigate, WalletPage::Overview)} />
            <Heading title={t!("receive-title")} lead={t!("receive-lead")} />
            <section class="card receive" aria-label={t!("receive-address")}>
                <Qr text={link.clone()} label={t!("receive-qr")} />
                { names::whole(address, "receive-address") }
                <p class="field-notes">{ t!("receive-compare") }</p>
                <div class="actions">
                    <Copy text={address.clone()} label={t!("receive-copy")} test="receive-copy" />
                    if asks {
                        <Copy text={link} label={t!("receive-copy-link")} test="receive-copy-link" />
                    }
                </div>
            </section>
            <section class="section" aria-labelledby="receive-ask">
                <h2 id="receive-ask">{ t!("receive-ask") }</h2>
                { amount_field("receive-amount", t!("receive-amount"), &amount, set(&amount), Some(t!("receive-amount-hint"))) }
                <TextField name="receive-note" label={t!("receive-note")} value={(*note).clone()}
                    onchange={set(&note)} hint={t!("receive-note-hint")}
                    problem={(!note_fits).then(|| t!("note-too-long", most = MAX_NOTE_CHARS))} />
            </section>
        </div>
    }
}
