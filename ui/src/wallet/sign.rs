//! Signs a message, says what that means, and says of another's whether it is theirs.

use super::{goes, names};
use crate::{
    app::{ScreenProps, WalletPage},
    bridge::use_action,
    text::t,
    widgets::{Button, Copy, Glyph, Heading, Look, Problem, SubmitButton, notice, text_area, tick},
};
use outpost_app_api::{SignMessage, VerifiedMessage, VerifyMessage};
use yew::prelude::*;

/// The page.
#[component]
pub fn Sign(props: &ScreenProps) -> Html {
    html! {
        <div class="narrow">
            <Button look={Look::Plain} glyph={Glyph::Back} label={t!("wallet-title")} test="wallet-back"
                onclick={goes(&props.navigate, WalletPage::Overview)} />
            <Heading title={t!("wallet-sign")} lead={t!("sign-lead")} />
            if props.view.wallet.can_sign() {
                <SignForm />
            }
            <VerifyForm />
        </div>
    }
}

#[component]
fn SignForm() -> Html {
    let text = use_state(String::new);
    let signed = use_state(|| None::<String>);
    let sign = use_action::<SignMessage>({
        let setter = signed.setter();
        Callback::from(move |text| setter.set(Some(text)))
    });
    let onchange = {
        let (text, signed) = (text.setter(), signed.setter());
        Callback::from(move |typed| {
            text.set(typed);
            signed.set(None);
        })
    };
    let onsubmit = {
        let (send, text) = (sign.send.clone(), text.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(SignMessage {
                text: (*text).clone(),
            });
        })
    };
    html! {
        <form class="section" {onsubmit}>
            { notice(Glyph::Pen, html! { <p>{ t!("sign-means") }</p> }) }
            { text_area("sign-text", t!("sign-text"), &text, &onchange) }
            if let Some(error) = sign.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton label={t!("sign-do")} test="sign-do" busy={sign.working()} disabled={text.trim().is_empty()} />
            if let Some(signed) = &*signed {
                <div role="status">
                    <p>{ t!("sign-done") }</p>
                    <pre class="signed" dir="ltr" data-test="sign-signed">{ signed }</pre>
                    <Copy text={signed.clone()} label={t!("app-copy")} test="sign-copy" />
                </div>
            }
        </form>
    }
}

#[component]
fn VerifyForm() -> Html {
    let text = use_state(String::new);
    let verified = use_state(|| None::<VerifiedMessage>);
    let verify = use_action::<VerifyMessage>({
        let setter = verified.setter();
        Callback::from(move |message| setter.set(Some(message)))
    });
    let onchange = {
        let (text, verified) = (text.setter(), verified.setter());
        Callback::from(move |typed| {
            text.set(typed);
            verified.set(None);
        })
    };
    let onsubmit = {
        let (send, text) = (verify.send.clone(), text.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(VerifyMessage {
                text: (*text).clone(),
            });
        })
    };
    html! {
        <form class="section" {onsubmit} aria-labelledby="verify-title">
            <h2 id="verify-title">{ t!("verify-title") }</h2>
            { text_area("verify-text", t!("verify-text"), &text, &onchange) }
            if let Some(error) = verify.problem() {
                <Problem error={error.clone()} />
            }
            <SubmitButton look={Look::Secondary} label={t!("verify-do")} test="verify-do" busy={verify.working()}
                disabled={text.trim().is_empty()} />
            if let Some(message) = &*verified {
                <Verdict message={message.clone()} />
            }
        </form>
    }
}

#[derive(Properties, PartialEq)]
struct VerdictProps {
    message: VerifiedMessage,
}

/// Who said what, and whether they did.
#[component]
fn Verdict(props: &VerdictProps) -> Html {
    let VerifiedMessage {
        account,
        name,
        message,
        right,
    } = &props.message;
    let who = names::person(name.as_ref(), account);
    html! {
        <div role="status">
            { tick("verify-right", *right, t!("verify-yes", who = who), t!("verify-no")) }
            if *right {
                <blockquote class="signed">{ message }</blockquote>
                { names::whole(account, "verify-account") }
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::LocalServerRenderer;

    async fn drawn(right: bool) -> String {
        let message = VerifiedMessage {
            account: "op1qqqq".to_owned(),
            name: Some("Ana".to_owned()),
            message: "This antenna is mine.".to_owned(),
            right,
        };
        let renderer = LocalServerRenderer::<Verdict>::with_props(VerdictProps { message });
        renderer.hydratable(false).render().await
    }

    #[tokio::test]
    async fn a_right_message_names_who_said_it() {
        let html = drawn(true).await;
        assert!(html.contains("data-holds=\"true\"") && html.contains("Ana"));
        assert!(html.contains("This antenna is mine."));
    }

    #[tokio::test]
    async fn a_wrong_message_is_not_quoted_as_anybodys() {
        let html = drawn(false).await;
        assert!(html.contains("data-holds=\"false\""));
        assert!(!html.contains("Ana") && !html.contains("This antenna is mine."));
    }
}
