//! Says in words what a payment will do, before it is signed.

use crate::{
    bridge::use_action,
    text::{format, t},
    wallet::names,
    widgets::{Amount, Button, FreshnessChip, Glyph, Heading, Look, Problem, notice},
};
use outpost_app_api::{PaymentPreview, SendPayment};
use yew::prelude::*;

/// Properties of [`Confirm`].
#[derive(Properties, PartialEq)]
pub struct ConfirmProps {
    /// What it will do.
    pub preview: PaymentPreview,
    /// What for.
    pub note: Option<String>,
    /// Goes back to what was typed.
    pub back: Callback<()>,
    /// Takes the id of what was signed.
    pub sent: Callback<String>,
}

/// The confirmation.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    let send = use_action::<SendPayment>(props.sent.clone());
    let PaymentPreview {
        to,
        to_name,
        to_itself,
        to_used,
        amount,
        fee,
        balance,
        after,
        freshness,
    } = &props.preview;
    let who = names::person(to_name.as_ref(), to);
    let payment = SendPayment {
        to: to.clone(),
        amount: *amount,
        fee: *fee,
        note: props.note.clone(),
    };
    html! {
        <>
            <Heading title={t!("confirm-title", amount = format::money(*amount), who = who.as_str())}
                lead={t!("confirm-lead", amount = format::money(*amount), who = who.as_str(),
                    fee = format::money(*fee), after = format::money(*after))} />
            if *to_itself {
                { notice(Glyph::Alert, html! { <p data-test="confirm-itself">{ t!("confirm-itself") }</p> }) }
            } else if !to_used {
                { notice(Glyph::Alert, html! { <p data-test="confirm-never-used">{ t!("confirm-never-used") }</p> }) }
            }
            <dl class="facts">
                <div>
                    <dt>{ t!("send-to") }</dt>
                    <dd>
                        if let Some(name) = to_name { <strong>{ name }</strong> }
                        { names::whole(to, "confirm-to") }
                    </dd>
                </div>
                <div><dt>{ t!("send-amount") }</dt><dd><Amount value={*amount} test="confirm-amount" /></dd></div>
                <div><dt>{ t!("send-fee") }</dt><dd><Amount value={*fee} test="confirm-fee" /></dd></div>
                <div><dt>{ t!("confirm-before") }</dt><dd><Amount value={*balance} test="confirm-before" /></dd></div>
                <div><dt>{ t!("confirm-after") }</dt><dd><strong><Amount value={*after} test="confirm-after" /></strong></dd></div>
                if let Some(note) = &props.note {
                    <div><dt>{ t!("send-note") }</dt><dd>{ note }<p class="field-notes">{ t!("send-note-hint") }</p></dd></div>
                }
            </dl>
            <FreshnessChip freshness={freshness.clone()} />
            if let Some(error) = send.problem() {
                <Problem error={error.clone()} />
            }
            <div class="actions">
                <Button look={Look::Plain} label={t!("app-back")} test="confirm-back" disabled={send.working()}
                    onclick={props.back.clone()} />
                <Button look={Look::Primary} label={t!("confirm-send", amount = format::money(*amount))}
                    test="confirm-send" busy={send.working()} onclick={send.sends(payment)} />
            </div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery;
    use yew::LocalServerRenderer;

    async fn drawn(change: impl FnOnce(&mut PaymentPreview)) -> String {
        let mut preview: PaymentPreview = gallery::answer("preview_payment");
        change(&mut preview);
        let props = ConfirmProps {
            preview,
            note: Some("For the mast".to_owned()),
            back: Callback::noop(),
            sent: Callback::noop(),
        };
        let renderer = LocalServerRenderer::<Confirm>::with_props(props);
        renderer.hydratable(false).render().await
    }

    #[tokio::test]
    async fn a_confirmation_names_who_how_much_the_fee_and_what_is_left() {
        let preview: PaymentPreview = gallery::answer("preview_payment");
        let html = drawn(|_| {}).await;
        assert!(html.contains(&format!("data-address=\"{}\"", preview.to)));
        for (hook, money) in [
            ("confirm-amount", preview.amount),
            ("confirm-fee", preview.fee),
            ("confirm-before", preview.balance),
            ("confirm-after", preview.after),
        ] {
            let exact = format!("data-test=\"{hook}\" data-units=\"{}\"", money.0);
            assert!(html.contains(&exact), "{hook}");
        }
        assert!(html.contains("For the mast"));
        assert!(!html.contains("confirm-never-used") && !html.contains("confirm-itself"));
    }

    #[tokio::test]
    async fn an_unused_address_and_ones_own_are_warned_of() {
        let unused = drawn(|preview| preview.to_used = false).await;
        assert!(unused.contains("confirm-never-used"));
        let own = drawn(|preview| preview.to_itself = true).await;
        assert!(own.contains("confirm-itself"));
    }
}
