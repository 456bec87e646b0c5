//! Asks whom to pay, how much and what for.

use super::Typed;
use crate::{
    bridge::{use_action, use_answer},
    text::t,
    widgets::{
        Button, CodeReader, Glyph, Heading, Look, Problem, SubmitButton, TextField, amount_field,
        as_typed, notice, typed_amount,
    },
};
use outpost_app_api::{
    Contact, GetContacts, PaymentPreview, PreviewPayment, ReadRecipient,
    link::{Link, MAX_NOTE_CHARS, is_plain_note},
};
use yew::prelude::*;

/// Contacts that are offered to press on; the others are found by typing their names.
const OFFERED: usize = 6;

/// Properties of [`Form`].
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// What was typed.
    pub typed: Typed,
    /// Takes what is typed.
    pub onchange: Callback<Typed>,
    /// Whether the account can sign.
    pub can_sign: bool,
    /// Goes back to the wallet.
    pub leave: Callback<()>,
    /// Takes what the payment will do, and what for.
    pub done: Callback<(PaymentPreview, Option<String>)>,
}

/// The form.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let Typed {
        to,
        amount,
        everything,
        note,
    } = props.typed.clone();
    let contacts = use_answer(GetContacts {}, ());
    let plain_note = note.trim().to_owned();
    let note_fits = is_plain_note(&plain_note);
    let preview = use_action::<PreviewPayment>({
        let note = (!plain_note.is_empty()).then(|| plain_note.clone());
        props.done.reform(move |preview| (preview, note.clone()))
    });
    let wish = match everything {
        true => Some(None),
        false => typed_amount(&amount).ok().map(Some),
    };
    let read = use_action::<ReadRecipient>({
        let send = preview.send.clone();
        Callback::from(move |recipient: outpost_app_api::Recipient| {
            if let Some(amount) = wish {
                send.emit(PreviewPayment {
                    to: recipient.address,
                    amount,
                });
            }
        })
    });
    let complete = props.can_sign && !to.trim().is_empty() && wish.is_some() && note_fits;
    let onsubmit = {
        let (send, text) = (read.send.clone(), to.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if complete {
                send.emit(ReadRecipient { text: text.clone() });
            }
        })
    };
    let change = |change: fn(&Typed, String) -> Typed| {
        let typed = props.typed.clone();
        props.onchange.reform(move |text| change(&typed, text))
    };
    let everything_is = |everything| {
        let typed = props.typed.clone();
        props.onchange.reform(move |()| Typed {
            everything,
            ..typed.clone()
        })
    };
    let choose = change(Typed::with_recipient);
    let problem = read.problem().or(preview.problem());
    html! {
        <form {onsubmit}>
            <Heading title={t!("send-title")} lead={t!("send-lead")} />
            if !props.can_sign {
                { notice(Glyph::Eye, html! { <p>{ t!("wallet-watching") }</p> }) }
            }
            <TextField name="send-to" label={t!("send-to")} value={to} onchange={choose.clone()}
                hint={t!("send-to-hint")} />
            <CodeReader test="send-code" found={choose.clone()} />
            { contacts.value.as_deref().map(|contacts| offered(contacts, &choose)).unwrap_or_default() }
            if everything {
                <div class="field">
                    <p class="field-label">{ t!("send-amount") }</p>
                    <p>{ t!("send-everything-is") }</p>
                    <Button look={Look::Plain} label={t!("send-part")} test="send-part" onclick={everything_is(false)} />
                </div>
            } else {
                { amount_field("send-amount", t!("send-amount"), &amount,
                    change(|typed, amount| Typed { amount, ..typed.clone() }), None) }
                <Button look={Look::Plain} label={t!("send-everything")} test="send-everything"
                    onclick={everything_is(true)} />
            }
            <TextField name="send-note" label={t!("send-note")} value={note}
                onchange={change(|typed, note| Typed { note, ..typed.clone() })} hint={t!("send-note-hint")}
                problem={(!note_fits).then(|| t!("note-too-long", most = MAX_NOTE_CHARS))} />
            if let Some(error) = problem {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <Button look={Look::Plain} label={t!("app-back")} test="send-leave" onclick={props.leave.clone()} />
                <SubmitButton label={t!("app-continue")} test="send-continue"
                    busy={read.working() || preview.working()} disabled={!complete} />
            </div>
        </form>
    }
}

fn offered(contacts: &[Contact], choose: &Callback<String>) -> Html {
    if contacts.is_empty() {
        return html! {};
    }
    html! {
        <div class="chips" role="group" aria-label={t!("wallet-contacts")}>
            { for contacts.iter().take(OFFERED).enumerate().map(|(index, contact)| {
                let address = contact.address.clone();
                html! {
                    <Button look={Look::Secondary} label={contact.name.clone()} test={format!("send-contact-{index}")}
                        onclick={choose.reform(move |()| address.clone())} />
                }
            }) }
        </div>
    }
}

impl Typed {
    /// With this recipient; a link fills in what it asks for as well. Whether it leads to anybody is
    /// found out when the form is sent off.
    pub fn with_recipient(&self, text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        match Link::parse(text) {
            Ok(Link::Payment(request)) => Self {
                to: request.to,
                amount: request.amount.map_or(self.amount.clone(), as_typed),
                everything: self.everything && request.amount.is_none(),
                note: request.note.unwrap_or_else(|| self.note.clone()),
            },
            _ => Self {
                to: text.to_owned(),
                ..self.clone()
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outpost_app_api::Money;

    #[test]
    fn a_pasted_link_fills_in_all_that_it_asks_for() {
        let typed = Typed {
            everything: true,
            ..Typed::default()
        };
        let filled = typed.with_recipient("outpost:op1qqqq?amount=2.5&note=Mast");
        assert_eq!(
            filled,
            Typed {
                to: "op1qqqq".to_owned(),
                amount: "2.5".to_owned(),
                everything: false,
                note: "Mast".to_owned(),
            }
        );
        assert_eq!(typed_amount(&filled.amount), Ok(Money(250_000_000)));
    }

    #[test]
    fn what_is_no_link_is_left_as_it_was_typed() {
        let typed = Typed {
            amount: "7".to_owned(),
            ..Typed::default()
        };
        for text in ["Ana", "op1qq", "outpost:", "https://example.org"] {
            let filled = typed.with_recipient(text);
            assert_eq!((filled.to.as_str(), filled.amount.as_str()), (text, "7"));
        }
    }
}
