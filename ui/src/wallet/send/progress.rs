//! Follows a payment until it is final and proven, and says that nobody needs to wait for that.

use crate::{
    bridge::use_action,
    text::{format, t},
    wallet::{history::asked, names},
    widgets::{Button, Glyph, Heading, Look, Problem, SubmitButton, TextField, icon, spinner},
};
use outpost_app_api::{AppView, SaveContact, TransactionKind, TransactionState, TransactionView};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Progress`].
#[derive(Properties, PartialEq)]
pub struct ProgressProps {
    /// [`TransactionView::id`].
    pub id: String,
    /// Says how far it got.
    pub view: Rc<AppView>,
    /// Goes back to the wallet.
    pub leave: Callback<()>,
}

/// The stages that were reached.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    let recent = &props.view.wallet.recent;
    let Some(payment) = recent.iter().find(|sent| sent.id == props.id) else {
        return spinner(t!("progress-signing"));
    };
    let (_, title) = asked(payment);
    let (reached, words) = match &payment.state {
        TransactionState::Waiting => (1, t!("progress-waiting")),
        TransactionState::Sent => (2, t!("progress-sent")),
        TransactionState::Final { height, .. } => (3, t!("progress-final", height = *height)),
        TransactionState::Failed { .. } => (1, t!("transaction-failed")),
    };
    let stages = [
        t!("progress-stage-signed"),
        t!("progress-stage-sent"),
        t!("progress-stage-final"),
    ];
    html! {
        <>
            <Heading {title} lead={format::money(payment.given)} />
            <ol class="stages" data-test="progress" data-state={state_name(&payment.state)}>
                { for stages.into_iter().enumerate().map(|(index, stage)| {
                    let (class, done) = match index {
                        index if index < reached => ("stage stage-done", true),
                        index if index == reached => ("stage stage-now", false),
                        _ => ("stage", false),
                    };
                    html! {
                        <li {class}>
                            <span class="stepper-mark">
                                if done { { icon(Glyph::Check) } } else { { index + 1 } }
                            </span>
                            <strong>{ stage }</strong>
                        </li>
                    }
                }) }
            </ol>
            <p role="status" aria-live="polite">{ words }</p>
            if let TransactionState::Failed { problem } = &payment.state {
                <Problem error={problem.clone()} />
            }
            { keep_name(payment) }
            <div class="actions">
                <Button look={Look::Primary} label={t!("progress-done")} test="progress-done" onclick={props.leave.clone()} />
            </div>
        </>
    }
}

/// What tests call a state; the same as in the API's JSON.
fn state_name(state: &TransactionState) -> &'static str {
    match state {
        TransactionState::Waiting => "waiting",
        TransactionState::Sent => "sent",
        TransactionState::Final { .. } => "final",
        TransactionState::Failed { .. } => "failed",
    }
}

/// Offers to put somebody who has no name into the address book.
fn keep_name(payment: &TransactionView) -> Html {
    match &payment.kind {
        TransactionKind::Transfer { to, name: None } => html! { <KeepName address={to.clone()} /> },
        _ => html! {},
    }
}

#[derive(Properties, PartialEq)]
struct KeepNameProps {
    address: String,
}

#[component]
fn KeepName(props: &KeepNameProps) -> Html {
    let name = use_state(String::new);
    let save = use_action::<SaveContact>(Callback::noop());
    let onsubmit = {
        let (name, address, send) = (name.clone(), props.address.clone(), save.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(SaveContact {
                address: address.clone(),
                name: (*name).clone(),
            });
        })
    };
    let onchange = {
        let setter = name.setter();
        Callback::from(move |text| setter.set(text))
    };
    html! {
        <form class="section" {onsubmit} aria-labelledby="keep-name">
            <h2 id="keep-name">{ t!("contact-keep") }</h2>
            { names::whole(&props.address, "progress-to") }
            <TextField name="contact-name" label={t!("contact-name")} value={(*name).clone()} {onchange} />
            if let Some(error) = save.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton look={Look::Secondary} label={t!("contact-save")} test="contact-save" busy={save.working()}
                disabled={name.trim().is_empty()} />
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use outpost_app_api::{AppError, ErrorCode};
    use yew::LocalServerRenderer;

    async fn check(state: TransactionState, expected: &[&str]) {
        let mut view = gallery::view("paying");
        let payment = view.wallet.recent.first_mut().expect("in the gallery");
        payment.state = state;
        let props = ProgressProps {
            id: payment.id.clone(),
            view: Rc::new(view),
            leave: Callback::noop(),
        };
        let renderer = LocalServerRenderer::<Progress>::with_props(props);
        let html = renderer.hydratable(false).render().await;
        for part in expected {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }

    #[tokio::test]
    async fn each_stage_of_a_payment_is_told() {
        check(
            TransactionState::Waiting,
            &["data-state=\"waiting\"", &t!("progress-waiting")],
        )
        .await;
        check(
            TransactionState::Sent,
            &["data-state=\"sent\"", &t!("progress-sent")],
        )
        .await;
        let last = TransactionState::Final {
            height: 7,
            time_ms: 0,
        };
        check(
            last,
            &["data-state=\"final\"", &t!("progress-final", height = 7)],
        )
        .await;
        let failed = TransactionState::Failed {
            problem: AppError::new(ErrorCode::FeeChanged),
        };
        check(
            failed,
            &["data-state=\"failed\"", "data-code=\"fee-changed\""],
        )
        .await;
    }
}
